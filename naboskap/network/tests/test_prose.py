import pytest

from naboskap.network.prose import as_mail, first_words, links_in

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("written", "mailed"),
    [
        ("## Frister\nSøk nå.", "FRISTER\nSøk nå."),
        ("- en\n- to", "• en\n• to"),
        ("**Husk** dette", "Husk dette"),
        ("Se [her](/frister/).", "Se her: https://example.org/en/frister/."),
        ("[der](https://example.no/?a=1&b=2)", "der: https://example.no/?a=1&b=2"),
        (
            "## Se [Her](/Frister/) og https://Example.no/A",
            "SE HER: https://example.org/en/Frister/ OG https://Example.no/A",
        ),
        ("### Mindre", "MINDRE"),
        ("#merkelapp og # tegn", "#merkelapp og # tegn"),
        ("#### Fire", "#### Fire"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("2 * 3 ** 4 [x] (y)", "2 * 3 ** 4 [x] (y)"),
    ],
)
def test_a_mail_has_letters_alone(written, mailed):
    assert as_mail(written, SITE, "/en") == mailed


def test_the_links_and_the_first_words():
    text = "## Overskrift\n\nFørst **dette** [her](/x/).\n\nSå det."
    assert links_in(text) == ["/x/"]
    assert links_in("[a](https://x.no/) HTTP://y.no/a) b") == ["https://x.no/", "HTTP://y.no/a"]
    assert first_words(text) == "Først dette her."
    assert first_words("ord " * 100, 10) == "ord ord …"
    assert first_words("## Bare overskrift") == ""
