import pytest

from naboskap.core.permissions import may

OFFICE = {"case_officer", "head", "deputy", "finance_preparer", "finance_releaser"}
WHO_MAY = {
    "programmes.load_programmes": {"system", "administrator"},
    "programmes.see_parameters": {*OFFICE, "administrator"},
    "programmes.set_parameters": {"head", "deputy", "administrator"},
    "programmes.open_round": {"system", "head", "deputy"},
    "programmes.extend_round": {"system"},
    "programmes.close_round": {"head", "deputy"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]
