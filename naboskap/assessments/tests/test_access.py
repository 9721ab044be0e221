"""Who may, for the whole cast; and the list and the lock agree."""

import pytest

from naboskap.assessments.models import Case
from naboskap.assessments.queries import answering, disqualified_in, text_open_to
from naboskap.assessments.rules import is_disqualified
from naboskap.assessments.tests.conftest import CAST
from naboskap.assessments.tests.factories import CaseFactory, interest, said
from naboskap.core.permissions import SYSTEM, may

pytestmark = pytest.mark.django_db

OFFICERS = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
}
LEADERS = {"head", "deputy"}
FINANCE = {"finance_preparer", "finance_releaser"}
BOARD = {"board_member", "silent_board_member"}
WHO_MAY = {
    "assessments.declare_impartiality": OFFICERS | LEADERS | FINANCE | BOARD | {"council_member"},
    "assessments.read_text": {
        "officer",
        "second_reader",
        "impartial_officer",
        "head",
        "deputy",
        "board_member",
        "council_member",
    },
    "assessments.see_forbidden": OFFICERS | LEADERS | FINANCE,
    "assessments.hold_cases": LEADERS,
    "assessments.hold_case": LEADERS,
    "assessments.ask_for_hold": (OFFICERS | FINANCE) - {"disqualified_officer", "tied_officer"},
    "assessments.resume_case": LEADERS,
    "assessments.assign_case": OFFICERS | LEADERS,
    "assessments.assess_case": {"officer"},
    "assessments.second_read_case": {"second_reader"},
    "assessments.advise_case": {"council_member"},
    "assessments.settle_paper": {"officer", "second_reader", "impartial_officer"} | LEADERS,
    "assessments.answer_case": {"applicant", "partner", "officer"},
    "assessments.stop_waiting": {"officer"},
    "assessments.take_back": {"officer", "head", "deputy", "board_member"},
    "assessments.decide_case": {"head", "deputy", "board_member"},
    "assessments.reopen_case": {"head", "deputy", "board_member"},
    "assessments.close_case": {"officer"} | LEADERS | FINANCE,
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast, case):
    allowed = {person for person in CAST if may(getattr(cast, person), permission, case)}

    assert allowed == WHO_MAY[permission]


@pytest.mark.parametrize("permission", WHO_MAY)
def test_what_the_installation_does_itself(permission, case):
    itself = {"assessments.close_case", "assessments.stop_waiting"}

    assert may(SYSTEM, permission, case) == (permission in itself)


@pytest.mark.parametrize("permission", ["assessments.hold_case", "assessments.resume_case"])
def test_a_head_with_an_interest_puts_nothing_on_hold(permission, cast, case):
    interest(cast.head, case.application.seats.get(side="a").organisation)

    assert {p for p in LEADERS if may(getattr(cast, p), permission, case)} == {"deputy"}


def test_who_may_end_an_interest(cast, case):
    tie = interest(cast.head, case.application.seats.get(side="a").organisation)

    allowed = {p for p in CAST if may(getattr(cast, p), "assessments.end_interest", tie)}

    assert allowed == {"deputy"}


def test_whoever_of_the_pair_only_reads_answers_nothing(cast, case, question_of):
    question = question_of(case)
    case.application.seats.get(side="b").people.update(may_write=False, is_lead=False)

    allowed = {p for p in CAST if may(getattr(cast, p), "assessments.answer_question", question)}

    assert allowed == {"applicant", "officer"}
    assert not answering(cast.partner).exists()
    assert set(answering(cast.applicant)) == {question}
    assert not may(cast.partner, "assessments.answer_case", case)


@pytest.mark.parametrize(
    ("side", "who"), [("a", {"applicant"}), ("b", {"partner"}), ("", {"applicant", "partner"})]
)
def test_who_may_answer(side, who, cast, case, question_of):
    question = question_of(case, side)

    allowed = {p for p in CAST if may(getattr(cast, p), "assessments.answer_question", question)}

    assert allowed == who | {"officer"}


def test_the_list_and_the_lock_agree(cast, case):
    people = {name: getattr(cast, name) for name in CAST}
    same_home = case.application.seats.get(side="a").organisation
    later, ended = CaseFactory(), CaseFactory()
    tied, free = (one.application.seats.get(side="a").organisation for one in (later, ended))
    for user in people.values():
        said(later, user)
        said(ended, user)
        interest(user, tied)
        interest(user, free, ended_at=ended.received_at)
    CaseFactory(application__seats=(same_home, same_home))

    by_lock = {
        name: {each for each in Case.objects.all() if may(user, "assessments.read_text", each)}
        for name, user in people.items()
    }

    assert {name: set(text_open_to(user)) for name, user in people.items()} == by_lock


def test_the_list_of_disqualifications_and_the_predicate_agree(cast, case):
    people = {name: getattr(cast, name) for name in CAST}
    CaseFactory(
        application__seats=(
            case.application.seats.get(side="b").organisation,
            case.application.seats.get(side="a").organisation,
        )
    )

    by_predicate = {
        name: {each for each in Case.objects.all() if is_disqualified(user, each)}
        for name, user in people.items()
    }

    assert {name: set(disqualified_in(user)) for name, user in people.items()} == by_predicate
