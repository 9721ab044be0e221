"""One case as it is read: the gate before it, the case, its journal and its letters."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from naboskap.accounts.models import Role
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.cooperation import cooperation_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import guides_of
from naboskap.assessments.rules import ties_of
from naboskap.assessments.statuses import CaseStatus
from naboskap.cases import queries
from naboskap.cases.actions import note_reading
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.decisions.models import Decision
from naboskap.decisions.statuses import STANDING, TOLD, DecisionStatus
from naboskap.guidelines.queries import place_names
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.letters.actions import open_letter
from naboskap.letters.queries import letters_about
from naboskap.office.cases import tables
from naboskap.office.cases.behind import behind_of
from naboskap.office.cases.forms import MARKS, InterestForm
from naboskap.office.cases.papers import papers_of
from naboskap.office.cases.views.fetching import address, readable, seen
from naboskap.office.cases.words import LEVELS, OUTCOMES, status_in_words
from naboskap.records.models import JournalEntry
from naboskap.ui.answers import page, refused

SHOWN_EVENTS = 12


@require_GET
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """Show a case; before impartiality is given, only the question about it."""
    with one_reading():
        found = seen(request, number)
        if not may(request.user, "cases.read_case", found):
            return gate(request, found, InterestForm())
        context = _context(request, found)
    if Role.AUDITOR in request.user.roles:
        note_reading(found, by=request.user)
    return page(request, "office/cases/case.html", context)


def gate(
    request: SignedInRequest, case: Case, form: InterestForm, *, status: int = 200
) -> HttpResponse:
    """Ask about impartiality: number, programme, who the parties are, and no text.

    The names stand there for whoever is asked, and for nobody else (ASS-76).
    """
    ties = ties_of(request.user.pk, case)
    may_declare = may(request.user, "assessments.declare_impartiality", case)
    return page(
        request,
        "office/cases/gate.html",
        {
            "case": case,
            "parties": tables.in_few_words(case.parties),
            "programme": in_language(case.programme.name),
            "ties": ties,
            "form": form,
            "may_declare": may_declare,
            "sworn_of": queries.parties_of(case)
            if may_declare and not ties.is_disqualified
            else (),
        },
        status=status,
    )


def _status(case: Case) -> str:
    outcome, grant = queries.came_of_it(case)
    return status_in_words(
        case.status,
        is_unconfirmed=case.is_open and case.application.status == ApplicationStatus.SUBMITTED,
        is_held=case.held_at is not None,
        outcome=outcome,
        grant=grant,
    )


def _context(request: SignedInRequest, case: Case) -> dict[str, Any]:
    user = request.user
    snapshot = queries.what_was_sent(case)
    if snapshot is None:
        raise Http404
    places = place_names()
    rulings = queries.rulings_of(snapshot)
    content = snapshot.content
    activities = [each["what"] for each in content.get("activities", [])]
    criteria = queries.criteria_of(case)
    decisions = queries.decisions_of(case)
    decision = next((each for each in decisions if each.status in STANDING), None)
    told = next((each for each in decisions if each.status in TOLD), None)
    if decision is not None and decision.status == DecisionStatus.PROPOSED:
        told = None
    trail = queries.events_of(case, decisions)
    events = tables.timeline_of(trail, {each.slug: in_language(each.name) for each in criteria})
    shown = len(events) if "alt" in request.GET else SHOWN_EVENTS
    is_officer = case.officer_id == user.pk
    home, across = tables.seats_of(case, content, places)
    behind = behind_of(case, snapshot)
    return {
        "case": case,
        "programme": in_language(case.programme.name),
        "round": in_language(case.application.round.name) if case.application.round else "",
        "guidelines": in_language(rulings.version.name),
        "standing": tables.standing_for(user, case, decision),
        "status": _status(case),
        "home": home,
        "across": across,
        "snapshot": snapshot,
        "changing_since": queries.changing_since(case),
        "behind": behind,
        "papers": papers_of(content, trail),
        "can_record_call": any(each.is_awaited for each in behind)
        and may(user, "applications.record_confirmation", case.application),
        "cooperation": cooperation_of(
            content, {key: side.country for key, side in secretariat().sides.items()}
        ),
        "sent": tables.sent_of(case, snapshot, places),
        "rulings": tables.rulings_table(rulings, places, activities),
        "criteria": [
            {
                "slug": each.slug,
                "name": in_language(each.name),
                "mark": MARKS.get(each.mark or "", ""),
                "reason": each.reason or "",
            }
            for each in criteria
        ],
        "questions": queries.questions_to(case),
        "returned": next(
            (each for each in decisions if each.status == DecisionStatus.RETURNED), None
        )
        if decision is None
        else None,
        "decision": decision,
        "outcome": OUTCOMES[decision.outcome] if decision else "",
        "level": LEVELS[decision.level] if decision else "",
        "lifted": told is not None and told.status == DecisionStatus.LIFTED,
        "complaints": queries.complaints_over(told) if told else [],
        "events": events[:shown],
        "more_events": max(0, len(events) - shown),
        "decided_by": tables.decided_by(case),
        "guides": guides_of(case.application_id),
        "advice": getattr(case, "council_advice", None),
        "steps": tables.steps_of(case, criteria)
        if is_officer and case.status == CaseStatus.ASSESSING and case.held_at is None
        else [],
        **_buttons(request, case, decision),
    }


def _buttons(request: SignedInRequest, case: Case, decision: Decision | None) -> dict[str, bool]:
    """Say what the person can do now; the acts ask again."""
    user, goes_on = request.user, case.held_at is None
    assesses = goes_on and may(user, "assessments.assess_case", case)
    waits = decision is not None and decision.status == DecisionStatus.PROPOSED
    made = decision is not None and decision.status == DecisionStatus.MADE
    return {
        "can_begin": assesses and case.status == CaseStatus.RECEIVED,
        "can_assess": assesses and case.status in {CaseStatus.ASSESSING, CaseStatus.ASKED},
        "can_ask": assesses and case.status == CaseStatus.ASSESSING,
        "can_propose": assesses and case.status == CaseStatus.ASSESSING,
        "can_hold": may(user, "assessments.see_forbidden"),
        "may_hold": may(user, "assessments.hold_cases"),
        "can_go_on": goes_on
        and case.status == CaseStatus.ASKED
        and may(user, "assessments.stop_waiting", case),
        "can_assign": case.is_open and may(user, "assessments.assign_case", case),
        "can_read_second": goes_on
        and case.is_open
        and may(user, "assessments.second_read_case", case),
        "can_advise": goes_on
        and case.status == CaseStatus.ASSESSING
        and case.programme.council_advises
        and not hasattr(case, "council_advice")
        and may(user, "assessments.advise_case", case),
        "can_see_proposal": waits and may(user, "decisions.view_decision", decision),
        "can_decide": goes_on
        and waits
        and may(user, "decisions.make_decision", decision)
        and decision is not None
        and decision.level == "head",
        "can_enter_complaint": made and may(user, "decisions.enter_complaint", decision),
    }


@require_GET
def journal(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the papers of the case as the journal has them, and the letters that were written."""
    with one_reading():
        found = readable(request, number)
    decisions = queries.decisions_of(found)
    entries = JournalEntry.objects.filter(case_file=found.case_file).order_by("number_in_case")
    return page(
        request,
        "office/cases/journal.html",
        {
            "case": found,
            "entries": entries,
            "letters": [
                (each, LANGUAGES.get(each.language, each.language))
                for each in letters_about(found, *decisions)
            ],
            "kinds": dict(JournalEntry.Kind.choices),
        },
    )


@require_GET
def letter(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Show a letter of the case to the office. It is not thereby seen by its reader."""
    with one_reading():
        found = readable(request, number)
    wanted = get_object_or_404(letters_about(found, *queries.decisions_of(found)), pk=pk)
    try:
        content = open_letter(wanted, by=request.user, as_reader=False)
    except Refusal as refusal:
        return refused(request, refusal, back_to=address(found, "case-journal"))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{wanted.kind}.pdf"'
    return answer
