"""Change what was sent, until the round closes: begin, see the difference, send again, or drop."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.applications import actions
from naboskap.applications.models import Application, Change, Snapshot
from naboskap.applications.queries import (
    change_under_way,
    confirmations_of,
    latest_snapshot,
    writers_of,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.actions import change_what_was_sent, send_again
from naboskap.assessments.models import Case
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.portal.applications import page
from naboskap.portal.applications.difference import Differing, differences
from naboskap.portal.applications.history import Writers
from naboskap.portal.applications.reading import Reading
from naboskap.portal.applications.tasks import outside, remaining
from naboskap.portal.applications.views.answers import show
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.answers import keep, refused


def change(request: HttpRequest, key: str) -> HttpResponse:
    """See what differs from what was sent; send it again, or go back to what was sent."""
    mine = page.of(request, key)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "begin":
        return _begin(request, mine)
    if mine.change is None:
        return redirect("portal:sent", key=key)
    if act == "drop":
        try:
            actions.drop_change(mine.application, by=mine.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("What you sent stands. What you did not send is kept below."))
        return redirect("portal:sent", key=key)
    why = None
    if act == "send":
        try:
            send_again(mine.application, by=mine.user)
        except Refusal as refusal:
            keep(request, refusal)
            why = refusal.reason
        else:
            messages.success(
                request, _("The changed application is sent. The number is the same.")
            )
            return redirect("portal:receipt", key=key)
    before = latest_snapshot(mine.application)
    assert before is not None
    return show(
        request,
        mine,
        "change",
        why=why,
        before=before,
        differing=differences(
            Reading.of_content(before.content, mine.questions),
            Reading.of_draft(mine.draft, mine.questions),
        ),
        remaining=remaining(mine),
        outside=outside(mine),
        confirmed=[one for one in confirmations_of(before) if one.seat.side != mine.side],
    )


def _begin(request: HttpRequest, mine: page.DraftPage) -> HttpResponse:
    key = mine.application.key
    try:
        change_what_was_sent(mine.application, by=mine.user)
    except Refusal as refusal:
        back_to = request.path.removesuffix("endring/") + "sendt/"
        return refused(request, refusal, back_to=back_to)
    return redirect("portal:draft", key=key)


def may_change(application: Application, case: Case | None) -> bool:
    """Whether the pair may change what it sent: the round is open, and no one has taken it up."""
    return (
        application.status in {ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED}
        and application.round is not None
        and application.round.is_open(clock.now())
        and (case is None or case.status == CaseStatus.RECEIVED)
    )


def being_changed(application: Application, reader: User | None) -> dict[str, Any]:
    """Return the change of what was sent that is being written now, and who began it, in words.

    Names are for the pair alone: without a ``reader`` on a side it is told which side.
    """
    found = change_under_way(application)
    if found is None:
        return {"change": None}
    people, by = writers_of(application), found.began_by_id
    if reader is not None:
        return {"change": found, "changed_by": Writers(people, reader.pk).name(by)}
    _name, side = people.get(by, ("", ""))
    return {"change": found, "changed_by": Writers.named(_("Somebody"), side)}


def unsent(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Read what was written in a change and never sent: nothing is lost."""
    mine = page.of(request, key)
    found = get_object_or_404(Change, pk=pk, application=mine.application, unsent__isnull=False)
    content: Any = found.unsent
    if content is None:
        raise Http404
    return show(
        request,
        mine,
        "unsent",
        change=found,
        reading=Reading.of_content(content, mine.questions),
    )


def changed_since(
    snapshot: Snapshot, side: str, questions: tuple[QuestionText, ...]
) -> tuple[list[Differing], bool]:
    """Return what changed since ``side`` last stood behind a text, and whether it ever did.

    A side that has confirmed nothing yet sees what differs from the text before.
    """
    earlier = Snapshot.objects.counting().filter(
        application=snapshot.application_id, number__lt=snapshot.number
    )
    own = earlier.filter(confirmations__seat__side=side).first()
    before = own or earlier.first()
    if before is None:
        return [], False
    found = differences(
        Reading.of_content(before.content, questions),
        Reading.of_content(snapshot.content, questions),
    )
    return found, own is not None
