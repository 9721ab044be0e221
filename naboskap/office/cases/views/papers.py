"""The papers of the pair: opened, and given another day or done without while they are awaited."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.accounts.queries import names_of
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.papers import Paper
from naboskap.applications.queries import attachment_with, papers_of, required_and_awaited
from naboskap.assessments.actions import give_leave
from naboskap.assessments.models import Case
from naboskap.assessments.queries import leaves_of
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.office.cases.forms import LeaveForm
from naboskap.office.cases.views.fetching import address, readable
from naboskap.records.queries import read_document
from naboskap.records.scanner import scan_words
from naboskap.ui.answers import done, download, page, refused

FIELD_OF = {"APP-92": "due_on", "APP-93": "reason"}


@require_GET
def papers(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the papers of the pair as they stand now: what has come, and what is still awaited."""
    with one_reading():
        found = readable(request, number)
        may_settle = _may_settle(request, found)
    told = papers_of(found.application)
    leaves = leaves_of(found)
    names = names_of(leave.given_by_id for each in leaves.values() for leave in each)
    required = {
        each.pk
        for each in required_and_awaited([found.application_id]).get(found.application_id, ())
    }
    rows = [
        {
            "paper": each,
            "scan": scan_words(each.scan) if each.is_here else "",
            "is_required": each.pk in required,
            "is_late": each.comes_by is not None and each.comes_by < clock.today(),
            "leaves": [
                (leave, names.get(leave.given_by_id, "")) for leave in leaves.get(each.pk, [])
            ],
        }
        for each in told
    ]
    return page(
        request,
        "office/cases/papers.html",
        {"case": found, "papers": rows, "may_settle": may_settle},
    )


def _may_settle(request: SignedInRequest, case: Case) -> bool:
    taken_up = case.status != CaseStatus.RECEIVED
    return taken_up and may(request.user, "assessments.settle_paper", case)


def _at(case: Case, place: int) -> Paper:
    """Return the paper at a place of the list, counted from 1; else there is no such page."""
    told = papers_of(case.application)
    if not 1 <= place <= len(told):
        raise Http404
    return told[place - 1]


@require_GET
def paper(request: SignedInRequest, number: str, place: int) -> HttpResponse:
    """Hand over the file of a paper, by its place among them, always as a download."""
    with one_reading():
        found = readable(request, number)
    wanted = attachment_with(found.application, _at(found, place).pk)
    if wanted is None or wanted.document is None:
        raise Http404
    try:
        content = read_document(wanted.document)
    except Refusal as refusal:
        return refused(request, refusal, back_to=address(found, "case-papers"))
    document = wanted.document
    return download(content, name=document.file_name, kind=document.content_type)


def paper_leave(request: SignedInRequest, number: str, place: int) -> HttpResponse:
    """Give the pair another day for a promised paper, or do without it."""
    with one_reading():
        found = readable(request, number)
        if not _may_settle(request, found):
            raise PermissionDenied
    wanted = _at(found, place)
    if not wanted.is_awaited:
        if request.method == "POST":
            gone = Refusal(_("The paper is not awaited any more. What is settled stands here."))
            return refused(request, gone, back_to=address(found, "case-papers"))
        return redirect(address(found, "case-papers"))
    form = LeaveForm(request.POST or None, initial={"due_on": wanted.comes_by})

    def act() -> Any:
        told = form.cleaned_data
        return give_leave(
            found,
            pk=wanted.pk,
            due_on=told["due_on"] if told["what"] == "later" else None,
            reason=told["reason"],
            by=request.user,
        )

    if done(request, form, act, beside=FIELD_OF):
        messages.success(request, _("It is written down, and both sides are told."))
        return redirect(address(found, "case-papers"))
    return page(
        request,
        "office/cases/form.html",
        {
            "case": found,
            "title": wanted.words,
            "intro": _(
                "The pair promised this paper, and it has not come. Give them another day, or do"
                " without it. They are told which of the two; the reason stays with us."
            ),
            "form": form,
            "button": _("Save"),
        },
        status=422 if form.errors else 200,
    )
