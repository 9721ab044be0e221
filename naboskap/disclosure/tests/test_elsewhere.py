"""Names of those who are no part of a project, in its texts; and names that a text disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.disclosure import masking, matching
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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Баренц Пресс", "Vi bor ved Barents hav, i Barentsregionen"),
        ("Клуб «Саами»", "Vi lærer Sami sang"),
        ("Саами", "Vi lærer Sami sang"),
        ("English Club", "We met an English teacher"),
    ],
)
def test_dis_10_a_word_of_anybody_s_is_not_taken_out_for_somebody_s_name(name, text):
    others = elsewhere({"cards/1/b": frozenset({Name(name, "organisation")})}, ())
    assert list(others.spans(text)) == []
    assert list(others.spans(f"Leir med {name} i juni")) or name == "Саами"


def test_dis_10_what_stands_in_quotation_marks_is_a_name_whoever_else_may_say_it():
    others = elsewhere({"cards/1/b": frozenset({Name("Центр «English»", "organisation")})}, ())
    assert list(others.spans("Leir med «English» i juni"))
    assert not list(others.spans("We met English friends"))


@pytest.fixture
def each_is_large(monkeypatch):
    monkeypatch.setattr(matching, "FEW", 0)


@pytest.mark.parametrize("ready", [masking.matcher, masking.whole])
@given(st.lists(st.tuples(names, names), min_size=1, max_size=6, unique=True), st.data())
def test_dis_10_names_that_come_later_are_found_as_if_all_had_come_at_once(ready, pairs, data):
    known = [Name(" ".join(pair), "person") for pair in pairs]
    said = data.draw(st.sampled_from(pairs))
    text = f"Leir med {norwegian(said[0])}s venn og {said[0]} {said[1]} i juni"
    at_once = set(ready(frozenset(known)).spans(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "FEW", 0)
        for number in range(1, len(known) + 1):
            grown = ready(frozenset(known[:number]))
        assert set(grown.spans(text)) == at_once
        fewer = ready(frozenset(known[1:]))
    assert set(fewer.spans(text)) == set(ready(frozenset(known[1:])).spans(text))


@pytest.mark.parametrize("ready", [masking.matcher, masking.whole])
def test_a_name_that_comes_or_goes_is_all_that_is_made_ready(each_is_large, monkeypatch, ready):
    def keep(self, term, by):
        kept.add((term.words, by))
        real(self, term, by)

    kept, real = set(), matching.Matcher._keep
    monkeypatch.setattr(matching.Matcher, "_keep", keep)
    before = frozenset(
        Name(f"Лариса{chr(number)} Петрова", "person") for number in range(1072, 1092)
    )
    ready(before)
    kept.clear()
    more = ready(before | {Name("Нина Петрова", "person")})
    assert (("Нина", "Петрова"), 1) in kept
    assert all("Нина" in words for words, _by in kept)
    kept.clear()
    fewer = ready(before - {Name("Ларисаб Петрова", "person")})
    assert (("Ларисаб", "Петрова"), -1) in kept
    assert all({"Ларисаб", "Нина"} & {*words} for words, _by in kept)
    assert list(more.spans("Hilsen fra Нина Петрова"))
    assert list(more.spans("Hilsen fra Ларисаб Петрова"))
    assert list(fewer.spans("Hilsen fra Ларисав Петрова"))
    for word in ("Нина", "Ларисаб"):
        assert not any(span.start == 11 for span in fewer.spans(f"Hilsen fra {word} Петрова"))


def test_names_that_came_and_went_are_counted_in_after_many(each_is_large, monkeypatch):
    monkeypatch.setattr(matching, "BESIDE", 3)
    known = [Name(f"Ка{one}огадин Са{one}огадов", "person") for one in "бвгдзклмнпрт"]
    for number in range(6):
        made = masking.matcher(frozenset(known[number : number + 8]))
        assert made.beside < 3
    for number, name in enumerate(known):
        is_known = 5 <= number < 13
        assert bool(list(made.spans(f"Hilsen fra {name.text}"))) == is_known


@given(
    st.lists(st.text("ктсхпдгаеоиjюж", min_size=1, max_size=6), min_size=2, max_size=3)
    | st.lists(st.text("kstpdghcaeiojx", min_size=1, max_size=6), min_size=2, max_size=3),
    st.sampled_from([str, norwegian, bgn, iso9]),
    st.sampled_from(["", "a", "om", "s", "senter"]),
    st.sampled_from([matching.BEGINS, matching.CASED]),
)
def test_dis_6_a_name_written_as_one_word_is_found_as_if_it_were_made_ready(
    words, write, ending, way
):
    term = matching.Term(
        tuple(word.capitalize() for word in words), matching.Entry("organisation", way)
    )
    joined = "".join(term.words)
    text = f"Leir med {write(joined)}{ending} i juni, {joined[:3]}-{joined[3:]}"
    seldom, at_once = matching.Matcher(), matching.Matcher()
    seldom.count([term])
    at_once.count([term])
    if as_one := matching._as_one(term):
        at_once._keep_word(*as_one, 1)
    assert set(seldom.spans(text)) == set(at_once.spans(text))


def test_a_word_of_a_text_is_held_against_few_of_many_names(monkeypatch):
    def near(key, sought):
        compared.append(sought)
        return real(key, sought)

    compared, real = [], matching._near
    monkeypatch.setattr(matching, "_near", near)
    middle = "бвгдзклмнпрст"
    known = frozenset(
        Name(f"Ка{one}о{other}ин Са{one}о{other}ов", "person")
        for one in middle
        for other in middle
    )
    assert list(masking.whole(known).spans("Кабогин Сабогов kommer"))
    assert len(compared) < 20
