"""What a paragraph forbids now, in the office: looked through, put on hold, let go on."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.applications.models import Seat
from naboskap.applications.tests.factories import place
from naboskap.assessments.actions import ask_for_hold, begin_hold
from naboskap.assessments.models import Case, Hold, HoldBatch, HoldWish
from naboskap.assessments.tests.factories import CaseFactory, said
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent, with_a_ceiling
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
    waits = {f"choice-{case.pk}": "hold" for case in cases}
    return {
        "shown": [str(case.pk) for case in cases],
        "key": str(uuid4()),
        "reason": "Vi er bedt om å vente.",
        "reason_across": "Нас попросили подождать.",
        **waits,
        **facts,
    }


def carried_out(*cases, **facts):
    """The same from the page where it was looked over: where it was not, it is shown there."""
    return looked_over(typed(*cases, **facts))


def looked_over(told):
    waits = [int(name.removeprefix("choice-")) for name in told if told[name] == "hold"]
    return told | {"looked": mark_of(waits, told["reason"], told["reason_across"])}


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
        assert ("Se over før det blir gjort" in client.get(page).text) == (role in LEADERS)
    answer = client.post(page, carried_out(house.case))
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
    answer = house.as_("head").post(page, typed(house.case))

    assert answer.status_code == 200
    assert "Søknaden din er på vent" in answer.text
    assert "Ваша заявка приостановлена" in answer.text
    assert "Нас попросили подождать." in answer.text
    assert not HoldBatch.objects.exists()
    assert not Letter.objects.filter(kind="hold").exists()


def test_what_is_left_out_needs_its_reason_and_nothing_typed_is_lost(house, version, page):
    other = CaseFactory(application__programme=house.case.programme, title="Fri av dette")
    sent(other)
    told = looked_over(typed(house.case, other) | {f"choice-{other.pk}": "go_on"})
    head = house.as_("head")

    refused = head.post(page, told)

    assert refused.status_code == 422
    assert "Skriv hvorfor denne går videre." in refused.text
    assert "Vi er bedt om å vente." in refused.text
    assert not HoldBatch.objects.exists()
    done = head.post(page, told | {f"because-{other.pk}": "Egen avtale"})
    batch = HoldBatch.objects.get()
    assert done.url == f"{ROOT}omgang/{batch.pk}/"
    text = head.get(done.url).text
    assert "0 av 1" in text
    assert "Egen avtale" in text
    run_due()
    assert "1 sak er ferdig." in head.get(done.url).text
    assert list(Hold.objects.values_list("case", flat=True)) == [house.case.pk]


def test_what_came_after_the_list_was_read_is_neither_held_nor_left_out(house, page):
    told = carried_out(house.case)
    later = CaseFactory(application__programme=house.case.programme)
    sent(later)

    house.as_("head").post(page, told)

    assert [item.case for item in HoldBatch.objects.get().items.all()] == [house.case]


def test_a_second_click_is_the_same_batch(house, page):
    told, head = carried_out(house.case), house.as_("head")

    answers = {head.post(page, told).url for _ in range(2)}
    run_due()
    answers.add(head.post(page, told).url)

    assert len(answers) == 1
    assert HoldBatch.objects.count() == 1


def test_all_of_them_go_on_again(house, page):
    head = house.as_("head")
    url = head.post(page, carried_out(house.case)).url
    run_due()
    assert "Ta alle opp igjen" in head.get(url).text
    assert "Ta alle opp igjen" not in house.as_("officer").get(url).text
    forbidden = house.as_("officer").post(f"{url}ga-videre/", {"key": str(uuid4())})
    assert forbidden.status_code == 403

    ending = head.post(
        f"{url}ga-videre/", {"key": str(uuid4()), "reason": "Det går igjen.", "as_it_is": "on"}
    )
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
    one = head.post(page, carried_out(house.case)).url
    for other in others:
        sent(other)
    three = head.post(page, carried_out(*others)).url
    run_due()
    counts = []
    for url in (one, three):
        head.get(url)
        with CaptureQueriesContext(connection) as asked:
            head.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_case_that_nobody_may_see_is_not_shown_in_a_batch(house, version, page):
    url = house.as_("head").post(page, carried_out(house.case)).url
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

    told = typed(house.case, reason="") | {f"choice-{house.case.pk}": "go_on"}
    answer = head.post(page, told | {f"because-{house.case.pk}": "Egen avtale"})

    assert answer.url == page
    assert not HoldBatch.objects.exists()
    shown = house.as_("deputy").get(page)
    assert "Egen avtale" in shown.text
    assert shown.context["rows"][0]["choice"].value() == "go_on"
    Version.objects.filter(pk=version.pk).update(in_force_from=date(2021, 10, 3))
    assert f'href="{page}"' in head.get("/saksbehandling/").text
    shown = head.get(page)
    assert "Egen avtale" in shown.text
    assert "Se over før det blir gjort" in shown.text


def test_nothing_is_chosen_beforehand_and_the_rest_is_chosen_with_one_press(house, page):
    other = CaseFactory(application__programme=house.case.programme)
    sent(other)
    head = house.as_("head")
    choices = [row["choice"].value() for row in head.get(page).context["rows"]]
    assert choices == [None, None]
    told = typed(house.case, other) | {f"choice-{house.case.pk}": "go_on"}
    told |= {f"because-{house.case.pk}": "Egen avtale"}
    del told[f"choice-{other.pk}"]

    refused = head.post(page, told)
    rest = head.post(page, told | {"rest": "1"})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [f"choice-{other.pk}"]
    assert rest.status_code == 200
    assert [row["choice"].value() for row in rest.context["rows"]] == ["go_on", "hold"]
    assert "Egen avtale" in rest.text
    assert "Vi er bedt om å vente." in rest.text
    assert not HoldBatch.objects.exists()


def test_a_reason_for_going_on_beside_on_hold_is_refused_at_its_row(house, page):
    told = carried_out(house.case, **{f"because-{house.case.pk}": "Egen avtale"})

    refused = house.as_("head").post(page, told)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [f"because-{house.case.pk}"]
    assert "Egen avtale" in refused.text
    assert not HoldBatch.objects.exists()


def test_it_is_looked_over_with_cases_and_letters_counted_before_it_is_done(house, page):
    other = CaseFactory(application__programme=house.case.programme, title="Fri av dette")
    sent(other)
    told = typed(house.case, other) | {f"choice-{other.pk}": "go_on"}
    told |= {f"because-{other.pk}": "Egen avtale"}
    head = house.as_("head")

    looked = head.post(page, told)

    assert looked.status_code == 200
    assert "1 sak blir satt på vent" in looked.text
    assert "1 sak går videre" in looked.text
    assert "2 brev blir sendt" in looked.text
    assert [number for _language, number in looked.context["counted"]] == [1, 1]
    assert len(looked.context["letters"]) == 2
    assert "Sett 1 sak på vent og send brevene" in looked.text
    assert not HoldBatch.objects.exists()
    kept = {each.html_name: each.value() or "" for each in looked.context["form"]}
    kept_mark = looked.context["form"].mark()
    assert kept_mark in looked.text
    kept["shown"] = looked.context["form"].cases
    changed = head.post(page, kept | {"change": "1"})
    assert (changed.status_code, "Egen avtale" in changed.text) == (200, True)
    assert not HoldBatch.objects.exists()
    other_letter = head.post(page, kept | {"looked": kept_mark, "reason": "En annen grunn."})
    assert "En annen grunn." in other_letter.text
    assert not HoldBatch.objects.exists()
    done = head.post(page, kept | {"looked": kept_mark})
    assert done.url == f"{ROOT}omgang/{HoldBatch.objects.get().pk}/"
    run_due()
    assert Letter.objects.filter(kind="hold").count() == looked.context["total"]


def test_a_partner_who_reads_another_language_gets_norwegian_only_where_that_was_chosen(
    house, page
):
    head, number = house.as_("head"), house.case.case_file.number.replace("/", "-")
    for path in (page, f"{ROOT}sak/{number}/sett/"):
        refused = head.post(path, typed(house.case, reason_across=""))
        assert refused.status_code == 422
        assert list(refused.context["form"].errors) == ["reason_across"]
        assert "Partneren leser russisk" in refused.text
    looked = head.post(page, typed(house.case, reason_across="", as_it_is="on"))
    assert "får begrunnelsen din på norsk" in looked.text
    Seat.objects.filter(side="b").update(language="nn")
    assert "as_it_is" not in head.get(page).context["form"].fields


def test_what_the_worker_has_not_done_yet_is_not_said_to_be_over(house, page):
    head = house.as_("head")
    url = head.post(page, carried_out(house.case)).url

    text = head.get(ROOT).text

    assert "0 av 1" in text
    assert "1 sak blir satt på vent nå" in text
    assert "Ingen sak er på vent" not in text
    assert "avsluttet" not in text
    assert "Sakene blir satt på vent nå." in head.get(url).text
    run_due()
    text = head.get(ROOT).text
    assert "1 fortsatt på vent" in text
    assert "blir satt på vent nå" not in text


def test_a_paragraph_that_is_asked_of_what_is_sent_puts_nothing_on_hold(house, version):
    with_a_ceiling(version)
    head = house.as_("head")

    listed = head.get(f"{ROOT}retningslinjer/{version.slug}/")
    shown = head.get(f"{ROOT}retningslinjer/{version.slug}/4.1/")

    assert [row["paragraph"].number for row in listed.context["rows"]] == [CLAUSE]
    assert [each.number for each in listed.context["when_sent"]] == ["4.1"]
    for page in (listed, shown):
        assert "Det som ble sendt før, vurderes etter de gamle retningslinjene" in page.text
    assert shown.context["rows"] == []


def test_what_nobody_told_is_told_as_undecided(house, version, page):
    silent = CaseFactory(application__programme=house.case.programme, title="Ukjent styre")
    sent(silent, control="unknown")
    head = house.as_("head")

    listed = head.get(f"{ROOT}retningslinjer/{version.slug}/").text
    shown = head.get(page).text

    assert "1 sak kan ikke avgjøres" in listed
    assert "Ukjent styre" in shown
    assert "Mangler: hvem som styrer partneren." in shown


def test_the_journal_says_which_letter_and_in_which_language(house):
    hold_case(house.case, reason="Vent", by=house.cast.head)
    number = house.case.case_file.number.replace("/", "-")

    text = house.as_("officer").get(f"/saksbehandling/saker/{number}/journal/").text

    assert "Brev: satt på vent (norsk)" in text
    assert "Brev: satt på vent (russisk)" in text


def test_it_is_said_that_what_is_sent_is_judged_by_what_held_then(house, page):
    assert "blir fortsatt vurdert etter de retningslinjene" in house.as_("head").get(page).text


def test_a_letter_is_known_again_however_its_lines_end():
    assert mark_of([1], "En\r\nto", "") == mark_of([1], "En\nto", "")
    assert mark_of([1], "En\nto", "") != mark_of([1], "En to", "")
