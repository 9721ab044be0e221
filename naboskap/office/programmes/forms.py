"""What staff set of a programme, and the round they open."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.programmes.deadlines import LONGEST_GRACE
from naboskap.programmes.models import Programme
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import KronerField, WholeNumberField


class ParametersForm(forms.Form):
    """Times in days or weeks, sums in kroner. Empty: not set yet."""

    answer_from_weeks = WholeNumberField(
        label=_("Answer within, weeks, from"), required=False, largest=52
    )
    answer_to_weeks = WholeNumberField(
        label=_("Answer within, weeks, to"), required=False, largest=52
    )
    accept_within_days = WholeNumberField(
        label=_("Accept the grant within, days"), required=False, largest=365
    )
    report_within_days = WholeNumberField(
        label=_("Final report within, days after the end"), required=False, largest=730
    )
    confirm_within_days = WholeNumberField(label=_("Partner confirms within, days"), largest=365)
    complain_within_days = WholeNumberField(label=_("Complaint within, days"), largest=365)
    board_threshold = KronerField(label=_("The board decides from"), required=False)
    board_threshold_included = forms.BooleanField(
        label=_("The boundary itself goes to the board"), required=False
    )
    board_quorum = WholeNumberField(label=_("Board members who must be present"), largest=50)
    guidance = forms.ChoiceField(
        label=_("When the case officer has helped the pair"),
        help_text=_("Whoever wrote in the draft always has a second reader."),
        choices=[
            (Programme.Guidance.VISIBLE, _("It is shown in the case, and means no more")),
            (Programme.Guidance.SECOND_READER, _("A second reader reads the case too")),
            (Programme.Guidance.CANNOT_ASSESS, _("Somebody else assesses the case")),
        ],
    )
    short_form_up_to = KronerField(label=_("Short form up to"), required=False)
    advance_share_percent = WholeNumberField(label=_("Advance, per cent at most"), largest=100)
    auditor_above = KronerField(label=_("Auditor when the grant is above"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("answer_from_weeks"), told.get("answer_to_weeks")
        if first is not None and last is not None and first > last:
            self.add_error("answer_to_weeks", _("The last week must not come before the first."))
        return told


class RoundForm(forms.Form):
    """When one may apply: whole days in Oslo."""

    name_nb = forms.CharField(
        label=_("Name in Norwegian"),
        max_length=80,
        error_messages={"required": _("Write a name.")},
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=80, error_messages={"required": _("Write a name.")}
    )
    name_ru = forms.CharField(
        label=_("Name in Russian"), max_length=80, error_messages={"required": _("Write a name.")}
    )
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(
        label=_("Closes on"),
        required=False,
        help_text=_("At 23:59 in Oslo. Empty: one can apply at any time."),
    )
    grace_minutes = WholeNumberField(
        label=_("Grace, in minutes"),
        largest=LONGEST_GRACE,
        required=False,
        initial=15,
        help_text=_(
            "Whoever is held up can send so long after the closing. It is told to those who apply."
            " Two hours at most."
        ),
    )
    starts_from = DayField(label=_("For projects that start from"), required=False)
    starts_to = DayField(label=_("For projects that start by"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return what ``open_round`` asks for. A round that opens today opens now."""
        told = self.cleaned_data
        day = told["opens_on"]
        opens_at = datetime.combine(day, time.min, tzinfo=clock.OSLO)
        return {
            "name": {code: told[f"name_{code}"] for code in ("nb", "en", "ru")},
            "opens_at": max(opens_at, clock.now()) if day == clock.today() else opens_at,
            "closes_on": told["closes_on"],
            "grace_minutes": told["grace_minutes"] or 0,
            "starts_from": told["starts_from"],
            "starts_to": told["starts_to"],
        }
