"""The texts of a draft: met, put together, read as they were, and taken back."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import let_in_adviser, save_answer, withdraw_application
from naboskap.applications.tests.factories import NOW, adviser_of_ours, draft, join
from naboskap.programmes.models import Round
from naboskap.questionnaires.models import Answer, AnswerVersion
from naboskap.questionnaires.queries import questions_of


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


@pytest.fixture
def partner(application, lead):
    return join(application, UserFactory(name="Partner (eksempel)", language="ru"), by=lead)


def at(name, application, **more):
    return reverse(f"portal:{name}", kwargs={"key": application.key, **more})


def enter(client, user):
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()


def values_of(form):
    return {one.html_name: "" if one.value() is None else str(one.value()) for one in form}


def posted(client, page, **changed):
    """Return what a browser would send from a page of texts, with some of it changed."""
    told = values_of(client.get(page).context["form"])
    return told | {name.replace("__", "-"): text for name, text in changed.items()}


def text_of(key="summary"):
    return Answer.objects.get(identity__key=key).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("use", "stands"), [("mine", "Elva"), ("theirs", "Река"), ("both", "Река\n\nElva")]
)
def test_a_meeting_is_settled_by_a_button_without_a_script(
    ours, application, partner, use, stands
):
    page = at("texts", application)
    told = posted(ours, page, summary="Elva")
    save_answer(application, "summary", "Река", read_number=0, by=partner)

    met = ours.post(page, told)
    assert text_of() == "Река"
    assert "Partner (eksempel) (Partnersiden)" in met.text
    assert 'value="summary:both"' in met.text
    answer = ours.post(page, told | {"summary-number": "1", "settle": f"summary:{use}"})

    assert answer.url == f"{page}#summary"
    assert text_of() == stands


@pytest.mark.django_db
@pytest.mark.parametrize("is_own", [True, False])
def test_a_meeting_with_ones_own_other_window_says_so_on_its_buttons(
    ours, application, lead, partner, is_own
):
    page = at("texts", application)
    told = posted(ours, page, summary="Elva")
    save_answer(application, "summary", "Havet", read_number=0, by=lead if is_own else partner)

    drawn = ours.post(page, told).text.split("<template data-met")[0]

    assert ("Du selv lagret dette" in drawn) is is_own
    assert (">Bruk det jeg lagret i det andre vinduet<" in drawn) is is_own
    assert (">Bruk deres<" in drawn) is not is_own
    assert "Noen andre" not in drawn
    told_script = {"text": "x", "number": "0"}
    met = ours.post(at("answer", application, question="summary"), told_script)
    assert met.json()["own"] is is_own


@pytest.mark.django_db
def test_a_page_that_came_back_with_a_meeting_saves_the_others_again(ours, application, partner):
    page = at("texts", application)
    told = posted(ours, page, summary="Elva", result="Et kart")
    save_answer(application, "summary", "Река", read_number=0, by=partner)
    again = values_of(ours.post(page, told).context["form"])

    ours.post(page, again | {"result": "Et stort kart"})

    assert (text_of(), text_of("result")) == ("Elva", "Et stort kart")


@pytest.mark.django_db
def test_a_script_is_told_who_and_when_in_both_places(ours, application, partner):
    save_answer(application, "summary", "Река", read_number=0, by=partner)

    met = ours.post(at("answer", application, question="summary"), {"text": "x", "number": "0"})

    assert met.status_code == 409
    assert met.json()["language"] == "ru"
    assert met.json()["who"].startswith("Partner (eksempel) (Partnersiden) lagret dette")
    assert "Oslo" in met.json()["who"]
    assert "Murmansk" in met.json()["who"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "²", "-1", "9" * 40, "x"])
def test_a_number_that_is_none_is_as_nothing_read(ours, application, number):
    page = at("answer", application, question="summary")

    assert ours.post(page, {"text": "Elva", "number": number}).status_code == 200


@pytest.mark.django_db
def test_the_language_of_a_text_can_be_told(ours, application):
    page = at("texts", application)
    ours.post(page, posted(ours, page, summary="Elva vår", stay="1"))
    assert Answer.objects.get().language == "nb"

    ours.post(page, posted(ours, page, summary__language="nn", stay="1"))

    assert (Answer.objects.get().language, Answer.objects.get().number) == ("nn", 2)
    save = at("answer", application, question="summary")
    told = ours.post(save, {"text": "Our river", "number": "2", "language": "en"}).json()
    assert told == {"number": 3, "language": "en"}


@pytest.mark.django_db
def test_every_version_is_read_and_one_of_them_stands_again(ours, application, lead, partner):
    save_answer(application, "summary", "Elva mellom oss", read_number=0, by=lead)
    save_answer(application, "summary", "Elva mellom <oss>", read_number=1, by=partner)
    page = at("history", application, question="summary")

    shown = ours.get(page)
    assert "<ins>" in shown.text
    assert "&lt;" in shown.text
    assert "Partner (eksempel) (Partnersiden)" in shown.text
    assert [one.number for one in shown.context["versions"]] == [2, 1]

    assert ours.post(page, {"restore": "1", "number": "2"}).url == page
    assert text_of() == "Elva mellom oss"
    assert list(AnswerVersion.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert "står igjen" in ours.get(page).text


@pytest.mark.django_db
def test_a_version_does_not_stand_again_over_what_another_wrote(ours, application, lead, partner):
    save_answer(application, "summary", "En", read_number=0, by=lead)
    save_answer(application, "summary", "To", read_number=1, by=partner)
    page = at("history", application, question="summary")
    save_answer(application, "summary", "Tre", read_number=2, by=partner)

    answer = ours.post(page, {"restore": "1", "number": "2"}, follow=True)

    assert "endret" in answer.text
    assert text_of() == "Tre"
    for number in ("0", "9", "x"):
        ours.post(page, {"restore": number, "number": "3"})
    assert text_of() == "Tre"


@pytest.mark.django_db
def test_history_is_for_the_pair_and_the_helper_they_let_in(client, application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    page = at("history", application, question="summary")
    adviser = adviser_of_ours()
    let_in_adviser(application, adviser, by=lead)
    officer, stranger = UserFactory(roles=[Role.CASE_OFFICER]), UserFactory()

    found = {}
    for name, user in {
        "lead": lead,
        "partner": partner,
        "adviser": adviser,
        "officer": officer,
        "stranger": stranger,
    }.items():
        enter(client, user)
        found[name] = client.get(page).status_code
    assert found == {
        "lead": 200,
        "partner": 200,
        "adviser": 200,
        "officer": 404,
        "stranger": 404,
    }
    enter(client, adviser)
    assert not client.get(page).context["may_restore"]
    assert client.post(page, {"restore": "1", "number": "1"}).status_code == 403
    client.force_login(lead)
    assert client.get(at("history", application, question="no-such")).status_code == 404


@pytest.mark.django_db
def test_history_costs_the_same_however_long(ours, application, lead):
    page = at("history", application, question="summary")

    def statements(number):
        for again in range(Answer.objects.count() and text_number(), number):
            save_answer(application, "summary", f"Tekst {again}", read_number=again, by=lead)
        ours.get(page)
        with CaptureQueriesContext(connection) as asked:
            ours.get(page)
        return len(asked)

    def text_number():
        return Answer.objects.get().number

    assert statements(1) == statements(3) == statements(30)
    assert "Versjon 10" in ours.get(f"{page}?page=2").text


@pytest.mark.django_db
def test_a_text_to_an_application_that_is_no_draft_is_given_back(ours, application, lead):
    told = posted(ours, at("texts", application), summary="Elva")
    withdraw_application(application, by=lead)

    by_itself = ours.post(
        at("answer", application, question="summary"), {"text": "Elva", "number": "0"}
    )
    assert by_itself.status_code == 422
    assert ">\nElva</textarea>" in ours.post(at("texts", application), told).text
    assert ours.get(at("texts", application)).url == at("read", application)
    assert not Answer.objects.exists()


def test_thirty_people_on_one_draft_lose_nothing(committed, settings):
    """All that was acknowledged to any of thirty who write at once is in the history."""
    lead = UserFactory()
    application = draft(lead)
    seat = application.seats.get(side="b")
    people = [lead]
    for _number in range(29):
        person = UserFactory()
        seat.people.create(user=person, joined_at=NOW, informed_at=NOW)
        people.append(person)
    clients = []
    for person in people:
        client = Client()
        client.force_login(person)
        clients.append(client)
    keys = [one.key for one in questions_of(application.sheet.version)]
    gate, acknowledged, faults = threading.Barrier(30), [], []
    doors = threading.Semaphore(4)  # So many are answered at a time by the house.

    def write(who, client):
        key, number = keys[who % len(keys)], 0
        page = at("answer", application, question=key)
        try:
            gate.wait()
            for turn in range(2):
                text = f"Person {who}, tekst {turn}"
                status = 0
                while status != 200:  # Whoever meets another reads theirs, and saves again.
                    with doors:
                        answer = client.post(page, {"text": text, "number": number})
                    status, number = answer.status_code, answer.json()["number"]
                acknowledged.append((key, text))
        except Exception as fault:  # noqa: BLE001 -- shown in the assertion
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=one) for one in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert len(acknowledged) == 60
    kept = AnswerVersion.objects.order_by("number")
    assert sorted(kept.values_list("answer__identity__key", "text")) == sorted(acknowledged)
    for answer in application.sheet.answers.all():
        assert answer.text == answer.versions.latest("number").text


@pytest.mark.django_db
def test_a_draft_whose_round_has_closed_is_read_copied_and_written_on(ours, application, lead):
    save_answer(application, "summary", "Elva mellom oss", read_number=0, by=lead)
    assert "Hva nå?" not in ours.get(at("read", application)).text
    current = Round.objects.get()
    current.opens_at, current.closes_at = NOW - timedelta(days=30), NOW - timedelta(days=2)
    current.save()
    Round.objects.create(
        programme=application.programme,
        opens_at=NOW + timedelta(days=30),
        closes_at=NOW + timedelta(days=60),
    )

    text = ours.get(at("read", application)).text
    assert "Hva nå?" in text
    assert "3. november 2021" in text.replace("\xa0", " ")
    assert 'data-nk-copy="read-summary"' in text
    assert "data-left" not in text
    assert "Hva nå?" in ours.get(at("draft", application)).text
    page = at("answer", application, question="summary")
    assert ours.post(page, {"text": "Elva", "number": "1"}).status_code == 200


@pytest.mark.django_db
def test_a_text_that_never_reached_what_was_sent_can_be_copied(ours, application, lead):
    save_answer(application, "summary", "Elva mellom oss", read_number=0, by=lead)
    withdraw_application(application, by=lead)

    text = ours.get(at("read", application)).text

    assert f'data-left="{lead.pk}"' in text
    assert f'data-stem="{at("draft", application)}svar/"' in text
    assert "Elva mellom oss" in text


@pytest.mark.django_db
@pytest.mark.parametrize("by_script", [True, False])
def test_whoever_lets_the_others_text_stand_finds_ones_own_among_the_earlier(
    ours, application, partner, by_script
):
    told = posted(ours, at("texts", application), summary="Elva")
    save_answer(application, "summary", "Река", read_number=0, by=partner)

    if by_script:
        page = at("answer", application, question="summary")
        answer = ours.post(page, {"text": "Elva", "number": "1", "settle": "theirs"}).json()
        assert (answer["number"], answer["text"]) == (3, "Река")
    else:
        ours.post(
            at("texts", application), told | {"summary-number": "1", "settle": "summary:theirs"}
        )

    assert text_of() == "Река"
    kept = AnswerVersion.objects.filter(answer__identity__key="summary").order_by("number")
    assert list(kept.values_list("text", flat=True)) == ["Река", "Elva", "Река"]


@pytest.mark.django_db
def test_two_texts_that_met_are_put_together_from_what_both_grew_from(ours, application, partner):
    page, base = at("texts", application), "Vi går i skogen. Alle er med."
    save_answer(application, "summary", base, read_number=0, by=partner)
    told = posted(ours, page, summary="Vi går i fjellet. Alle er med.")
    theirs = "Vi går i skogen. Alle skoler er med."
    save_answer(application, "summary", theirs, read_number=1, by=partner)
    both = "Vi går i fjellet. Alle skoler er med."

    answer = {"text": told["summary"], "number": "1"}
    met = ours.post(at("answer", application, question="summary"), answer).json()
    shown = ours.post(page, told).text

    assert met["merged"] == both
    assert ["out", "skogen"] in met["pieces"]
    assert ["into", "fjellet"] in met["pieces"]
    assert f"{both}</textarea>" in shown
    assert "[bare i din:" in shown
    edited = {"settle": "summary:both", "merged-summary": f"{both} Også vi."}
    ours.post(page, told | {"summary-number": "2"} | edited)
    assert text_of() == f"{both} Også vi."
    # One's own text is among the earlier ones.
    kept = AnswerVersion.objects.filter(text=told["summary"])
    assert kept.values_list("number", flat=True).get() == 3


@pytest.mark.django_db
def test_put_together_to_what_stands_ones_own_text_is_kept_all_the_same(
    ours, application, partner
):
    page = at("texts", application)
    told = posted(ours, page, summary="Elva")
    save_answer(application, "summary", "Река", read_number=0, by=partner)
    ours.post(page, told)

    ours.post(
        page,
        told | {"summary-number": "1", "settle": "summary:both", "merged-summary": "Река"},
    )

    assert text_of() == "Река"
    assert AnswerVersion.objects.filter(text="Elva").exists()
