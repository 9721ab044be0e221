import pytest

from naboskap.projects.telling import Told, digest_of

HOUSE = ("nb", "en", "ru")
WHOLE = {"title": {"nb": "T"}, "done": {"nb": "D"}, "result": {"nb": "R"}}


def told(**parts):
    return Told(**{**WHOLE, **parts}).in_order(HOUSE)


@pytest.mark.parametrize(
    ("parts", "languages", "is_whole"),
    [
        ({}, ("nb",), True),
        ({"title": {"nb": "T", "ru": "Т"}}, ("nb",), False),
        ({"title": {"nb": " "}}, (), False),
        ({"quotation": {"ru": "Да"}}, ("nb",), False),
        ({name: {"ru": "Т", "nb": "T"} for name in WHOLE}, ("nb", "ru"), True),
    ],
)
def test_in_which_languages_a_story_is_whole(parts, languages, is_whole):
    one = told(**parts)
    assert (one.languages, one.is_whole) == (languages, is_whole)


@pytest.mark.parametrize(
    ("quotation", "role", "holds"),
    [
        ({}, {}, True),
        ({"nb": "Moro"}, {"nb": "elev"}, True),
        ({"nb": "Moro"}, {}, False),
        ({}, {"nb": "elev"}, False),
    ],
)
def test_a_quotation_goes_with_a_role(quotation, role, holds):
    assert told(quotation=quotation, role=role).quotes_by_role == holds


def test_a_text_is_named_by_its_words_its_figures_and_its_turn():
    people = {"a": 1, "b": None}
    every = {
        digest_of(told(), people, 1),
        digest_of(told(title={"nb": "t"}), people, 1),
        digest_of(told(), {"a": 2, "b": None}, 1),
        digest_of(told(), people, 2),
    }
    assert len(every) == 4
    assert digest_of(told(), people, 1) in every


def test_what_is_too_long_is_seen():
    assert not told().too_long
    assert told(title={"nb": "a" * 121}).too_long
