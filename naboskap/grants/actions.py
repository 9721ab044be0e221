"""Award, decline, lapse. Acceptance begins the report, so it lives in ``reports``."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Seat
from naboskap.assessments.actions import close_case
from naboskap.assessments.models import Case
from naboskap.assessments.notices import tell_person, tell_the_pair
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.decisions import actions as decisions
from naboskap.decisions.actions.deciding import make_decision, tell_the_pair_of_it
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.route import Level
from naboskap.grants.models import Grant, Source
from naboskap.grants.notices import DECLINED, LAPSED
from naboskap.grants.queries import ceiling_for, grant_of, unanswered
from naboskap.grants.statuses import LIFE, GrantStatus
from naboskap.grants.terms import report_by
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.ledger import actions as ledger
from naboskap.ledger.earmarks import Use
from naboskap.ledger.models import Pot
from naboskap.letters import kinds
from naboskap.letters.actions import write


@transaction.atomic
def award(decision: Decision, *, by: Actor) -> Grant:
    """Make an award: the decision, the grant, the money set aside and its letters, or none.

    It lives here, on the highest floor that it touches, so that ``decisions`` and ``ledger`` need
    not know what follows from them. A second click by the same person is the same grant.
    Rules: GRA-1 (it is an award), GRA-2 (its sources are its sum), GRA-3 (somebody receives it),
    GRA-4 (the programme says by when to answer and report), and MON-1 to MON-4 of each pot.
    """
    decision = locked(decision)
    given = grant_of(decision)
    if given is not None and decision.made_by_id == by.pk:
        return given
    decision = make_decision(decision, by=by)
    application = decision.case.application
    grant = offered(decision)
    grant.save()
    sums = _sources(decision)
    for pot, amount in sums.items():
        Source.objects.create(grant=grant, pot=pot, amount=amount)
    ledger.reserve(
        grant.key,
        sums,
        reference=f"{grant.key}/award",
        use=Use(
            application.programme.slug,
            for_children_and_youth=application.for_children_and_youth,
        ),
    )
    record("grants.award", grant, by=by, amount=grant.amount_awarded)
    for side, language, facts in letters_of_award(grant, by=by):
        write(
            kinds.AWARD,
            language=language,
            facts=facts,
            about=grant.decision,
            reader=side,
            case_file=grant.decision.case.case_file,
            by=by,
        )
    tell_the_pair_of_it(decision.case)
    return grant


def offered(decision: Decision) -> Grant:
    """Return the grant that an award makes, as it would be if it were made today: not saved.

    Rules: GRA-1 to GRA-4.
    """
    application = decision.case.application
    programme = application.programme
    seat = Seat.objects.select_related("organisation").get(application=application, side="a")
    sums = _sources(decision)
    require(
        "GRA-1",
        decision.outcome != Decision.Outcome.REFUSAL,
        _("This proposal is a refusal, and awards nothing."),
    )
    require(
        "GRA-2",
        sum(sums.values()) == decision.amount_awarded,
        _("The sources must add up to the sum that is awarded."),
    )
    require(
        "GRA-3",
        seat.organisation_id,
        _("Nobody stands as the one who receives the money. Ask the pair who it is."),
    )
    require(
        "GRA-4",
        programme.accept_within_days is not None and programme.report_within_days is not None,
        _("The programme does not say by when to answer and to report. Set both first."),
    )
    assert seat.organisation is not None
    assert programme.accept_within_days is not None
    assert programme.report_within_days is not None
    today = clock.today()
    ceiling = ceiling_for(application)
    return Grant(
        decision=decision,
        recipient=seat.organisation,
        amount_awarded=decision.amount_awarded,
        award_date=today,
        accept_by=today + timedelta(days=programme.accept_within_days),
        report_by=report_by(application.end_date, today, programme.report_within_days),
        share_percent=ceiling.percent,
        share_categories=list(ceiling.categories),
        advance_percent=programme.advance_share_percent,
        needs_auditor=programme.auditor_above is not None
        and decision.amount_awarded > programme.auditor_above,
    )


def _sources(decision: Decision) -> dict[Pot, int]:
    """Return the proposal's sources by pot. A pot that does not exist is a fault."""
    pots = {
        pot.slug: pot for pot in Pot.objects.filter(slug__in=[s["pot"] for s in decision.sources])
    }
    sums: dict[Pot, int] = {}
    for source in decision.sources:
        pot = pots[source["pot"]]
        sums[pot] = sums.get(pot, 0) + source["amount"]
    return sums


def letters_of_award(grant: Grant, *, by: Actor) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the letter to each side: the side, its language (Norwegian, the partner's), its facts.

    ``by`` signs it with the case officer. The grant need not be saved yet.
    """
    application = grant.decision.case.application
    for seat in Seat.objects.filter(application=application).order_by("side"):
        if seat.side == "b" and not is_somebody(seat):
            continue
        language = seat.language if seat.side == "b" else secretariat().home.language
        yield seat.side, language, award_facts(grant, language, seat.side, by=by)


def is_somebody(seat: Seat) -> bool:
    """Whether there is anybody on this side: an organisation, or words about one."""
    return seat.organisation_id is not None or bool(seat.described_as)


def pair_facts(grant: Grant, language: str, side: str) -> dict[str, Any]:
    """Return what every letter of a grant says of the pair. Both sides know each other."""
    return case_facts(grant.decision.case, language, side)


def case_facts(case: Case, language: str, side: str) -> dict[str, Any]:
    """Return what every letter of a case says of the pair, to one side of it."""
    seats = {
        seat.side: seat
        for seat in Seat.objects.filter(application=case.application).select_related(
            "organisation__place", "place"
        )
    }
    named = {key: _named(seat, language) for key, seat in seats.items()}
    with translation.override(language):
        return {
            "case_number": case.case_file.number,
            "title": case.application.title or str(_("the project")),
            "to": named[side],
            "side_a": ", ".join(named["a"]),
            "side_b": ", ".join(named.get("b", ())),
        }


def _named(seat: Seat, language: str) -> list[str]:
    """Return a side's name and place, as the pair itself reads it."""
    organisation = seat.organisation
    name = seat.name_in(language)
    place = (organisation.place if organisation else None) or seat.place
    return [part for part in (name, in_language(place.name, language) if place else "") if part]


def award_facts(grant: Grant, language: str, side: str, *, by: Actor) -> dict[str, Any]:
    """Return the facts of an award's letter, for one side, in one language."""
    decision = grant.decision
    application = decision.case.application
    programme = application.programme
    lines = {line.position: line for line in application.budget_lines.all()}
    officer = decision.case.officer
    with translation.override(language):
        cuts = [
            {
                "what": lines[row["line"]].text
                or str(CATEGORIES.get(lines[row["line"]].category, "")),
                "cut": row["cut"],
                "reason": row["reason"],
            }
            for row in decision.line_reasons
        ]
    return {
        **pair_facts(grant, language, side),
        "programme": in_language(programme.name, language),
        "amount": grant.amount_awarded,
        "amount_applied_for": decision.case.amount_applied_for,
        "reason": decision.reason,
        "line_reasons": cuts,
        "conditions": decision.conditions,
        "share_percent": grant.share_percent,
        "advance_percent": grant.advance_percent,
        "advance_amount": grant.amount_advance,
        "from_date": application.start_date,
        "to_date": application.end_date,
        "accept_by": grant.accept_by,
        "report_by": grant.report_by,
        "needs_auditor": grant.needs_auditor,
        "auditor_above": programme.auditor_above,
        "complain_within_days": programme.complain_within_days,
        "complaint_body": "board" if decision.level == Level.HEAD else "appeals",
        "signed": [str(person) for person in (by, officer) if person is not None],
    }


@transaction.atomic
def decline(grant: Grant, *, reason: str = "", by: Actor) -> Grant:
    """Say no to a grant, with or without a reason: the money goes back to its pots.

    The case is closed; a complaint that is upheld opens it again.
    """
    grant = locked(grant)
    move(
        LIFE.permit("decline", grant, by=by),
        answered_at=clock.now(),
        answered_by_id=by.pk,
        declined_because=reason.strip(),
    )
    ledger.release(grant.key, reference=f"{grant.key}/declined")
    case = close_case(grant.decision.case, reason="declined", by=SYSTEM)
    if case.officer is not None:
        tell_person(DECLINED, case, case.officer)
    return grant


@transaction.atomic
def lapse(grant: Grant, *, by: Actor = SYSTEM) -> Grant:
    """Let an offer lapse that nobody answered in time: the money goes back, the case is closed."""
    grant = locked(grant)
    permit = LIFE.permit("lapse", grant, by=by)
    require("GRA-5", clock.today() > grant.accept_by, _("There is still time to answer."))
    move(permit, answered_at=clock.now())
    ledger.release(grant.key, reference=f"{grant.key}/lapsed")
    tell_the_pair(LAPSED, close_case(grant.decision.case, reason="lapsed", by=SYSTEM))
    return grant


def lapse_grants() -> int:
    """Lapse every offer whose last day is over; return how many."""
    late = list(unanswered(clock.today()))
    for grant in late:
        lapse(grant)
    return len(late)


@transaction.atomic
def move_deadlines(grant: Grant, days: int, *, by: Actor) -> Grant:
    """Move a grant's days by as many as it was on hold. ``reports`` asks who may, in its act."""
    grant = locked(grant)
    later = timedelta(days=days)
    grant.accept_by, grant.report_by = grant.accept_by + later, grant.report_by + later
    grant.save(update_fields=["accept_by", "report_by"])
    record("grants.move_deadlines", grant, by=by, days=days)
    return grant


@transaction.atomic
def settle_complaint(
    complaint: Complaint, *, answer: str, is_upheld: bool, by: Actor
) -> Complaint:
    """Answer a complaint over any decision; what an upheld one offers goes back to its pots.

    Rule: GRA-6 (a grant that is accepted stands). The rules of ``decisions.settle_complaint``.
    """
    grant = grant_of(complaint.decision)
    if grant is not None:
        grant = locked(grant)
    require(
        "GRA-6",
        not is_upheld
        or grant is None
        or grant.status not in {GrantStatus.ACCEPTED, GrantStatus.CLOSED},
        _(
            "The grant is accepted, and stands. Answer without upholding, and write in the answer"
            " how they apply for the rest."
        ),
    )
    complaint = decisions.settle_complaint(complaint, answer=answer, is_upheld=is_upheld, by=by)
    if is_upheld and grant is not None and grant.status == GrantStatus.OFFERED:
        move(LIFE.permit("lift", grant, by=SYSTEM), answered_at=clock.now())
        ledger.release(grant.key, reference=f"{grant.key}/lifted")
    return complaint
