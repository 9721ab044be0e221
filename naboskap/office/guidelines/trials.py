"""Guidelines tried on what has been sent: how many would meet another answer, and which."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.actions import try_on_past
from naboskap.applications.models import Trial
from naboskap.applications.trying import FREED, STOPPED, WARNED
from naboskap.cases.queries import visible_to
from naboskap.core.words import in_language
from naboskap.guidelines.findings import Finding, order
from naboskap.guidelines.queries import place_names, to_hold_from
from naboskap.guidelines.wording import worded
from naboskap.guidelines.wording.reading import Names
from naboskap.office.guidelines.reach import reach_of
from naboskap.office.guidelines.views import YearsForm, found, page_of, reader
from naboskap.office.money.views import as_list
from naboskap.payments.bank import as_csv, kroner_cell
from naboskap.programmes.models import Programme
from naboskap.ui.answers import done

OUTCOMES = (STOPPED, FREED, WARNED)


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what a version would have said; the worker answers."""
    user, shown, form = reader(request), found(slug), YearsForm(request.POST)
    if did := done(
        request,
        form,
        lambda: try_on_past(shown, form.cleaned_data["years"], by=user),
        beside="years",
    ):
        return redirect("office:guidelines-trial", slug=slug, pk=did.value.pk)
    return page_of(request, shown, None, form)


@require_GET
def trial(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show how far a trial has come, and what it has found."""
    user = permitted(request, "applications.try_guidelines")
    rows = Trial.objects.select_related("version__rulebook")
    asked = get_object_or_404(rows, pk=pk, version__slug=slug)
    names = {programme.slug: in_language(programme.name) for programme in Programme.objects.all()}
    places = {code: in_language(words) for code, words in place_names().items()}
    is_to_come = asked.version.in_force_from is None or to_hold_from(asked.version) is not None
    context = {
        "trial": asked,
        "version": asked.version,
        "sums": [asked.found.get(what) for what in OUTCOMES],
        "programmes": _table(asked.found.get("programmes", {}), names),
        "places": _table(asked.found.get("places", {}), places | {"?": _("Not known")}),
        "clauses": sorted(
            asked.found.get("clauses", {}).items(), key=lambda one: (-one[1], order(one[0]))
        ),
        "reach": reach_of(asked.version) if is_to_come else None,
        "rows": _rows(user, asked.found.get("rows", [])),
    }
    return render(request, "office/guidelines/trial.html", context)


def _table(sums: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return a line for each name, with number and sum of each outcome."""
    return [
        {"name": names.get(code, code), "cells": [told.get(what) for what in OUTCOMES]}
        for code, told in sorted(sums.items(), key=lambda one: names.get(one[0], one[0]))
    ]


def _rows(user: User, rows: list[Any]) -> list[dict[str, Any]]:
    """Return the cases that the reader sees, with what would have met them."""
    keys = [row[0] for row in rows]
    places = place_names()
    seen = {
        case.application_id: case
        for case in visible_to(user).filter(application__in=keys).select_related("case_file")
    }
    return [
        {
            "number": seen[key].case_file.number,
            "title": seen[key].title,
            "href": reverse("office:case", args=[seen[key].case_file.number.replace("/", "-")]),
            "what": what,
            "clauses": ", ".join(clauses),
            "amount": amount,
            "found": _worded(more[0] if more else [], places),
            "could": more[1] if more else None,
        }
        for key, what, clauses, amount, *more in rows
        if key in seen
    ]


def _worded(findings: list[dict[str, Any]], places: Names) -> str:
    """Say what was found and what the limit is, paragraph by paragraph."""
    told = [worded(Finding.from_data(one), places=places) for one in findings]
    return " ".join(f"{one.found} {one.needed}".strip() for one in told)


@require_GET
def trial_csv(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the cases of a trial that the reader sees, as a list that a spreadsheet opens."""
    user = permitted(request, "applications.try_guidelines")
    asked = get_object_or_404(Trial, pk=pk, version__slug=slug)
    heads = [
        _("Case"),
        _("Title"),
        _("What"),
        _("Paragraph"),
        _("Applied for, kroner"),
        _("Could have asked for, kroner"),
        _("What was found"),
    ]
    what = {STOPPED: _("Stopped"), FREED: _("No longer stopped"), WARNED: _("Warned")}
    rows = [
        [
            row["number"],
            row["title"],
            what[row["what"]],
            row["clauses"],
            kroner_cell(row["amount"]),
            "" if row["could"] is None else kroner_cell(row["could"]),
            row["found"],
        ]
        for row in _rows(user, asked.found.get("rows", []))
    ]
    return as_list(as_csv(heads, rows), f"{slug}-{pk}.csv")
