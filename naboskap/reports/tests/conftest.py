"""The cast of ``assessments``, standing to a case whose grant is offered, or accepted."""

import pytest

from naboskap.assessments.tests.conftest import people
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import proposed_award
from naboskap.reports.actions import accept_grant, submit_report
from naboskap.reports.tests.factories import filled, ready


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(db):
    return ready(by_theme={"business": 50})


@pytest.fixture
def cast(case):
    return people(case)


@pytest.fixture
def offered(case, cast):
    return award(proposed_award(case, cast.officer), by=cast.head)


@pytest.fixture
def report(offered, cast):
    """Begun, and due."""
    return accept_grant(offered, by=cast.applicant)


@pytest.fixture
def whole(report, cast):
    """Filled in by both sides, and not sent."""
    return filled(report, cast.partner)


@pytest.fixture
def sent(whole, cast):
    return submit_report(whole, by=cast.applicant)
