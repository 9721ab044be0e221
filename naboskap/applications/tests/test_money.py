"""The lines of the budget, as they are written and changed."""

from datetime import date

import pytest

from naboskap.applications.actions import (
    change_exchange,
    remove_activity,
    save_activity,
    save_cost,
)
from naboskap.applications.content import changed_parts, content_of
from naboskap.applications.exchange import BY_HAND, NORGES_BANK, Rate, exchanged_of
from naboskap.applications.models import BudgetLine
from naboskap.applications.queries import draft_of, visible_to
from naboskap.applications.tests.factories import draft
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet

pytestmark = pytest.mark.django_db
NIGHTS = {
    "side": "b",
    "category": "stay",
    "unit": "night",
    "quantity_hundredths": 6_600,
    "rate": 900_00,
}


def refused(rule, application, by, **facts):
    before = BudgetLine.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        save_cost(application, by=by, **{**NIGHTS, **facts})
    assert refusal.value.rule == rule
    assert BudgetLine.objects.count() == before


def test_so_many_at_a_price_for_one(application, lead):
    line = save_cost(application, amount=1, by=lead, **NIGHTS)

    assert line.amount == 59_400_00
    found = draft_of(visible_to(lead).get(pk=application.pk)).costs[0]
    assert (found.unit, found.quantity_hundredths, found.rate) == ("night", 6_600, 900_00)

    line = save_cost(
        application,
        pk=line.pk,
        read_revision=1,
        side="b",
        category="stay",
        amount=50_000_00,
        by=lead,
    )
    assert (line.unit, line.quantity_hundredths, line.rate) == ("whole", None, None)
    changed = trail_of(application).last().data["changed"]
    assert changed["quantity_hundredths"] == [6_600, None]
    assert changed["amount"] == [59_400_00, 50_000_00]


def test_what_is_counted_has_a_number_and_a_price(application, lead):
    refused("APP-46", application, lead, quantity_hundredths=None)
    refused("APP-46", application, lead, quantity_hundredths=0)
    refused("APP-46", application, lead, rate=None)
    refused("APP-46", application, lead, rate=-1)


def test_a_line_belongs_to_an_activity_of_its_own_plan(application, lead):
    ours = save_activity(application, what="Leir", by=lead)
    other = draft()
    person = other.seats.get(side="a").people.get().user
    theirs = save_activity(other, what="Leir", by=person)

    line = save_cost(application, activity=ours.pk, by=lead, **NIGHTS)
    assert line.activity == ours
    refused("APP-47", application, lead, activity=theirs.pk)

    remove_activity(application, ours.pk, read_revision=1, by=lead)
    line.refresh_from_db()
    assert (line.activity, line.amount) == (None, 59_400_00)


def test_no_sum_is_beyond_all_sums(application, lead):
    refused("APP-48", application, lead, unit="whole", amount=100_000_000_000_01)
    refused("APP-48", application, lead, quantity_hundredths=100_000_000, rate=100_000_000_000_00)


ROUBLES = Rate("11.77", 100, date(2021, 10, 1), BY_HAND, "Kursen partneren veksler til")
ABROAD = {
    "side": "b",
    "category": "rent",
    "currency": "RUB",
    "original_amount": 12_000_00,
    "exchange": ROUBLES,
    "unit": "whole",
}


def test_a_sum_in_roubles_is_frozen_in_kroner(application, lead):
    line = save_cost(application, by=lead, **ABROAD)

    assert (line.amount, line.original_amount, line.currency) == (1_412_40, 12_000_00, "RUB")
    found = draft_of(visible_to(lead).get(pk=application.pk))
    assert found.costs[0].exchange == ROUBLES
    frozen = content_of(found)["budget"][0]
    assert exchanged_of(frozen).rate == ROUBLES
    assert (frozen["amount"], frozen["original_amount"]) == (1_412_40, 12_000_00)

    again = {**ABROAD, "exchange": None, "original_amount": 24_000_00}
    line = save_cost(application, pk=line.pk, read_revision=1, by=lead, **again)
    assert (line.amount, line.exchange_rate) == (2_824_80, "11.77")  # The rate that it has.

    line = save_cost(
        application,
        pk=line.pk,
        read_revision=2,
        side="b",
        category="rent",
        amount=3_000_00,
        by=lead,
    )
    assert (line.currency, line.original_amount, line.exchange_on) == ("", None, None)


def test_so_many_at_a_price_in_another_currency(application, lead):
    euro = Rate("10.1408", 1, date(2021, 10, 1), NORGES_BANK)
    line = save_cost(application, by=lead, currency="EUR", exchange=euro, **NIGHTS)
    assert (line.original_amount, line.amount) == (59_400_00, 602_363_52)
    assert line.rate == 900_00


def test_another_currency_has_a_rate_with_its_day_and_source(application, lead):
    refused("APP-49", application, lead, **{**ABROAD, "exchange": None})
    refused("APP-49", application, lead, **{**ABROAD, "currency": "XXX"})
    for kroner in ("0", "-1", "1e3", "11,77", "1.10"):
        wrong = Rate(kroner, 100, date(2021, 10, 1), BY_HAND, "Et sted")
        refused("APP-49", application, lead, **{**ABROAD, "exchange": wrong})
    refused("APP-12", application, lead, **{**ABROAD, "original_amount": None})
    refused("APP-48", application, lead, **{**ABROAD, "original_amount": 100_000_000_000_01})
    nowhere = Rate("11.77", 100, date(2021, 10, 1), BY_HAND, " ")
    refused("APP-50", application, lead, **{**ABROAD, "exchange": nowhere})


def test_own_work_is_always_in_kroner(application, lead):
    line = save_cost(
        application,
        side="b",
        category="own_work",
        hours_hundredths=750,
        currency="RUB",
        exchange=ROUBLES,
        by=lead,
    )
    assert (line.currency, line.amount) == ("", 750_00)


def test_another_rate_is_an_act_with_a_trace(application, lead, partner):
    line = save_cost(application, by=lead, **ABROAD)
    before = content_of(draft_of(visible_to(lead).get(pk=application.pk)))
    other = Rate("12", 100, date(2021, 10, 4), BY_HAND, "Banken i Murmansk")

    line = change_exchange(application, line.pk, rate=other, read_revision=1, by=partner)

    assert (line.amount, line.original_amount, line.revision) == (1_440_00, 12_000_00, 2)
    told = trail_of(application).last()
    assert told.action == "applications.change_exchange"
    assert told.data["changed"]["amount"] == [1_412_40, 1_440_00]
    after = content_of(draft_of(visible_to(lead).get(pk=application.pk)))
    assert changed_parts(before, after) == ["budget"]


def test_a_line_in_kroner_has_no_rate(application, lead):
    line = save_cost(application, by=lead, **NIGHTS)
    with pytest.raises(RuleNotMet) as refusal:
        change_exchange(application, line.pk, rate=ROUBLES, read_revision=1, by=lead)
    assert refusal.value.rule == "APP-51"
    line.refresh_from_db()
    assert (line.amount, line.revision) == (59_400_00, 1)
