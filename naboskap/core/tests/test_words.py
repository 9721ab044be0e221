import pytest

from naboskap.core.words import left_behind

OLD = {"nb": "Gammelt", "en": "Old", "ru": "Старое"}


@pytest.mark.parametrize(
    ("after", "reworded", "stands"),
    [
        (OLD, (), ()),
        (OLD | {"nb": "Nytt"}, ("nb",), ("en", "ru")),
        (OLD | {"nb": "Nytt", "ru": "Новое"}, ("nb", "ru"), ("en",)),
        ({"nb": "Nytt", "en": "New", "ru": "Новое"}, (), ()),
        ({"nb": "Nytt", "en": " ", "ru": "Новое"}, (), ()),
        ({}, (), ()),
    ],
)
def test_a_translation_is_left_behind_where_only_another_language_was_reworded(
    after, reworded, stands
):
    assert left_behind(OLD, after) == (reworded, stands)


def test_a_text_that_comes_in_a_new_language_leaves_nothing_behind():
    assert left_behind({"nb": "Gammelt"}, {"nb": "Gammelt", "en": "Old"}) == ((), ())
