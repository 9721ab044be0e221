"""The board's page: its agenda from the queue, who is present, the votes, and what it decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.accounts.requests import SignedInRequest
from naboskap.assessments.queries import disqualified_in, text_open_to
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.decisions import actions, queries
from naboskap.decisions.models import Decision, Meeting, Vote
from naboskap.decisions.statuses import TOLD
from naboskap.grants.actions import award
from naboskap.office.cases.tables import in_few_words
from naboskap.office.cases.words import OUTCOMES
from naboskap.office.meetings.forms import MeetingForm, PresenceForm
from naboskap.ui.answers import done, page, refused

SEES = frozenset({Role.BOARD_MEMBER, Role.HEAD, Role.DEPUTY, Role.AUDITOR, Role.CASE_OFFICER})


def meetings(request: SignedInRequest) -> HttpResponse:
    """List the meetings and what waits for the board; call a meeting."""
    if not request.user.roles & SEES:
        raise PermissionDenied
    may_hold = may(request.user, "decisions.hold_meeting")
    form = MeetingForm(request.POST or None, initial={"held_on": clock.today()})
    if called := done(
        request,
        form,
        lambda: actions.open_meeting(form.cleaned_data["held_on"], by=request.user),
        beside="held_on",
    ):
        return redirect("office:meeting", pk=called.value.pk)
    return page(
        request,
        "office/meetings/list.html",
        {
            "meetings": queries.meetings()[:24],
            "agenda": _agenda(queries.waiting("board")),
            "form": form,
            "may_hold": may_hold,
        },
        status=422 if form.errors else 200,
    )


def _agenda(decisions: Any) -> list[dict[str, Any]]:
    return [
        {
            "decision": each,
            "case": each.case,
            "number": each.case.case_file.number,
            "href": reverse("office:case", args=[each.case.case_file.number.replace("/", "-")]),
            "parties": in_few_words(each.case.parties),
            "outcome": OUTCOMES[each.outcome],
        }
        for each in decisions
    ]


def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a meeting: who is there, what is on the agenda and how the votes stand."""
    if not request.user.roles & SEES:
        raise PermissionDenied
    held = get_object_or_404(Meeting, pk=pk)
    user = request.user
    is_held = held.closed_at is None and held.held_on <= clock.today()
    waiting = list(queries.waiting("board")) if held.closed_at is None else []
    decided = list(
        held.decisions.filter(status__in=TOLD)
        .select_related("case__case_file", "case__programme")
        .order_by("made_at", "pk")
    )
    counts = queries.counts_of([*waiting, *decided], held)
    present = list(held.present.values_list("user", flat=True))
    cases = [each.case_id for each in waiting]
    own = dict(
        Vote.objects.filter(decision__in=waiting, user=user).values_list("decision", "is_for")
    )
    is_open = set(text_open_to(user).filter(pk__in=cases).values_list("pk", flat=True))
    is_shut = set(disqualified_in(user).filter(pk__in=cases).values_list("pk", flat=True))
    rows = _agenda(waiting)
    for row in rows:
        decision = row["decision"]
        has_vote = (
            Role.BOARD_MEMBER in user.roles
            and decision.case_id in is_open
            and decision.proposed_by_id != user.pk
        )
        row["count"] = counts[decision.pk]
        row["is_open"] = decision.case_id in is_open
        row["is_disqualified"] = decision.case_id in is_shut
        row["own"] = own.get(decision.pk)
        row["can_vote"] = is_held and has_vote and user.pk in present
        row["can_close"] = is_held and has_vote and counts[decision.pk].carries
    results = _agenda(decided)
    for row in results:
        row["count"] = counts[row["decision"].pk]
    members = list(people_with(Role.BOARD_MEMBER))
    return page(
        request,
        "office/meetings/meeting.html",
        {
            "meeting": held,
            "is_held": is_held,
            "is_to_come": held.closed_at is None and held.held_on > clock.today(),
            "rows": rows,
            "results": results,
            "present": [member for member in members if member.pk in present],
            "form": PresenceForm(
                members=people_with(Role.BOARD_MEMBER), initial={"members": present}
            ),
            "may_hold": may(user, "decisions.hold_meeting"),
        },
    )


@require_POST
def presence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down who is present."""
    held = get_object_or_404(Meeting, pk=pk)
    form = PresenceForm(request.POST, members=people_with(Role.BOARD_MEMBER))
    chosen = form.cleaned_data["members"] if form.is_valid() else []
    return _acted(
        request,
        held,
        lambda: actions.note_presence(held, chosen, by=request.user),
        done=_("Noted who is present."),
    )


@require_POST
def vote(request: SignedInRequest, pk: int, decision: int) -> HttpResponse:
    """Vote for or against a proposal."""
    held = get_object_or_404(Meeting, pk=pk)
    wanted = _decision(request, decision)
    return _acted(
        request,
        held,
        lambda: actions.vote(
            wanted, held, is_for=request.POST.get("vote") == "for", by=request.user
        ),
        done=_("Your vote is noted."),
    )


@require_POST
def close_vote(request: SignedInRequest, pk: int, decision: int) -> HttpResponse:
    """Close the vote: what carries is decided, with letters to both sides."""
    held = get_object_or_404(Meeting, pk=pk)
    wanted = _decision(request, decision)
    if wanted.outcome == Decision.Outcome.REFUSAL:
        return _acted(
            request,
            held,
            lambda: actions.refuse(wanted, by=request.user),
            done=_("Decided. The letters to both sides are on their way."),
        )
    return _acted(
        request,
        held,
        lambda: award(wanted, by=request.user),
        done=_("Decided. The letters to both sides are on their way."),
    )


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the meeting."""
    held = get_object_or_404(Meeting, pk=pk)
    return _acted(
        request,
        held,
        lambda: actions.close_meeting(held, by=request.user),
        done=_("The meeting is over. What was not decided stands on the next agenda."),
    )


def _decision(request: SignedInRequest, pk: int) -> Decision:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def _acted(request: SignedInRequest, held: Meeting, act: Any, *, done: str) -> HttpResponse:
    back = reverse("office:meeting", args=[held.pk])
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=back)
    messages.success(request, done)
    return redirect(back)
