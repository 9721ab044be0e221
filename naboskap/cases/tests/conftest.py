"""The cast of ``assessments``, standing to one case among others."""

import pytest

from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory


@pytest.fixture
def case(db):
    return CaseFactory()


@pytest.fixture
def cast(case):
    return people(case)
