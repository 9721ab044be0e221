"""Names of those who are no part of a project, in its texts; and names that a text disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.disclosure.elsewhere import NOBODY, elsewhere
from naboskap.disclosure.folding import bgn, iso9, norwegian
from naboskap.disclosure.gate import Name, mask

WAYS = (str, norwegian, bgn, iso9, str.upper, str.lower)
LOOKALIKES = str.maketrans("асеорхукмтнвАСЕОРХКМТНВ", "aceopxykmthbACEOPXKMTHB")
SYLLABLES = [c + v for c in "бвгдзклмнпрст" for v in "аеиоу"]
names = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=4).map(
    lambda body: "".join(body).capitalize() + "нка"
)


def hidden(text, *known, kind="organisation"):
    masked = mask(text, [Name(name, kind) for name in known], language="nb")
    return "[" in masked


@given(names, st.data())
def test_dis_6_a_name_with_letters_of_the_other_script_is_found(name, data):
    """Latin letters that look Cyrillic, as a hand that forgets the keyboard writes them."""
    swapped = [
        letter.translate(LOOKALIKES) if data.draw(st.booleans()) else letter for letter in name
    ]
    if all(letter.isascii() for letter in swapped):
        swapped[-2:] = name[-2:]
    assert hidden(f"Leir med {''.join(swapped)} i juni", name)


@given(names, st.sampled_from("\u00ad\u200b\u200d\u2060\u0301"), st.integers(1, 6))
def test_dis_6_a_character_that_nobody_sees_hides_no_name(name, unseen, at):
    assert hidden(f"Leir med {name[:at]}{unseen}{name[at:]} i juni", name)


@given(names, st.sampled_from(["-", "\u2010", "\u2011", "-\n", "-\r\n "]), st.sampled_from(WAYS))
def test_dis_6_a_name_that_is_cut_in_two_is_found(name, cut, write):
    written = write(name)
    assert hidden(f"Leir med {written[:3]}{cut}{written[3:]} i juni", name)


@given(names, st.sampled_from([" ", "\u00a0", "\u202f", "."]))
def test_dis_6_a_name_whose_letters_stand_apart_is_found(name, between):
    assert hidden(f"Leir med {between.join(name)} i juni", name)


@given(names, names, st.sampled_from(["\u00a0", "\u202f", "\u2009", "-", "\u2013", "  ", "\n"]))
def test_dis_6_no_kind_of_space_parts_a_name_of_two_words(one, other, between):
    assert hidden(f"Leir med {one}{between}{other} i juni", f"{one} {other}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Фонд «Орёл»", "Встреча с Орла"),
        ("Клуб «Лев»", "Вечер у Льва"),
        ("Ансамбль «Чайка»", "Концерт двух Чаек"),
        ("Ансамбль «Ласточка»", "Концерт двух Ласточек"),
        ("МБУ «АРК»", "Møte med ARK"),
        ("МБУ «АРК»", "Встреча с АРКом"),
        ("Фонд «Мир»", "Møte med Mir"),
        ("АНО «Мир»", "Встреча с Миром"),
    ],
)
def test_dis_6_short_names_and_moving_vowels_are_found(name, text):
    assert hidden(text, name)


@pytest.mark.parametrize(
    "text", ["Dans i fred", "миру мир", "Et lag i nord", "IL Nordlyset", "Ark og penn", "ДК"]
)
def test_a_short_name_takes_no_common_word(text):
    names = [Name("Клуб «Мир»", "organisation"), Name("ДК «Звезда»", "organisation")]
    assert mask(text, names, language="nb") == text


KNOWN = {
    "applications/1/b": frozenset(
        {
            Name("Детский центр «Синяя птица»", "organisation"),
            Name("Лариса Ивановна Петрова", "person"),
            Name("Вера", "person"),
            Name("Кедрозёрск", "place"),
            Name("Школа", "organisation"),
            Name("Театр в Мурманске", "organisation"),
        }
    ),
    "applications/1/a": frozenset({Name("Kari Anne Berg", "person")}),
    "cards/1/a": frozenset({Name("Elva dansegruppe", "organisation")}),
}


def found(text, *, shown=(), named=()):
    spans = elsewhere(KNOWN, shown).spans(text, frozenset(named))
    return {text[span.start : span.end] for span in spans}


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ("Tur med Sinjaja ptitsa", {"Sinjaja", "Sinjaja ptitsa"}),
        ("Поездка с «Синей птицей»", {"Синей птицей"}),
        ("Sammen med Larisa Petrova", {"Larisa", "Petrova", "Larisa Petrova"}),
        ("ПЕТРОВОЙ ЛАРИСЕ", {"ПЕТРОВОЙ ЛАРИСЕ"}),
        ("Larisa\u00a0Ivanovna kommer", {"Larisa\u00a0Ivanovna"}),
        ("Kari Berg og Berg Kari", {"Kari Berg", "Berg Kari"}),
        ("Kari Anne på Berg", set()),
        ("Vi vil være med. Vera", set()),
        ("Hilsen fra Vera", {"Vera"}),
        ("Leir i Кедрозёрск", set()),
        ("Vi kjenner «Vera»", {"Vera"}),
        ("Det er «vera»", set()),
        ("Ny Школа i Murmansk", set()),
        ("Elva dansegruppe danser ved Elva", {"Elva dansegruppe"}),
    ],
)
def test_dis_10_names_of_others_are_found_where_they_are_no_common_words(text, hides):
    seen = found(text)
    assert hides <= seen
    assert bool(seen) == bool(hides)


def test_dis_10_what_is_shown_by_name_may_be_named():
    assert found("Elva dansegruppe", shown=["Elva dansegruppe"]) == set()
    bird = Name("Детский центр «Синяя птица»", "organisation")
    assert found("Поездка с «Синей птицей»", named=[bird]) == set()
    assert list(NOBODY.spans("Larisa Petrova")) == []
