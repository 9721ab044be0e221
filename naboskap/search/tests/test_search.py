import pytest
from django.db import IntegrityError, transaction

from naboskap.search import actions, queries
from naboskap.search.models import Entry
from naboskap.search.stems import MOST, asked_for, indexed

pytestmark = pytest.mark.django_db

TEXTS = {
    1: {"nb": "Skolesamarbeid og dansens prosjekter i Vardø", "ru": "Проекты школ, ёлки"},
    2: {"nb": "Musikken er internasjonal 2013", "en": "Music workshops"},
    3: {"ru": "ВСТРЕЧИ БИБЛИОТЕК"},
}


@pytest.fixture
def filled():
    actions.index_many("public", "card", TEXTS.items())
    actions.index("office", "card", 4, {"nb": "Hemmelig skolesamarbeid"})
    actions.index("public", "page", 5, {"nb": "Om musikk"})


def found(words, audience="public", subject_type="card"):
    return set(queries.found(audience, words, subject_type=subject_type))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("prosjekt", {1}),
        ("PROSJEKTENE", {1}),
        ("dans", {1}),
        ("skole", {1}),
        ("vardø", {1}),
        ("vardo", set()),
        ("проект", {1}),
        ("ПРОЕКТАМИ", {1}),
        ("елки", {1}),
        ("ЁЛКА", {1}),
        ("встреча библиотеки", {3}),
        ("встреча musikk", set()),
        ("workshop music", {2}),
        ("musikk 2013", {2}),
        ("", set()),
        ("i ! ) \" ' * : & | -", set()),
        ("' OR 1=1 --", set()),
        ('NEAR("musikk" dans)', set()),
    ],
)
def test_every_word_must_be_there_whatever_its_ending_and_capitals(filled, words, ids):
    assert found(words) == ids


def test_each_audience_finds_its_own(filled):
    assert found("skolesamarbeid") == {1}
    assert found("skolesamarbeid", audience="office") == {4}
    assert found("musikk", subject_type="page") == {5}
    assert found("musikk", subject_type="") == {2, 5}


def test_what_changes_or_goes_is_found_no_more_by_the_old_words(filled):
    actions.index("public", "card", 3, {"nb": "Fotball for alle"})
    assert found("библиотек") == set()
    assert found("fotball") == {3}
    actions.remove("public", "card", 3)
    assert found("fotball") == set()
    actions.index_many("public", "card", {2: {"nb": "Noe annet"}}.items())
    assert (found("musikk"), found("annet")) == (set(), {2})


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_is_one_statement(number, django_assert_num_queries):
    for subject in range(number):
        actions.index("public", "card", subject, {"nb": "dans"})
    with django_assert_num_queries(1):
        assert len(found("dans")) == number


def test_a_long_search_is_cut():
    assert len(asked_for(" ".join(f"ord{n}" for n in range(50)))) == 12
    assert "dans" in indexed({"nb": "Dansens"}).split()


@pytest.mark.parametrize("row", [{"audience": "public"}, {"audience": "all"}])
def test_the_database_holds_it_too(row):
    facts = {"subject_type": "card", "subject_id": 1, "stems": "x"}
    Entry.objects.create(audience="public", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**row, **facts)


def test_of_more_words_than_a_database_indexes_the_first_are_kept():
    words = " ".join(map(str, range(300_000)))
    kept = indexed({"nb": f"Vinterbading {words}"})
    assert len(kept.encode()) <= MOST
    actions.index("public", "card", 1, {"nb": f"Vinterbading {words}"})
    assert found("vinterbading") == {1}
    assert found("1234") == {1}
    actions.index("public", "card", 2, {"ru": " ".join(f"я{one:x}" for one in range(200_000))})
    assert found("я1f") == {2}
