"""The short form: everything on one page, saved part by part, nothing lost when one part fails."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naboskap.applications import actions
from naboskap.applications.draft import Act
from naboskap.applications.models import Application
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet
from naboskap.core.locking import locked
from naboskap.guidelines.queries import hour_rates
from naboskap.organisations.queries import places_on
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.short import CostRowForm, PlainActivityForm
from naboskap.portal.applications.tasks import translations
from naboskap.portal.applications.views.answers import clash_of, show, take_over, tell_saved
from naboskap.portal.applications.views.sheet import BEHIND, Sheet
from naboskap.portal.applications.views.texts import save_texts
from naboskap.ui.answers import say_no
from naboskap.ui.fields import label_of, read_back
from naboskap.ui.when import Period

# What the name of a field does not tell: which other value was meant, or what it is held against.
TOLD_AT_ONCE = {"order", "two_readings", "no_such_week"}


def short(request: HttpRequest, key: str) -> HttpResponse:
    """Show and save the short form. What is right is saved also when something else is wrong."""
    mine = page.of(request, key)
    if not mine.is_short:
        return redirect("portal:draft", key=key)
    if not mine.is_open_to_write and request.method == "GET":
        return redirect("portal:read", key=key)
    if request.method == "POST":
        with transaction.atomic():
            sheet, clashes = _take_in(request, mine)
        if sheet.is_by_itself:
            return JsonResponse(_told(sheet))
        if not clashes and not any(form.errors for form in sheet.all):
            tell_saved(request, *sheet.all)
            on = "send" in request.POST
            return redirect("portal:send" if on else "portal:short", key=key)
        mine = page.of(request, key)
    else:
        sheet, clashes = Sheet(mine, request), {}
    sheet.ask_of_days()
    rates = hour_rates(mine.version) if mine.version else {}
    return show(
        request,
        mine,
        "short",
        sheet=sheet,
        clashes=clashes,
        rates=rates,
        languages=translations(mine),
    )


def _take_in(request: HttpRequest, mine: page.DraftPage) -> tuple[Sheet, dict[str, Any]]:
    """Save the sheet, one at a time: two of the same sheet at once make no row twice.

    The second waits, and then finds what the first one made: both in the draft and in what the
    session remembers, which is written before the draft is let go.
    """
    locked(mine.application)
    sheet = Sheet(page.of(request, mine.application.key), request)
    _save(request, sheet)
    clashes: dict[str, Any] = {}
    if not sheet.is_by_itself and sheet.texts.is_valid():
        clashes = save_texts(request, sheet.mine, sheet.texts)
    return sheet, clashes


def _told(sheet: Sheet) -> dict[str, Any]:
    """Tell a script how the page stands now, what is not saved yet, and why."""
    not_saved = sheet.not_saved
    bounds = [bound for form in sheet.all for bound in form.visible_fields()]
    return {
        "fields": sheet.behind(),
        "wrong": [label_of(bound) for bound in bounds if bound.html_name in not_saved],
        "why": list(dict.fromkeys(_why(sheet))),
        "not_saved": not_saved,
        "clash": bool(sheet.clashes),
        "met": _met_oneself(sheet),
        "said": [*read_back(sheet.all), *sheet.ask_of_days()],
    }


def _met_oneself(sheet: Sheet) -> str:
    """Say that nobody but the writer changed the same part; empty where another one did."""
    if not sheet.clashes or not all(clash["is_own"] for clash in sheet.clashes.values()):
        return ""
    return _("You have changed the same part in another window. Press Save to see it.")


def _why(sheet: Sheet) -> Iterator[str]:
    """Say what is wrong, where that is not told by which field it is: no page is drawn anew."""
    for form in sheet.all:
        for name, found in form.errors.items():
            for wrong in found.as_data():
                if name == NON_FIELD_ERRORS or wrong.code in TOLD_AT_ONCE:
                    yield from map(str, wrong)


def _save(request: HttpRequest, sheet: Sheet) -> None:
    """Save every part that was touched; a refusal stands above its own part."""
    application, by = sheet.mine.application, sheet.mine.user

    def part(form: forms.Form, name: str, act: Callable[[], Application]) -> None:
        _attempt(
            request, sheet, form, lambda: sheet.stands(form, revision=act().revision_of(name))
        )

    part(
        sheet.basics,
        "basics",
        lambda: actions.save_basics(application, by=by, **sheet.basics.facts()),
    )
    part(
        sheet.partner,
        "pair_b",
        lambda: (
            actions.describe_side(application, "b", by=by, **sheet.partner.facts()).application
        ),
    )
    for activity in sheet.activities:
        _attempt(request, sheet, activity, lambda form=activity: _save_activity(sheet, form))
    part(
        sheet.people,
        "participants",
        lambda: actions.save_participants(
            application,
            sheet.people.numbers(),
            read_revision=sheet.people.cleaned_data["revision"],
            by=by,
        ),
    )
    for row in sheet.costs:
        _attempt(request, sheet, row, lambda form=row: _save_cost(sheet, form))
    part(sheet.work, "amount", lambda: _save_work(sheet.mine, sheet.work.cleaned_data))
    sheet.remember()


def _attempt(request: HttpRequest, sheet: Sheet, form: forms.Form, act: Any) -> None:
    """Save one part. Where a field cannot be read, the others are saved; it stays as it was."""
    whole = form.is_valid()
    seen = set(form.changed_data) - BEHIND
    if form.non_field_errors() or BEHIND & set(form.errors):
        sheet.leave_out(form)
        return
    if not seen or not sheet.is_touched(form):
        return
    for name in form.errors:
        before = form.initial.get(name)
        empty = getattr(form.fields[name], "empty_value", None)
        form.cleaned_data[name] = empty if before is None else before
    try:
        act()
    except Refusal as refusal:
        sheet.leave_out(form)
        # Half a part may be less than a rule asks; what is wrong in it is told already.
        if whole or not isinstance(refusal, RuleNotMet):
            say_no(request, form, refusal)
            take_over(form, refusal)
        if clash := clash_of(refusal, sheet.mine.user):
            sheet.clashes[str(form.prefix)] = clash


def _save_activity(sheet: Sheet, form: PlainActivityForm) -> None:
    mine, told = sheet.mine, form.cleaned_data
    pk, read_revision, days = told["pk"], told["revision"], told["from_date"]
    if form.is_empty:
        if pk:
            actions.remove_activity(
                mine.application, pk, read_revision=read_revision, by=mine.user
            )
        sheet.stands(form, revision=0)
        return
    before = next((one for one in mine.draft.activities if one.pk == pk), None)
    side = mine.draft.sides["b" if before and before.place_country != "NO" else "a"]
    place = places_on(clock.today()).filter(pk=side.place_id or 0).first()
    row = actions.save_activity(
        mine.application,
        pk=pk,
        read_revision=read_revision,
        what=told["what"],
        language=get_language() or "nb",
        place=place,
        place_text=told["place_text"],
        from_date=days.first if days else None,
        to_date=_last_day(days, before),
        people_a=before.people_a if before else None,
        people_b=before.people_b if before else None,
        task_a=told["task_a"],
        task_b=told["task_b"],
        led_by=before.led_by if before else "",
        by=mine.user,
    )
    sheet.stands(form, pk=row.pk, revision=row.revision)


def _last_day(days: Period | None, before: Act | None) -> date | None:
    """Return the last day of several; one that stands without a first is not shown, and stays."""
    if days is None:
        return before.to_date if before and not before.from_date else None
    return days.last if days.last != days.first else None


def _save_cost(sheet: Sheet, form: CostRowForm) -> None:
    mine, told = sheet.mine, form.cleaned_data
    if form.is_empty:
        if told["pk"]:
            actions.remove_cost(
                mine.application, told["pk"], read_revision=told["revision"], by=mine.user
            )
        sheet.stands(form, revision=0)
        return
    category = "" if form.is_of_no_kind else told["category"] or ""
    row = actions.save_cost(
        mine.application,
        pk=told["pk"],
        read_revision=told["revision"],
        side=told["side"] or "a",
        category=category,
        text=told["text"],
        amount=told["amount"],
        by=mine.user,
    )
    sheet.stands(form, pk=row.pk, revision=row.revision)
    if category:
        sheet.shows(form, "category", category)


def _save_work(mine: page.DraftPage, told: dict[str, Any]) -> Application:
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
        return actions.save_amount(
            mine.application, told["amount"], read_revision=told["revision"], by=by
        )
    return mine.application
