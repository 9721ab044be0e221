"""The lines of the budget, as they are written and changed."""

import pytest

from naboskap.applications.actions import remove_activity, save_activity, save_cost
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
