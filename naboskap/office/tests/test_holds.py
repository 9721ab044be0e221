"""What a paragraph forbids now, in the office: looked through, put on hold, let go on."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.applications.tests.factories import place
from naboskap.assessments.actions import ask_for_hold, begin_hold
from naboskap.assessments.models import Case, Hold, HoldBatch, HoldWish
from naboskap.assessments.tests.factories import CaseFactory, said
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent
from naboskap.guidelines.models import Version
from naboskap.letters.models import Letter
from naboskap.notifications.models import Message
from naboskap.office.holds.forms import mark_of
from naboskap.office.tests.test_ideas import enter
from naboskap.reports.actions import hold_case
from naboskap.reports.tasks import run_due

ROOT = "/saksbehandling/pa-vent/"
READERS = {
    Role.CASE_OFFICER,
    Role.HEAD,
    Role.DEPUTY,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
}
LEADERS = {Role.HEAD, Role.DEPUTY}


@pytest.fixture
def version(house):
    version = forbidding(house.case.programme.rulebook, from_date=date(2021, 10, 3))
    sent(house.case, number=2)
    return version


@pytest.fixture
def page(version):
    return f"{ROOT}retningslinjer/{version.slug}/{CLAUSE}/"


def typed(*cases, **facts):
    ticked = {f"hold-{case.pk}": "on" for case in cases}
    return looked(
        {
            "shown": [str(case.pk) for case in cases],
            "key": str(uuid4()),
            "reason": "Vi er bedt om å vente.",
            "reason_across": "Нас попросили подождать.",
            **ticked,
            **facts,
        }
    )


def looked(told):
    """Add what the page gives along when the letter to those ticked has been shown."""
    ticked = [int(name.removeprefix("hold-")) for name in told if name.startswith("hold-")]
    mark = mark_of(ticked, told.get("reason", ""), told.get("reason_across", ""))
    return told | {"looked": mark}


def test_a_version_in_force_leads_to_what_it_forbids(house, version, page):
    head = house.as_("head")
    ahead = forbidding(version.rulebook, from_date=date(2090, 1, 1), slug="senere")

    assert f"{ROOT}retningslinjer/{version.slug}/" in (
        head.get(f"/saksbehandling/retningslinjer/{version.slug}/").text
    )
    text = head.get(f"{ROOT}retningslinjer/{version.slug}/").text
    assert page in text
    assert "1 sak" in text
    undated = forbidding(version.rulebook, from_date=None, slug="klar")
    earlier = forbidding(version.rulebook, from_date=date(2020, 5, 1), slug="for")
    assert "Listen kan settes i verk fra" in (head.get(f"{ROOT}retningslinjer/{ahead.slug}/").text)
    for one in (undated, earlier):
        assert head.get(f"{ROOT}retningslinjer/{one.slug}/").status_code == 404
    assert head.get(f"{ROOT}retningslinjer/{version.slug}/3.1/").status_code == 404
    assert version.slug in head.get(ROOT).text


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_the_list_and_who_acts(client, house, version, page, role):
    enter(client, *([role] if role else []))
    for path in (ROOT, f"{ROOT}retningslinjer/{version.slug}/", page):
        assert client.get(path).status_code == (200 if role in READERS else 403)
    if role in READERS:
        assert ("Vis brevet først" in client.get(page).text) == (role in LEADERS)
    answer = client.post(page, typed(house.case))
    assert answer.status_code == (302 if role in LEADERS else 403)
    assert HoldBatch.objects.exists() == (role in LEADERS)


def test_the_list_tells_what_was_found_and_by_whom(house, page):
    place("NO-56", name="Finnmark")
    text = house.as_("officer").get(page).text

    for told in (
        house.case.title,
        house.case.case_file.number,
        "regional myndighet",
        "Finnmark",
        str(house.cast.officer),
    ):
        assert told in text


def test_who_has_an_interest_sees_how_many_are_left_out(house, page):
    text = house.as_("tied_officer").get(page).text

    assert house.case.title not in text
    assert "1 til er holdt utenfor" in text


def test_the_letter_is_shown_before_anybody_gets_it(house, page):
    answer = house.as_("head").post(page, typed(house.case, look="1"))

    assert answer.status_code == 200
    assert "Søknaden din er på vent" in answer.text
    assert "Ваша заявка приостановлена" in answer.text
    assert "Нас попросили подождать." in answer.text
    assert not HoldBatch.objects.exists()
    assert not Letter.objects.filter(kind="hold").exists()


def test_what_is_left_out_needs_its_reason_and_nothing_typed_is_lost(house, version, page):
    other = CaseFactory(application__programme=house.case.programme, title="Fri av dette")
    sent(other)
    told = typed(house.case, other)
    del told[f"hold-{other.pk}"]
    head = house.as_("head")

    refused = head.post(page, told)

    assert refused.status_code == 422
    assert "Skriv hvorfor denne går videre." in refused.text
    assert "Vi er bedt om å vente." in refused.text
    assert not HoldBatch.objects.exists()
    done = head.post(page, looked(told | {f"because-{other.pk}": "Egen avtale"}))
    batch = HoldBatch.objects.get()
    assert done.url == f"{ROOT}omgang/{batch.pk}/"
    text = head.get(done.url).text
    assert "0 av 1" in text
    assert "Egen avtale" in text
    run_due()
    assert "1 sak er ferdig." in head.get(done.url).text
    assert list(Hold.objects.values_list("case", flat=True)) == [house.case.pk]


def test_what_came_after_the_list_was_read_is_neither_held_nor_left_out(house, page):
    told = typed(house.case)
    later = CaseFactory(application__programme=house.case.programme)
    sent(later)

    house.as_("head").post(page, told)

    assert [item.case for item in HoldBatch.objects.get().items.all()] == [house.case]


def test_a_second_click_is_the_same_batch(house, page):
    told, head = typed(house.case), house.as_("head")

    answers = {head.post(page, told).url for _ in range(2)}
    run_due()
    answers.add(head.post(page, told).url)

    assert len(answers) == 1
    assert HoldBatch.objects.count() == 1


def test_all_of_them_go_on_again(house, page):
    head = house.as_("head")
    url = head.post(page, typed(house.case)).url
    run_due()
    assert "La alle gå videre" in head.get(url).text
    assert "La alle gå videre" not in house.as_("officer").get(url).text
    forbidden = house.as_("officer").post(f"{url}ga-videre/", {"key": str(uuid4())})
    assert forbidden.status_code == 403

    ending = head.post(f"{url}ga-videre/", {"key": str(uuid4()), "reason": "Det går igjen."})
    run_due()

    assert "1 sak er ferdig." in head.get(ending.url).text
    assert Hold.objects.get().ended_because == "Det går igjen."
    again = head.post(f"{url}ga-videre/", {"key": str(uuid4())})
    assert again.status_code == 422


def test_one_case_is_put_on_hold_by_hand_and_goes_on(house):
    head, number = house.as_("head"), house.case.case_file.number.replace("/", "-")
    path = f"{ROOT}sak/{number}/"
    assert "Sett saken på vent" in head.get(path).text
    assert head.post(f"{path}sett/", {"key": str(uuid4())}).status_code == 422
    assert head.post(f"{path}sett/", typed()).url == path
    assert Hold.objects.get().clause == ""
    assert "Siden" in head.get(f"/saksbehandling/saker/{number}/").text
    listed = head.get("/saksbehandling/saker/?status=held").text
    assert house.case.title in listed
    assert "På vent (" in listed
    assert "1 sak er på vent" in head.get("/saksbehandling/").text
    assert head.post(f"{path}ga-videre/", {"key": str(uuid4())}).url == path
    assert "frister flyttet 1 dag" in head.get(path).text
    assert Case.objects.get(pk=house.case.pk).held_at is None


@pytest.mark.parametrize(
    ("who", "status"), [("disqualified_officer", 404), ("auditor", 403), ("board_member", 403)]
)
def test_who_does_not_see_the_holds_of_a_case(who, status, house):
    number = house.case.case_file.number.replace("/", "-")
    assert house.as_(who).get(f"{ROOT}sak/{number}/").status_code == status


def test_an_officer_reads_the_hold_and_cannot_end_it(house):
    begin_hold(house.case, reason="Vent", by=house.cast.head)
    number = house.case.case_file.number.replace("/", "-")
    officer = house.as_("officer")

    assert "Vent" in officer.get(f"{ROOT}sak/{number}/").text
    assert officer.post(f"{ROOT}sak/{number}/ga-videre/", {"key": str(uuid4())}).status_code == 403
    page = officer.get(f"/saksbehandling/saker/{number}/").text
    assert "På vent:" in page
    assert "Begynn vurderingen" not in page


def test_the_list_costs_the_same_however_many_it_has(house, page):
    head = house.as_("head")
    head.get(page)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            head.get(page)
        counts.append(len(asked))
        for _more in range(2):
            sent(CaseFactory(application__programme=house.case.programme))

    assert counts[0] == counts[1]


def test_a_batch_costs_the_same_however_many_it_has(house, version, page):
    others = [CaseFactory(application__programme=house.case.programme) for _ in range(2)]
    head = house.as_("head")
    one = head.post(page, typed(house.case)).url
    for other in others:
        sent(other)
    three = head.post(page, typed(*others)).url
    run_due()
    counts = []
    for url in (one, three):
        head.get(url)
        with CaptureQueriesContext(connection) as asked:
            head.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_case_that_nobody_may_see_is_not_shown_in_a_batch(house, version, page):
    url = house.as_("head").post(page, typed(house.case)).url
    said(house.case, house.cast.other_officer, impartial=False)

    text = house.as_("other_officer").get(url).text

    assert house.case.title not in text
    assert "1 til vises ikke" in text


def test_who_does_not_put_on_hold_asks_and_the_head_answers(house):
    number = house.case.case_file.number.replace("/", "-")
    page, case_page = f"{ROOT}sak/{number}/", f"/saksbehandling/saker/{number}/"
    officer, head = house.as_("officer"), house.as_("head")
    assert "Be om at saken settes på vent" in officer.get(case_page).text
    assert "Be om at saken settes på vent" not in head.get(case_page).text
    shown = officer.get(page).text
    assert str(house.cast.head) in shown
    assert f"{page}be-om/" in shown

    assert officer.post(f"{page}be-om/", {"wish": " "}).status_code == 422
    assert not HoldWish.objects.exists()
    assert officer.post(f"{page}be-om/", {"wish": "Ny ledelse."}).url == page
    assert f"{page}be-om/" not in officer.get(page).text
    assert f'href="{page}"' in head.get("/saksbehandling/").text
    assert "Ny ledelse." in head.get(page).text

    assert head.post(f"{page}nei/", {"because": ""}).status_code == 422
    assert head.post(f"{page}nei/", {"because": "De svarer oss."}).url == page
    assert "De svarer oss." in officer.get(page).text
    assert f'href="{page}"' not in head.get("/saksbehandling/").text
    assert "Lederen ble bedt om å sette saken på vent" in officer.get(case_page).text


def test_whoever_asked_is_told_that_the_case_is_put_on_hold(house):
    ask_for_hold(house.case, reason="Ny ledelse.", by=house.cast.finance_preparer)

    hold_case(house.case, reason="Vi venter.", by=house.cast.head)

    told = Message.objects.filter(kind="assessments.on_hold").values_list("address", flat=True)
    assert {house.cast.finance_preparer.email, house.cast.officer.email} <= set(told)


def test_a_letter_is_looked_at_before_the_day_when_its_reason_is_there(house):
    version = forbidding(house.case.programme.rulebook, from_date=date(2090, 1, 1))
    sent(house.case, number=2)
    page = f"{ROOT}retningslinjer/{version.slug}/{CLAUSE}/"

    without = house.as_("head").post(page, typed(house.case, reason="", look="1"))
    told = house.as_("head").post(page, typed(house.case, look="1"))

    assert without.status_code == 422
    assert "reason" in without.context["form"].errors
    assert told.status_code == 200
    assert len(told.context["letters"]) > 0


def test_a_list_is_chosen_before_the_day_and_carried_out_from_it(house):
    version = forbidding(house.case.programme.rulebook, from_date=date(2090, 1, 1))
    sent(house.case, number=2)
    page = f"{ROOT}retningslinjer/{version.slug}/{CLAUSE}/"
    head, officer = house.as_("head"), house.as_("officer")
    assert f"{ROOT}retningslinjer/{version.slug}/" in (
        head.get(f"/saksbehandling/retningslinjer/{version.slug}/").text
    )
    assert "Listen kan settes i verk fra 1. januar 2090." in officer.get(page).text.replace(
        "\xa0", " "
    )
    assert "Lagre valgene" not in officer.get(page).text
    assert officer.post(page, typed()).status_code == 403

    told = typed(house.case, reason="")
    del told[f"hold-{house.case.pk}"]
    answer = head.post(page, told | {f"because-{house.case.pk}": "Egen avtale"})

    assert answer.url == page
    assert not HoldBatch.objects.exists()
    shown = house.as_("deputy").get(page)
    assert "Egen avtale" in shown.text
    assert not shown.context["rows"][0]["hold"].value()
    Version.objects.filter(pk=version.pk).update(in_force_from=date(2021, 10, 3))
    assert f'href="{page}"' in head.get("/saksbehandling/").text
    shown = head.get(page)
    assert "Egen avtale" in shown.text
    assert "Sett de valgte på vent" in shown.text


def test_a_tick_and_a_reason_to_go_on_are_not_both_taken(house, page):
    told = typed(house.case, **{f"because-{house.case.pk}": "Egen avtale"})

    refused = house.as_("head").post(page, told)

    assert refused.status_code == 422
    assert "du har også skrevet hvorfor den går videre" in refused.text
    assert "Egen avtale" in refused.text
    assert not HoldBatch.objects.exists()


def test_it_is_said_that_what_is_sent_is_judged_by_what_held_then(house, page):
    assert "blir fortsatt vurdert etter de retningslinjene" in house.as_("head").get(page).text


def test_nobody_is_put_on_hold_before_the_letter_was_shown_as_it_goes_out(house, page):
    head, told = house.as_("head"), typed(house.case)
    asked = head.post(page, told | {"looked": ""})
    assert "Ingenting er gjort ennå." in asked.text
    assert "1 sak blir satt på vent. 2 brev går ut." in asked.text
    assert "Søknaden din er på vent" in asked.text
    assert told["looked"] in asked.text

    other = head.post(page, told | {"reason": "En annen grunn."})
    assert "En annen grunn." in other.text
    assert "Ingenting er gjort ennå." in other.text
    assert not HoldBatch.objects.exists()

    assert head.post(page, told).url == f"{ROOT}omgang/{HoldBatch.objects.get().pk}/"


def test_what_waits_to_be_carried_out_is_not_called_ended(house, page):
    head = house.as_("head")
    head.post(page, typed(house.case))
    before = head.get(ROOT).text
    assert "Settes i verk nå" in before
    assert "Avsluttet" not in before
    run_due()
    after = head.get(ROOT).text
    assert "Settes i verk nå" not in after
    assert "1 fortsatt på vent" in after
