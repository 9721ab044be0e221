"""The short form as one sheet: its forms, and what each of them has become when it was saved.

A page may be older than what was saved from it: the browser's back button, a save by itself
whose answer was lost, a save where one part was wrong. So every sheet has a number, and the
session remembers which row of the sheet became which row of the draft, and how far it has come.
"""

import hashlib
import json
import secrets
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from naboskap.applications.draft import Act, Cost
from naboskap.core import clock
from naboskap.guidelines.vocabulary import AGES
from naboskap.organisations.queries import places_on
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.pair import PartnerForm
from naboskap.portal.applications.forms.plan import (
    BasicsForm,
    ParticipantsForm,
    basics_of,
    participants_of,
)
from naboskap.portal.applications.forms.short import (
    ACTIVITIES,
    ROWS,
    ROWS_IN_SIGHT,
    CostRowForm,
    PlainActivityForm,
    WorkForm,
    kind_choices,
    work_of,
)
from naboskap.portal.applications.forms.texts import TextsForm
from naboskap.portal.applications.outside import asked_of_days
from naboskap.ui.when import Period
from naboskap.ui.wording import money

SHEETS, REMEMBERED = "short_forms", 6
ACTIVITY = ("what", "from_date", "place_text", "task_a", "task_b", "pk", "revision")
COST = ("text", "category", "side", "amount", "pk", "revision")
BEHIND = {"pk", "revision"}  # Fields that no writer sees.


class Sheet:
    """The forms of the page, each for a part of the application."""

    def __init__(self, mine: page.DraftPage, request: HttpRequest) -> None:
        self.mine, self.session = mine, request.session
        self.asked_with = str(request.POST.get("marks", "{}"))
        self.data: QueryDict | None = request.POST.copy() if request.method == "POST" else None
        given = str(request.POST.get("sheet", ""))
        self.number = given if given.isalnum() and len(given) <= 32 else secrets.token_hex(8)
        self.is_by_itself = bool(request.headers.get("X-Autosave"))
        self.sheets = self._sheets_now()
        self.remembered: dict[str, list[int | None]] = dict(self.sheets.get(self.number, {}))
        self.clashes: dict[str, dict[str, Any]] = {}
        self.read_out: dict[str, str] = {}
        self.left_out: set[str] = set()
        self._catch_up()
        draft, other = mine.draft, mine.draft.sides["b"]
        self.basics = BasicsForm(self.data, prefix="basics", initial=basics_of(draft))
        self.texts = TextsForm(
            self.data, prefix="text", questions=mine.questions, answers=draft.answers
        )
        self.partner = PartnerForm(
            self.data,
            prefix="partner",
            places=places_on(clock.today()),
            is_own=mine.side == "b",
            initial={
                "described_as": other.described_as,
                "kind": other.kind,
                "control": other.control or "unknown",
                "place": str(other.place_id or ""),
                "revision": draft.revisions.get("pair_b", 0),
            },
        )
        self.people = ParticipantsForm(self.data, prefix="people", initial=participants_of(draft))
        self.work = WorkForm(self.data, prefix="work", initial=work_of(draft))
        if mine.short_limit is not None:
            told = _("The short form is for up to %(sum)s.") % {"sum": money(mine.short_limit)}
            self.work.fields["amount"].help_text = told
        self.activities = self._activities(list(draft.activities))
        self.costs = self._costs([line for line in draft.costs if line.category != "own_work"])
        if mine.is_alone:
            self._ask_nothing_of_a_partner()

    def _ask_nothing_of_a_partner(self) -> None:
        self.people.leave_unasked(*(f"b_{age}" for age in AGES))
        self.work.leave_unasked("hours_b", "own_b")
        for activity in self.activities:
            activity.leave_unasked("task_a", "task_b")
        for cost in self.costs:
            cost.leave_unasked("side")

    @property
    def all(self) -> list[forms.Form]:
        whole = [self.basics, self.texts, self.partner, *self.activities]
        return [*whole, self.people, *self.costs, self.work]

    def ask_of_days(self) -> list[str]:
        """Ask beside the day of each activity that lies outside the project's; return all that."""
        first, last = (_held(self.basics, name) for name in ("start_date", "end_date"))
        for number, form in enumerate(self.activities, 1):
            days = _held(form, "from_date")
            begins, ends = (days.first, days.last) if days else (None, None)
            form.outside = asked_of_days(number, begins=begins, ends=ends, first=first, last=last)
        return [form.outside for form in self.activities if form.outside]

    # ── The rows ─────────────────────────────────────────────────────────────
    def _activities(self, there: list[Act]) -> list[PlainActivityForm]:
        rows = []
        for number, row in enumerate(self._rows("activity", there, ACTIVITIES)):
            initial = {name: getattr(row, name) for name in ACTIVITY} if row else {}
            initial["from_date"] = _days_of(row) if row else None
            form = PlainActivityForm(self.data, prefix=f"activity{number}", initial=initial)
            form.called = _("Activity %(number)s") % {"number": number + 1}
            rows.append(form)
        return rows

    def _costs(self, there: list[Cost]) -> list[CostRowForm]:
        sides = {side: self.mine.side_name(side) for side in ("a", "b")}
        # A save by itself draws no page: in which order the kinds stand is not asked then.
        kinds = kind_choices(None if self.is_by_itself else self.mine.version)
        rows = []
        for number, row in enumerate(self._rows("cost", there, max(ROWS, len(there) + 2))):
            initial = {name: getattr(row, name) for name in COST} if row else {"side": "a"}
            form = CostRowForm(
                self.data, prefix=f"cost{number}", sides=sides, kinds=kinds, initial=initial
            )
            form.called = _("Budget, row %(number)s") % {"number": number + 1}
            rows.append(form)
        return rows

    def _rows(self, part: str, there: list[Any], number: int) -> list[Any]:
        """Return the draft's row behind each row of the page, or None where it is new."""
        if self.data is None:
            return [there[place] if place < len(there) else None for place in range(number)]
        by_pk = {str(row.pk): row for row in there}
        shown = 0
        while f"{part}{shown}-revision" in self.data:
            shown += 1
        return [by_pk.get(self.data.get(f"{part}{place}-pk", "")) for place in range(shown)]

    @property
    def _rows_in_sight(self) -> int:
        begun = [number for number, row in enumerate(self.costs, 1) if row.is_begun]
        return max(ROWS_IN_SIGHT, max(begun, default=0) + 1)

    @property
    def costs_in_sight(self) -> list[CostRowForm]:
        return self.costs[: self._rows_in_sight]

    @property
    def more_costs(self) -> list[CostRowForm]:
        """The empty rows that come when they are asked for."""
        return self.costs[self._rows_in_sight :]

    # ── What the page read, and what it has become ───────────────────────────
    def _catch_up(self) -> None:
        """Let an older page of ours count as having read what it saved itself."""
        if self.data is None:
            return
        for prefix, (pk, revision) in self.remembered.items():
            read = self.data.get(f"{prefix}-revision", "")
            if not read.isdigit():
                continue
            if pk and not self.data.get(f"{prefix}-pk"):
                self.data[f"{prefix}-pk"] = str(pk)
            if str(pk or "") == self.data.get(f"{prefix}-pk", "") and int(read) < (revision or 0):
                self.data[f"{prefix}-revision"] = str(revision)

    def stands(self, form: forms.Form, *, revision: int, pk: int | None = None) -> None:
        """Note that a form is saved: it shows and remembers the row and revision it became."""
        prefix = str(form.prefix)
        self.remembered[prefix] = [pk, revision]
        if self.data is not None:
            self.data[f"{prefix}-revision"] = str(revision)
            if "pk" in form.fields:
                self.data[f"{prefix}-pk"] = str(pk or "")

    def leave_out(self, form: forms.Form) -> None:
        """Note that nothing of a form is saved, also what is right in it."""
        self.left_out.add(str(form.prefix))

    @property
    def not_saved(self) -> list[str]:
        """The fields whose words stand on the page alone: what cannot be read, what is refused."""
        return [
            form.add_prefix(name)
            for form in self.all
            if form.is_bound
            for name in form.fields
            if name not in BEHIND
            and (
                name in form.errors
                or (str(form.prefix) in self.left_out and name in form.changed_data)
            )
        ]

    def shows(self, form: forms.Form, name: str, value: str) -> None:
        """Show what was read out of the writer's words in a field that they left at nothing."""
        full = form.add_prefix(name)
        if self.data is not None and not self.data.get(full):
            self.data[full] = self.read_out[full] = value

    def _sheets_now(self) -> dict[str, Any]:
        """Return what is remembered at this moment: the request may have begun before it was."""
        if self.data is None or not self.session.session_key:
            return dict(self.session.get(SHEETS, {}))
        return dict(type(self.session)(self.session.session_key).get(SHEETS, {}))

    def remember(self) -> None:
        """Keep what became of the rows, for the few sheets that may still be open; at once."""
        sheets = dict(self.sheets)
        sheets.pop(self.number, None)
        newest = list(sheets.items())[-(REMEMBERED - 1) :]
        self.session[SHEETS] = {**dict(newest), self.number: self.remembered}
        self.session.save()

    @property
    def marks(self) -> str:
        """What every part held when the page was drawn, so that only what is touched is saved."""
        return json.dumps({str(form.prefix): self._mark(form) for form in self.all})

    def _mark(self, form: forms.Form) -> str:
        return "" if form.is_bound and form.errors else mark(form)

    def is_touched(self, form: forms.Form) -> bool:
        """Whether the writer changed this part on the page they have before them."""
        return self._drawn.get(str(form.prefix)) != mark(form)

    @property
    def _drawn(self) -> dict[str, Any]:
        try:
            read = json.loads(self.asked_with)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def behind(self) -> dict[str, str]:
        """Return the fields that no writer sees, and what was read out of words, as they stand.

        Where the other side wrote too, nothing moves: they meet when the writer saves by hand.
        """
        fields = {"marks": self.marks, **self.read_out}
        for form in self.all:
            if str(form.prefix) in self.clashes:
                continue
            for name in BEHIND & set(form.fields):
                fields[form.add_prefix(name)] = str(form[name].value() or "")
        return fields


def _days_of(row: Act) -> Period | None:
    """Return from which day to which it is; None where no first day is written."""
    return Period(row.from_date, row.to_date or row.from_date) if row.from_date else None


def _held(form: forms.Form, name: str) -> Any:
    return form.cleaned_data.get(name) if form.is_bound else form.initial.get(name)


def mark(form: forms.Form) -> str:
    """Return a short mark of what a form shows: the same words, the same mark."""
    shown = []
    for bound in form:
        if bound.name in BEHIND or bound.name.endswith("-number"):
            continue
        value = bound.value()
        if not isinstance(value, bool):
            value = bound.field.widget.format_value(value) or ""
        shown.append(f"{bound.name}={value}".replace("\r\n", "\n"))
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:12]
