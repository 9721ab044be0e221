from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.ui.fields import DayField, KronerField


class AdvanceForm(forms.Form):
    """How much of the grant to pay before the report."""

    amount = KronerField(label=_("Advance"), may_be_zero=False)


class RepaymentForm(forms.Form):
    """What the recipient has paid back, and when it came."""

    amount = KronerField(label=_("Sum received"), may_be_zero=False)
    received_on = DayField(label=_("Received on"))
