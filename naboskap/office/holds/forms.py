"""What is written when cases are put on hold or let go on. What was typed stays in the form."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.assessments.models import HoldPlan
from naboskap.grants.queries import Forbidden
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.ui.fields import LongText

NORWEGIAN = frozenset({"nb", "nn"})  # Whoever reads one of these reads a reason of the house.
WAITS, GOES_ON = "hold", "go_on"
IN_NORWEGIAN = gettext_lazy("In plain words. Both sides read it, in the letter and on their page.")


def mark_of(cases: Iterable[int], reason: str, reason_across: str) -> str:
    """Mark the letters to these cases with these reasons, so that one knows them again."""
    lines = [text.strip().splitlines() for text in (reason, reason_across)]  # However they end.
    told = json.dumps([sorted(cases), *lines])
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
        read = sorted(set(languages))
        self.spoken = ", ".join(str(LANGUAGES.get(code, code)) for code in read)
        self.needs_across = not set(read) <= NORWEGIAN
        if self.spoken:
            self.fields["reason_across"].help_text = _("The partner reads: %(languages)s.") % {
                "languages": self.spoken
            }
        if self.needs_across:
            self.fields["reason_across"].is_asked_for = True  # type: ignore[attr-defined]
            self.fields["as_it_is"] = forms.BooleanField(
                label=_("They get my reason as I wrote it in Norwegian, not translated"),
                required=False,
            )

    def is_whole(self) -> bool:
        """Say whether what is written has to be ready for a letter."""
        return True

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.needs_across or not self.is_whole():
            return told
        if told.get("reason") and not told.get("reason_across") and not told.get("as_it_is"):
            self.add_error(
                "reason_across",
                _(
                    "The partner reads %(languages)s. Write the reason in that language, or tick "
                    "below that they get it in Norwegian."
                )
                % {"languages": self.spoken},
            )
        return told


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
    """The list that is looked through: for each case, whether it waits, or goes on and why.

    Nothing is chosen beforehand. ``plan``: what was chosen before the day. ``is_ahead``: the day
    has not come, and nothing has to be whole yet.
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
        self.fields["reason"].required = self.is_whole()
        self.fields["reason"].is_asked_for = True  # type: ignore[attr-defined]
        if plan is not None:
            said = {"reason": plan.reason, "reason_across": plan.reason_across}
            self.initial = {**said, **self.initial}
        self.cases = [row.case for row in rows]
        for row in rows:
            self._ask_of(row, plan)

    def is_whole(self) -> bool:
        return not self.is_ahead or "look" in self.data

    def _ask_of(self, row: Forbidden, plan: HoldPlan | None) -> None:
        goes_on = plan.left_out.get(str(row.case)) if plan is not None else None
        waits = plan is not None and row.case in plan.chosen
        self.fields[f"choice-{row.case}"] = forms.ChoiceField(
            label=_("What happens with %(number)s?") % {"number": row.number},
            choices=[(WAITS, _("Is put on hold")), (GOES_ON, _("Goes on"))],
            widget=forms.RadioSelect,
            required=self.is_whole(),
            initial=WAITS if waits else GOES_ON if goes_on is not None else None,
            error_messages={"required": _("Choose whether it is put on hold or goes on.")},
        )
        because = forms.CharField(
            label=_("If it goes on: why?"),
            required=False,
            max_length=300,
            initial=goes_on or "",
        )
        because.is_asked_for = True  # type: ignore[attr-defined]
        self.fields[f"because-{row.case}"] = because

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for case in self.cases:
            choice, because = told.get(f"choice-{case}"), told.get(f"because-{case}", "").strip()
            if because and choice == WAITS:
                wrong = _(
                    "You chose that it is put on hold, and wrote why it goes on. Choose one of "
                    "them, or take the words away."
                )
                self.add_error(f"because-{case}", wrong)
            elif choice == GOES_ON and not because and self.is_whole():
                self.add_error(f"because-{case}", _("Write why this one goes on."))
            elif because and not choice and f"choice-{case}" not in self.errors:
                wrong = _("Choose whether it is put on hold or goes on.")
                self.add_error(f"choice-{case}", wrong)
        return told

    def mark(self) -> str:
        """Return what another choice or another reason gives another of: what a look was at."""
        told = self.cleaned_data
        return mark_of(self.chosen(), told["reason"], told["reason_across"])

    def chosen(self) -> list[int]:
        """Return the cases that are to be put on hold, by id."""
        return [case for case in self.cases if self.cleaned_data.get(f"choice-{case}") == WAITS]

    def left_out(self) -> dict[int, str]:
        """Return the cases that go on, by id, with why."""
        return {
            case: self.cleaned_data.get(f"because-{case}", "")
            for case in self.cases
            if self.cleaned_data.get(f"choice-{case}") == GOES_ON
        }


def with_the_rest(sent: QueryDict, cases: Iterable[int]) -> dict[str, Any]:
    """Return what was sent, as what a form begins with: where nothing was chosen, it waits."""
    begun: dict[str, Any] = {name: sent[name] for name in sent}
    for case in cases:
        begun[f"choice-{case}"] = begun.get(f"choice-{case}") or WAITS
    return begun
