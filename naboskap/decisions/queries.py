"""What is known of proposals, decisions, meetings and complaints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from naboskap.accounts.models import Role, User
from naboskap.applications.models import SeatPerson
from naboskap.assessments.models import Case
from naboskap.assessments.queries import text_open_to
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.decisions.deadlines import last_day
from naboskap.decisions.models import Complaint, Decision, Meeting, Presence, Vote
from naboskap.decisions.route import Level, carries
from naboskap.decisions.statuses import STANDING, TOLD, ComplaintStatus, DecisionStatus
from naboskap.letters.models import Letter
from naboskap.programmes.models import Programme

OFFICE = frozenset(
    {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.AUDITOR,
    }
)


def visible_to(user: User) -> QuerySet[Decision]:
    """Return the decisions that ``user`` may see: the same answer as ``view_decision``."""
    everything = Decision.objects.select_related("case__case_file", "case__programme")
    if user.roles & OFFICE:
        return everything
    mine = SeatPerson.objects.filter(
        user=user, left_at__isnull=True, seat__application=OuterRef("case__application")
    )
    seen = Q(Exists(mine), status__in=TOLD)
    if Role.BOARD_MEMBER in user.roles:
        seen |= Q(level=Level.BOARD)
    return everything.filter(seen)


def decision_of(case: Case) -> Decision | None:
    """Return the case's proposal or decision; one returned or lifted is no longer it."""
    return (
        Decision.objects.filter(case=case, status__in=STANDING).select_related("meeting").first()
    )


def returned(case: Case) -> QuerySet[Decision]:
    """Return the proposals that came back to the officer, newest first."""
    return Decision.objects.filter(case=case, status=DecisionStatus.RETURNED).order_by("-pk")


def waiting(level: str) -> QuerySet[Decision]:
    """Return the proposals that wait for a body, the oldest promise first: its agenda."""
    return (
        Decision.objects.filter(status=DecisionStatus.PROPOSED, level=level)
        .select_related("case__case_file", "case__programme")
        .order_by("case__promised_by", "pk")
    )


def next_meeting() -> Meeting | None:
    """Return the next meeting of the board that is not closed, today's among them."""
    return (
        Meeting.objects.filter(closed_at__isnull=True, held_on__gte=clock.today())
        .order_by("held_on", "pk")
        .first()
    )


def meetings() -> QuerySet[Meeting]:
    """Return every meeting, the newest first."""
    return Meeting.objects.order_by("-held_on", "-pk")


@dataclass(frozen=True, slots=True)
class Count:
    """How a vote stands: the members that count, and what they said."""

    counted: int
    votes_for: int
    votes_against: int
    quorum: int

    @property
    def is_quorate(self) -> bool:
        return self.counted >= self.quorum

    @property
    def carries(self) -> bool:
        return carries(self.votes_for, self.counted, quorum=self.quorum)


def count_of(decision: Decision, meeting: Meeting) -> Count:
    """Count the members present who are impartial in the case, and their votes.

    A member who is disqualified, or has not said that they are impartial, is not counted and
    their vote neither; so is whoever proposed.
    """
    return counts_of([decision], meeting)[decision.pk]


def counts_of(decisions: Iterable[Decision], meeting: Meeting) -> dict[int, Count]:
    """Count the vote on each decision of a meeting; the number of queries follows the members."""
    decisions = list(decisions)
    present = [
        row.user
        for row in Presence.objects.filter(meeting=meeting).select_related("user").order_by("pk")
    ]
    cases = {decision.case_id for decision in decisions}
    counted: dict[int, set[int]] = {decision.pk: set() for decision in decisions}
    for member in present:
        if Role.BOARD_MEMBER not in member.roles:
            continue
        open_to_them = set(text_open_to(member).filter(pk__in=cases).values_list("pk", flat=True))
        for decision in decisions:
            if decision.case_id in open_to_them and decision.proposed_by_id != member.pk:
                counted[decision.pk].add(member.pk)
    votes = list(Vote.objects.filter(decision__in=decisions))
    return {
        decision.pk: Count(
            counted=len(counted[decision.pk]),
            votes_for=sum(_counts(vote, decision, counted) and vote.is_for for vote in votes),
            votes_against=sum(
                _counts(vote, decision, counted) and not vote.is_for for vote in votes
            ),
            quorum=decision.case.programme.board_quorum,
        )
        for decision in decisions
    }


def _counts(vote: Vote, decision: Decision, counted: dict[int, set[int]]) -> bool:
    return vote.decision_id == decision.pk and vote.user_id in counted[decision.pk]


def complaint_due_on(decision: Decision, side: str) -> date:
    """Return the last day on which a side's complaint is in time.

    The days run from when the side opened its letter; where it has not, from when the letter
    was written; where there is none, from the decision.
    """
    letter = (
        Letter.objects.filter(
            subject_type=decision._meta.label_lower,
            subject_id=str(decision.pk),
            reader=side,
        )
        .order_by("pk")
        .first()
    )
    begins = decision.made_at
    if letter is not None:
        begins = letter.opened_at or letter.created_at
    assert begins is not None
    start = begins.astimezone(clock.OSLO).date()
    return last_day(start, decision.case.programme.complain_within_days)


def complains_until(case: Case, side: str) -> date | None:
    """Return the last day on which a side may complain of what was decided, while it is to come.

    It is counted from when the side was told of the decision, whatever happens to the case since:
    a hold does not move it (norway.md 1.2, §§ 29-30).
    """
    if case.status != CaseStatus.DECIDED:
        return None
    decision = decision_of(case)
    if decision is None or decision.made_at is None:
        return None
    day = complaint_due_on(decision, side)
    return day if day >= clock.today() else None


def unchallenged() -> QuerySet[Decision]:
    """Return the refusals whose time to complain may be over and that nobody complains of.

    In calendar days from the decision, and from when a letter was opened: a last day that falls
    when offices are shut comes a little later, and is for ``complaint_due_on`` to say.
    """
    refused = Decision.objects.annotate(as_text=Cast("pk", CharField())).filter(
        case__status=CaseStatus.DECIDED,
        status=DecisionStatus.MADE,
        outcome=Decision.Outcome.REFUSAL,
    )
    over = Q(pk__in=[])
    for programme, days in Programme.objects.values_list("pk", "complain_within_days"):
        until = clock.now() - timedelta(days=days)
        opened_since = Letter.objects.filter(
            subject_type=Decision._meta.label_lower,
            subject_id=OuterRef("as_text"),
            opened_at__gte=until,
        )
        over |= Q(~Exists(opened_since), case__programme=programme, made_at__lt=until)
    waits = Complaint.objects.filter(decision=OuterRef("pk"), status=ComplaintStatus.ENTERED)
    return (
        refused.filter(over, ~Exists(waits))
        .select_related("case__programme")
        .order_by("made_at", "pk")
    )


def complaint_body(decision: Decision) -> str:
    """Say who hears a complaint: the board, or the owners' appeals body over the board's own."""
    return "appeals" if decision.level == Level.BOARD else "board"


def open_complaints() -> QuerySet[Complaint]:
    """Return the complaints that nobody has settled, oldest first."""
    return (
        Complaint.objects.filter(status=ComplaintStatus.ENTERED)
        .select_related("decision__case__case_file")
        .order_by("entered_at", "pk")
    )
