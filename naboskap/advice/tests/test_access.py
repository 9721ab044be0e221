import pytest

from naboskap.advice.queries import visible_to
from naboskap.advice.tests.factories import IdeaFactory
from naboskap.core.permissions import may

ADVISERS = {"case_officer", "head", "deputy"}
ALL = {
    "system",
    "visitor",
    "superuser",
    "board_member",
    "council_member",
    "finance_preparer",
    "finance_releaser",
    "auditor",
    "editor",
    "administrator",
    *ADVISERS,
}
WHO_MAY = {
    "advice.send_idea": ALL,
    "advice.see_idea": ADVISERS,
    "advice.answer_idea": ADVISERS,
    "advice.keep_progress": ALL - {"system"},
    "advice.load_advisers": {"system", "administrator"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]


def test_the_list_and_the_lock_agree(cast):
    idea = IdeaFactory()
    for name, person in vars(cast).items():
        assert visible_to(person).filter(pk=idea.pk).exists() == may(
            person, "advice.see_idea", idea
        ), name
