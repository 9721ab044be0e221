"""The pages of the budget, as a browser without a script meets them, and what a script asks."""

import json

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import translation
from django.utils.html import escape

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import save_activity, save_cost, save_financing
from naboskap.applications.models import Activity, BudgetLine, FinancingLine
from naboskap.applications.tests.bank import open_bank, published
from naboskap.applications.tests.factories import fill, join
from naboskap.core.secretariat import secretariat
from naboskap.guidelines import changes as c
from naboskap.guidelines.changes import SetLine, as_data
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.wording.offers import change_words
from naboskap.portal.applications.advice import whose_money
from naboskap.portal.tests.places import at
from naboskap.ui.parts import Change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


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
    assert "Søknadsbeløpet kan være høyst 111 580 kr." in text
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


ROUBLES = {
    "act": "cost",
    "cost-category": "rent",
    "cost-side": "b",
    "cost-unit": "whole",
    "cost-amount": "12 000 руб.",
    "cost-currency": "RUB",
    "cost-exchange_rate": "11,77",
    "cost-exchange_note": "Kursen partneren veksler til",
    "cost-revision": "0",
}


def test_a_sum_in_roubles_with_a_rate_by_hand(ours, application):
    page = at("money", application)
    live = plain(ours.post(at("reckon", application), ROUBLES))
    assert "<strong>1 412,40 kr</strong>" in live

    assert ours.post(page, ROUBLES).status_code == 302

    line = BudgetLine.objects.get()
    assert (line.amount, line.currency, line.exchange_per) == (1_412_40, "RUB", 100)
    told = "12 000 RUB. 100 RUB kostet 11,77 kroner 4. oktober 2021: Kursen partneren veksler til"
    for where in (page, at("read", application), at("cost", application, pk=line.pk)):
        assert told in plain(ours.get(where)), where


def test_without_a_rate_the_form_says_how_to_go_on(ours, application):
    page = at("money", application)
    for change, words in (
        ({"cost-exchange_rate": ""}, "Norges Bank har ingen kurs for denne valutaen."),
        ({"cost-exchange_rate": "", "cost-currency": "EUR"}, "Vi får ikke tak i Norges Bank nå."),
        ({"cost-exchange_note": " "}, "Skriv hvor du fant kursen"),
        ({"cost-exchange_rate": "mye"}, "Skriv kursen som et tall"),
        ({"cost-exchange_on": "5.10.2021"}, "Denne dagen har ikke kommet ennå."),
        ({"cost-currency": "XXX"}, "Velg en valuta i listen."),
    ):
        answer = ours.post(page, {**ROUBLES, **change})
        assert answer.status_code == 200
        assert words in plain(answer), change
        assert "12 000 руб." in plain(answer)
    assert not BudgetLine.objects.exists()


def test_the_banks_rate_is_taken_and_kept(ours, application, settings):
    cache.clear()
    with open_bank() as (bank, address):
        settings.EXCHANGE_RATES = address
        bank.answers["SEK"] = (200, published({"2021-10-01": "99.93"}, multiplier=2))
        krona = {**ROUBLES, "cost-currency": "SEK", "cost-exchange_rate": ""}
        krona["cost-exchange_note"] = ""
        assert ours.post(at("money", application), krona).status_code == 302
        line = BudgetLine.objects.get()
        assert (line.amount, line.exchange_source) == (11_991_60, "norges_bank")
        cache.clear()
        bank.answers["SEK"] = (200, published({"2021-10-04": "101"}, multiplier=2))

        one = at("cost", application, pk=line.pk)
        told = {"category": "rent", "side": "b", "amount": "10 000", "currency": "SEK"}
        ours.post(one, {**told, "revision": 1})
        line.refresh_from_db()
        assert line.amount == 9_993_00  # The rate stands until somebody chooses another.

        ours.post(one, {"act": "bank", "revision": 1})
        line.refresh_from_db()
        assert line.amount == 9_993_00  # An older page changes nothing.
        ours.post(one, {"act": "bank", "revision": 2})
        line.refresh_from_db()
        assert (line.amount, str(line.exchange_on)) == (10_100_00, "2021-10-04")
        hand = {"act": "rate", "exchange_rate": "102,5", "exchange_note": "Veksleren"}
        assert ours.post(one, {**hand, "exchange_note": "", "revision": 3}).status_code == 200
        assert ours.post(one, {**hand, "revision": 3}).status_code == 302
        line.refresh_from_db()
        assert (line.amount, line.exchange_note) == (10_250_00, "Veksleren")
    cache.clear()
    settings.EXCHANGE_RATES = "off"
    assert "Vi får ikke tak i Norges Bank" in plain(
        ours.post(one, {"act": "bank", "revision": 4}, follow=True)
    )
    assert apps.get_model("audit.Refused").objects.filter(path=one).last().reason == "Refusal"


def test_a_change_that_helps_stays_within_the_sum_in_any_currency(ours, application):
    ours.post(at("money", application), ROUBLES)
    change = json.dumps(as_data(SetLine(1, 1_000_00)))
    ours.post(at("change", application), {"change": change, "back": "money"})
    line = BudgetLine.objects.get()
    assert (line.currency, line.exchange_rate) == ("RUB", "11.77")
    assert 999_90 < line.amount <= 1_000_00


@pytest.mark.parametrize("presses", ["lead", "partner"])
def test_an_offered_change_says_whose_money_it_is_and_puts_it_there(
    client, application, lead, presses
):
    partner = join(application, UserFactory(language="nb"), by=lead)
    fill(application, by=lead, amount=90_000_00)
    FinancingLine.objects.all().delete()
    client.force_login(lead if presses == "lead" else partner)

    page = client.get(at("money", application))
    [offer] = [
        one
        for advice in page.context["page"].money_advice
        for one in advice.changes
        if isinstance(one, Change) and "mer (" in one.text
    ]
    assert f"mer ({secretariat().sides['a'].name['nb'].lower()})." in offer.text.lower()
    assert "mer selv" not in plain(page)
    value = offer.value
    assert escape(value) in page.text
    client.post(at("change", application), {"change": value, "back": "money"})

    made = FinancingLine.objects.latest("pk")
    assert (made.side, made.source) == ("a", "own")
    assert made.amount == json.loads(value)["cover_more"]
    assert FinancingLine.objects.count() == 1


def test_what_is_covered_more_is_added_to_the_own_money_that_stands_and_once(
    client, application, lead
):
    join(application, UserFactory(language="nb"), by=lead)
    fill(application, by=lead, amount=90_000_00)
    FinancingLine.objects.all().delete()
    own = save_financing(
        application, side="a", source="own", text="Fra kassa", amount=5_000_00, by=lead
    )
    client.force_login(lead)
    drawn = client.get(at("money", application)).context["page"]
    [offer] = [
        one
        for advice in drawn.money_advice
        for one in advice.mends
        if getattr(one, "cover_more", 0)
    ]
    pressed = {"change": json.dumps(as_data(offer)), "back": "money"}

    client.post(at("change", application), pressed)
    again = client.post(at("change", application), pressed, follow=True)

    [paid] = FinancingLine.objects.all()
    assert (paid.pk, paid.text) == (own.pk, "Fra kassa")
    assert paid.amount == 5_000_00 + offer.cover_more
    assert "Utkastet er endret siden dette ble foreslått" in plain(again)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("money", {name: value for name, value in NIGHTS.items() if name != "cost-revision"}),
        (
            "money",
            {"act": "money", "money-source": "own", "money-side": "a", "money-amount": "900"},
        ),
        ("activities", {"what": "Leir ved elva", "mode": "in_person"}),
    ],
)
def test_a_second_press_adds_no_row_and_the_same_typed_anew_does(ours, application, page, typed):
    def drawn():
        shown = ours.get(at(page, application)).context
        form = {"cost": "cost", "money": "paid"}.get(typed.get("act", ""), "form")
        return {**typed, shown[form].add_prefix("revision"): shown[form]["revision"].value()}

    def rows():
        return sum(model.objects.count() for model in (BudgetLine, FinancingLine, Activity))

    first, before = drawn(), rows()
    for _press in range(2):
        assert ours.post(at(page, application), first).status_code == 302
    assert rows() == before + 1

    ours.post(at(page, application), drawn())
    assert rows() == before + 2


def test_whoever_applies_alone_covers_it_themselves():
    finding = Finding("4.1", "stops", "share_ceiling", {}, {}, (), (c.AskFor(1, 2), c.AskFor(1)))
    assert whose_money(finding).changes == (c.AskFor(1, 2, "a"), c.AskFor(1))
    with translation.override("nb"):
        assert "mer selv" in change_words(c.AskFor(1_00, 2_00), None)
