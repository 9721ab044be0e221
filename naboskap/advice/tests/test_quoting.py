import pytest

from naboskap.advice.quoting import quoted_in

THEIRS = ["Vi er fire lærere ved skolen, og vil synge med et kor. Kan vi få støtte til bussen?"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Kan vi få støtte til bussen?", ""),
        ("Kan en skole få støtte til reisen?", ""),
        (
            "De skriver: «er FIRE lærere ved skolen – og vil synge med» oss.",
            "er FIRE lærere ved skolen – og vil synge",
        ),
        ("", ""),
    ],
)
def test_eight_words_in_a_row_are_a_quotation(text, quoted):
    assert quoted_in(text, THEIRS) == quoted
    assert quoted_in(text, []) == ""
