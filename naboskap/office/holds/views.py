"""What the guidelines forbid now, looked through, looked over with its letters, put on hold."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.assessments.models import HoldBatch, HoldPlan
from naboskap.assessments.queries import plan_of
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.grants.queries import Forbidden, forbidden_by, forbidden_now
from naboskap.guidelines.judge import stopping_clauses
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import (
    paragraphs,
    place_names,
    rules_of,
    to_hold_from,
    version_in_force,
)
from naboskap.guidelines.running import forbidding_clauses
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.guidelines.wording import worded
from naboskap.office.holds.forms import ForbiddenForm, with_the_rest
from naboskap.office.holds.letters import examples, languages_of, letters_of
from naboskap.reports.actions import hold_many, prepare_hold
from naboskap.ui.answers import done, page


def reader(request: HttpRequest) -> User:
    return permitted(request, "assessments.see_forbidden")


def _forbidding(slug: str) -> tuple[Version, date | None]:
    """Return a version that is in force today, or the day to come from which it will be.

    An earlier one, and one that nobody has proposed a day for, forbids nothing.
    """
    version = get_object_or_404(Version.objects.select_related("rulebook"), slug=slug)
    day = to_hold_from(version)
    if day is None and version_in_force(version.rulebook) != version:
        raise Http404
    return version, day


@require_GET
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Show, paragraph by paragraph, how many cases a version forbids now, or will from its day."""
    user = reader(request)
    shown, day = _forbidding(slug)
    found, rules = forbidden_now(user, shown), rules_of(shown)
    forbids = {clause.number for clause in forbidding_clauses(rules)}
    stops = {clause.number for clause in stopping_clauses(rules)}
    read = [each for each in paragraphs(shown) if each.number in stops]
    told = sorted(
        (each for each in read if each.number in found),
        key=lambda each: not found[each.number].number,
    )
    context = {
        "version": shown,
        "rows": [{"paragraph": each, "found": found[each.number]} for each in told],
        "silent": [each for each in read if each.number in forbids - found.keys()],
        "when_sent": [each for each in read if each.number not in forbids],
        "day": day,
        "since": day or shown.in_force_from,
    }
    return page(request, "office/holds/version.html", context)


def clause(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show every case that a paragraph forbids now, and put those on hold that are chosen.

    What will be done is looked over first, with the letters. Before the version's day, what is
    chosen is kept until then.
    """
    user = reader(request)
    if request.method == "POST" and not may(user, "assessments.hold_cases"):
        raise PermissionDenied
    shown, day = _forbidding(slug)
    read = next((each for each in paragraphs(shown) if each.number == number), None)
    if read is None or read.severity != "stops":
        raise Http404
    stopped = forbidden_by(user, shown, number)
    rows = stopped.rows
    if request.method == "POST":
        was_shown = {int(pk) for pk in request.POST.getlist("shown") if pk.isdecimal()}
        rows = tuple(row for row in rows if row.case in was_shown)
    form = _form(request, rows, plan=plan_of(shown, number), is_ahead=day is not None)
    is_asked = form.is_bound and "change" not in request.POST and form.is_valid()
    letters: list[dict[str, Any]] = []
    if is_asked and day is not None and "look" in request.POST:
        letters = _letters(shown, number, rows, form)
    elif is_asked and day is not None:
        if done(request, form, lambda: _prepared(shown, number, form, user)):
            messages.success(request, _("The choices are kept until the day. Nobody is told yet."))
            return redirect("office:holds-clause", slug, number)
    elif is_asked and form.chosen() and not _is_looked_over(request, form, user):
        return _look_over(request, shown, read, rows, form)
    elif is_asked and (did := done(request, form, lambda: _held(shown, number, form, user))):
        return redirect("office:holds-batch", did.value.pk)
    context = {
        "version": shown,
        "paragraph": read,
        "day": day,
        "since": day or shown.in_force_from,
        "forbids": number in {each.number for each in forbidding_clauses(rules_of(shown))},
        "plan": plan_of(shown, number),
        "rows": _as_read(rows, form),
        "undecided": [_as_unsure(row) for row in stopped.undecided],
        "unseen": stopped.unseen,
        "amount": sum(row.amount for row in rows),
        "form": form,
        "letters": letters,
        "may_hold": may(user, "assessments.hold_cases"),
    }
    status = 422 if form.errors and "change" not in request.POST else 200
    return page(request, "office/holds/clause.html", context, status=status)


def _form(
    request: HttpRequest, rows: tuple[Forbidden, ...], *, plan: HoldPlan | None, is_ahead: bool
) -> ForbiddenForm:
    """Return the form as it was sent, or to be written in: also where the rest is to be chosen."""
    sent = request.POST or None
    initial: dict[str, Any] = {"key": uuid4()}
    if sent is not None and "rest" in sent:
        initial, sent = with_the_rest(sent, [row.case for row in rows]), None
    return ForbiddenForm(
        sent,
        rows=rows,
        plan=plan,
        is_ahead=is_ahead,
        languages=languages_of(rows),
        initial=initial,
    )


def _letters(
    version: Version, clause: str, rows: tuple[Forbidden, ...], form: ForbiddenForm
) -> list[dict[str, Any]]:
    return examples(
        version,
        clause,
        _kept(rows, form),
        reason=form.cleaned_data["reason"],
        reason_across=form.cleaned_data["reason_across"],
    )


def _kept(rows: tuple[Forbidden, ...], form: ForbiddenForm) -> list[Forbidden]:
    kept = set(form.chosen())
    return [row for row in rows if row.case in kept]


def _prepared(version: Version, clause: str, form: ForbiddenForm, user: User) -> HoldPlan:
    return prepare_hold(
        version,
        clause,
        shown=form.cases,
        chosen=form.chosen(),
        left_out=form.left_out(),
        reason=form.cleaned_data["reason"],
        reason_across=form.cleaned_data["reason_across"],
        by=user,
    )


def _held(version: Version, clause: str, form: ForbiddenForm, user: User) -> HoldBatch:
    return hold_many(
        version,
        clause,
        chosen=form.chosen(),
        left_out=form.left_out(),
        reason=form.cleaned_data["reason"],
        reason_across=form.cleaned_data["reason_across"],
        key=form.cleaned_data["key"],
        by=user,
    )


def _is_looked_over(request: HttpRequest, form: ForbiddenForm, user: User) -> bool:
    """Say whether these very letters were shown before, or this is a second click."""
    if request.POST.get("looked") == form.mark():
        return True
    return HoldBatch.objects.filter(key=form.cleaned_data["key"], asked_by=user).exists()


def _look_over(
    request: HttpRequest,
    version: Version,
    paragraph: Any,
    rows: tuple[Forbidden, ...],
    form: ForbiddenForm,
) -> HttpResponse:
    """Show what will be done, before it is: which cases, how many letters, and how they read."""
    kept, left_out = _kept(rows, form), form.left_out()
    counted = letters_of(kept)
    context = {
        "version": version,
        "paragraph": paragraph,
        "form": form,
        "kept": kept,
        "left_out": [(row, left_out[row.case]) for row in rows if row.case in left_out],
        "counted": [(LANGUAGES.get(code, code), counted[code]) for code in sorted(counted)],
        "total": sum(counted.values()),
        "letters": _letters(version, paragraph.number, rows, form),
        "as_it_is": form.needs_across and not form.cleaned_data["reason_across"],
    }
    return page(request, "office/holds/look_over.html", context)


def _as_read(rows: tuple[Forbidden, ...], form: ForbiddenForm) -> list[dict[str, Any]]:
    places = place_names()
    return [
        {
            "case": row.case,
            "number": row.number,
            "href": reverse("office:case", args=[row.number.replace("/", "-")]),
            "title": row.title,
            "programme": in_language(row.programme),
            "place": in_language(places.get(row.place, {})),
            "amount": row.amount,
            "is_grant": row.is_grant,
            "officer": row.officer,
            "found": worded(row.finding, places=places).found,
            "choice": form[f"choice-{row.case}"],
            "because": form[f"because-{row.case}"],
        }
        for row in rows
    ]


def _as_unsure(row: Forbidden) -> dict[str, Any]:
    lacking = {
        "activities.place": _("where what they do in person is held"),
        "partner.place": _("where the partner is at home"),
        "partner.kind": _("what kind of organisation the partner is"),
        "partner.control": _("who controls the partner"),
    }
    return {
        "number": row.number,
        "href": reverse("office:case", args=[row.number.replace("/", "-")]),
        "title": row.title,
        "is_grant": row.is_grant,
        "lacking": lacking[row.finding.fields[0]],
    }
