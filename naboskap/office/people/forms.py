"""What an administrator writes about people and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.core import clock
from naboskap.ui.day_fields import DayField


class InviteForm(forms.Form):
    """Who is invited, to what."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Write the name.")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write the whole address, for example name@example.org."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=User.Language.choices, initial="nb"
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They begin on the day the invitation is accepted."),
        error_messages={"required": _("Choose at least one role.")},
    )


class RoleForm(forms.Form):
    """A role, from one day to another."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", ""), *Role.choices],
        error_messages={"required": _("Choose a role.")},
    )
    from_date = DayField(label=_("First day"))
    to_date = DayField(
        label=_("Last day"), required=False, help_text=_("Empty: until further notice.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_date"].initial = clock.today()


class LastDayForm(forms.Form):
    """The last day of a role."""

    last_day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = clock.today()
