"""Who signs up for the newsletter, in which language, and for what."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network.queries import topic_names
from naboskap.website.stamped import AddressField, StampedForm


class ChoiceForm(forms.Form):
    """Language and topics of a subscription."""

    language = forms.ChoiceField(
        label=_("In which language?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the languages.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("What do you want to hear about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing to hear about.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["language"]
        languages.choices = [
            (code, capfirst(str(LANGUAGES.get(code, code)))) for code in secretariat().languages
        ]
        topics: Any = self.fields["topics"]
        topics.choices = list(topic_names().items())


class SignUpForm(StampedForm, ChoiceForm):
    address = AddressField(
        label=_("Your e-mail address"),
        help_text=_(
            "We send a link there. You get no newsletter before you have opened it and pressed the"
            " button."
        ),
    )
