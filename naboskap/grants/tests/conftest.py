"""The cast of ``assessments``, standing to a case whose award is proposed."""

import pytest

from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import budget, guided, proposed_award, with_terms


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(db):
    case = with_terms(CaseFactory())
    budget(case, 100_000_00, 100_000_00, 50_000_00, 50_000_00)
    guided(case, percent=70, by_theme={"business": 50})
    return case


@pytest.fixture
def cast(case):
    return people(case)


@pytest.fixture
def proposed(case, cast):
    return proposed_award(case, cast.officer)


@pytest.fixture
def offered(proposed, cast):
    return award(proposed, by=cast.head)
