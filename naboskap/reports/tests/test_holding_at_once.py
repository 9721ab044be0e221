"""Two workers and several clicks at the same moment, on several connections."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection, transaction

from naboskap.assessments.actions import withdraw
from naboskap.assessments.models import Hold, HoldItem
from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.core.errors import Refusal
from naboskap.core.locking import locked
from naboskap.core.tests.at_once import at_once
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent
from naboskap.letters.models import Letter
from naboskap.reports import tasks
from naboskap.reports.actions import hold_case, hold_many, resume_case


def test_two_workers_and_two_clicks_at_once_hold_a_case_once(committed):
    case = CaseFactory()
    cast = people(case)
    version = forbidding(case.programme.rulebook)
    sent(case)
    key = uuid4()

    batches = at_once(
        3,
        lambda: hold_many(
            version, CLAUSE, chosen=[case.pk], left_out={}, reason="Vent", key=key, by=cast.head
        ),
    )
    at_once(3, tasks.run_due)

    assert len(set(batches)) == 1
    assert (HoldItem.objects.count(), Hold.objects.count()) == (1, 1)
    assert Letter.objects.filter(kind="hold").count() == 2
    assert HoldItem.objects.get().outcome == "done"


def somebody_waits():
    """Say whether a thread waits for what another holds. On SQLite it does so from the start."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def told(act):
    """Do the act; what somebody else was first with is told and not raised."""
    try:
        return act()
    except Refusal as refusal:
        return refusal


@pytest.mark.parametrize("is_held", [False, True])
def test_who_has_the_application_gets_the_case_next_while_a_hold_begins_or_ends(
    committed, is_held
):
    """Were the case held before the application, PostgreSQL would stop one of them here."""
    case = CaseFactory()
    head = people(case).head
    act = partial(hold_case, case, reason="Vent", by=head)
    if is_held:
        act()
        act = partial(resume_case, case, by=head)
    answers = []

    def other():
        try:
            answers.append(told(act))
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        locked(case.application)
        thread.start()
        while thread.is_alive() and not somebody_waits():
            pass
        locked(case)
    thread.join()

    assert [type(answer) for answer in answers] == [Hold]
    assert Hold.objects.filter(ended_at__isnull=True).count() == (0 if is_held else 1)


def test_a_hold_and_a_withdrawal_at_once_end_in_the_same_whoever_is_first(committed):
    for _again in range(4):
        case = CaseFactory()
        cast = people(case)
        acts = [
            partial(hold_case, case, reason="Vent", by=cast.head),
            partial(withdraw, case.application, by=cast.applicant),
        ]

        answers = at_once(2, lambda acts=acts: told(acts.pop()))

        assert len(answers) == 2
        case.refresh_from_db()
        assert (case.status, case.held_at) == ("closed", None)
        assert not Hold.objects.filter(case=case, ended_at__isnull=True).exists()
