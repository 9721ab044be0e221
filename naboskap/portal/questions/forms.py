"""Which draft an adviser is let into."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application


class LetInForm(forms.Form):
    draft = forms.ChoiceField(
        label=_("Which application?"),
        error_messages={
            "required": _("Choose an application."),
            "invalid_choice": _("Choose an application."),
        },
    )

    def __init__(self, *args: Any, drafts: list[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["draft"]
        field.choices = [(one.key, one.title or _("New application")) for one in drafts]
