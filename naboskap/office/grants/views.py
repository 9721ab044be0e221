"""Reports as the secretariat reads them: plan beside fact, approve or give back."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import Role
from naboskap.accounts.requests import user_of
from naboskap.assessments.queries import WORKS_WITH_CASES
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, CATEGORIES
from naboskap.letters.queries import letters_about
from naboskap.payments.queries import money_of
from naboskap.projects.queries import can_be_told, story_of
from naboskap.questionnaires.queries import answers_of, questions_of
from naboskap.records.queries import read_document
from naboskap.reports.actions import approve_report, return_report
from naboskap.reports.models import Report
from naboskap.reports.queries import reckoning, visible_to, waiting_for_us
from naboskap.reports.statuses import ReportStatus
from naboskap.ui.answers import done, download, page, refused
from naboskap.ui.fields import LongText

READERS = WORKS_WITH_CASES | {Role.AUDITOR}


class ReturnForm(forms.Form):
    reason = LongText(label=_("What is missing?"), required=True, rows=4)


def _readable(request: HttpRequest, pk: int) -> Report:
    """Return a report for whoever works here and may read it; for others there is no such page."""
    user = user_of(request)
    if not user.roles & READERS:
        raise Http404
    return get_object_or_404(visible_to(user), pk=pk)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that wait for us; those of cases one has not said one is impartial in
    are only counted."""
    user = user_of(request)
    if not user.roles & READERS:
        raise Http404
    mine = visible_to(user)
    waiting = waiting_for_us()
    shown = list(mine.filter(status=ReportStatus.SUBMITTED).order_by("submitted_at"))
    return page(
        request,
        "office/grants/reports.html",
        {
            "waiting": shown,
            "hidden": waiting.count() - len(shown),
            "due": mine.filter(status__in=[ReportStatus.DUE, ReportStatus.RETURNED]).order_by(
                "due_on"
            )[:50],
        },
    )


def _context(request: HttpRequest, found: Report, **more: Any) -> dict[str, Any]:
    house = secretariat()
    answers = answers_of(found.sheet)
    story = story_of(found.grant)
    return {
        "report": found,
        "grant": found.grant,
        "case": found.grant.decision.case,
        "sums": reckoning(found),
        "money": money_of(found.grant),
        "lines": [
            (
                line.text or CATEGORIES.get(line.category, line.category),
                in_language(house.sides[line.side].name),
                line,
            )
            for line in found.lines.all()
        ],
        "activities": found.activities.all(),
        "participants": [
            (
                in_language(house.sides[group.side].name),
                AGES.get(group.age, group.age),
                group,
            )
            for group in found.participants.all()
        ],
        "answers": [
            (
                question.in_words,
                question.answer_in_words(answers[question.key].text),
                answers[question.key].language,
            )
            for question in questions_of(found.sheet.version)
            if question.key in answers
        ],
        "letters": letters_about(found),
        "may_judge": found.status == ReportStatus.SUBMITTED
        and may(user_of(request), "reports.judge_report", found),
        "story": story if story and may(user_of(request), "projects.see_story", story) else None,
        "may_tell": may(user_of(request), "projects.write_story", found) and can_be_told(found),
        "form": ReturnForm(),
        **more,
    }


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report."""
    found = _readable(request, pk)
    return page(request, "office/grants/report.html", _context(request, found))


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it."""
    found = _readable(request, pk)
    try:
        approve_report(found, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:report", args=[pk]))
    return redirect("office:report", pk)


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back with what is missing."""
    found = _readable(request, pk)
    form = ReturnForm(request.POST)
    if done(
        request,
        form,
        lambda: return_report(found, reason=form.cleaned_data["reason"], by=user_of(request)),
        beside="reason",
    ):
        return redirect("office:report", pk)
    context = _context(request, found, form=form)
    return page(request, "office/grants/report.html", context, status=422)


@require_GET
def auditor_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the auditor's confirmation, always as a download."""
    found = _readable(request, pk)
    document = found.auditor_document
    if document is None:
        raise Http404
    try:
        content = read_document(document)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:report", args=[pk]))
    return download(content, name=document.file_name, kind=document.content_type)
