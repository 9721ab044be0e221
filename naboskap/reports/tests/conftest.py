"""The cast of ``assessments``, standing to a case whose grant is offered, or accepted."""

import pytest

from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import budget, guided, proposed_award, with_terms
from naboskap.reports.actions import accept_grant, submit_report
from naboskap.reports.tests.factories import filled, planned, report_form


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(db):
    report_form()
    case = with_terms(CaseFactory())
    budget(case, 100_000_00, 100_000_00, 50_000_00, 50_000_00)
    planned(case)
    guided(case, percent=70, by_theme={"business": 50})
    return case


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
