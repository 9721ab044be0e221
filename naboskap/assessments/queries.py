"""What is known of cases in the secretariat's hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.advice.models import Adviser, IdeaNote
from naboskap.advice.queries import every_adviser
from naboskap.applications.models import Application, Help, Seat, SeatPerson, Snapshot
from naboskap.assessments.models import (
    Case,
    CriterionNote,
    Hold,
    HoldBatch,
    HoldPlan,
    HoldWish,
    Impartiality,
    Interest,
    PaperLeave,
)
from naboskap.assessments.models import QuestionToPair as Question
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.core.permissions import may, once
from naboskap.core.prepared import Prepared
from naboskap.core.words import in_language
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import paragraphs, place_names
from naboskap.guidelines.wording import worded
from naboskap.letters.kinds import Paragraph
from naboskap.programmes.models import Criterion, Programme
from naboskap.programmes.queries import promise_of

WORKS_WITH_CASES = frozenset(
    {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.BOARD_MEMBER,
        Role.COUNCIL_MEMBER,
    }
)


def interests_in_the_case(user: User | int) -> QuerySet[Seat]:
    """Return the seats of the outer case that the person has a remembered interest in."""
    return Seat.objects.filter(
        application=OuterRef("application"),
        organisation__in=Interest.objects.filter(user=user, ended_at__isnull=True).values(
            "organisation"
        ),
    )


def text_open_to(user: User) -> QuerySet[Case]:
    """Return the cases whose text opens to the person: the same answer as ``read_text``."""
    if not user.roles & WORKS_WITH_CASES:
        return Case.objects.none()
    said = Impartiality.objects.filter(case=OuterRef("pk"), user=user, is_impartial=True)
    return Case.objects.filter(Exists(said)).exclude(Exists(interests_in_the_case(user)))


def disqualified_in(user: User | int) -> QuerySet[Case]:
    """Return the cases that the person has nothing to do with: said here, or remembered."""
    said = Impartiality.objects.filter(case=OuterRef("pk"), user=user, is_impartial=False)
    return Case.objects.filter(Exists(said) | Exists(interests_in_the_case(user)))


def answering(user: User) -> QuerySet[Question]:
    """Return the questions put to a side that the person writes for, newest first."""
    mine = SeatPerson.objects.filter(
        user=user,
        left_at__isnull=True,
        may_write=True,
        seat__application=OuterRef("case__application"),
    )
    return (
        Question.objects.filter(
            Q(seat__isnull=True) & Exists(mine) | Q(Exists(mine.filter(seat=OuterRef("seat"))))
        )
        .select_related("case__case_file", "case__application__sheet", "seat")
        .order_by("-asked_at", "-pk")
    )


def open_question(case: Case) -> Question | None:
    """Return the question that is waited for, if any."""
    return Question.objects.filter(
        case=case, answered_at__isnull=True, ended_at__isnull=True
    ).first()


def open_hold(case: Case) -> Hold | None:
    """Return the hold that the case is on, if any."""
    return Hold.objects.filter(case=case, ended_at__isnull=True).select_related("version").first()


def plan_of(version: Version, clause: str) -> HoldPlan | None:
    """Return what has been chosen of the cases that a paragraph is going to forbid."""
    plans = HoldPlan.objects.filter(version=version, clause=clause)
    return plans.select_related("changed_by").first()


def plans_due(user: User) -> QuerySet[HoldPlan]:
    """Return the prepared lists that ``user`` may carry out now: their day has come.

    What was put on hold by the same paragraph since is carried out.
    """
    if not may(user, "assessments.hold_cases"):
        return HoldPlan.objects.none()
    done = HoldBatch.objects.filter(version=OuterRef("version"), clause=OuterRef("clause"))
    return (
        HoldPlan.objects.filter(~Exists(done), version__in_force_from__lte=clock.today())
        .select_related("version__rulebook")
        .order_by("version__in_force_from", "pk")
    )


def open_wish(case: Case) -> HoldWish | None:
    """Return what was asked of the head and is not answered: to put the case on hold."""
    asked = HoldWish.objects.filter(case=case, answered_at__isnull=True)
    return asked.select_related("asked_by").first()


def last_wish(case: Case) -> HoldWish | None:
    """Return what was last asked of the head about a hold of the case, answered or not."""
    return HoldWish.objects.filter(case=case).select_related("asked_by").order_by("-pk").first()


def wishes_for(user: User) -> QuerySet[HoldWish]:
    """Return what waits for an answer from ``user``, who may put cases on hold; oldest first."""
    if not may(user, "assessments.hold_cases"):
        return HoldWish.objects.none()
    open_wishes = HoldWish.objects.filter(answered_at__isnull=True)
    return (
        open_wishes.exclude(case__status=CaseStatus.CLOSED)
        .exclude(case__in=disqualified_in(user).values("pk"))
        .select_related("case__case_file", "asked_by")
        .order_by("asked_at", "pk")
    )


def ground_of(
    version: Version, clause: str, finding: Mapping[str, Any] | None, application: Application
) -> Paragraph:
    """Return the paragraph that stops a case and what it found, in the active language."""
    one = next((each for each in paragraphs(version) if each.number == clause), None)
    sent = Snapshot.objects.counting().filter(application=application).first()
    activities = [each["what"] for each in sent.content.get("activities", [])] if sent else []
    found = (
        worded(Finding.from_data(finding), places=place_names(), activities=activities).found
        if finding
        else ""
    )
    return Paragraph(
        number=clause,
        heading=one.heading if one else "",
        text=one.text if one else "",
        guidelines=in_language(version.name),
        found=found,
    )


def promised(case: Case) -> date:
    """Return the day by which the pair was promised an answer; without a promise, our own."""
    if case.promised_by:
        return case.promised_by
    received_on = case.received_at.astimezone(clock.OSLO).date()
    return promise_of(case.programme, case.application.round, received_on=received_on).due


def case_of(application: Any) -> Case | None:
    """Return the application's case, once it has been sent."""
    found: Case | None = _OF_APPLICATION.first(application=application.pk)
    return found


_OF_APPLICATION = Prepared(
    lambda *, application: (
        Case.objects.filter(application=application).select_related("case_file").order_by("pk")[:1]
    )
)


def adviser_of(case: Case) -> Adviser | None:
    """Return whom the pair may call: the case's officer, where shown as an adviser."""
    if case.officer_id is None:
        return None
    shown = (one for one in every_adviser() if one.is_shown)
    return next((one for one in shown if one.user_id == case.officer_id), None)


def officer_for(
    theme: str, organisations: Iterable[int], *, but_not: Iterable[int] = ()
) -> User | None:
    """Return the case officer who advises in the theme and has no interest in the pair."""
    barred = set(but_not) | {
        user for each in organisations for user in _INTERESTED.ask(organisation=each)
    }
    for adviser in every_adviser():
        if adviser.user_id in barred or theme not in adviser.themes:
            continue
        if Role.CASE_OFFICER in adviser.user.roles:
            officer: User = adviser.user
            return officer
    return None


_INTERESTED = Prepared(
    lambda *, organisation: Interest.objects.filter(
        ended_at__isnull=True, organisation=organisation
    ).values_list("user", flat=True)
)


def officers(day: date | None = None) -> QuerySet[User]:
    """Return those who are case officers on ``day``, today by default."""
    return User.objects.filter(
        pk__in=RoleGrant.objects.in_force(day or clock.today())
        .filter(role=Role.CASE_OFFICER)
        .values("user")
    ).order_by("name", "pk")


def names_of(case: Case, language: str) -> dict[str, str]:
    """Return what each side is called to a reader of ``language``; nothing where nobody is there.

    For the pair and the office alone: outside, ``disclosure`` says what may be said.
    """
    seats = Seat.objects.filter(application=case.application_id).select_related("organisation")
    return {"a": "", "b": ""} | {seat.side: seat.name_in(language) for seat in seats}


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody of ours who helped the pair: let into the draft, or by its idea."""

    user_id: int
    name: str
    wrote: bool  # Text in the draft.


def guides_of(application: int) -> list[Guide]:
    """Return who helped the pair of an application as an adviser, and who of them wrote in it."""
    return once(
        ("guides", application),
        lambda: [
            Guide(user.pk, str(user), user.wrote) for user in _GUIDES.ask(application=application)
        ],
    )


def _guides(*, application: int) -> QuerySet[User, Any]:
    help_given = Help.objects.filter(application=application)
    idea = Application.objects.filter(pk=application)
    return (
        User.objects.filter(
            Q(pk__in=help_given.values("user"))
            | Q(pk__in=idea.filter(idea__adviser__isnull=False).values("idea__adviser__user"))
            | Q(
                pk__in=IdeaNote.objects.filter(
                    idea__in=idea.filter(idea__isnull=False).values("idea")
                ).values("written_by_id")
            )
        )
        .annotate(wrote=Exists(help_given.filter(user=OuterRef("pk"), wrote_at__isnull=False)))
        .order_by("name", "pk")
    )


_GUIDES = Prepared(_guides)


def helped(user_pk: int, case: Case) -> bool:
    """Say whether the person helped the pair as an adviser: with its idea, or in its draft."""
    return any(guide.user_id == user_pk for guide in guides_of(case.application_id))


def needs_second_reader(case: Case) -> bool:
    """Say whether another must read the case too, because its officer helped the pair.

    Whoever wrote in the draft always has one; for other help the programme chooses.
    """
    guide = next(
        (one for one in guides_of(case.application_id) if one.user_id == case.officer_id), None
    )
    if guide is None:
        return False
    return guide.wrote or case.programme.guidance != Programme.Guidance.VISIBLE


def bars_assessment(user_pk: int, case: Case) -> bool:
    """Say whether the programme lets whoever helped the pair assess nothing, and this one did."""
    return case.programme.guidance == Programme.Guidance.CANNOT_ASSESS and helped(user_pk, case)


def partner_is_known(case: Case) -> bool:
    """Say whether the partner across the border was contacted, in this case or an earlier one."""
    return not case.programme.needs_partner or case.partner_known_at is not None


def known_before(organisation_pk: int | None) -> bool:
    """Say whether the organisation has been a contacted partner in a case before."""
    if organisation_pk is None:
        return False
    return Case.objects.filter(
        partner_known_at__isnull=False,
        application__seats__organisation=organisation_pk,
        application__seats__side="b",
    ).exists()


def criteria_without_reason(case: Case) -> list[Criterion]:
    """Return the criteria that nobody has marked with a reason yet."""
    written = CriterionNote.objects.filter(case=case).exclude(mark="").exclude(reason="")
    return list(
        Criterion.objects.filter(programme=case.programme_id).exclude(
            pk__in=written.values("criterion")
        )
    )


def remembered_interests(viewer: User) -> QuerySet[Interest]:
    """Return the interests in force, for whoever may end one."""
    everything = Interest.objects.filter(ended_at__isnull=True)
    allowed = [
        interest.pk for interest in everything if may(viewer, "assessments.end_interest", interest)
    ]
    return everything.filter(pk__in=allowed).select_related("user", "organisation")


def leaves_of(case: Case) -> dict[int, list[PaperLeave]]:
    """Return what the office said of promised papers of the case, by the paper, in order."""
    found: dict[int, list[PaperLeave]] = {}
    for leave in PaperLeave.objects.filter(case=case):
        found.setdefault(leave.paper_id, []).append(leave)
    return found
