import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.gate import Name, Public
from naboskap.projects import actions, queries
from naboskap.projects.models import Card
from naboskap.projects.queries.public import _nearest
from naboskap.projects.shelf import Filters
from naboskap.projects.tests.factories import CardFactory, catalogue, catalogue_names

NAMES = catalogue_names()


@pytest.fixture
def bank(db):
    actions.import_catalogue(catalogue(), by=SYSTEM, names=NAMES)


def every_title():
    return {card.title for card in queries.every_public_card()}


def test_pub_1_the_catalogue_is_taken_in_once(bank):
    assert Card.objects.count() == 170
    slugs = set(Card.objects.values_list("slug", flat=True))
    assert actions.import_catalogue(catalogue(), by=SYSTEM, names=NAMES) == 0
    assert set(Card.objects.values_list("slug", flat=True)) == slugs


def test_pub_1_a_mended_row_mends_its_card(bank):
    rows = catalogue()
    rows[0]["partner_region"] = "RU-ARK"
    assert actions.import_catalogue(rows, by=SYSTEM) == 0
    assert Card.objects.count() == 170
    assert Card.objects.get(title=rows[0]["title"]).partner_regions == ["RU-ARK"]


def test_facts_are_carried_over_and_what_is_empty_stays_unknown(bank):
    games = Card.objects.get(title="Barents Winter Games 2020")
    assert (games.year, games.amount_awarded, games.participants_a, games.participants_b) == (
        2020,
        170_000_000,
        371,
        371,
    )
    assert (games.theme, games.partner_kind, games.partner_regions, games.origin) == (
        "sport",
        "sports_club",
        ["RU-MUR"],
        "barents.no",
    )
    class_ = Card.objects.get(title="Master Class – Maria Callas")
    assert (class_.year, class_.participants_a, class_.programme) == (None, None, "BarentsKult")
    person = Card.objects.get(title="Broken Code")
    assert (person.applicant_kind, person.applicant_name) == ("private_person", "")
    assert games.as_read["partner_kind"] == "sports club or federation"


def test_an_address_says_the_year_and_nothing_else(bank):
    for card in Card.objects.all():
        year, _, rest = card.slug.partition("-")
        assert year == str(card.year or "x")
        assert len(rest) == 6


def test_titles_that_name_a_partner_or_its_place_go_through_the_gate(bank):
    titles = every_title()
    assert len(titles) > 150
    for hidden in ("Lovozero", "Nikel", "Petchenga", "Solovetsk", "Narjan", "Skole 31", "Taibola"):
        assert not [title for title in titles if hidden in title], hidden
    assert "Biblioteksamarbeid Kirkenes - [et sted på partnersiden]" in titles
    assert "Kirkenes skole til Murmansk" in titles, "says no more than the region that is shown"


def test_a_title_that_names_nobody_stays_whole(bank):
    masked = {title for title in every_title() if "[" in title}
    assert len(masked) < 40
    for whole in (
        "Barents Winter Games 2020",
        "Cultural Exchange and Indigenous Lifestyle in the North",
        "Samarbeid Barents Press Norge og [en partner] 2017",
        "Voices from behind the iron curtain",
        "Internasjonal miljøcamp for ungdom - Hamningberg 2017",
    ):
        assert whole in every_title(), whole


def test_a_partner_stands_in_a_crowd_or_in_the_north(bank):
    cards = {str(card.title): card for card in queries.every_public_card()}
    assert cards["Kirkenes skole til Murmansk"].b.text == "En skole i Murmansk oblast"
    assert cards["Matregionen Barents"].b.text == "En frivillig organisasjon i Murmansk oblast"
    assert cards["Kirkeneskonferansen 2024"].b.text == "En partner i nord", "one of its kind"
    assert cards["Mission Adventures"].b.text == "En partner i nord", "nothing is known"
    assert cards["Broken Code"].a.text == "En privatperson i Troms"


def test_pub_3_a_figure_counts_only_what_is_known(bank):
    figures = queries.figures()
    known = [row for row in catalogue() if row["participants_no"]]
    assert figures.projects == 170
    assert figures.with_people_a == len(known) < 170
    assert figures.people_a == sum(int(row["participants_no"]) for row in known)
    amounts = [int(row["amount_nok"]) for row in catalogue() if row["amount_nok"]]
    assert (figures.with_amount, figures.amount) == (len(amounts), sum(amounts) * 100)
    assert (figures.first_year, figures.last_year) == (2005, 2024)
    of_2019 = queries.figures(2019)
    assert (of_2019.projects, of_2019.year, of_2019.amount) == (18, 2019, 321_200_000)


def test_filters_and_words(bank):
    assert queries.public_cards(Filters()).total == 170
    assert queries.public_cards(Filters(theme="sport", year=2019)).total == 3
    school = queries.public_cards(Filters(kind="school", region="RU-MUR"))
    assert school.total == school.facets["kind"]["school"] >= 5
    assert queries.public_cards(Filters(region="RU-KO")).total == 0, "too few to be told apart"
    assert queries.public_cards(Filters(words="ungdom ski")).total == 1
    assert queries.public_cards(Filters(words="Lovozero")).total == 0
    assert queries.public_cards(Filters(words="Ловозеро")).total == 0
    assert queries.public_cards(Filters(words="Пасвик")).total == 0
    assert queries.public_cards(Filters(words="Pasvik")).total >= 5
    # No more words are mended than a search looks for.
    few = " ".join(f"zz{number:02}" for number in range(11))
    assert _nearest(f"{few} ungdmo") == {"ungdmo": "ungdom"}
    assert _nearest(f"{few} zz99 ungdmo") == {}
    assert queries.public_cards(Filters(words="спорт 2019")).total == 3
    assert queries.public_cards(Filters(words="ÅPNING")).total == 2


def test_what_is_a_name_since_is_neither_proposed_nor_found(bank):
    typed = Filters(words="wintre")
    assert queries.public_cards(typed).read_as == {"wintre": "winter"}
    games = Card.objects.get(title="Barents Winter Games 2020")
    canary = Name("Winter", "person")
    disclosure.protect_names(f"{games.subject_key}/a", [canary], by=SYSTEM)
    assert "winter" not in queries.public_cards(typed).read_as.values()
    disclosure.protect_names(f"{games.subject_key}/a", [], by=SYSTEM)
    names = [*NAMES, {"name": canary.text, "kind": canary.kind}]
    actions.import_catalogue(catalogue(), by=SYSTEM, names=names)
    assert "winter" not in queries.public_cards(typed).read_as.values()
    assert games.slug not in {
        card.slug for card in queries.public_cards(Filters(words="winter")).cards
    }


def test_a_word_that_names_a_region_finds_what_is_shown_of_it(bank):
    shown = queries.public_cards(Filters(region="RU-ARK")).total
    for word in ("Arkhangelsk", "Архангельск", "arkhangelsk"):
        assert queries.public_cards(Filters(words=word)).total == shown > 0
    assert queries.public_cards(Filters(words="Syktyvkar")).total == 0


def test_pages(bank):
    first, last = queries.public_cards(Filters()), queries.public_cards(Filters(), 99)
    assert (len(first.cards), first.pages, last.number, len(last.cards)) == (20, 9, 9, 10)
    assert first.cards[0].year == 2024
    assert last.cards[-1].year is None


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_for_one_and_three(db, number, django_assert_num_queries):
    cards = CardFactory.create_batch(number)
    actions.index_cards(cards)
    queries.shelf()
    with django_assert_num_queries(2):
        assert len(queries.public_cards(Filters()).cards) == number
    with django_assert_num_queries(3):
        assert len(queries.public_cards(Filters(words="dans")).cards) == number
    with django_assert_num_queries(2):
        assert queries.public_card(cards[0].slug)
    actions.index_cards(cards)
    with django_assert_num_queries(6):
        assert len(queries.public_cards(Filters(words="dans")).cards) == number


def test_every_text_that_goes_out_has_passed_the_gate(bank):
    codes = {"language", "level", "theme", "side", "part", "slug"}

    def walk(value, name=""):
        if isinstance(value, str):
            assert isinstance(value, Public) or name in codes, (name, value)
        elif isinstance(value, tuple):
            for part in value:
                walk(part, name)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                walk(getattr(value, field), field)

    for card in queries.every_public_card(with_story=True):
        walk(card)


def test_the_map_tells_no_small_region_apart():
    told, together = queries.map_counts({"RU-MUR": 9, "RU-KR": 4, "RU-NEN": 1, "NO-18": 2})
    assert (told, together) == ({"RU-MUR": 9, "NO-18": 2}, 5)


def test_only_the_system_or_an_administrator_imports(cast):
    with pytest.raises(PermissionDenied):
        actions.import_catalogue(catalogue(), by=cast.case_officer)
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"import_key": "same"},
        {"source": "own"},
        {"amount_awarded": -1},
    ],
    ids=["card_imported_once", "card_comes_from_somewhere", "card_amount_is_not_negative"],
)
def test_the_database_holds_it_too(db, facts):
    CardFactory(import_key="same")
    with pytest.raises(IntegrityError), transaction.atomic():
        CardFactory(**facts)
