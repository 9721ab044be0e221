import pytest

from naboskap.core.tongue import guess, heard_in, languages_in

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


@pytest.mark.parametrize(
    ("text", "reader", "heard"),
    [
        ("Реки и люди", "nb", "ru"),
        ("Реки и люди", "se", "ru"),
        ("Ved elva", "ru", "nb"),
        ("Elva og byen", "en", "nb"),
        ("Blåbær", "en", "nb"),
        ("The river and the town", "nb", "en"),
        ("Elva", "en", "en"),  # Nothing tells.
        ("Ved elva", "nn", "nn"),
        ("2027", "ru", "ru"),
    ],
)
def test_words_of_which_nothing_is_told_are_heard_by_what_they_hold(text, reader, heard):
    assert heard_in(text, reader=reader) == heard


@pytest.mark.parametrize(
    ("text", "language", "both"),
    [
        ("Vi lærer om elva. Мы изучаем реку вместе с детьми.", "nb", ("nb", "ru")),
        ("Мы изучаем реку вместе с детьми. Vi lærer mye om elva.", "ru", ("ru", "nb")),
        (
            "Vi lærer om elva sammen med Школа номер один, og drar hjem igjen etter ei uke.",
            "nb",
            ("nb",),
        ),
        ("Река", "ru", ("ru",)),
        ("", "nb", ("nb",)),
    ],
)
def test_a_text_in_two_languages_is_in_both(text, language, both):
    assert languages_in(text, language) == both
