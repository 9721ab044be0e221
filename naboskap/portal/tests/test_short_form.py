"""The short form: saved part by part, also by itself, and never twice."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    save_activity,
    save_amount,
    save_answer,
    save_basics,
)
from naboskap.applications.models import Activity, Application, BudgetLine, Stumble
from naboskap.applications.tests.factories import join, organisation, place, programme
from naboskap.portal.applications.forms.short import KINDS
from naboskap.portal.tests.places import shown_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def ours(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def application(ours, lead):
    own = organisation(lead)
    start = reverse("portal:start", kwargs={"slug": programme().slug})
    ours.post(start, {"key": "k", "size": "short", "organisation": own.pk})
    return Application.objects.get()


@pytest.fixture
def page(application):
    return reverse("portal:short", kwargs={"key": application.key})


def fields_of(client, page):
    """Return what a browser would send from the page, untouched."""
    return shown_on(client.get(page).context["sheet"])


FILLED = {
    "basics-title": "Elva",
    "basics-theme": "environment",
    "activity0-what": "Vi møtes",
    "activity0-task_a": "Lager mat",
    "cost0-text": "Buss",
    "cost0-category": "travel",
    "cost0-amount": "26 000",
    "people-a_15-30": "10",
    "work-amount": "20 000",
}
NOTHING_TWICE = (1, 1)


def rows():
    return Activity.objects.count(), BudgetLine.objects.count()


def test_one_wrong_field_keeps_nothing_else_from_being_saved(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"basics-start_date": "31.2.2022"}

    text = ours.post(page, told).content.decode()

    application.refresh_from_db()
    assert (application.title, application.start_date) == ("Elva", None)
    assert application.amount_applied_for == 20_000_00
    assert "31. februar finnes ikke" in text
    assert 'value="31.2.2022"' in text
    assert text.count('class="nk-errors"') == 1


def test_too_long_a_text_in_a_new_activity_is_told_and_the_rest_is_saved(ours, application, page):
    long = "ord " * 200
    told = fields_of(ours, page) | FILLED
    told |= {"activity2-what": "Møtes", "activity2-place_text": long, "activity2-task_a": long}

    answer = ours.post(page, told)

    assert answer.status_code == 200
    assert answer.text.count(long.strip()) >= 2
    new = Activity.objects.get(what="Møtes")
    assert (new.place_text, new.task_a) == ("", "")


def test_a_page_that_came_back_with_an_error_saves_again_without_doubling(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"basics-start_date": "31.2.2022"}
    answer = ours.post(page, told)
    drawn = answer.context["sheet"]
    again = told | drawn.behind() | {"basics-start_date": "28.2.2022", "cost0-amount": "27 000"}

    answer = ours.post(page, again)

    assert answer.status_code == 302, answer.content.decode()
    application.refresh_from_db()
    assert str(application.start_date) == "2022-02-28"
    assert rows() == NOTHING_TWICE
    assert BudgetLine.objects.get().amount == 27_000_00


def test_an_old_page_of_the_browser_doubles_nothing_and_meets_nobody(ours, application, page):
    told = fields_of(ours, page) | FILLED
    assert ours.post(page, told).status_code == 302

    answer = ours.post(page, told | {"basics-title": "Elva vår", "cost0-amount": "25 000"})

    assert answer.status_code == 302, answer.content.decode()
    application.refresh_from_db()
    assert application.title == "Elva vår"
    assert rows() == NOTHING_TWICE
    assert BudgetLine.objects.get().amount == 25_000_00


def test_a_row_that_was_emptied_is_taken_out_and_may_be_filled_again(ours, application, page):
    ours.post(page, fields_of(ours, page) | FILLED)
    empty = {"cost0-text": "", "cost0-amount": "", "activity0-what": "", "activity0-task_a": ""}
    ours.post(page, fields_of(ours, page) | empty)
    assert rows() == (0, 0)

    ours.post(page, fields_of(ours, page) | FILLED)

    assert rows() == NOTHING_TWICE


def test_it_saves_itself_and_tells_what_is_not_saved(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"people-b_15-30": "mange"}

    for _time in range(2):
        answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    assert answer["wrong"] == ["Partnersiden, 15 til 30 år"]
    assert answer["clash"] is False
    assert rows() == NOTHING_TWICE
    assert answer["fields"]["cost0-pk"] == str(BudgetLine.objects.get().pk)
    application.refresh_from_db()
    assert application.title == "Elva"


def test_days_in_the_wrong_order_hold_back_the_one_that_does_not_fit_and_nothing_else(
    ours, application, page
):
    dates = {"basics-start_date": "uke 12 2027", "basics-end_date": "uke 8 2027"}
    told = fields_of(ours, page) | FILLED | dates

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    application.refresh_from_db()
    assert (application.title, application.theme) == ("Elva", "environment")
    assert (str(application.start_date), application.end_date) == ("2027-03-22", None)
    assert answer["not_saved"] == ["basics-end_date"]
    assert answer["wrong"] == ["Siste dag"]
    assert answer["why"] == ["Den siste dagen er før den første."]
    # By its button, the page tells the same to the script that keeps what is not saved.
    drawn = ours.post(page, told).text
    assert re.search(r'data-not-saved="([^"]*)"', drawn)[1].split() == ["basics-end_date"]
    assert 'value="uke 8 2027"' in drawn
    assert "data-not-saved" not in ours.get(page).text


@pytest.mark.parametrize(
    ("dates", "held", "saved"),
    [
        (("20.6.2027", "10.6.2027"), ["start_date"], ("2027-06-01", "2027-06-10")),
        (("1.6.2027", "20.5.2027"), ["end_date"], ("2027-06-01", "2027-06-10")),
        (("20.6.2027", "1.5.2027"), ["start_date", "end_date"], ("2027-06-01", "2027-06-10")),
        (("5.6.2027", "2.6.2027"), ["end_date"], ("2027-06-05", "2027-06-10")),
    ],
)
def test_of_two_days_the_one_that_fits_what_stood_before_is_saved(ours, page, dates, held, saved):
    stands = {"basics-start_date": "1.6.2027", "basics-end_date": "10.6.2027"}
    assert ours.post(page, fields_of(ours, page) | stands).status_code == 302
    names = ("basics-start_date", "basics-end_date")
    told = fields_of(ours, page) | dict(zip(names, dates, strict=True)) | {"basics-title": "Elva"}

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    application = Application.objects.get()
    assert application.title == "Elva"
    assert (str(application.start_date), str(application.end_date)) == saved
    assert answer["not_saved"] == [f"basics-{name}" for name in held]


def test_which_sum_was_meant_is_asked_while_one_writes(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"work-amount": "60 0000,-", "people-a_15-30": "ca 20"}

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    assert answer["not_saved"] == ["work-amount"]
    assert "Mente du 60 000 eller 600 000?" in answer["why"][0].replace("\u00a0", " ")
    application.refresh_from_db()
    assert application.amount_applied_for is None
    assert [group.number for group in application.participants.all()] == [20]
    drawn = ours.post(page, told).text
    assert 'value="60 0000,-"' in drawn


def test_half_a_part_that_a_rule_refuses_is_not_said_to_be_saved_either(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"activity0-what": "", "activity0-from_date": "x"}

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    kept = {"activity0-from_date"}
    if not Activity.objects.exists():
        kept |= {"activity0-task_a"}
    assert set(answer["not_saved"]) == kept


def test_what_the_other_side_changed_stands_where_we_touched_nothing(
    ours, application, page, lead
):
    partner = join(application, UserFactory(name="Partner (eksempel)"), by=lead)
    told = fields_of(ours, page)
    theirs = {
        "title": "Река",
        "theme": "environment",
        "for_children_and_youth": False,
        "start_date": None,
        "end_date": None,
    }
    save_basics(application, **theirs, read_revision=0, by=partner)

    assert ours.post(page, told | {"work-amount": "9 000"}).status_code == 302

    application.refresh_from_db()
    assert (application.title, application.amount_applied_for) == ("Река", 9_000_00)


def test_two_who_changed_the_same_part_meet_and_the_second_save_stands(
    ours, application, page, lead
):
    partner = join(application, UserFactory(name="Partner (eksempel)"), by=lead)
    told = fields_of(ours, page) | {"basics-title": "Elva"}
    theirs = {"title": "Река", "theme": "", "for_children_and_youth": False}
    save_basics(application, **theirs, start_date=None, end_date=None, read_revision=0, by=partner)

    by_itself = ours.post(page, told, headers={"X-Autosave": "1"}).json()
    assert by_itself["clash"] is True
    assert "basics-revision" not in by_itself["fields"]
    met = ours.post(page, told)
    assert "Partner (eksempel)" in met.content.decode()
    application.refresh_from_db()
    assert application.title == "Река"

    ours.post(page, shown_on(met.context["sheet"]))
    application.refresh_from_db()
    assert application.title == "Elva"


def test_ones_own_other_window_is_called_ones_own(ours, application, page):
    here = fields_of(ours, page) | {"basics-title": "Elva vår"}
    assert ours.post(page, fields_of(ours, page) | {"basics-title": "Elva"}).status_code == 302

    by_itself = ours.post(page, here, headers={"X-Autosave": "1"}).json()
    drawn = ours.post(page, here).text

    assert "i et annet vindu" in by_itself["met"]
    assert "Du har endret dette i et annet vindu" in drawn
    assert "Behold det jeg lagret i det andre vinduet" in drawn
    assert "endret dette mens du skrev" not in drawn


def test_what_the_other_side_changed_is_theirs_whatever_one_has_saved_since(
    ours, application, page, lead
):
    partner = join(application, UserFactory(name="Partner (eksempel)"), by=lead)
    here = fields_of(ours, page) | {"basics-title": "Elva"}
    theirs = {"title": "Река", "theme": "", "for_children_and_youth": False}
    save_basics(application, **theirs, start_date=None, end_date=None, read_revision=0, by=partner)
    save_amount(application, 9_000_00, read_revision=0, by=lead)

    assert ours.post(page, here, headers={"X-Autosave": "1"}).json()["met"] == ""
    drawn = ours.post(page, here).text

    assert "Partner (eksempel) endret dette mens du skrev" in drawn
    assert "i et annet vindu" not in drawn


def test_a_page_that_nobody_has_written_on_says_nothing_of_what_is_missing(ours, page):
    assert "En partner mangler" not in ours.get(page).content.decode()

    ours.post(page, fields_of(ours, page) | FILLED)

    assert "En partner mangler" in ours.get(page).content.decode()


def test_what_remains_leads_back_into_the_short_form(ours, application, page):
    ours.post(page, fields_of(ours, page) | FILLED)

    send = ours.get(reverse("portal:send", kwargs={"key": application.key}))

    led = {one.href for one in send.context["remaining"]}
    assert {f"{page}#id_partner-described_as", f"{page}#budget", f"{page}#summary"} <= led
    assert all(href.startswith(page) for href in led)
    drawn = ours.get(page).content.decode()
    assert all(f'id="{href.partition("#")[2]}"' in drawn for href in led)


def test_a_partner_that_is_missing_is_told_once_with_the_way_to_the_field(ours, application, page):
    ours.post(page, fields_of(ours, page) | FILLED)
    check = reverse("portal:send", kwargs={"key": application.key})

    told = [one for one in ours.get(check).context["remaining"] if "artner" in one.words]
    assert [one.href for one in told] == [f"{page}#id_partner-described_as"]

    ours.post(page, fields_of(ours, page) | {"partner-described_as": "Skolen"})
    assert not any("Si hvem" in one.words for one in ours.get(check).context["remaining"])


def test_who_pays_adds_up_to_what_it_costs(ours, application, page):
    told = {"cost0-amount": "20 000", "work-hours_a": "50", "work-hours_b": "10"}
    told |= {"work-own_a": "4 000", "work-amount": "17 000"}
    ours.post(page, fields_of(ours, page) | FILLED | told)

    reading = ours.get(reverse("portal:send", kwargs={"key": application.key})).context["reading"]

    assert [(line.side, line.amount) for line in reading.payers] == [
        ("a", 4_000_00),
        ("a", 10_000_00),
        ("b", 1_000_00),
        ("", 17_000_00),
    ]
    assert reading.paid == 32_000_00


def test_whoever_sends_is_told_that_nobody_was_asked_in(ours, application, lead):
    send = f"/en{reverse('portal:send', kwargs={'key': application.key})}"
    assert "Your partner is not asked in yet" in ours.get(send).content.decode()

    join(application, UserFactory(), by=lead)

    assert "Your partner is not asked in yet" not in ours.get(send).content.decode()


def test_the_partner_reads_of_its_own_side_and_not_of_a_partner(application, page, lead, client):
    partner = join(application, UserFactory(language="ru"), by=lead)
    assert "What is your partner called?" in client.get(f"/en{page}").content.decode()

    client.force_login(partner)
    text = client.get(f"/en{page}").content.decode()

    assert "What is your organisation called?" in text
    assert "Your partner" not in text


def test_a_partners_place_is_chosen_by_country_the_other_sides_first(ours, page):
    place("NO-56", "a", "Finnmark")
    place("RU-MUR", "b", "Murmansk oblast")
    place("FI-10", "b", "Lappland")

    choices = ours.get(page).context["sheet"].partner.fields["place"].choices

    assert [name for name, rows in choices[1:]] == ["Russland", "Finland", "Norge"]


def test_whoever_confirms_is_told_of_what_they_may_not_read(ours, application, page):
    ours.post(page, fields_of(ours, page) | FILLED | {"text-summary": "Vi lærer om elva."})
    send = reverse("portal:send", kwargs={"key": application.key})

    assert ours.get(send).context["reading"].foreign == []
    with translation.override("ru"):
        [words] = ours.get(f"/ru{send}").context["reading"].foreign
        assert str(words) == "норвежский"


def test_a_sum_too_large_for_the_short_form_is_told_before_it_is_sent(ours, application, page):
    told = {"cost0-amount": "200 000", "work-amount": "120 000"}
    ours.post(page, fields_of(ours, page) | FILLED | told)

    address = reverse("portal:send", kwargs={"key": application.key})
    assert "Dere søker om mer enn det" in ours.get(page).content.decode()
    send = ours.get(address)
    assert any("opptil 100\u00a0000\u00a0kr" in one.words for one in send.context["remaining"])
    assert not send.context["page"].can_be_sent


def test_a_text_of_the_other_side_says_which_language_it_is_in(application, page, lead, client):
    told = {"text-summary": "Vi lærer om elva."}
    client.post(page, fields_of(client, page) | FILLED | told)
    assert "Denne teksten er bare på" not in client.get(page).content.decode()

    client.force_login(join(application, UserFactory(language="ru"), by=lead))

    text = client.get(f"/ru{page}").content.decode()
    assert "Этот текст только на другом языке: норвежский" in text


def test_a_script_saves_nothing_in_the_name_of_whoever_signed_in_after(
    ours, application, page, lead, client
):
    told = fields_of(ours, page) | FILLED
    mark = client.get(page).content.decode().split('name="writer" value="')[1].split('"')[0]
    client.force_login(join(application, UserFactory(), by=lead))

    answer = client.post(page, told | {"writer": mark}, headers={"X-Autosave": "1"})

    assert answer.status_code == 401
    application.refresh_from_db()
    assert application.title == ""
    client.force_login(lead)
    saved = client.post(page, told | {"writer": mark}, headers={"X-Autosave": "1"})
    assert saved.status_code == 200


def test_what_a_draft_stumbles_over_is_counted_as_its_writer_opens_the_check(
    ours, client, application
):
    """WEB-81."""
    check = reverse("portal:send", kwargs={"key": application.key})
    for _each in range(2):
        assert ours.get(check).status_code == 200
    rows = Stumble.objects.all()
    assert {(row.stage, row.count) for row in rows} == {("writing", 1)}
    found = rows.count()
    assert found
    client.force_login(UserFactory())
    assert client.get(check).status_code == 404
    assert (rows.count(), rows.order_by("-count").first().count) == (found, 1)


def test_a_cost_whose_kind_was_left_is_of_the_kind_that_its_words_say(ours, page):
    told = {"cost0-text": "Ski og drakter", "cost0-category": "", "cost0-amount": "80 000"}

    assert ours.post(page, fields_of(ours, page) | told).status_code == 302

    assert BudgetLine.objects.get().category == "equipment"
    assert "4.9" in ours.get(page).text


def test_a_script_shows_the_kind_that_was_read_out_of_the_words(ours, page):
    told = {"cost0-text": "Ski og drakter", "cost0-category": "", "cost0-amount": "80 000"}

    answer = ours.post(page, fields_of(ours, page) | told, headers={"X-Autosave": "1"})

    assert answer.json()["fields"]["cost0-category"] == "equipment"
    assert answer.json()["wrong"] == []


NO_KIND = {"cost0-text": "Diverse", "cost0-category": "", "cost0-amount": "800"}


def test_the_kind_is_asked_for_where_the_words_say_none_and_the_rest_is_kept(ours, page):
    answer = ours.post(page, fields_of(ours, page) | NO_KIND)

    assert answer.status_code == 200
    assert 'href="#id_cost0-category"' in answer.text
    assert 'value="Diverse"' in answer.text
    line = BudgetLine.objects.get()
    assert (line.amount, line.category) == (800_00, "")


def test_a_kind_that_nobody_chose_stands_as_not_chosen_and_is_asked_for_at_the_check(
    ours, application, page
):
    ours.post(page, fields_of(ours, page) | FILLED | NO_KIND)

    drawn = ours.get(page)
    assert fields_of(ours, page)["cost0-category"] == ""
    assert 'id="id_cost0-category-advice"' in drawn.text
    assert drawn.context["draft"].total_cost == 800_00
    check = ours.get(reverse("portal:send", kwargs={"key": application.key}))
    asked = {one.words: one.href for one in check.context["remaining"]}
    assert asked["Velg hva slags kostnad «Diverse» er."] == f"{page}#id_cost0-category"
    assert not check.context["page"].is_ready

    ours.post(page, fields_of(ours, page) | {"cost0-category": "materials"})

    assert BudgetLine.objects.get().category == "materials"
    check = ours.get(reverse("portal:send", kwargs={"key": application.key}))
    assert not any("Diverse" in one.words for one in check.context["remaining"])


def test_a_kind_that_is_taken_away_is_not_chosen_any_more(ours, page):
    ours.post(page, fields_of(ours, page) | NO_KIND | {"cost0-category": "travel"})
    ours.post(page, fields_of(ours, page) | {"cost0-category": ""})

    assert BudgetLine.objects.get().category == ""


def test_a_sum_alone_is_of_no_kind(ours, page):
    ours.post(page, fields_of(ours, page) | {"cost0-amount": "800"})

    assert BudgetLine.objects.get().category == ""


def test_a_kind_that_was_chosen_stands_whatever_the_words_say(ours, page):
    told = {"cost0-text": "Drakter", "cost0-category": "materials", "cost0-amount": "800"}

    ours.post(page, fields_of(ours, page) | told)

    assert BudgetLine.objects.get().category == "materials"


def test_what_is_left_empty_stays_empty_and_a_nought_is_a_nought(ours, application, page):
    told = {"people-a_15-30": "10", "people-b_31-": "0"}
    ours.post(page, fields_of(ours, page) | told)

    def shown():
        drawn = fields_of(ours, page)
        return {name: value for name, value in drawn.items() if name.startswith("people-")}

    numbers = {name: value for name, value in shown().items() if value and "revision" not in name}
    assert numbers == told
    ours.post(page, fields_of(ours, page) | {"people-a_15-30": ""})
    assert shown()["people-a_15-30"] == ""
    assert list(application.participants.values_list("side", "number")) == [("b", 0)]


def test_numbers_left_empty_stay_empty_where_something_is_refused(ours, application, page):
    told = {"people-a_15-30": "10", "people-b_31-": "mange", "basics-end_date": "en gang"}
    refused = shown_on(ours.post(page, fields_of(ours, page) | told).context["sheet"])

    for drawn in (refused, fields_of(ours, page)):
        assert drawn["people-a_15-30"] == "10"
        assert drawn["people-a_0-14"] == drawn["people-b_0-14"] == ""
    assert refused["people-b_31-"] == "mange"
    assert list(application.participants.values_list("side", "number")) == [("a", 10)]


def buttons_of_the_sheet(answer):
    form = answer.text.partition("data-whole")[2].partition("</form>")[0]
    form = re.sub(r"<template.*?</template>", "", form, flags=re.DOTALL)
    return re.findall(r'<button[^>]*name="(\w+)"', form)


def test_enter_in_a_field_presses_the_button_that_saves_and_stays(ours, lead, application, page):
    assert buttons_of_the_sheet(ours.get(page)) == ["stay", "send"]
    partner = join(application, UserFactory(), by=lead)
    told = fields_of(ours, page) | {"text-summary": "Elva"}
    save_answer(application, "summary", "Река", read_number=0, by=partner)

    met = buttons_of_the_sheet(ours.post(page, told))

    assert (met[0], met[-2:]) == ("stay", ["stay", "send"])
    assert "settle" in met


ROUGHLY = {
    "basics-start_date": "etter jul",
    "basics-end_date": "mai",
    "activity0-from_date": "uke 8",
}


def test_days_that_are_written_roughly_are_proposed_and_said(ours, application, page):
    answer = ours.post(page, fields_of(ours, page) | FILLED | ROUGHLY, follow=True)

    application.refresh_from_db()
    assert (str(application.start_date), str(application.end_date)) == ("2022-01-01", "2022-05-31")
    assert str(Activity.objects.get().from_date) == "2022-02-21"
    text = answer.text.replace("\u00a0", " ")
    assert "Siste dag: Vi leser «mai» som 31. mai 2022." in text
    assert "Aktivitet 1: Når? Vi leser «uke 8» som 21. februar 2022." in text
    assert 'value="31.5.2022"' in text
    assert "Vi leser" not in ours.get(page).text


def test_a_last_day_without_a_year_is_read_from_the_first(ours, application, page):
    """WEB-113."""
    days = {"basics-start_date": "1.8.2022", "basics-end_date": "1. juni"}
    answer = ours.post(page, fields_of(ours, page) | FILLED | days, follow=True)

    application.refresh_from_db()
    assert (str(application.start_date), str(application.end_date)) == ("2022-08-01", "2023-06-01")
    assert "som 1. juni 2023" in answer.text.replace("\u00a0", " ")


def test_few_kinds_of_cost_stand_first_and_none_is_left_out(ours, application, page):
    """APP-101."""
    _none, *first, (words, rest) = (
        ours.get(page).context["sheet"].costs[0].fields["category"].choices
    )
    assert words == "Flere slag"
    codes = [code for code, _words in first]
    assert {"travel", "food", "visa", "interpreting", "other"} <= set(codes)
    assert not {"humanitarian", "running_costs", "equipment", "deficit"} & set(codes)
    assert sorted([*codes, *(code for code, _words in rest)]) == sorted(KINDS)

    told = {"cost0-text": "Tak", "cost0-category": "investment", "cost0-amount": "800"}
    ours.post(page, fields_of(ours, page) | told)
    assert BudgetLine.objects.get().category == "investment"
    drawn = ours.get(page).text
    assert '<optgroup label="Flere slag">' in drawn
    assert '<option value="investment" selected>' in drawn


def test_how_many_take_part_is_read_and_told_back(ours, application, page):
    """WEB-114."""
    people = {"people-a_0-14": "ca. 20 barn", "people-b_0-14": "15 stk"}
    answer = ours.post(page, fields_of(ours, page) | FILLED | people, follow=True)

    shown = answer.context["sheet"].people.initial
    assert (shown["a_0-14"], shown["b_0-14"]) == (20, 15)
    assert "opptil 14 år: Vi leser «ca. 20 barn» som 20." in answer.text.replace("\xa0", " ")
    told = fields_of(ours, page) | {"people-a_0-14": "25 personer"}
    said = ours.post(page, told, headers={"X-Autosave": "1"}).json()["said"]
    assert any("«25 personer» som 25" in one for one in said)


def test_several_days_in_the_first_day_of_the_project_are_both(ours, application, page):
    """WEB-112."""
    days = {"basics-start_date": "10.–12. mai", "basics-end_date": ""}
    told = fields_of(ours, page) | FILLED | days
    said = ours.post(page, told, headers={"X-Autosave": "1"}).json()["said"]

    application.refresh_from_db()
    assert (str(application.start_date), str(application.end_date)) == ("2022-05-10", "2022-05-12")
    assert "«10.–12. mai» som 10. mai 2022 til 12. mai 2022" in said[0].replace("\u00a0", " ")


def test_a_camp_of_several_days_is_told_in_one_field(ours, application, page):
    told = fields_of(ours, page) | FILLED | {"activity0-from_date": "10.–12. mai"}
    answer = ours.post(page, told, follow=True)

    camp = Activity.objects.get()
    assert (str(camp.from_date), str(camp.to_date)) == ("2022-05-10", "2022-05-12")
    text = answer.text.replace("\u00a0", " ")
    assert "«10.–12. mai» som 10. mai 2022 til 12. mai 2022" in text
    assert 'value="10.5.2022–12.5.2022"' in text

    ours.post(page, fields_of(ours, page) | {"activity0-from_date": "14.5.2022"})
    camp.refresh_from_db()
    assert (str(camp.from_date), camp.to_date) == ("2022-05-14", None)


def test_a_camp_is_moved_to_after_its_last_day_and_nothing_is_refused_out_of_sight(
    ours, application, page, lead
):
    days = {"from_date": date(2022, 5, 10), "to_date": date(2022, 5, 12)}
    camp = save_activity(application, what="Leir", task_a="Lager mat", **days, by=lead)
    told = fields_of(ours, page)
    assert told["activity0-from_date"] == "10.5.2022–12.5.2022"

    ours.post(page, told | {"activity0-place_text": "Alta"})
    camp.refresh_from_db()
    assert (camp.place_text, str(camp.to_date)) == ("Alta", "2022-05-12")
    ours.post(page, fields_of(ours, page) | {"activity0-from_date": "3. juni"})
    camp.refresh_from_db()
    assert (str(camp.from_date), camp.to_date) == ("2022-06-03", None)


@pytest.mark.parametrize("typed", ["31. april–2. mai", "når isen har gått"])
def test_days_that_are_not_read_are_told_beside_their_field(ours, page, typed):
    answer = ours.post(page, fields_of(ours, page) | FILLED | {"activity0-from_date": typed})

    field = answer.context["sheet"].activities[0]["from_date"]
    assert field.errors
    assert f'value="{typed}"' in answer.text
    assert str(field.errors[0]) in answer.text


def test_a_script_is_told_which_day_was_read(ours, page):
    told = fields_of(ours, page) | FILLED | ROUGHLY

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    assert len(answer["said"]) == 3
    assert answer["wrong"] == []


def test_a_day_that_cannot_be_told_is_asked_for_beside_its_field(ours, application, page):
    told = FILLED | {"basics-start_date": "en gang", "basics-end_date": "mai"}

    answer = ours.post(page, fields_of(ours, page) | told)

    assert 'value="en gang"' in answer.text
    assert "id_basics-start_date-error" in answer.text
    assert "id_basics-end_date-advice" in answer.text
    application.refresh_from_db()
    assert (application.start_date, str(application.end_date)) == (None, "2022-05-31")


def folded(answer):
    """Return the names of the fields that are in sight only when somebody asks for them."""
    drawn = re.findall(r'<details class="ds-details">.*?</details>', answer.text, re.DOTALL)
    return {name for part in drawn for name in re.findall(r'name="(\w+)-(?:what|text)"', part)}


def test_rows_that_nobody_needs_yet_are_folded_away_and_hold_what_is_typed(ours, page):
    assert folded(ours.get(page)) == {"activity1", "activity2", *(f"cost{n}" for n in range(3, 8))}
    told = {"activity1-task_b": "Lager mat", "cost4-amount": "800", "cost4-category": "food"}
    told |= {"activity2-from_date": "en gang"}

    answer = ours.post(page, fields_of(ours, page) | told)

    assert folded(answer) == {f"cost{n}" for n in range(6, 8)}
    assert 'value="en gang"' in answer.text
    assert Activity.objects.get().task_b == "Lager mat"
    assert BudgetLine.objects.get().amount == 800_00
    assert folded(ours.get(page)) == {"activity1", "activity2", *(f"cost{n}" for n in range(3, 8))}


def test_what_the_guidelines_say_is_unfolded_at_the_check_and_its_heading_always_in_sight(
    ours, application, page
):
    ours.post(page, fields_of(ours, page) | FILLED)
    check = reverse("portal:send", kwargs={"key": application.key})
    for address, is_folded in ((page, True), (check, False)):
        drawn = ours.get(address).text.split('<section class="nk-finding"')[1:]
        part = next(one for one in drawn if "En partner mangler" in one).split("</section>")[0]
        head, _fold, rest = part.partition("<details" if is_folded else "</h3>")
        assert "En partner mangler" in head
        assert ("<details" in part) == is_folded
        assert "Skriv hvem partneren er" in rest
