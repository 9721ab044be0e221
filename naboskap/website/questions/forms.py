"""A question to an adviser."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.guidelines.vocabulary import THEME_CHOICES
from naboskap.ui.fields import LongText
from naboskap.website.stamped import AddressField, StampedForm


class QuestionForm(StampedForm):
    text = LongText(
        label=_("What do you want to ask?"),
        help_text=_("Write in Norwegian, English or Russian."),
        required=True,
        limit=5_000,
        error_messages={"required": _("Write what you want to ask or say.")},
    )
    address = AddressField(
        label=_("Your e-mail address"),
        help_text=_("You get a link there, and nothing of what is written. No account is needed."),
    )
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        choices=[("", _("I do not know yet")), *THEME_CHOICES],
    )

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:  # The account's own address is used.
            del self.fields["address"]


class LostLinkForm(StampedForm):
    """The address that somebody asked from."""

    address = AddressField(
        label=_("Your e-mail address"),
        help_text=_("The one that you asked from. We send the way to your questions there."),
    )
