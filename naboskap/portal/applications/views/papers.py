"""The papers that go with an application: all of them, one, and its file."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.applications.actions import PartChanged, remove_attachment, save_attachment
from naboskap.applications.papers import KINDS, MOST, OTHER, PARTNER_LETTER, ROOM, Kind, Paper
from naboskap.applications.queries import attachment_with
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.actions import hand_in
from naboskap.core.errors import Refusal
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.papers import HandInForm, PaperForm, paper_values
from naboskap.portal.applications.views.answers import saved, show
from naboskap.records.queries import read_document
from naboskap.records.scanner import scan_words
from naboskap.ui.answers import done, download, refused
from naboskap.ui.revisions import revision_read

MEGA = 1024 * 1024
SENT = {ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED}
# Beside which field a refusal stands.
BESIDE = {"APP-71": "called", "APP-73": "due_on", "APP-74": "note", "": "file"}


@require_GET
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is asked for and what is answered; none of it is needed to send."""
    mine = page.of(request, key)
    told = mine.draft.papers
    answered = {paper.kind: paper for paper in told}
    used = sum(paper.size for paper in told)
    asked = {
        code
        for finding in mine.findings
        if finding.kind == "required_attachments"
        for code in finding.found["lacking"]
    }
    rows = [
        {
            "kind": kind,
            "paper": answered.get(code),
            "scan": _scan(answered.get(code)),
            "is_asked": code in asked,
        }
        for code, kind in KINDS.items()
        if code != OTHER and (_is_offered(mine, kind) or code in asked or code in answered)
    ]
    others = [
        {"kind": KINDS[OTHER], "paper": paper, "scan": _scan(paper)}
        for paper in told
        if paper.kind == OTHER
    ]
    return show(
        request,
        mine,
        "papers",
        rows=rows + others,
        has_room=len(told) < MOST,
        most=ROOM // MEGA,
        left=max(0, ROOM - used) // MEGA,
        can_hand_in=mine.application.status in SENT and not mine.reads_only,
    )


def _is_offered(mine: page.DraftPage, kind: Kind) -> bool:
    return kind.is_offered and not (mine.is_alone and kind.code == PARTNER_LETTER)


def _scan(paper: Paper | None) -> str:
    return scan_words(paper.scan) if paper and paper.is_here else ""


def new_paper(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Answer for a paper for the first time."""
    mine = page.of(request, key)
    if kind not in KINDS:
        raise Http404
    there = next((one for one in mine.draft.papers if one.kind == kind), None)
    if there is not None and kind != OTHER and request.method == "GET":
        return redirect("portal:paper", key=key, pk=there.pk)
    initial = {"key": uuid4().hex, "state": "here"}
    form = PaperForm(request.POST or None, request.FILES or None, kind=kind, initial=initial)
    return _answered(request, mine, form, kind=kind)


def paper(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change the answer for a paper, or take it away; after sending, hand in what was promised."""
    mine = page.of(request, key)
    there = next((one for one in mine.draft.papers if one.pk == pk), None)
    if there is None:
        raise Http404
    if not mine.is_draft:
        return _hand_in(request, mine, there)
    act = request.POST.get("act")
    if act == "remove":  # Its file is not put back by an undo, so that it is asked about first.
        return show(request, mine, "paper_out", paper=there)
    if act == "remove_it":
        return _removed(request, mine, there)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        kind=there.kind,
        initial=paper_values(there),
    )
    return _answered(request, mine, form, kind=there.kind, there=there)


def _answered(
    request: HttpRequest,
    mine: page.DraftPage,
    form: PaperForm,
    *,
    kind: str,
    there: Paper | None = None,
) -> HttpResponse:
    clash: dict[str, Any] = {}

    def act() -> object:
        return save_attachment(
            mine.application,
            kind=kind,
            pk=there.pk if there else None,
            by=mine.user,
            **form.facts(),
        )

    if saved(request, form, act, clash, beside=BESIDE):
        messages.success(request, _("Saved."))
        return redirect("portal:papers", key=mine.draft.key)
    return show(
        request,
        mine,
        "paper",
        status=422 if form.errors else 200,
        form=form,
        kind=KINDS[kind],
        paper=there,
        scan=_scan(there),
        clash=clash,
        left=max(0, ROOM - sum(one.size for one in mine.draft.papers)) // MEGA,
    )


def _removed(request: HttpRequest, mine: page.DraftPage, there: Paper) -> HttpResponse:
    try:
        remove_attachment(
            mine.application,
            pk=there.pk,
            read_revision=revision_read(request),
            by=mine.user,
        )
    except PartChanged as change:
        return refused(request, change, back_to=request.path)
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    messages.success(request, _("The paper is taken away."))
    return redirect("portal:papers", key=mine.draft.key)


def _hand_in(request: HttpRequest, mine: page.DraftPage, there: Paper) -> HttpResponse:
    """Let a paper come that was promised; what was sent stays as it was."""
    if mine.reads_only:
        messages.error(request, _("You read here. Whoever writes for a side sends the paper."))
        return redirect("portal:papers", key=mine.draft.key)
    if mine.application.status not in SENT or not there.may_come:
        return redirect("portal:papers", key=mine.draft.key)
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = HandInForm(request.POST, request.FILES)
    if done(
        request,
        form,
        lambda: hand_in(
            mine.application,
            pk=there.pk,
            file_name=form.cleaned_data["file"].name,
            content=form.cleaned_data["file"].read(),
            by=mine.user,
        ),
        beside="file",
    ):
        messages.success(request, _("The paper has come to us. Your case officer is told."))
        return redirect("portal:papers", key=mine.draft.key)
    return show(
        request, mine, "hand_in", status=422 if form.errors else 200, form=form, paper=there
    )


@require_GET
def paper_file(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Give a file back to the pair, always as a download under a neutral name."""
    application = page.fetched(request, key)
    found = attachment_with(application, pk)
    if found is None or found.document is None:
        raise Http404
    try:
        content = read_document(found.document)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:papers", args=[key]))
    return download(content, name=found.document.file_name, kind=found.document.content_type)
