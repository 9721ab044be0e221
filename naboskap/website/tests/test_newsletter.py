"""The newsletter as a visitor meets it: signing up, one's own page, leaving, the archive."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import secret_of
from naboskap.core import clock
from naboskap.network.models import Issue, Subscriber
from naboskap.network.queries import topics_of
from naboskap.network.tests.factories import IssueFactory, SubscriberFactory
from naboskap.notifications.models import Message
from naboskap.website.stamped import new_stamp

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def told(**values):
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        stamp = new_stamp()
    return {
        "address": "reader@example.org",
        "language": "ru",
        "topics": ["news", "events"],
        "website": "",
        "stamp": stamp,
        **values,
    }


def way(subscriber, end=""):
    return f"/ru/nyhetsbrev/mitt/{secret_of('subscriber', subscriber.key)}/{end}"


def published(number=1, **values):
    sender = UserFactory(roles=[Role.HEAD])
    return IssueFactory.create_batch(
        number, status="sent", begun_at=clock.now(), sent_by=sender, **values
    )


def test_from_the_page_to_the_yes(client):
    form = told()
    answer = client.post("/ru/nyhetsbrev/", form)
    assert answer.url == "/ru/nyhetsbrev/takk/"
    assert client.post("/ru/nyhetsbrev/", form).url == answer.url
    subscriber = Subscriber.objects.get()
    [mail] = Message.objects.all()
    assert way(subscriber) in mail.body
    page = client.get(way(subscriber))
    assert "reader@example.org" in page.text
    for _scanner in range(2):  # A machine that opens links says yes to nothing.
        client.get(way(subscriber))
        client.head(way(subscriber))
    subscriber.refresh_from_db()
    assert subscriber.status == "waiting"
    assert client.post(way(subscriber), {"act": "confirm"}).status_code == 302
    subscriber.refresh_from_db()
    assert (subscriber.status, topics_of(subscriber)) == ("subscribed", ["news", "events"])


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client):
    SubscriberFactory(address="known@example.org")
    answers = []
    for address in ("known@example.org", "new@example.org"):
        answer = client.post("/en/nyhetsbrev/", told(address=address))
        shown = client.get(answer.url)
        assert address in shown.text  # So that a slip is seen, by whoever typed it.
        assert "no-store" in shown.headers["Cache-Control"]
        answers.append((answer.status_code, answer.url, shown.text.replace(address, "")))
    assert answers[0] == answers[1]
    assert "example.org" not in Client().get(answer.url).text.replace("info@barents.no", "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "ring meg"}, "address"),
        ({"address": "ring meg", "stamp": "strange"}, "address"),  # However quick somebody is.
        ({"topics": []}, "topics"),
        ({"topics": ["strange"]}, "topics"),
        ({"language": ""}, "language"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(client, values, field):
    text = client.post("/en/nyhetsbrev/", told(**values)).text
    assert f'id="id_{field}-error"' in text
    assert not Subscriber.objects.exists()


def test_a_machine_is_asked_to_press_again(client):
    with time_machine.travel(timezone.now(), tick=False):  # However slow this machine is.
        for values in ({"website": "x"}, {"stamp": "strange"}, {"stamp": new_stamp()}):
            answer = client.post("/en/nyhetsbrev/", told(**values))
            assert "Press the button once more" in answer.text
    assert not Subscriber.objects.exists()


def test_all_that_was_ticked_stays_when_the_button_is_to_be_pressed_again(client):
    text = client.post("/en/nyhetsbrev/", told(stamp=new_stamp())).text
    for topic in ("news", "events"):
        assert f'value="{topic}" checked' in text


def test_nobody_is_signed_up_from_another_site():
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/nyhetsbrev/", told()).status_code == 403
    assert not Subscriber.objects.exists()


def test_language_and_topics_are_changed_on_one_s_own_page(client):
    subscriber = SubscriberFactory(topics=["news"])
    assert 'value="news" checked' in client.get(way(subscriber)).text
    assert client.post(way(subscriber), {"language": "en", "topics": []}).status_code == 200
    client.post(way(subscriber), {"language": "en", "topics": ["calls", "stories"]})
    subscriber.refresh_from_db()
    assert (subscriber.language, topics_of(subscriber)) == ("en", ["calls", "stories"])


def test_one_leaves_with_one_click_and_not_by_opening():
    """As a mail program does it (RFC 8058): no cookie, no page before, no way on."""
    subscriber = SubscriberFactory()
    program = Client(enforce_csrf_checks=True)
    page = program.get(way(subscriber, "slutt/"))
    assert "<form" in page.text
    assert Subscriber.objects.exists()
    click = {"List-Unsubscribe": "One-Click"}
    answer = program.post(way(subscriber, "slutt/"), click)
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert program.post(way(subscriber, "slutt/"), click).status_code == 200
    assert program.get(way(subscriber)).status_code == 200
    assert program.get(way(subscriber, "slutt/")).status_code == 200


def test_a_strange_link_leads_nowhere_and_tells_the_way_on(client):
    subscriber = SubscriberFactory()
    for secret in ("x", subscriber.key, secret_of("thread", subscriber.key)):
        for end in ("", "slutt/"):
            answer = client.post(f"/nyhetsbrev/mitt/{secret}/{end}", {"act": "confirm"})
            assert answer.status_code == 404
            assert 'href="/nyhetsbrev/"' in answer.text
    assert Subscriber.objects.exists()


def test_a_link_that_is_too_old_and_an_address_at_rest(client):
    late = SubscriberFactory(waiting=True, confirm_by=timezone.now() - timedelta(1))
    assert 'value="confirm"' not in client.get(way(late)).text
    assert client.post(way(late), {"act": "confirm"}).url == way(late)
    rests = SubscriberFactory(status="resting", refusals=3)
    client.post(way(rests), {"language": "en", "topics": ["calls"]})
    client.post(way(rests), {"act": "confirm"})
    assert {one.status for one in Subscriber.objects.all()} == {"waiting", "subscribed"}


def test_the_archive_holds_what_was_sent_and_nothing_else(client):
    [issue] = published(text={"nb": "## Først\nLes <b>her</b>: [frister](/frister/)."})
    IssueFactory(title={"nb": "Uferdig"})
    [stopped] = published(title={"nb": "Feil"})
    Issue.objects.filter(pk=stopped.pk).update(status="stopped")
    text = client.get("/nyhetsbrev/utgaver/").text
    assert "Høstens frister" in text
    assert "Uferdig" not in text
    assert "Feil" not in text
    assert client.get(f"/nyhetsbrev/utgaver/{stopped.pk}/").status_code == 404
    page = client.get(f"/nyhetsbrev/utgaver/{issue.pk}/").text
    assert "<h2>Først</h2>" in page
    assert 'Les &lt;b&gt;her&lt;/b&gt;: <a href="/frister/">frister</a>' in page


def test_what_is_not_there_in_the_language_says_so(client):
    [issue] = published(title={"nb": "Høst"}, text={"nb": "Se [her](/frister/)."})
    text = client.get(f"/ru/nyhetsbrev/utgaver/{issue.pk}/").text
    assert '<h1 lang="nb">Høst</h1>' in text
    assert "норвежский" in text
    assert 'href="/frister/"' in text
    assert '<a class="ds-link" href="/ru/nyhetsbrev/utgaver/' in client.get("/ru/nyhetsbrev/").text


def test_the_feed(client):
    [issue] = published(title={"nb": "Høst"}, text={"nb": "Kom."})
    root = ET.fromstring(client.get("/en/data/nyhetsbrev.atom").content)
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Høst"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    link = entry.find(f"{ATOM}link").get("href")
    assert link.endswith(f"/en/nyhetsbrev/utgaver/{issue.pk}/")


def test_a_newsletter_is_found_by_search(client):
    published(title={"nb": "Vinterens lysfest"})
    assert "Vinterens lysfest" in client.get("/sok/?sok=lysfesten").text


def test_the_list_costs_the_same_with_one_issue_and_with_three(client, django_assert_num_queries):
    published()
    client.get("/nyhetsbrev/utgaver/?x")
    with django_assert_num_queries(4):
        client.get("/nyhetsbrev/utgaver/?y")
    published(2)
    with django_assert_num_queries(4):
        client.get("/nyhetsbrev/utgaver/?z")
