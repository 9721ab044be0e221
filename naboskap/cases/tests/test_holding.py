"""A hold as it is read: by either side, and by the office."""

import pytest
from django.utils import translation

from naboskap.advice.models import Adviser
from naboskap.assessments.actions import Ground, begin_hold, end_hold
from naboskap.cases.queries import hold_now, holds_of
from naboskap.grants.queries import forbidden_by
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent

pytestmark = pytest.mark.django_db


def test_each_side_reads_why_in_its_language_and_whom_to_call(cast, case):
    assert hold_now(case, "a") is None
    version = forbidding(case.programme.rulebook)
    sent(case)
    Adviser.objects.create(user=cast.officer, phone="78 97 00 00", is_shown=True)
    (row,) = forbidden_by(cast.head, version, CLAUSE).rows
    begin_hold(
        case,
        reason="Vi må vente.",
        reason_across="Надо ждать.",
        ground=Ground(version, CLAUSE, row.finding.as_data()),
        by=cast.head,
    )
    case.refresh_from_db()

    with translation.override("nb"):
        home = hold_now(case, "a")
    with translation.override("ru"):
        across = hold_now(case, "b")

    assert (home.reason, across.reason) == ("Vi må vente.", "Надо ждать.")
    assert (home.ground.number, home.ground.heading) == (CLAUSE, "Partneren er uavhengig")
    assert (across.ground.heading, across.ground.guidelines) == ("Партнёр независим", "Весна 2022")
    assert home.ground.found != across.ground.found != ""
    assert home.adviser.phone == "78 97 00 00"
    assert home.begun_by == ""


def test_the_office_reads_every_hold(cast, case):
    begin_hold(case, reason="Vi må vente.", by=cast.head)
    end_hold(case, because="Nå går det.", by=cast.deputy)
    case.refresh_from_db()

    (hold,) = holds_of(case)

    assert hold_now(case) is None
    assert (hold.begun_by, hold.ended_by) == (str(cast.head), str(cast.deputy))
    assert (hold.because, hold.days, hold.ground) == ("Nå går det.", 1, None)
