"""What is few is found in memory, as the table's rows are; a slip of the finger is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.search import actions, queries
from naboskap.search.catalogue import Catalogue, Item, matched_sentence
from naboskap.search.nearness import LONG, SHORTEST, Spelling, slips, slips_allowed
from naboskap.search.stems import asked_for

ITEMS = [
    Item("page", "Slik søker du", "/sok-stotte/", "Om søknaden og fristene"),
    Item("page", "Søkeskolen", "/sokeskolen/", "Fem korte leksjoner"),
    Item("guideline", "Egenandel", "/r/#p3.1", "Minst 30 prosent av budsjettet"),
    Item("page", "Budsjett", "/b/", "Hva det koster"),
]
RUSSIAN = [Item("page", "Заявка", "/ru/z/", "Бюджет проекта и ёлки", language="ru")]


def titles(words, items=ITEMS):
    return [item.title for item in Catalogue(items).find(words).items]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("budsjettet", ["Budsjett", "Egenandel"]),
        ("BUDSJETTER", ["Budsjett", "Egenandel"]),
        ("egenandel prosent", ["Egenandel"]),
        ("hva er egenandel", ["Egenandel"]),
        ("budsjettkurs leksjoner", ["Søkeskolen"]),
        ("leksj", ["Søkeskolen"]),
        ("skolen", ["Søkeskolen"]),
        ("", []),
        ("! ' \" *", []),
    ],
)
def test_every_word_must_be_there_and_the_title_weighs_most(words, found):
    assert titles(words) == found


def test_where_nothing_holds_every_word_what_holds_most_of_them_is_shown():
    laid = Catalogue(ITEMS)
    both = laid.find("egenandel budsjett")
    assert ([one.title for one in both.items], both.is_partly) == (["Egenandel"], False)
    some = laid.find("egenandel leksjoner")
    assert [one.title for one in some.items] == ["Egenandel", "Søkeskolen"]
    assert some.is_partly
    most = laid.find("egenandel prosent leksjoner")
    assert [one.title for one in most.items] == ["Egenandel", "Søkeskolen"]
    assert not laid.find("xyzzyq plugh qqxzz budsjett").items


@pytest.mark.parametrize("alone", ["hva", "jeg", "что", "how"])
def test_small_words_are_left_out_beside_others_and_looked_for_alone(alone):
    assert asked_for(f"{alone} budsjett") == asked_for("budsjett")
    assert asked_for(alone)[0][0] == alone


def test_what_people_call_it_is_found():
    items = [
        Item("page", "Rådgivere", "/r/", called="ringe telefon"),
        Item("guideline", "Reise", "/p/", "Det dekker reise for dem som er med"),
        Item("page", "Frister", "/f/", called="søknadsfrist"),
    ]
    assert titles("hvem kan jeg ringe", items) == ["Rådgivere"]
    assert titles("støtte til busstur", items) == ["Reise"]
    found = Catalogue(items).find("søknadsfirst")
    assert (found.items[0].title, found.read_as) == ("Frister", {"søknadsfirst": "søknadsfrist"})
    assert titles("hvem kan ringe om russiske ting", items) == ["Rådgivere"]


def test_a_compound_is_read_by_its_parts_and_the_last_is_mended():
    items = [Item("page", "Kurs", "/k/", "Kurs i budsjett. Frist i mai")]
    assert Catalogue(items).find("budsjettfrsit").read_as == {"budsjettfrsit": "budsjett frist"}
    assert titles("kursfrist", items) == ["Kurs"]


CAMP = [
    Item("page", "Leir", "/l/", "Et barn, en gutt og en hund på leir, tur og ski. Vi gir støtte")
]


@pytest.mark.parametrize(
    ("word", "read_as"),
    [
        ("barneleir", "barn leir"),
        ("gutteleir", "gutt leir"),
        ("hundetur", "hund tur"),
        ("turstøte", "tur støtte"),
        ("turnæring", ""),
        ("barneleier", ""),  # Bound by -e-, the last word is not mended as well.
    ],
)
def test_a_compound_may_be_bound_by_a_letter(word, read_as):
    assert Catalogue(CAMP).find(word).read_as == ({word: read_as} if read_as else {})


SPORT = [
    Item("page", "Trening", "/t/", "Vi drar ut og dra økter sammen på en turbuss hver dag"),
    Item("guideline", "Innkjøp", "/i/", "Vi dekker vanligvis ikke utstyr"),
    Item("page", "Тренировки", "/tr/", "Тренировка дорога, форум и матчи в зале", language="ru"),
    Item("guideline", "Покупки", "/p/", "Обычно мы не оплачиваем: оборудование", language="ru"),
]


@pytest.mark.parametrize(
    ("word", "read_as", "found"),
    [
        ("drakter", {}, ["Innkjøp"]),
        ("fotballdrakter", {}, ["Innkjøp"]),
        ("drakkter", {}, []),
        ("turbuss", {}, ["Trening"]),
        ("dagøkter", {"dagøkter": "dag økter"}, ["Trening"]),
        ("футболки", {}, ["Покупки"]),
        ("инвентарь", {}, ["Покупки"]),
        ("дорогматчи", {}, []),
        ("тренировкаматчи", {"тренировкаматчи": "тренировка матчи"}, ["Тренировки"]),
    ],
)
def test_a_word_is_not_read_as_two_others_by_chance(word, read_as, found):
    told = Catalogue(SPORT).find(word)
    assert (told.read_as, [one.title for one in told.items]) == (read_as, found)


def test_the_sentence_that_matched_is_shown():
    item = Item("page", "Støtte", "/s/", "Slik går det.", words="Ta kvittering. Bilag for hotell.")
    assert matched_sentence(item, "bilaget") == "Bilag for hotell."
    assert matched_sentence(item, "støtte") == "Slik går det."
    assert matched_sentence(item, "slik") == "Slik går det."


@pytest.mark.parametrize("words", ["заявка", "ЗАЯВКИ", "елка", "ЁЛКИ", "бюджета", "бюжет"])
def test_cyrillic_is_found_whatever_its_capitals_endings_and_slips(words):
    assert titles(words, RUSSIAN) == ["Заявка"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("budsjet", ""), ("busdjett", "budsjett"), ("egennandel", "egenandel"), ("xyzzyq", "")],
)
def test_a_slip_is_read_as_the_nearest_word_and_said(typed, meant):
    found = Catalogue(ITEMS).find(typed)
    assert found.read_as == ({typed: meant} if meant else {})
    assert bool(found.items) == (typed != "xyzzyq")


words = st.text(alphabet="abcæødж", min_size=1, max_size=12)


@given(words, words)
def test_slips_are_the_same_both_ways_and_nought_only_for_itself(one, other):
    assert slips(one, other, 20) == slips(other, one, 20)
    assert (slips(one, other, 20) == 0) == (one == other)
    assert slips(one, other, 20) <= max(len(one), len(other))


@given(st.lists(words, max_size=8), words)
def test_what_is_near_is_known_and_within_what_is_allowed(known, word):
    near = Spelling(known).nearest(word)
    assert near == "" or (near in known and slips(word, near, 2) <= slips_allowed(word))


def test_a_short_word_is_near_to_nothing():
    assert Spelling(["by", "hus", "huset"]).nearest("bx") == ""
    assert (slips_allowed("x" * (SHORTEST - 1)), slips_allowed("x" * SHORTEST)) == (0, 1)
    assert slips_allowed("x" * LONG) == 2
    assert Spelling(["2019"]).nearest("2018") == ""


@pytest.mark.django_db
def test_the_table_tells_its_whole_words():
    actions.index_many("public", "card", {7: {"nb": "Dansens prosjekter"}}.items())
    actions.index("office", "card", 8, {"nb": "Hemmelig"})
    assert list(queries.words_kept("public", "card")) == [(7, ["dansens", "prosjekter"])]
