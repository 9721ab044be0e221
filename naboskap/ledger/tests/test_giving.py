"""What a giver's letter brings."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.ledger.actions import add_giver, open_pot, record_gift, record_return, reserve
from naboskap.ledger.earmarks import Use
from naboskap.ledger.models import Entry, Gift, Giver, Line, Pot
from naboskap.ledger.queries import gifts_of, giver_page, left
from naboskap.ledger.tests.factories import GiverFactory, PotFactory

pytestmark = pytest.mark.django_db
ORDINARY = Use("barentsmidler", for_children_and_youth=False)


@pytest.fixture
def finance():
    return UserFactory(roles=[Role.FINANCE_PREPARER])


@pytest.fixture
def pot():
    return PotFactory()


def letter(finance, **other):
    return {"key": "k1", "letter": "21/77-3", "dated_on": clock.today(), "by": finance, **other}


def refused(rule, act):
    before = Line.objects.count(), Gift.objects.count(), Pot.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert (Line.objects.count(), Gift.objects.count(), Pot.objects.count()) == before


def test_a_gift_is_in_the_pot_and_on_the_givers_page(pot, finance):
    record_gift(pot, 250_000_50, **letter(finance))

    assert left(pot) == 250_000_50
    assert giver_page(pot.giver).total.given == 250_000_50
    (given,) = gifts_of(pot.giver)
    assert (given.letter, given.dated_on, given.amount) == (
        "21/77-3",
        clock.today(),
        250_000_50,
    )
    entry = trail_of(pot).get()
    assert (entry.action, entry.actor_id, entry.data["amount"]) == (
        "ledger.record_gift",
        finance.pk,
        250_000_50,
    )


def test_a_gift_has_its_letter(pot, finance):
    refused("MON-6", lambda: record_gift(pot, 1, **letter(finance, letter=" ")))


def test_a_letter_is_not_from_a_day_to_come(pot, finance):
    ahead = clock.today() + timedelta(days=1)
    refused("MON-12", lambda: record_gift(pot, 1, **letter(finance, dated_on=ahead)))


def test_a_letter_without_a_name_is_refused_by_the_database(pot):
    entry = Entry.objects.create(reference="x", digest="x", booked_at=clock.now())
    with pytest.raises(IntegrityError):
        Gift.objects.create(entry=entry, letter="", dated_on=clock.today(), recorded_by_id=1)


def test_a_second_click_books_nothing_more(pot, finance):
    first = record_gift(pot, 100_00, **letter(finance))
    assert record_gift(pot, 100_00, **letter(finance)) == first
    refused("MON-7", lambda: record_gift(pot, 200_00, **letter(finance)))
    refused("MON-7", lambda: record_return(pot, 100_00, **letter(finance)))

    assert left(pot) == 100_00
    assert trail_of(pot).count() == 1


def test_a_gift_is_something(pot, finance):
    for nothing in (0, -1):
        refused("MON-8", lambda nothing=nothing: record_gift(pot, nothing, **letter(finance)))


def test_no_more_goes_back_than_is_left(pot, finance):
    record_gift(pot, 100_00, **letter(finance))
    reserve("grants/1", {pot: 60_00}, reference="r", use=ORDINARY)
    back = letter(finance, key="k2")
    refused("MON-9", lambda: record_return(pot, 41_00, **back))

    record_return(pot, 40_00, **back)
    record_return(pot, 40_00, **back)

    assert left(pot) == 0
    assert giver_page(pot.giver).total.given == 60_00
    assert [given.amount for given in gifts_of(pot.giver)] == [-40_00, 100_00]


def test_nobody_else_records_a_gift(pot):
    head = UserFactory(roles=[Role.HEAD])
    for act in (
        lambda: record_gift(pot, 1, **letter(head)),
        lambda: record_return(pot, 1, **letter(head)),
        lambda: add_giver({"nb": "Fylket"}, is_owner=False, by=head),
        lambda: open_pot(pot.giver, name={"nb": "x"}, year=2021, purpose="projects", by=head),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Line.objects.exists()


def opened(giver, finance, **other):
    facts = {"name": {"nb": "Nye midler", "en": " "}, "purpose": "projects", "by": finance}
    return open_pot(giver, **facts | {"year": clock.today().year} | other)


def test_a_pot_is_opened_once_under_its_name(finance):
    giver = GiverFactory()
    pot = opened(giver, finance, only_programmes=["b", "a"])
    assert opened(giver, finance, only_programmes=["a", "b"]) == pot
    assert (pot.name, pot.only_programmes) == ({"nb": "Nye midler"}, ["a", "b"])

    refused("MON-10", lambda: opened(giver, finance, only_children_and_youth=True))
    refused("MON-10", lambda: opened(giver, finance, name={"nb": " ", "en": "New"}))
    other = opened(GiverFactory(), finance)
    assert other.slug not in {"", pot.slug}


def test_a_pot_is_for_a_year_that_is_near(finance):
    giver, now = GiverFactory(), clock.today().year
    for far in (now - 2, now + 6):
        refused("MON-11", lambda far=far: opened(giver, finance, year=far))
    assert opened(giver, finance, year=now + 5).year == now + 5


def test_a_giver_is_added_once(finance):
    giver = add_giver({"nb": "Ny"}, is_owner=True, by=finance)
    assert add_giver({"nb": "Ny "}, is_owner=True, by=finance) == giver
    assert giver.slug not in {"", "ny"}
    assert Giver.objects.count() == 1
    with pytest.raises(RuleNotMet):
        add_giver({"en": "Only English"}, is_owner=False, by=finance)


@pytest.mark.parametrize("letters", [1, 3])
def test_letters_are_read_in_one_statement(pot, finance, letters, django_assert_num_queries):
    for number in range(letters):
        record_gift(pot, 100, **letter(finance, key=f"k{number}"))
    book_without = PotFactory(giver=pot.giver, given=5_00)
    assert book_without
    with django_assert_num_queries(1):
        assert len(gifts_of(pot.giver)) == letters
