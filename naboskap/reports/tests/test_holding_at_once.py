"""Two workers and several clicks at the same moment, on several connections."""

from uuid import uuid4

from naboskap.assessments.models import Hold, HoldItem
from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.core.tests.at_once import at_once
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent
from naboskap.letters.models import Letter
from naboskap.reports import tasks
from naboskap.reports.actions import hold_many


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
