"""The pages of the budget, as a browser without a script meets them, and what a script asks."""

import json

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from naboskap.applications.actions import save_activity, save_cost
from naboskap.applications.models import BudgetLine
from naboskap.applications.tests.factories import NOW, fill
from naboskap.guidelines.changes import SetLine, as_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


def at(name, application, **more):
    return reverse(f"portal:{name}", kwargs={"key": application.key, **more})


NIGHTS = {
    "act": "cost",
    "cost-category": "stay",
    "cost-side": "b",
    "cost-unit": "night",
    "cost-quantity_hundredths": "66",
    "cost-rate": "900",
    "cost-revision": "0",
}


def plain(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_so_many_at_a_price_for_one(ours, application, lead):
    activity = save_activity(application, what="Leir ved elva", by=lead)
    page = at("money", application)

    assert ours.post(page, {**NIGHTS, "cost-activity": str(activity.pk)}).status_code == 302

    line = BudgetLine.objects.get()
    assert (line.amount, line.activity) == (59_400_00, activity)
    text = plain(ours.get(page))
    assert "66 × 900 kr per natt" in text
    assert "Leir ved elva" in text
    assert "59 400 kr <span" in text
    one = plain(ours.get(at("cost", application, pk=line.pk)))
    assert 'value="66"' in one
    assert f'<option value="{activity.pk}" selected>' in one


def test_what_is_not_looked_at_is_never_wrong(ours, application):
    page = at("money", application)
    assert ours.post(page, {**NIGHTS, "cost-amount": "mye"}).status_code == 302
    whole = {**NIGHTS, "cost-unit": "whole", "cost-rate": "?", "cost-amount": "100"}
    assert ours.post(page, whole).status_code == 302
    assert [line.amount for line in BudgetLine.objects.all()] == [59_400_00, 100_00]

    for missing in ("cost-quantity_hundredths", "cost-rate"):
        answer = ours.post(page, {**NIGHTS, missing: ""})
        assert answer.status_code == 200
        assert "Skriv" in plain(answer)
    assert BudgetLine.objects.count() == 2


def test_the_sums_follow_what_is_being_written(ours, application, lead):
    fill(application, by=lead)
    before = BudgetLine.objects.count()

    text = plain(ours.post(at("reckon", application), NIGHTS))

    assert "66 × 900 kr per natt = <strong>59 400 kr</strong>" in text
    assert "Med denne raden koster det 159 400 kr i alt." in text
    assert "Dere kan søke om høyst 111 580 kr." in text
    assert BudgetLine.objects.count() == before
    half = plain(ours.post(at("reckon", application), {**NIGHTS, "cost-rate": ""}))
    assert "Med denne raden" not in half
    assert "70 000 kr" in half
    assert ours.get(at("reckon", application)).status_code == 405


def test_a_line_that_is_changed_is_reckoned_in_its_own_place(ours, application, lead):
    fill(application, by=lead)
    line = BudgetLine.objects.get(category="travel", side="a")
    told = {"line": line.pk, "category": "travel", "side": "a", "amount": "10 000", "revision": 1}
    assert "60 000 kr i alt" in plain(ours.post(at("reckon", application), told))


def test_own_work_says_what_an_hour_counts_for(ours, application):
    page = at("money", application)
    assert "Norsk side: 200 kr timen. Partnersiden: 100 kr timen." in plain(ours.get(page))
    work = {
        "act": "cost",
        "cost-category": "own_work",
        "cost-side": "b",
        "cost-unit": "night",
        "cost-hours_hundredths": "7,5",
        "cost-revision": "0",
    }
    ours.post(page, work)
    assert BudgetLine.objects.get().amount == 750_00
    assert "7,5 × 100 kr per time" in plain(ours.get(page))


def test_a_change_that_helps_keeps_how_a_line_is_counted(ours, application, lead):
    save_cost(
        application,
        side="b",
        category="food",
        unit="person",
        quantity_hundredths=2_200,
        rate=600_00,
        by=lead,
    )
    change = json.dumps(as_data(SetLine(1, 11_000_00)))
    ours.post(at("change", application), {"change": change, "back": "money"})
    line = BudgetLine.objects.get()
    assert (line.amount, line.rate, line.quantity_hundredths) == (11_000_00, 500_00, 2_200)
