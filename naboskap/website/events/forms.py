"""Who comes to an event, from which side, how many, and what they need."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network.actions import MOST_PEOPLE
from naboskap.ui.fields import LongText
from naboskap.ui.figures import WholeNumberField
from naboskap.website.stamped import AddressField, StampedForm


class RegisterForm(StampedForm):
    name = forms.CharField(
        label=_("Who comes?"),
        help_text=_("Your name, or what you are called together. Only we see it."),
        max_length=120,
        error_messages={"required": _("Write who comes.")},
    )
    address = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We send a mail there that says whether you have a place."),
    )
    people = WholeNumberField(
        label=_("How many are you?"),
        largest=MOST_PEOPLE,
        is_rough=True,
        initial=1,
        error_messages={"too_large": _("Write how many come: from 1 to 20.")},
    )
    side = forms.ChoiceField(
        label=_("Which side do you come from?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the side that you come from.")},
    )
    language = forms.ChoiceField(
        label=_("Which language do you understand best?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the languages.")},
    )
    needs = LongText(
        label=_("Is there anything that you need?"),
        help_text=_("For example an interpreter, a ramp or a meal. Nothing of your health."),
        limit=1_000,
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        house = secretariat()
        side: Any = self.fields["side"]
        side.choices = [(key, capfirst(in_language(one.name))) for key, one in house.sides.items()]
        language: Any = self.fields["language"]
        language.choices = [
            (code, capfirst(str(LANGUAGES.get(code, code)))) for code in house.languages
        ]
