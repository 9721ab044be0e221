import pytest

from naboskap.questionnaires.tongue import guess

NYNORSK = "Vi vil ikkje reise åleine, dei kjem frå byen"


@pytest.mark.parametrize(
    ("text", "spoken", "before", "expected"),
    [
        ("Elva", "nb", "", "nb"),
        ("Elva", "ru", "nb", "nb"),  # A word mended by the other side makes it no other tongue.
        ("Река", "nb", "nb", "ru"),
        ("Река", "ru", "", "ru"),
        ("Vi lærer om elva og byen", "ru", "", "nb"),
        ("We will learn from the river with our friends", "ru", "", "en"),
        (NYNORSK, "ru", "", "nn"),
        (NYNORSK, "nb", "nn", "nn"),
        ("2026 – 40 000", "ru", "", "ru"),
        ("", "en", "nn", "nn"),
        ("", "", "", "nb"),
        ("Elva", "", "", "nb"),
    ],
)
def test_a_language_is_told_by_the_letters_and_by_who_writes(text, spoken, before, expected):
    assert guess(text, spoken=spoken, before=before) == expected
