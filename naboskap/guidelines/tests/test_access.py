import pytest

from naboskap.core.permissions import may

WHO_MAY = {"guidelines.load_guidelines": {"system", "administrator"}}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]
