import pytest

from naboskap.core.permissions import may

KEEPERS = {"editor", "head", "deputy"}
WHO_MAY = {
    "guidelines.load_guidelines": {"system", "administrator"},
    "guidelines.see_ready": {
        *KEEPERS,
        "administrator",
        "case_officer",
        "finance_preparer",
        "finance_releaser",
    },
    "guidelines.propose_version": KEEPERS,
    "guidelines.publish_version": KEEPERS,
    "guidelines.write_version": KEEPERS,
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]
