"""What the guidelines forbid now, looked through and put on hold; and what goes on again."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.models import Application
from naboskap.assessments.models import Case, HoldBatch, HoldItem
from naboskap.assessments.queries import disqualified_in, plan_of
from naboskap.cases.queries import visible_to
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.grants.queries import Forbidden, forbidden_by, forbidden_now
from naboskap.guidelines.judge import stopping_clauses
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import (
    paragraphs,
    place_names,
    rules_of,
    to_come,
    to_hold_from,
    version_in_force,
)
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.guidelines.wording import worded
from naboskap.office.holds.forms import EndForm, ForbiddenForm
from naboskap.office.holds.letters import examples, languages_of, letters_to
from naboskap.reports.actions import hold_many, prepare_hold, resume_many
from naboskap.ui.answers import done, page

SHOWN = 20


def _reader(request: HttpRequest) -> User:
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
def holds(request: HttpRequest) -> HttpResponse:
    """Show what has been put on hold together, and what of it still is."""
    user = _reader(request)
    batches = (
        HoldBatch.objects.filter(act=HoldBatch.Act.HOLD)
        .select_related("version__rulebook", "asked_by")
        .annotate(
            still=Count("holds", filter=Q(holds__ended_at__isnull=True), distinct=True),
            waits=Count("items", filter=Q(items__outcome=HoldItem.Outcome.WAITS), distinct=True),
        )
        .order_by("-pk")[:SHOWN]
    )
    held = visible_to(user).filter(held_at__isnull=False).count()
    current = [
        version
        for version in Version.objects.filter(in_force_from__isnull=False)
        .select_related("rulebook")
        .order_by("rulebook__pk")
        if version_in_force(version.rulebook) == version
    ]
    context = {
        "batches": batches,
        "held": held,
        "versions": current,
        "to_come": [(each, to_hold_from(each)) for each in to_come()],
    }
    return page(request, "office/holds/list.html", context)


@require_GET
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Show, paragraph by paragraph, how many cases a version forbids now, or will from its day."""
    user = _reader(request)
    shown, day = _forbidding(slug)
    found = forbidden_now(user, shown)
    stops = {clause.number for clause in stopping_clauses(rules_of(shown))}
    rows = [
        {"paragraph": each, "found": found.get(each.number)}
        for each in paragraphs(shown)
        if each.number in stops
    ]
    rows.sort(key=lambda row: row["found"] is None)
    context = {"version": shown, "rows": rows, "day": day}
    return page(request, "office/holds/version.html", context)


def clause(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show every case that a paragraph forbids now, and put those on hold that are chosen.

    Before the version's day, what is chosen is kept until then.
    """
    user = _reader(request)
    shown, day = _forbidding(slug)
    read = next((each for each in paragraphs(shown) if each.number == number), None)
    if read is None or read.severity != "stops":
        raise Http404
    stopped = forbidden_by(user, shown, number)
    rows = stopped.rows
    if request.method == "POST":
        was_shown = {int(pk) for pk in request.POST.getlist("shown") if pk.isdecimal()}
        rows = tuple(row for row in rows if row.case in was_shown)
    spoken = [str(LANGUAGES.get(code, code)) for code in languages_of(rows)]
    plan = plan_of(shown, number)
    form = ForbiddenForm(
        request.POST or None,
        rows=rows,
        plan=plan,
        is_ahead=day is not None,
        languages=spoken,
        initial={"key": uuid4()},
    )
    letters: list[dict[str, Any]] = []
    may_hold = may(user, "assessments.hold_cases")
    is_act = day is None and may_hold
    kept: list[Forbidden] = []
    if form.is_valid() and _is_a_look(request, form, is_act=is_act):
        chosen = set(form.chosen())
        kept = [row for row in rows if row.case in chosen]
        letters = examples(
            shown,
            number,
            kept,
            reason=form.cleaned_data["reason"],
            reason_across=form.cleaned_data["reason_across"],
        )
    elif day is not None:
        if done(
            request,
            form,
            lambda: prepare_hold(
                shown,
                number,
                shown=form.cases,
                left_out=form.left_out(),
                reason=form.cleaned_data["reason"],
                reason_across=form.cleaned_data["reason_across"],
                by=user,
            ),
        ):
            messages.success(request, _("The choices are kept until the day. Nobody is told yet."))
            return redirect("office:holds-clause", slug, number)
    elif did := done(
        request,
        form,
        lambda: hold_many(
            shown,
            number,
            chosen=form.chosen(),
            left_out=form.left_out(),
            reason=form.cleaned_data["reason"],
            reason_across=form.cleaned_data["reason_across"],
            key=form.cleaned_data["key"],
            by=user,
        ),
    ):
        return redirect("office:holds-batch", did.value.pk)
    context = {
        "version": shown,
        "paragraph": read,
        "day": day,
        "plan": plan,
        "rows": _as_read(rows, form),
        "unseen": stopped.unseen,
        "amount": sum(row.amount for row in rows),
        "form": form,
        "letters": letters,
        "looked": form.mark() if letters else "",
        "chosen": len(kept),
        "to_send": letters_to(kept),
        "is_asked": letters and "look" not in request.POST,
        "may_hold": may_hold,
    }
    status = 422 if form.errors else 200
    return page(request, "office/holds/clause.html", context, status=status)


def _is_a_look(request: HttpRequest, form: ForbiddenForm, *, is_act: bool) -> bool:
    """Say whether the letter is to be shown and nothing done: also where it was not shown yet."""
    if "look" in request.POST or not is_act:
        return "look" in request.POST
    return bool(form.chosen()) and request.POST.get("looked", "") != form.mark()


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
            "hold": form[f"hold-{row.case}"],
            "because": form[f"because-{row.case}"],
        }
        for row in rows
    ]


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it has come, case by case, and let it go on again."""
    return _batch_page(request, pk, None)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everything go on that was put on hold together and still is."""
    user = _reader(request)
    asked = get_object_or_404(HoldBatch, pk=pk, act=HoldBatch.Act.HOLD)
    form = EndForm(request.POST)
    if did := done(
        request,
        form,
        lambda: resume_many(
            asked,
            because=form.cleaned_data["reason"],
            because_across=form.cleaned_data["reason_across"],
            key=form.cleaned_data["key"],
            by=user,
        ),
    ):
        return redirect("office:holds-batch", did.value.pk)
    return _batch_page(request, pk, form)


def _batch_page(request: HttpRequest, pk: int, form: EndForm | None) -> HttpResponse:
    user = _reader(request)
    rows = HoldBatch.objects.select_related("version__rulebook", "asked_by", "ends")
    asked = get_object_or_404(rows, pk=pk)
    shut = disqualified_in(user).values("pk")
    items = list(
        asked.items.exclude(case__in=shut).select_related("case__case_file").order_by("pk")
    )
    chosen = [each for each in items if each.outcome != HoldItem.Outcome.LEFT_OUT]
    waiting = sum(each.outcome == HoldItem.Outcome.WAITS for each in chosen)
    still = Case.objects.filter(holds__batch=asked, holds__ended_at__isnull=True)
    context = {
        "batch": asked,
        "items": chosen,
        "left_out": [each for each in items if each.outcome == HoldItem.Outcome.LEFT_OUT],
        "waiting": waiting,
        "done": len(chosen) - waiting,
        "total": len(chosen),
        "unseen": asked.items.count() - len(items) + asked.unseen,
        "still": still.count(),
        "endings": asked.endings.order_by("pk"),
        "form": form
        or EndForm(
            languages=_languages(still),
            initial={"key": uuid4()},
        ),
        "may_resume": may(user, "assessments.hold_cases"),
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, "office/holds/batch.html", context, status=status)


def _languages(cases: Any) -> list[str]:
    applications = Application.objects.filter(pk__in=cases.values("application"))
    codes = applications.filter(seats__side="b").values_list("seats__language", flat=True)
    return [str(LANGUAGES.get(code, code)) for code in sorted(set(codes))]
