"""The cast of ``assessments``, standing to a case whose grant is accepted."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.assessments.tests.conftest import people
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import proposed_award
from naboskap.payments.actions import prepare_advance, release
from naboskap.payments.tests.factories import account
from naboskap.reports.actions import accept_grant, approve_report, submit_report
from naboskap.reports.queries import report_of
from naboskap.reports.tests.factories import filled, ready


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(db):
    return ready(by_theme={"business": 50})


@pytest.fixture
def cast(case):
    """The cast, with somebody who has both finance roles: they still cannot do both."""
    cast = people(case)
    cast.both_roles = UserFactory(roles=[Role.FINANCE_PREPARER, Role.FINANCE_RELEASER])
    return cast


@pytest.fixture
def offered(case, cast):
    return award(proposed_award(case, cast.officer), by=cast.head)


@pytest.fixture
def accepted(offered, cast):
    """Accepted, with an account in force."""
    account(offered.recipient)
    accept_grant(offered, by=cast.applicant)
    offered.refresh_from_db()
    return offered


@pytest.fixture
def advance(accepted, cast):
    """Prepared, and not released."""
    return prepare_advance(accepted, by=cast.finance_preparer)


@pytest.fixture
def advanced(advance, cast):
    """The grant, with its advance paid."""
    release([advance], by=cast.finance_releaser)
    return advance.grant


@pytest.fixture
def report_in(cast):
    """Let the pair report and the officer approve."""

    def do(grant, **facts):
        report = filled(report_of(grant), cast.partner, **facts)
        return approve_report(submit_report(report, by=cast.applicant), by=cast.officer)

    return do
