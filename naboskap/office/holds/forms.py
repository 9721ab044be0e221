"""What is written when cases are put on hold or let go on. What was typed stays in the form."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.assessments.models import HoldPlan
from naboskap.grants.queries import Forbidden
from naboskap.ui.fields import LongText

IN_NORWEGIAN = gettext_lazy("In plain words. Both sides read it, in the letter and on their page.")


def mark_of(cases: Iterable[int], reason: str, reason_across: str) -> str:
    """Mark the letters to these cases with these reasons, so that one knows them again."""
    told = json.dumps([sorted(cases), reason.strip(), reason_across.strip()])
    return hashlib.sha256(told.encode()).hexdigest()


class WhyForm(forms.Form):
    """Why, in the house's language and in the partner's. ``key``: a second click is the same."""

    reason = LongText(
        label=gettext_lazy("Why?"),
        help_text=IN_NORWEGIAN,
        required=True,
        limit=1_500,
        rows=4,
    )
    reason_across = LongText(
        label=gettext_lazy("The same in the partner's language"), limit=1_500, rows=4
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read = ", ".join(languages)
        self.fields["reason_across"].help_text = (
            _("The partner reads: %(languages)s. Empty: they get the reason above.")
            % {"languages": read}
            if read
            else _("Empty: they get the reason above.")
        )


class WishForm(forms.Form):
    """Why the head should put a case on hold."""

    wish = LongText(
        label=gettext_lazy("Why should it be put on hold?"),
        help_text=gettext_lazy("The head and the deputy read it. The pair does not."),
        required=True,
        limit=1_500,
        rows=4,
    )


class NoForm(forms.Form):
    """Why a case is not put on hold, though somebody asked for it."""

    because = LongText(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Whoever asked gets a message, and reads it here."),
        required=True,
        limit=1_500,
        rows=3,
    )


class EndForm(WhyForm):
    """What is said when cases go on; it may be left out."""

    reason = LongText(
        label=gettext_lazy("What do you want to say?"),
        help_text=gettext_lazy("The letter says to which days the deadlines have moved."),
        limit=1_500,
        rows=4,
    )


class ForbiddenForm(WhyForm):
    """The list that is looked through: each case ticked, or left out with its reason.

    ``plan``: what was chosen before the day. ``is_ahead``: the day has not come, and nothing has
    to be whole yet.
    """

    def __init__(
        self,
        *args: Any,
        rows: Iterable[Forbidden],
        plan: HoldPlan | None = None,
        is_ahead: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_ahead = is_ahead
        # A letter says why: before the day it may wait, but not for the letter to be looked at.
        self.fields["reason"].required = not is_ahead or "look" in self.data
        left_out = plan.left_out if plan is not None else {}
        if plan is not None:
            self.initial.update(reason=plan.reason, reason_across=plan.reason_across)
        self.cases = [row.case for row in rows]
        for row in rows:
            self.fields[f"hold-{row.case}"] = forms.BooleanField(
                label=_("Put %(number)s on hold") % {"number": row.number},
                required=False,
                initial=str(row.case) not in left_out,
            )
            self.fields[f"because-{row.case}"] = forms.CharField(
                label=_("If not: why does %(number)s go on?") % {"number": row.number},
                required=False,
                max_length=300,
                initial=left_out.get(str(row.case), ""),
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for case in self.cases:
            if told.get(f"hold-{case}") and told.get(f"because-{case}", "").strip():
                self.add_error(
                    f"because-{case}",
                    _("It is ticked, and yet you wrote why it goes on. Take one of them away."),
                )
        if self.is_ahead:
            return told
        for case in self.left_out(told):
            if not told.get(f"because-{case}", "").strip():
                self.add_error(f"because-{case}", _("Write why this one goes on."))
        return told

    def mark(self) -> str:
        """Return what another choice or another reason gives another of: what a look was at."""
        told = self.cleaned_data
        return mark_of(self.chosen(), told["reason"], told["reason_across"])

    def chosen(self) -> list[int]:
        """Return the cases that are ticked, by id."""
        return [case for case in self.cases if self.cleaned_data.get(f"hold-{case}")]

    def left_out(self, told: dict[str, Any] | None = None) -> dict[int, str]:
        """Return the cases that are not ticked, by id, with why."""
        told = self.cleaned_data if told is None else told
        return {
            case: told.get(f"because-{case}", "")
            for case in self.cases
            if not told.get(f"hold-{case}")
        }
