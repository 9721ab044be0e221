from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.disclosure import actions, queries
from naboskap.disclosure.gate import Name
from naboskap.disclosure.models import Hidden, ProtectedName, PublicStamp, Wish

pytestmark = pytest.mark.django_db
PARTY = "applications/12/b"
partner, officer = SimpleNamespace(pk=11), SimpleNamespace(pk=12)


def wish(level="open", by=partner):
    return actions.set_wish(PARTY, level, language="ru", by=by)


def test_a_wish_is_kept_with_who_and_when_and_moves_the_stamp():
    before = queries.public_stamp()
    made = wish()
    assert (made.level, made.language, made.given_by_id, made.confirmed_at) == (
        "open",
        "ru",
        11,
        None,
    )
    assert queries.public_stamp() != before
    assert [entry.action for entry in trail_of(made)] == ["disclosure.set_wish"]


def test_a_second_person_confirms():
    wish()
    assert queries.party_levels([PARTY])[PARTY].wish_is_confirmed is False
    before = queries.public_stamp()
    actions.confirm_wish(PARTY, "open", by=officer)
    assert queries.party_levels([PARTY])[PARTY] == queries.Standing("open", True)
    assert queries.public_stamp() != before


def test_dis_2_nobody_confirms_their_own_wish():
    wish()
    with pytest.raises(RuleNotMet) as refused:
        actions.confirm_wish(PARTY, "open", by=partner)
    assert refused.value.rule == "DIS-2"
    assert Wish.objects.get().confirmed_at is None


def test_dis_2_a_new_wish_must_be_confirmed_anew():
    wish()
    actions.confirm_wish(PARTY, "open", by=officer)
    wish()
    assert queries.party_levels([PARTY])[PARTY].wish_is_confirmed is False


def test_dis_7_a_wish_is_one_of_three():
    with pytest.raises(RuleNotMet) as refused:
        wish("everything")
    assert refused.value.rule == "DIS-7"
    assert not Wish.objects.exists()


def test_dis_8_what_is_confirmed_is_what_was_read():
    wish("region")
    with pytest.raises(RuleNotMet) as refused:
        actions.confirm_wish(PARTY, "open", by=officer)
    assert refused.value.rule == "DIS-8"
    assert Wish.objects.get().confirmed_at is None


def test_a_withdrawn_wish_is_gone_at_once():
    made = wish()
    before = queries.public_stamp()
    actions.withdraw_wish(PARTY, by=partner)
    assert queries.party_levels([PARTY]) == {}
    assert queries.public_stamp() != before
    assert trail_of(made).last().action == "disclosure.withdraw_wish"


def test_hidden_at_once_and_shown_again():
    wish("region")
    before = queries.public_stamp()
    actions.hide(PARTY, reason="Bedt om på telefon", by=officer)
    assert queries.party_levels([PARTY])[PARTY] == queries.Standing("region", False, True)
    assert queries.hidden_subjects() == {PARTY}
    between = queries.public_stamp()
    assert between != before
    actions.hide(PARTY, reason="En gang til", by=partner)
    assert Hidden.objects.get().hidden_by_id == 12
    assert trail_of(Hidden.objects.get()).count() == 1
    actions.show_again(PARTY, by=officer)
    assert queries.hidden_subjects() == set()
    assert queries.public_stamp() != between


def test_dis_9_a_hide_says_why():
    with pytest.raises(RuleNotMet) as refused:
        actions.hide(PARTY, reason="  ", by=officer)
    assert refused.value.rule == "DIS-9"
    assert not Hidden.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_levels_of_a_whole_page_in_one_query(number, django_assert_num_queries):
    keys = [f"applications/{n}/b" for n in range(number)]
    for key in keys:
        actions.set_wish(key, "hidden", language="ru", by=partner)
        actions.hide(key, reason="x", by=officer)
    with django_assert_num_queries(1):
        assert set(queries.party_levels(keys)) == set(keys)
    with django_assert_num_queries(1):
        queries.names_of(keys)


def test_names_are_kept_for_their_holder():
    larisa, school = Name("Лариса Петрова", "person"), Name("Школа «Радуга»", "organisation")
    actions.protect_names(PARTY, [larisa, Name("Larisa Petrova", "person"), school], by=officer)
    assert queries.names_of([PARTY]) == {PARTY: {larisa, school}}
    stamp = queries.public_stamp()
    actions.protect_names(PARTY, [larisa, school, Name("—", "person")], by=officer)
    assert queries.public_stamp() == stamp, "nothing changed"
    actions.protect_names(PARTY, [school], by=officer)
    actions.protect_names(queries.EVERYONE, [Name("Taibola", "organisation")], by=officer)
    assert queries.names_of([PARTY]) == {
        PARTY: {school},
        queries.EVERYONE: {Name("Taibola", "organisation")},
    }
    actions.protect_names(PARTY, [], by=officer)
    assert PARTY not in queries.names_of([PARTY])


def test_the_stamp_moves_and_never_comes_back(django_assert_num_queries):
    seen = {queries.public_stamp()}
    for _turn in range(5):
        actions.touch_public()
        with django_assert_num_queries(1):
            seen.add(queries.public_stamp())
    PublicStamp.objects.all().delete()
    assert queries.public_stamp() == 0
    actions.touch_public()
    seen.add(queries.public_stamp())
    assert len(seen) == 7


@pytest.mark.parametrize(
    "row",
    [
        lambda: PublicStamp(pk=2, number=5),
        lambda: Wish(party="x", level="more", language="nb", given_at="2021-01-01T00:00Z"),
        lambda: Wish(
            party="x",
            level="open",
            language="nb",
            given_at="2021-01-01T00:00Z",
            given_by_id=3,
            confirmed_by_id=3,
        ),
        lambda: ProtectedName(holder="x", kind="person", name="A", folded="a"),
    ],
    ids=[
        "public_stamp_is_one_row",
        "wish_level_is_known",
        "wish_confirmed_by_another",
        "protected_name_once",
    ],
)
def test_the_database_holds_it_too(row):
    ProtectedName.objects.create(holder="x", kind="person", name="Å", folded="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        row().save(force_insert=True)
