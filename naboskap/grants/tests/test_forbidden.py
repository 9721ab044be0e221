"""What a paragraph of the guidelines forbids now, and what a hold does to an offer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.assessments.actions import begin_hold, end_hold
from naboskap.assessments.models import Case
from naboskap.assessments.tests.conftest import CAST
from naboskap.assessments.tests.factories import CaseFactory, said
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.grants.actions import decline, lapse, lapse_grants
from naboskap.grants.models import Grant
from naboskap.grants.queries import Tally, forbidden_by, forbidden_now, running_grant
from naboskap.grants.statuses import LIFE
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(case):
    return forbidding(case.programme.rulebook)


def another(case, **facts):
    return CaseFactory(application__programme=case.programme, **facts)


def test_the_list_has_what_the_paragraph_stops_on_what_was_sent_last(case, cast, version):
    free, changed, silent = (another(case) for _ in range(3))
    sent(case, number=2)
    sent(free, control="independent")
    sent(changed, number=1)
    sent(changed, control="independent", number=2)
    sent(silent, control="unknown")  # What nobody said is not forbidden.

    stopped = forbidden_by(cast.officer, version, CLAUSE)

    (row,) = stopped.rows
    assert (row.case, row.number, row.title) == (case.pk, case.case_file.number, case.title)
    assert (row.amount, row.is_grant, row.place) == (case.amount_applied_for, False, "NO-56")
    assert (row.officer, row.finding.clause) == (str(cast.officer), CLAUSE)
    assert stopped.unseen == 0
    assert forbidden_now(cast.officer, version) == {
        CLAUSE: Tally(1, case.amount_applied_for, undecided=1)
    }
    assert [row.case for row in stopped.undecided] == [silent.pk]
    assert forbidden_by(cast.officer, version, "3.1").rows == ()  # It advises, and stops nothing.


def test_a_running_grant_is_on_it_and_what_has_ended_is_not(offered, cast, version):
    case = offered.decision.case
    sent(case, number=2)
    for status in ("withdrawn", "lapsed"):
        ended = another(case, application__status=status)
        sent(ended)
    refused = another(case, status="decided")
    sent(refused)

    (row,) = forbidden_by(cast.head, version, CLAUSE).rows

    assert (row.case, row.is_grant, row.amount) == (case.pk, True, offered.amount_awarded)
    Grant.objects.update(status="accepted")
    assert len(forbidden_by(cast.head, version, CLAUSE).rows) == 1
    Grant.objects.update(status="declined")
    assert forbidden_by(cast.head, version, CLAUSE).rows == ()
    assert running_grant(case) is None


def test_what_is_on_hold_is_not_found_again(case, cast, version):
    sent(case, number=2)
    begin_hold(case, reason="Vent", by=cast.head)

    assert forbidden_by(cast.head, version, CLAUSE).rows == ()


def test_who_has_an_interest_sees_only_that_there_is_one_more(case, cast, version):
    other = another(case)
    for each in (case, other):
        sent(each, number=2)
    said(other, cast.head, impartial=False)

    stopped = forbidden_by(cast.head, version, CLAUSE)

    assert [row.case for row in stopped.rows] == [case.pk]
    assert stopped.unseen == 1
    assert forbidden_now(cast.head, version) == {CLAUSE: Tally(1, case.amount_applied_for)}


def test_the_list_and_the_lock_agree(case, cast, version):
    """Who is shown a case as forbidden may have it before them: and nobody else is shown it."""
    sent(case, number=2)
    shown = {name for name in CAST if forbidden_by(getattr(cast, name), version, CLAUSE).rows}

    office = {"officer", "second_reader", "other_officer", "impartial_officer"}
    leaders = {"head", "deputy"}
    assert shown == office | leaders | {"finance_preparer", "finance_releaser"}


def test_the_list_is_one_statement_however_long(case, cast, version):
    sent(case, number=2)
    forbidden_by(cast.head, version, CLAUSE)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert forbidden_by(cast.head, version, CLAUSE).rows
        counts.append(len(asked))
        for _more in range(2):
            sent(another(case))

    assert counts == [counts[0]] * 2


def test_an_offer_on_hold_is_not_taken_and_does_not_lapse(offered, cast):
    begin_hold(offered.decision.case, reason="Vent", by=cast.head)
    offered = Grant.objects.get()

    with pytest.raises(RuleNotMet) as refused:
        LIFE.permit("accept", offered, by=cast.applicant)
    with time_machine.travel(clock.end_of(offered.accept_by) + timedelta(days=3)):
        assert lapse_grants() == 0
        with pytest.raises(RuleNotMet) as not_lapsed:
            lapse(offered)

    assert {refused.value.rule, not_lapsed.value.rule} == {"GRA-40"}
    assert Grant.objects.get().status == "offered"
    end_hold(offered.decision.case, by=cast.head)
    assert LIFE.permit("accept", Grant.objects.get(), by=cast.applicant)


def test_an_offer_on_hold_may_be_declined(offered, cast):
    begin_hold(offered.decision.case, reason="Vent", by=cast.head)

    decline(offered, by=cast.applicant)

    assert Grant.objects.get().status == "declined"
    assert Case.objects.get().held_at is None


def test_a_version_not_yet_in_force_can_be_asked_all_the_same(case, cast):
    """The list is only read; that the paragraph is in force is a rule of the act."""
    sent(case, number=2)
    ahead = forbidding(case.programme.rulebook, from_date=date(2090, 1, 1), slug="senere")

    assert len(forbidden_by(cast.head, ahead, CLAUSE).rows) == 1
