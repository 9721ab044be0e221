import pytest

from naboskap.core.permissions import may
from naboskap.partnering.actions import pass_on, propose
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.queries import introductions_visible_to, visible_to

ADVISERS = {"case_officer", "head", "deputy"}
OUTSIDERS = {"owner", "across", "neighbour", "unread_across", "stranger", "superuser"}
# Over the club's wish, which its account has.
OF_A_WISH = {
    "partnering.write_wish": OUTSIDERS | ADVISERS,
    "partnering.keep_wish": {"owner"},
    "partnering.confirm_wish": {"owner", "system"},
    "partnering.read_wish": ADVISERS | {"system"},
    "partnering.see_wish": {"owner", "across"} | ADVISERS,
    "partnering.propose": {"owner"} | ADVISERS,
    "partnering.fade_wish": {"system"},
    "partnering.close_found": {"system"},
    "partnering.load_wishes": {"system"},
}
# Over a question of the club to the school that has been passed on.
OF_AN_INTRODUCTION = {
    "partnering.see_introduction": {"owner", "across"} | ADVISERS,
    "partnering.handle_introduction": ADVISERS,
    "partnering.answer_introduction": {"owner", "across"} | ADVISERS,
    "partnering.end_introduction": {"owner", "across", "system"} | ADVISERS,
    "partnering.begin_draft": {"owner", "across"},
}


def allowed(cast, permission, subject):
    return {name for name, person in vars(cast).items() if may(person, permission, subject)}


@pytest.mark.parametrize("permission", OF_A_WISH)
def test_who_may_with_a_wish(permission, cast, club):
    assert allowed(cast, permission, club) == OF_A_WISH[permission]


@pytest.mark.parametrize("permission", OF_AN_INTRODUCTION)
def test_who_may_with_an_introduction(permission, cast, club, school, adviser):
    introduction = pass_on(propose(club, school, by=club.user), by=adviser)
    assert allowed(cast, permission, introduction) == OF_AN_INTRODUCTION[permission]


def test_a_wish_without_an_account_is_kept_by_the_advisers(cast, club):
    Wish.objects.filter(pk=club.pk).update(user=None, contact="a@example.org")
    club.refresh_from_db()
    for permission in ("partnering.keep_wish", "partnering.confirm_wish"):
        assert allowed(cast, permission, club) - {"system"} == ADVISERS


def test_nobody_hears_of_a_question_before_it_is_passed_on(cast, club, school, adviser):
    introduction = propose(club, school, by=club.user)
    assert allowed(cast, "partnering.see_introduction", introduction) == {"owner"} | ADVISERS
    assert introductions_visible_to(school.user).count() == 0
    pass_on(introduction, by=adviser)
    assert introductions_visible_to(school.user).count() == 1


def test_the_lists_and_the_locks_agree(cast, club, school):
    introduction = propose(club, school, by=club.user)
    for name, person in vars(cast).items():
        if name == "system":
            continue
        for wish in Wish.objects.all():
            seen = visible_to(person).filter(pk=wish.pk).exists()
            assert seen == may(person, "partnering.see_wish", wish), (name, wish.side)
        for one in Introduction.objects.all():
            seen = introductions_visible_to(person).filter(pk=introduction.pk).exists()
            assert seen == may(person, "partnering.see_introduction", one), name
