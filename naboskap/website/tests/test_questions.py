"""Asking an adviser without an account, and the thread by its mailed link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import answer_thread, block_sender
from naboskap.advice.links import secret_of
from naboskap.advice.models import Thread
from naboskap.advice.tasks import run_due
from naboskap.advice.tests.factories import AdviserFactory, ThreadFactory
from naboskap.notifications.models import Message
from naboskap.website.stamped import new_stamp

pytestmark = pytest.mark.django_db
QUESTION = "Может ли школа быть партнёром?"


def told(**values):
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        stamp = new_stamp()
    return {
        "text": QUESTION,
        "address": "teacher@example.org",
        "theme": "education",
        "website": "",
        "stamp": stamp,
        **values,
    }


def way(thread):
    return f"/ru/spor/{secret_of('thread', thread.key)}/"


def test_a_question_is_sent_once_and_thanked_for_without_its_words(client):
    adviser = AdviserFactory(languages=["nb", "ru"])
    form = told()
    answer = client.post("/ru/spor/", form)
    assert answer.status_code == 302
    assert client.post("/ru/spor/", form).url == answer.url
    thread = Thread.objects.get()
    assert (thread.adviser, thread.language, thread.user) == (adviser, "ru", None)
    text = client.get(answer.url).text
    assert adviser.user.name in text
    assert QUESTION not in text
    assert secret_of("thread", thread.key) not in text
    assert mail.outbox == []  # The worker sends.


def test_the_danger_is_told_before_anything_is_written(client):
    for prefix, words in (
        ("", "Skriv ikke noe her som er farlig for deg."),
        ("/en", "Write nothing here that is dangerous to you."),
        ("/ru", "Не пишите здесь того, что опасно для вас."),
    ):
        before, _field, after = client.get(f"{prefix}/spor/").text.partition("<textarea")
        form = before.partition("<h1")[2]
        assert words in form
        assert "tel:" in form
        assert f'href="{prefix}/radgivere/"' in form  # Who answers in which language.
        assert words not in after


def test_the_address_is_told_to_the_browser_that_typed_it_and_to_no_other(client):
    AdviserFactory()
    answer = client.post("/spor/", told(address="Teacher@exmaple.org"))
    assert "Teacher@exmaple.org" in client.get(answer.url).text
    assert "exmaple" not in answer.url
    assert "exmaple" not in Client().get(answer.url).text.casefold()
    other = Client()
    elsewhere = other.post("/spor/", told(address="other@example.org")).url
    assert "exmaple" not in other.get(answer.url).text.casefold()
    assert "other@example.org" not in other.get(answer.url).text
    assert "other@example.org" in other.get(elsewhere).text


def test_an_adviser_who_is_chosen_on_a_page_is_asked(client):
    AdviserFactory(themes=["education"])
    chosen = AdviserFactory(themes=["sport"])
    text = client.get("/radgivere/").text
    assert f'href="/spor/?radgiver={chosen.pk}"' in text
    client.post(f"/spor/?radgiver={chosen.pk}", told())
    assert Thread.objects.get().adviser == chosen
    assert client.get("/spor/?radgiver=x").status_code == 200


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 5_001}, "text"),
        ({"address": ""}, "address"),
        ({"address": "ring meg"}, "address"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(client, values, field):
    form = told(**values)
    text = client.post("/en/spor/", form).text
    assert f'id="id_{field}-error"' in text
    assert form["text"] in text
    assert form["address"] in text
    assert not Thread.objects.exists()


def test_an_empty_form_is_not_told_that_its_words_are_kept(client):
    empty = {"text": "", "address": "", "stamp": new_stamp()}
    text = client.post("/en/spor/", told(**empty)).text
    assert 'id="id_text-error"' in text
    assert "what you wrote is here" not in text


def test_whoever_asks_is_told_that_others_can_ask_for_access_and_what_not_to_write(client):
    thread = ThreadFactory(language="ru")
    for path in ("/ru/spor/", way(thread)):
        text = client.get(path).text
        assert "попросит доступ" in text
        assert "Не пишите здесь того, что опасно для вас" in text
        assert "+47 78 97 70 50" in text


def test_a_card_says_who_answers_in_the_reader_s_language(client):
    theirs = AdviserFactory(themes=["education"], languages=["nb"])
    other = AdviserFactory(themes=["culture"], languages=["nb", "ru"], phone="+47 00 00 00 09")
    text = client.get(f"/ru/spor/?radgiver={theirs.pk}").text
    assert f"По-русски на вопросы по любой теме отвечает {other.user.name}" in text
    assert "+47 00 00 00 09" in text
    assert other.user.name not in client.get(f"/spor/?radgiver={theirs.pk}").text


def test_the_mail_tells_both_clocks_and_the_telephone(client):
    AdviserFactory(languages=["ru"])
    client.post("/ru/spor/", told())
    [message] = Message.objects.filter(address="teacher@example.org")
    for words in ("Осло", "Мурманск", "+47 78 97 70 50"):
        assert words in message.body


def test_a_machine_is_asked_to_press_again(client):
    with time_machine.travel(timezone.now(), tick=False):  # However slow this machine is.
        for values in ({"website": "x"}, {"stamp": "strange"}, {"stamp": new_stamp()}):
            answer = client.post("/en/spor/", told(**values))
            assert "Press the button once more" in answer.text
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "Det gikk så fort"),
        ({"website": "https://example.org"}, "kanskje av nettleseren din"),
        ({"stamp": "strange"}, "Siden hadde stått åpen for lenge"),
    ],
)
def test_whoever_is_as_quick_as_a_machine_is_told_why_and_gets_through_by_pressing_again(
    client, values, why
):
    """A password manager fills the form in and sends it before a second has gone."""
    with time_machine.travel(timezone.now(), tick=False):
        shown = client.get("/spor/lenke/").context["form"]
        form = {"address": "teacher@example.org", "stamp": shown["stamp"].value(), **values}
        asked = client.post("/spor/lenke/", form)
        assert why in asked.text
        assert "Ingenting er sendt ennå" in asked.text
        drawn = asked.context["form"]
        again = {name: drawn[name].value() for name in ("address", "stamp", "website")}
        assert again["address"] == form["address"]
        assert client.post("/spor/lenke/", again).status_code == 302


def test_nothing_is_asked_in_anybody_s_name_from_another_site():
    person = UserFactory()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    assert browser.post("/spor/", told()).status_code == 403
    assert not Thread.objects.exists()


def test_signed_in_one_is_not_asked_for_an_address_and_goes_to_one_s_page(client):
    person = UserFactory()
    client.force_login(person)
    assert 'name="address"' not in client.get("/spor/").text
    answer = client.post("/spor/", told())
    thread = Thread.objects.get()
    assert (thread.user, answer.url) == (person, f"/min-side/sporsmal/{thread.key}/")


def test_by_the_link_one_reads_and_writes_on(client):
    officer = AdviserFactory(languages=["ru"]).user
    client.post("/ru/spor/", told())
    thread = Thread.objects.get()
    [to_asker] = Message.objects.filter(address="teacher@example.org")
    assert way(thread) in to_asker.body
    answer_thread(thread, "Да, может.", language="ru", key="a", by=officer)
    before = Thread.objects.values().get()
    text = client.get(way(thread)).text
    assert QUESTION in text
    assert "Да, может." in text
    assert officer.name in text
    assert Thread.objects.values().get() == before  # Opening did nothing.
    assert client.post(way(thread), {"text": "", "key": "k"}).status_code == 200
    assert client.post(way(thread), {"text": "А клуб?", "key": "k"}).status_code == 302
    assert client.post(way(thread), {"text": "А клуб?", "key": "k"}).status_code == 302
    thread.refresh_from_db()
    assert (thread.status, thread.messages.count()) == ("waiting", 3)


def test_by_the_link_one_closes_opens_again_and_says_it_was_not_they(client):
    thread = ThreadFactory()
    client.post(way(thread), {"act": "close"})
    thread.refresh_from_db()
    assert thread.status == "closed"
    client.post(way(thread), {"text": "Ещё вопрос.", "key": "k"})
    thread.refresh_from_db()
    assert thread.status == "waiting"
    assert 'value="disown"' not in client.get(way(thread)).text  # They have written.
    other = ThreadFactory()
    assert 'value="disown"' in client.get(way(other)).text
    client.post(way(other), {"act": "disown"})
    other.refresh_from_db()
    assert other.status == "disowned"
    page = client.get(way(other))
    assert page.status_code == 200
    assert "<h1>Писем об этом больше не будет</h1>" in page.text
    assert other.messages.first().text not in page.text
    client.post(way(other), {"text": "Hei.", "key": "k"})
    assert other.messages.count() == 1


def test_a_strange_link_leads_nowhere_and_tells_the_way_on(client):
    thread = ThreadFactory()
    for secret in ("x", thread.key, f"{secret_of('thread', thread.key)}x",
                   secret_of("talk", thread.key)):  # fmt: skip
        answer = client.post(f"/spor/{secret}/", {"text": "Hei.", "key": "k"})
        assert answer.status_code == 404
        assert 'href="/spor/"' in answer.text
    assert thread.messages.count() == 1


def test_a_blocked_sender_is_told_to_call(client):
    thread = ThreadFactory(address="teacher@example.org")
    block_sender(thread, "Skjellsord.", by=AdviserFactory().user)
    text = client.get(way(thread)).text
    assert "Skjellsord" not in text
    assert "<textarea" not in text
    assert client.post(way(thread), {"act": "close"}, follow=True).status_code == 200
    assert "You can call us" in client.post("/en/spor/", told()).text


def test_a_thread_costs_the_same_with_one_message_and_with_three(
    client, django_assert_num_queries
):
    thread = ThreadFactory(adviser=AdviserFactory())
    one, another = AdviserFactory().user, AdviserFactory().user
    answer_thread(thread, "1", language="nb", key="1", by=one)
    client.get(way(thread))
    with django_assert_num_queries(3):
        client.get(way(thread))
    answer_thread(thread, "2", language="nb", key="2", by=another)
    answer_thread(thread, "3", language="nb", key="3", by=another)
    with django_assert_num_queries(3):
        client.get(way(thread))


def test_the_directory_shows_who_fits_and_never_nobody(client):
    north = AdviserFactory(themes=["sport"], languages=["nb", "ru"])
    south = AdviserFactory(themes=["culture"], languages=["nb"])
    text = client.get("/en/radgivere/?tema=sport&sprak=ru&sted=").text
    assert north.user.name in text
    assert south.user.name not in text
    nobody = client.get("/en/radgivere/?tema=media").text
    assert "Nobody knows just that" in nobody
    assert north.user.name in nobody
    assert client.get("/en/radgivere/?tema=x&sted=y&sprak=z").status_code == 200


def test_the_directory_costs_the_same_with_one_adviser_and_with_three(
    client, django_assert_num_queries
):
    AdviserFactory()
    client.get("/radgivere/?x")
    with django_assert_num_queries(2):
        client.get("/radgivere/?y")
    AdviserFactory.create_batch(2)
    with django_assert_num_queries(2):
        client.get("/radgivere/?z")


def test_a_lost_link_is_asked_for_and_the_page_says_the_same_to_everybody(client):
    thread = ThreadFactory(address="teacher@example.org")
    assert 'href="/en/spor/lenke/"' in client.get("/en/spor/").text
    assert 'href="/en/spor/lenke/"' in client.get("/en/spor/strange/").text
    answers = []
    for address in ("teacher@example.org", "nobody@example.org"):
        answer = client.post("/en/spor/lenke/", told(address=address), follow=True)
        text = answer.text.replace(answer.context["form"]["stamp"].value(), "")
        assert answer.context["form"]["address"].value() == address  # So that a slip is seen.
        answers.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", text.replace(address, "")))
    assert answers[0] == answers[1]
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Client().get("/en/spor/lenke/").context["form"]["address"].value()
    assert not Message.objects.exists()  # The worker looks who it is, not the page.
    run_due()
    [message] = Message.objects.all()
    assert secret_of("thread", thread.key) in message.body
    wrong = client.post("/en/spor/lenke/", told(address="ring", stamp="strange")).text
    assert 'id="id_address-error"' in wrong
    assert Message.objects.count() == 1
    for _time in range(5):
        answer = client.post("/en/spor/lenke/", told(address="nobody@example.org"))
    assert "Many links have been asked for from here" in answer.text


def test_a_page_that_answers_a_form_is_not_gone_back_to(client):
    """The script puts it in the history as the form's own page; see ``ui/answered.js``."""
    wrong = told(address="ring meg", contact="ring meg")
    for path in ("/ru/spor/", "/ide/", "/meld-feil/", "/registrer/", "/logg-inn/"):
        assert "ui/answered" not in client.get(path).text
        answer = client.post(path, wrong)
        assert answer.status_code == 200
        before, _script, _after = answer.text.partition("ui/answered")
        assert 'data-at="own"' in answer.text
        assert "ui/kept" not in before  # What is kept is kept for the form's own page.
