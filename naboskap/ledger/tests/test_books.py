import json

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from naboskap.core.errors import RuleNotMet
from naboskap.ledger.actions import (
    Booking,
    ReferenceReusedError,
    book,
    commit,
    give,
    load_pots,
    pay,
    release,
    reserve,
    share,
    take_back,
)
from naboskap.ledger.earmarks import PotFacts, Use, refusal_for
from naboskap.ledger.models import Account, Entry, Giver, Line, Pot
from naboskap.ledger.queries import (
    facts_of,
    giver_page,
    givers_with_sums,
    left,
    lines_of_giver,
    of_grant,
    paid_to,
    pots_with_sums,
)
from naboskap.ledger.tests.factories import GiverFactory, PotFactory

ORDINARY = Use("barentsmidler", for_children_and_youth=False)
pytestmark = pytest.mark.django_db


def test_a_grant_takes_its_money_from_pot_to_bank_and_gives_back_the_rest():
    one, other = PotFactory(given=100_00), PotFactory(given=50_00)
    reserve("grants/1", {one: 60_00, other: 30_00}, reference="r", use=ORDINARY)
    assert (left(one), left(other)) == (40_00, 20_00)
    commit("grants/1", reference="c")
    pay("grants/1", 45_00, reference="p")
    assert of_grant("grants/1", Account.PAID) == {one.pk: 30_00, other.pk: 15_00}
    release("grants/1", reference="back")

    sums = {each.pot.pk: each.sums for each in pots_with_sums(2021)}
    assert (sums[one.pk].given, sums[one.pk].granted, sums[one.pk].paid) == (100_00, 60_00, 30_00)
    assert (sums[one.pk].returned, sums[one.pk].left) == (30_00, 70_00)
    assert (sums[one.pk].reserved, sums[one.pk].committed) == (0, 0)
    assert left(other) == 35_00
    assert paid_to("grants/1") == 45_00


def test_what_was_paid_can_come_back():
    pot = PotFactory(given=100_00)
    reserve("grants/1", {pot: 60_00}, reference="r", use=ORDINARY)
    commit("grants/1", reference="c")
    pay("grants/1", 60_00, reference="p")
    take_back("grants/1", 10_00, reference="t")

    assert (left(pot), paid_to("grants/1")) == (50_00, 50_00)


def test_a_retry_is_harmless_and_another_sum_is_a_fault():
    pot = PotFactory(given=100_00)
    acts = (
        lambda: reserve("grants/1", {pot: 60_00}, reference="r", use=ORDINARY),
        lambda: commit("grants/1", reference="c"),
        lambda: pay("grants/1", 10_00, reference="p"),
        lambda: take_back("grants/1", 5_00, reference="t"),
        lambda: release("grants/1", reference="back"),
    )
    for act in acts:
        assert act() == act()
    assert left(pot) == 95_00

    with pytest.raises(ReferenceReusedError):
        reserve("grants/1", {pot: 61_00}, reference="r", use=ORDINARY)
    with pytest.raises(ReferenceReusedError):
        pay("grants/1", 11_00, reference="p")
    with pytest.raises(ReferenceReusedError):
        give(pot, 1, reference="p")
    assert release("grants/2", reference="nothing there") is None


def test_an_entry_balances_in_every_pot():
    one, other = PotFactory(), PotFactory()
    for lines in (
        [],
        [Booking(one, Account.AVAILABLE, 5)],
        [Booking(one, Account.AVAILABLE, 5), Booking(other, Account.GIVEN, -5)],
        [Booking(one, Account.AVAILABLE, 0)],
    ):
        with pytest.raises(ValueError):
            book("x", lines)
    with pytest.raises(ValueError):
        give(one, 0, reference="x")
    with pytest.raises(ValueError):
        reserve("grants/1", {one: 0}, reference="x", use=ORDINARY)
    with pytest.raises(ValueError):
        commit("grants/1", reference="x")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("rule", "facts", "use"),
    [
        ("MON-1", {"given": 99_99}, ORDINARY),
        ("MON-2", {"given": 500_00, "purpose": "core"}, ORDINARY),
        ("MON-3", {"given": 500_00, "only_children_and_youth": True}, ORDINARY),
        ("MON-4", {"given": 500_00, "only_programmes": ["barentskult"]}, ORDINARY),
    ],
)
def test_a_reservation_is_refused_by_the_name_of_its_pot(rule, facts, use):
    rich, pot = PotFactory(given=500_00), PotFactory(**facts)
    with pytest.raises(RuleNotMet) as refusal:
        reserve("grants/1", {rich: 1_00, pot: 100_00}, reference="r", use=use)

    assert refusal.value.rule == rule
    assert pot.name["nb"] in str(refusal.value.reason)
    assert left(rich) == 500_00
    assert not Entry.objects.filter(reference="r").exists()


def test_an_earmark_lets_through_what_it_is_for():
    youth = PotFactory(given=500_00, only_children_and_youth=True)
    kult = PotFactory(given=500_00, only_programmes=["barentskult"])
    use = Use("barentskult", for_children_and_youth=True)

    reserve("grants/1", {youth: 1_00, kult: 1_00}, reference="r", use=use)
    assert (refusal_for(facts_of(youth), use), refusal_for(facts_of(kult), use)) == ("", "")
    for pot in (youth, kult, PotFactory(purpose="core")):
        assert pot.name["nb"] in refusal_for(facts_of(pot), ORDINARY)
    assert refusal_for(PotFacts({"nb": "x"}), ORDINARY) == ""


def test_more_than_is_committed_is_never_paid():
    pot = PotFactory(given=100_00)
    reserve("grants/1", {pot: 60_00}, reference="r", use=ORDINARY)
    for amount in (1, 60_01):  # Reserved is not committed.
        with pytest.raises(RuleNotMet) as refusal:
            pay("grants/1", amount, reference="p")
        assert refusal.value.rule == "MON-5"
    commit("grants/1", reference="c")
    for amount in (60_01, 0, -1):
        with pytest.raises(RuleNotMet):
            pay("grants/1", amount, reference="p")
    with pytest.raises(RuleNotMet):
        take_back("grants/1", 1, reference="t")
    assert paid_to("grants/1") == 0


def test_shares_lose_no_ore():
    assert share(3, {1: 1, 2: 1, 3: 1}) == {1: 1, 2: 1, 3: 1}
    assert share(2, {1: 1, 2: 1, 3: 1}) == {1: 1, 2: 1}
    assert share(0, {1: 1}) == {}
    with pytest.raises(ValueError):
        share(2, {1: 1})


@pytest.mark.parametrize("model", [Entry, Line])
def test_the_database_refuses_to_change_the_books(model):
    PotFactory(given=100_00)
    fields = {Entry: {"reference": "other"}, Line: {"amount": 1}}[model]
    for act in (
        lambda: model.objects.update(**fields),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert sum(Line.objects.values_list("amount", flat=True)) == 0


@pytest.mark.parametrize(
    ("account", "key"),
    [("available", ""), ("reserved", "grants/1"), ("committed", "grants/1"), ("paid", "grants/1")],
)
def test_the_database_refuses_a_debt(account, key):
    pot = PotFactory(given=100_00)
    entry = Entry.objects.get()
    reserve("grants/2", {pot: 50_00}, reference="r", use=ORDINARY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.create(entry=entry, pot=pot, account=account, amount=-50_01, grant_key=key)


def test_the_database_refuses_a_line_of_nought_and_an_unknown_account():
    pot = PotFactory(given=100_00)
    entry = Entry.objects.get()
    for facts in ({"account": "paid", "amount": 0}, {"account": "lost", "amount": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.create(entry=entry, pot=pot, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(reference=entry.reference, digest="x", booked_at=entry.booked_at)


def test_the_starter_has_the_money_as_the_secretariat_has_it():
    rows = json.loads((settings.ROOT / "starter" / "money.json").read_text(encoding="utf-8"))
    assert load_pots(rows, 2021) == load_pots(rows, 2021) == 7

    assert list(Giver.objects.filter(is_owner=True).values_list("slug", flat=True)) == [
        "nordland",
        "troms",
        "finnmark",
    ]
    assert Entry.objects.count() == 7
    for each in pots_with_sums(2021):
        assert each.pot.is_example
        assert set(each.pot.name) == {"nb", "en", "ru"}
        assert each.sums.left == each.sums.given > 0
    facts = {pot.slug: facts_of(pot) for pot in Pot.objects.all()}
    assert facts["ud-drift-2021"].is_core
    assert facts["bfd-barn-og-unge-2021"].only_children_and_youth
    kult = [slug for slug, pot in facts.items() if "barentskult" in pot.only_programmes]
    assert len(kult) == 4


def test_without_examples_the_pots_stand_empty():
    rows = json.loads((settings.ROOT / "starter" / "money.json").read_text(encoding="utf-8"))
    load_pots(rows, 2021, with_examples=False)

    assert not Entry.objects.exists()
    assert not Pot.objects.filter(is_example=True).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_sums_cost_the_same_for_one_pot_as_for_three(number, django_assert_num_queries):
    giver = GiverFactory()
    for _ in range(number):
        PotFactory(giver=giver, given=100_00)
    with django_assert_num_queries(1):
        page = giver_page(giver)
    assert page.total.given == number * 100_00
    assert not page.is_example
    with django_assert_num_queries(2):
        assert [each.giver for each in givers_with_sums()] == [giver]
    assert lines_of_giver(giver).count() == 2 * number
