"""The answer to an application: the letter, yes or no, and a complaint."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.papers import Paper
from naboskap.applications.queries import required_and_awaited, stands_alone
from naboskap.assessments.rules import side_of, side_written_for
from naboskap.cases.queries import hold_now
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.decisions.actions import enter_complaint
from naboskap.decisions.models import Decision
from naboskap.decisions.queries import complaint_due_on, visible_to
from naboskap.decisions.statuses import TOLD, DecisionStatus
from naboskap.grants.actions import decline as decline_grant
from naboskap.grants.models import Grant
from naboskap.grants.queries import grant_of
from naboskap.grants.statuses import RUNNING
from naboskap.letters.actions import open_letter
from naboskap.letters.kinds import RECEIPT
from naboskap.letters.models import Letter
from naboskap.letters.queries import letters_about
from naboskap.portal.grants.forms import ComplaintForm, DeclineForm
from naboskap.portal.grants.seats import for_the_pair
from naboskap.reports.actions import accept_grant
from naboskap.reports.models import Report
from naboskap.reports.queries import report_of
from naboskap.ui.answers import done, page, refused


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision as one person of the pair sees it."""

    decision: Decision
    side: str
    grant: Grant | None
    report: Report | None

    @property
    def key(self) -> str:
        return str(self.decision.case.application.key)


def answer_for(request: HttpRequest, key: str) -> Answer:
    """Return what was decided, for a person of the pair; for others there is no such page."""
    user = cast("SignedInRequest", request).user
    decision = (
        visible_to(user)
        .select_related("case__application__programme")
        .filter(status__in=TOLD, case__application__key=key)
        .order_by("-pk")
        .first()
    )
    if decision is None:
        raise Http404
    side = side_of(user.pk, decision.case)
    if not side:
        raise Http404
    grant = grant_of(decision)
    return Answer(decision, side, grant, report_of(grant) if grant else None)


@require_GET
@for_the_pair
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was decided, the letters, whose turn it is and by when."""
    answer = answer_for(request, key)
    return page(request, "portal/grants/decision.html", _context(request, answer))


def _context(request: HttpRequest, answer: Answer, **more: Any) -> dict[str, Any]:
    user = cast("SignedInRequest", request).user
    due: date = complaint_due_on(answer.decision, answer.side)
    return {
        "answer": answer,
        "is_lifted": answer.decision.status == DecisionStatus.LIFTED,
        "case": answer.decision.case,
        "grant": answer.grant,
        "report": answer.report,
        "letters": [(letter, letter.reader == answer.side) for letter in _letters(answer)],
        "held": hold_now(answer.decision.case, answer.side),
        "house_phone": secretariat().phone,
        "awaited": _awaited(answer),
        "may_answer": answer.grant is not None and may(user, "grants.answer_grant", answer.grant),
        "may_write": bool(side_written_for(user.pk, answer.decision.case)),
        "is_late": answer.grant is not None and clock.today() > answer.grant.accept_by,
        "complaints": answer.decision.complaints.filter(side=answer.side).order_by("pk"),
        "complain_by": due,
        "decline_form": DeclineForm(),
        "is_alone": stands_alone(answer.decision.case.application),
        **more,
    }


def _awaited(answer: Answer) -> tuple[Paper, ...]:
    """Return the promised papers that money waits for, while the grant runs."""
    if answer.grant is None or answer.grant.status not in RUNNING:
        return ()
    application = answer.decision.case.application_id
    return required_and_awaited([application]).get(application, ())


def _letters(answer: Answer) -> QuerySet[Letter]:
    """Return the letters since the decision, and those of holds; the receipt has its own page."""
    about = (answer.decision.case, answer.decision, answer.report)
    return letters_about(*(each for each in about if each is not None)).exclude(kind=RECEIPT)


@require_GET
@for_the_pair
def letter(request: HttpRequest, key: str, letter: int) -> HttpResponse:
    """Give one of the letters as PDF; opened by the one it is to, it is seen."""
    answer = answer_for(request, key)
    wanted = get_object_or_404(_letters(answer), pk=letter)
    user = cast("SignedInRequest", request).user
    try:
        content = open_letter(wanted, by=user, as_reader=wanted.reader == answer.side)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:decision", args=[key]))
    return as_file(wanted, content)


def as_file(letter: Letter, content: bytes) -> HttpResponse:
    """Answer with a letter's PDF, under its neutral name, kept by nobody on the way."""
    assert letter.document is not None
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{letter.document.file_name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
@for_the_pair
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes."""
    answer = answer_for(request, key)
    if answer.grant is None:
        raise Http404
    try:
        accept_grant(answer.grant, by=cast("SignedInRequest", request).user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:decision", args=[key]))
    return redirect("portal:decision", key)


@require_POST
@for_the_pair
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Say no, with or without a reason."""
    answer = answer_for(request, key)
    if answer.grant is None:
        raise Http404
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = _context(request, answer, decline_form=form)
        return page(request, "portal/grants/decision.html", context, status=422)
    try:
        decline_grant(
            answer.grant,
            reason=form.cleaned_data["reason"],
            by=cast("SignedInRequest", request).user,
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:decision", args=[key]))
    return redirect("portal:decision", key)


@require_http_methods(["GET", "POST"])
@for_the_pair
def complain(request: HttpRequest, key: str) -> HttpResponse:
    """Write a complaint for one's own side. Late is allowed, and said."""
    answer = answer_for(request, key)
    user = cast("SignedInRequest", request).user
    if not side_written_for(user.pk, answer.decision.case):
        raise PermissionDenied
    form = ComplaintForm(request.POST or None)
    if done(
        request,
        form,
        lambda: enter_complaint(
            answer.decision, side=answer.side, text=form.cleaned_data["text"], by=user
        ),
        beside="text",
    ):
        return redirect("portal:decision", key)
    due = complaint_due_on(answer.decision, answer.side)
    return page(
        request,
        "portal/grants/complain.html",
        {
            "answer": answer,
            "case": answer.decision.case,
            "form": form,
            "complain_by": due,
            "is_late": clock.today() > due,
            "handler": _("the board")
            if answer.decision.level == "head"
            else _("the owners' appeals body"),
        },
        status=422 if form.errors else 200,
    )
