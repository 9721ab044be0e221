"""The short form: everything on one page, saved part by part, nothing lost when one part fails."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naboskap.applications import actions
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.organisations.queries import places_on
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.pair import PartnerForm
from naboskap.portal.applications.forms.plan import (
    BasicsForm,
    ParticipantsForm,
    TextsForm,
    basics_of,
    participants_of,
)
from naboskap.portal.applications.forms.short import (
    ACTIVITIES,
    ROWS,
    CostRowForm,
    PlainActivityForm,
    WorkForm,
    work_of,
)
from naboskap.portal.applications.views.answers import say_no, show
from naboskap.portal.applications.views.texts import save_texts


class Sheet:
    """The forms of the page, each for a part of the application."""

    def __init__(self, mine: page.DraftPage, data: Any) -> None:
        self.mine, draft = mine, mine.draft
        other = draft.sides["b"]
        self.basics = BasicsForm(data, prefix="basics", initial=basics_of(draft))
        self.texts = TextsForm(
            data, prefix="text", questions=mine.questions, answers=draft.answers
        )
        self.partner = PartnerForm(
            data,
            prefix="partner",
            places=places_on(clock.today()),
            initial={
                "described_as": other.described_as,
                "kind": other.kind,
                "control": other.control or "unknown",
                "place": str(other.place_id or ""),
                "revision": draft.revisions.get("pair_b", 0),
            },
        )
        self.activities = [
            PlainActivityForm(data, prefix=f"activity{number}", initial=self._activity(number))
            for number in range(ACTIVITIES)
        ]
        self.people = ParticipantsForm(data, prefix="people", initial=participants_of(draft))
        sides = {side: mine.side_name(side) for side in ("a", "b")}
        plain = [line for line in draft.costs if line.category != "own_work"]
        self.costs = [
            CostRowForm(
                data,
                prefix=f"cost{number}",
                sides=sides,
                initial=_row(plain[number]) if number < len(plain) else {"side": "a"},
            )
            for number in range(max(ROWS, len(plain) + 2))
        ]
        self.work = WorkForm(data, prefix="work", initial=work_of(draft))

    def _activity(self, number: int) -> dict[str, Any]:
        rows = self.mine.draft.activities
        if number >= len(rows):
            return {}
        names = ("what", "from_date", "place_text", "task_a", "task_b", "pk", "revision")
        return {name: getattr(rows[number], name) for name in names}

    @property
    def all(self) -> list[forms.Form]:
        whole = [self.basics, self.texts, self.partner, *self.activities]
        return [*whole, self.people, *self.costs, self.work]


def _row(line: Any) -> dict[str, Any]:
    names = ("text", "category", "side", "amount", "pk", "revision")
    return {name: getattr(line, name) for name in names}


def short(request: HttpRequest, key: str) -> HttpResponse:
    """Show and save the short form. What is right is saved also when something else is wrong."""
    mine = page.of(request, key)
    if not mine.is_short:
        return redirect("portal:draft", key=key)
    sheet = Sheet(mine, request.POST or None)
    clashes: dict[str, Any] = {}
    if request.method == "POST":
        clashes = _save(request, mine, sheet)
        if not clashes and not any(form.errors for form in sheet.all):
            messages.success(request, _("Saved."))
            on = "send" in request.POST
            return redirect("portal:send" if on else "portal:short", key=key)
    return show(request, mine, "short", sheet=sheet, clashes=clashes)


def _save(request: HttpRequest, mine: page.DraftPage, sheet: Sheet) -> dict[str, Any]:
    """Save every part that is rightly filled in; a refusal stands above its own part."""
    application, by = mine.application, mine.user

    def attempt(form: forms.Form, act: Any) -> None:
        if not form.is_valid() or not form.has_changed():
            return
        try:
            act()
        except Refusal as refusal:
            say_no(request, form, refusal)

    attempt(
        sheet.basics,
        lambda: actions.save_basics(application, by=by, **sheet.basics.facts()),
    )
    attempt(
        sheet.partner,
        lambda: actions.describe_side(application, "b", by=by, **sheet.partner.facts()),
    )
    for activity in sheet.activities:
        attempt(activity, lambda form=activity: _save_activity(mine, form))
    attempt(
        sheet.people,
        lambda: actions.save_participants(
            application,
            sheet.people.numbers(),
            read_revision=sheet.people.cleaned_data["revision"],
            by=by,
        ),
    )
    for row in sheet.costs:
        attempt(row, lambda form=row: _save_cost(mine, form))
    attempt(sheet.work, lambda: _save_work(mine, sheet.work.cleaned_data))
    return save_texts(request, mine, sheet.texts) if sheet.texts.is_valid() else {}


def _save_activity(mine: page.DraftPage, form: PlainActivityForm) -> None:
    told = form.cleaned_data
    pk, read_revision = told["pk"], told["revision"]
    if form.is_empty:
        if pk:
            actions.remove_activity(
                mine.application, pk, read_revision=read_revision, by=mine.user
            )
        return
    before = next((one for one in mine.draft.activities if one.pk == pk), None)
    side = mine.draft.sides["b" if before and before.place_country != "NO" else "a"]
    place = places_on(clock.today()).filter(pk=side.place_id or 0).first()
    actions.save_activity(
        mine.application,
        pk=pk,
        read_revision=read_revision,
        what=told["what"],
        language=get_language() or "nb",
        place=place,
        place_text=told["place_text"],
        from_date=told["from_date"],
        to_date=before.to_date if before and before.to_date != before.from_date else None,
        people_a=before.people_a if before else None,
        people_b=before.people_b if before else None,
        task_a=told["task_a"],
        task_b=told["task_b"],
        by=mine.user,
    )


def _save_cost(mine: page.DraftPage, form: CostRowForm) -> None:
    told = form.cleaned_data
    if form.is_empty:
        if told["pk"]:
            actions.remove_cost(
                mine.application, told["pk"], read_revision=told["revision"], by=mine.user
            )
        return
    actions.save_cost(
        mine.application,
        pk=told["pk"],
        read_revision=told["revision"],
        side=told["side"] or "a",
        category=told["category"] or "other",
        text=told["text"],
        amount=told["amount"],
        by=mine.user,
    )


def _save_work(mine: page.DraftPage, told: dict[str, Any]) -> None:
    draft, by = mine.draft, mine.user
    for side in ("a", "b"):
        hours = told[f"hours_{side}"]
        work = next(
            (one for one in draft.costs if (one.side, one.category) == (side, "own_work")), None
        )
        if hours and (work is None or work.hours_hundredths != hours):
            actions.save_cost(
                mine.application,
                pk=work.pk if work else None,
                read_revision=work.revision if work else 0,
                side=side,
                category="own_work",
                hours_hundredths=hours,
                by=by,
            )
        elif not hours and work:
            actions.remove_cost(mine.application, work.pk, read_revision=work.revision, by=by)
        own = told[f"own_{side}"]
        paid = next(
            (one for one in draft.financing if (one.side, one.source) == (side, "own")), None
        )
        if own and (paid is None or paid.amount != own):
            actions.save_financing(
                mine.application,
                pk=paid.pk if paid else None,
                read_revision=paid.revision if paid else 0,
                side=side,
                source="own",
                amount=own,
                by=by,
            )
        elif not own and paid:
            actions.remove_financing(mine.application, paid.pk, read_revision=paid.revision, by=by)
    if told["amount"] != draft.amount_applied_for:
        actions.save_amount(
            mine.application, told["amount"], read_revision=told["revision"], by=by
        )
