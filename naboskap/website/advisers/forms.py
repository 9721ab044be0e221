"""Which adviser one looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES, THEME_CHOICES
from naboskap.organisations.queries import places_on

ANY = ("", _("All"))


class DirectoryForm(forms.Form):
    """A field, a region, a language: each may be left open."""

    tema = forms.ChoiceField(label=_("Field"), required=False, choices=[ANY, *THEME_CHOICES])
    sted = forms.ChoiceField(label=_("Region"), required=False)
    sprak = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[ANY, *((code, LANGUAGES[code]) for code in ("nb", "en", "ru"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sted"]
        field.choices = [
            ANY,
            *((one.code, in_language(one.name)) for one in places_on(clock.today())),
        ]
