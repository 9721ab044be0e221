import pytest

from naboskap.disclosure.leaks import leaks_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi vil spille teater sammen.", ()),
        ("Skriv til navn@example.org", ("mail",)),
        ("Пишите на имя@пример.рф", ("mail",)),
        ("Ring 00 00 00 99", ("phone",)),
        ("Звоните +7 (000) 000-00-00", ("phone",)),
        ("Тел. 89000000000", ("phone",)),
        ("Se www.example.org/oss", ("link",)),
        ("vi er på example.com", ("link",)),
        ("мы на t.me/primer", ("link",)),
        ("skriv til @teaterklubben", ("link",)),
        ("Vi var der i 2019–2020, og kommer 01.02.2027.", ()),
        ("24 elever på 15 år, 2 lærere, uke 12.", ()),
        ("Bussen koster 12 000 kr.", ()),
    ],
)
def test_a_way_to_reach_somebody_is_seen(text, found):
    assert leaks_in(text) == found
