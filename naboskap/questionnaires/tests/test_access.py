import pytest

from naboskap.core.permissions import may

KEEPERS = {"editor", "head", "deputy"}
WHO_MAY = {
    "questionnaires.see_forms": {
        *KEEPERS,
        "administrator",
        "case_officer",
        "finance_preparer",
        "finance_releaser",
    },
    "questionnaires.edit_form": KEEPERS,
    "questionnaires.publish_form": KEEPERS,
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]
