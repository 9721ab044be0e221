"""Why two wishes fit: the same from either side, named, and never a number."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from naboskap.partnering.fit import AGES, EVERY_AGE, Reason, Sought, why

THEMES, KINDS, LANGUAGES = ("culture", "sport"), ("school", "museum"), ("nb", "en", "ru")
wishes = st.builds(
    Sought,
    theme=st.sampled_from(THEMES),
    kind=st.sampled_from(KINDS),
    age=st.sampled_from([*AGES, EVERY_AGE]),
    languages=st.frozensets(st.sampled_from(LANGUAGES)),
)


@given(wishes, wishes)
def test_it_is_the_same_from_either_side(one, other):
    assert why(one, other) == why(other, one)


@given(wishes, wishes)
def test_each_reason_holds_of_both(one, other):
    for reason in why(one, other):
        assert reason.codes
        for wish in (one, other):
            held = {
                "theme": {wish.theme},
                "kind": {wish.kind},
                "age": {*AGES, EVERY_AGE} if wish.age == EVERY_AGE else {wish.age},
                "language": wish.languages,
            }[reason.what]
            assert set(reason.codes) <= held


@given(wishes)
def test_a_wish_has_all_in_common_with_its_like(wish):
    found = {reason.what for reason in why(wish, wish)}
    assert found == {"theme", "kind", "age"} | ({"language"} if wish.languages else set())


@given(wishes, wishes, wishes)
def test_who_else_looks_changes_nothing(one, other, third):
    before = why(one, other)
    why(one, third)
    assert why(one, other) == before


def test_nobody_is_given_a_number():
    assert {field.type for field in fields(Reason)} == {str, tuple[str, ...]}


def test_all_ages_meet_each_age():
    young = Sought("culture", "school", "0-14", frozenset())
    everybody = Sought("sport", "museum", EVERY_AGE, frozenset())
    assert why(young, everybody) == (Reason("age", ("0-14",)),)
    assert why(everybody, everybody)[2] == Reason("age", (EVERY_AGE,))
