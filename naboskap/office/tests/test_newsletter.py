"""The newsletter in the office: written by one, sent by another, and who rings is helped."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.network.models import Issue, Subscriber
from naboskap.network.tasks import run_due
from naboskap.network.tests.factories import IssueFactory, SubscriberFactory
from naboskap.notifications.actions import send_due
from naboskap.notifications.models import Message
from naboskap.office.tests.test_ideas import enter

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/nyhetsbrev/"
KEEPERS = {Role.EDITOR, Role.HEAD, Role.DEPUTY}
READERS = KEEPERS | {Role.CASE_OFFICER}
WRITTEN = {
    "title_nb": "Høst",
    "text_nb": "Kom på [møtet](/frister/).",
    "title_ru": "Осень",
    "text_ru": "Приходите.",
    "title_en": "",
    "text_en": "",
    "topics": ["news"],
    "revision": "0",
}


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_newsletter(client, role):
    enter(client, *([role] if role else []))
    issue = IssueFactory()
    page = f"{LIST}{issue.pk}/"
    may = role in READERS
    assert client.get(LIST).status_code == (200 if may else 403)
    assert client.get(page).status_code == (200 if may else 404)
    assert client.get(f"{page}skriv/").status_code == (200 if role in KEEPERS else 403)
    assert client.post(f"{LIST}mottaker/", {"address": "x"}).status_code == (200 if may else 403)
    assert client.post(f"{LIST}nytt/").status_code == (302 if role in KEEPERS else 403)
    assert client.post(f"{LIST}liste/").status_code == (200 if role in KEEPERS else 403)
    wanted = 302 if role in KEEPERS else 403 if may else 404
    for act in ("klar", "send", "slett"):
        assert client.post(f"{page}{act}/").status_code == wanted
    if role not in KEEPERS:
        issue.refresh_from_db()
        assert issue.status == "writing"


def test_from_writing_to_sent(client):
    reader = SubscriberFactory(language="ru")
    writer = enter(client, Role.EDITOR)
    answer = client.post(f"{LIST}nytt/")
    page = answer.url.removesuffix("skriv/")
    assert client.post(answer.url, WRITTEN).url == page
    text = client.get(page).text
    assert "Kom på møtet: http" in text  # As it is mailed.
    assert "Приходите." in text
    assert "Språket i teksten" not in text
    client.post(f"{page}prov/", {"language": "ru"})
    assert Message.objects.get().address == writer.email
    client.post(f"{page}klar/")
    client.post(f"{page}send/")
    assert Issue.objects.get().status == "ready"  # Not by the one who wrote it.
    enter(client, Role.HEAD)
    assert "sier at det er klart" in client.get("/saksbehandling/").text
    assert 'name="revision" value="1"' in client.get(page).text
    for read in ({}, {"revision": "0"}):
        client.post(f"{page}send/", read)
        assert Issue.objects.get().status == "ready"  # They have read another text.
    client.post(f"{page}send/", {"revision": "1"})
    assert "0 av 1 sendt, 0 gikk ikke" in client.get(page).text
    for _round in range(2):
        run_due()
        send_due()
    assert "1 av 1 sendt, 0 gikk ikke" in client.get(page).text
    assert reader.address not in client.get(page).text
    assert reader.address not in client.get(LIST).text
    assert "Høst" in client.get("/nyhetsbrev/utgaver/").text


def test_two_who_write_meet_each_other_and_nothing_is_lost(client):
    enter(client, Role.EDITOR)
    issue = IssueFactory(revision=1, text={"nb": "Den andres."})
    page = f"{LIST}{issue.pk}/skriv/"
    met = client.post(page, WRITTEN).text
    assert "Den andres." in met
    assert "Приходите." in met
    assert 'name="revision" value="1"' in met
    assert Issue.objects.get().text == {"nb": "Den andres."}
    assert client.post(page, {**WRITTEN, "revision": "1"}).status_code == 302
    assert Issue.objects.get().text["ru"] == "Приходите."


def test_what_names_somebody_is_told_before_it_is_proposed(client):
    enter(client, Role.EDITOR)
    issue = IssueFactory(text={"nb": "Skriv til olga@example.ru.", "en": "Hello."})
    page = f"{LIST}{issue.pk}/"
    text = client.get(page).text
    assert "olga@example.ru" in text
    assert f"{page}klar/" not in text
    assert "olga@example.ru" in client.post(f"{page}klar/", follow=True).text
    assert Issue.objects.get().status == "writing"


def test_a_word_that_may_be_a_name_is_asked_about_and_vouched_for(client):
    protect_names("application/1/b", [Name("Морошка", "organisation")], by=SYSTEM)
    enter(client, Role.EDITOR)
    issue = IssueFactory(text={"nb": "Vi plukket morosjka.", "en": "Hello."})
    page = f"{LIST}{issue.pk}/"
    text = client.get(page).text
    assert 'name="words" value="morosjka"' in text
    assert f"{page}klar/" not in text
    client.post(f"{page}ord/", {"words": ["morosjka"]})
    text = client.get(page).text
    assert "vanlige ord: morosjka" in text
    client.post(f"{page}klar/")
    assert Issue.objects.get().status == "ready"


def test_who_wrote_it_is_told_that_another_lets_it_go_on(client):
    writer = enter(client, Role.EDITOR)
    other = UserFactory(roles=[Role.HEAD])
    facts = {"proposed_by": writer, "writers": [writer], "begun_at": clock.now()}
    issue = IssueFactory(status="stopped", sent_by=other, **facts)
    page = f"{LIST}{issue.pk}/"
    assert f"{page}videre/" not in client.get(page).text
    client.post(f"{page}videre/")
    assert Issue.objects.get().status == "stopped"


def test_it_is_sent_back_with_why_and_taken_back(client):
    other = UserFactory(roles=[Role.EDITOR])
    issue = IssueFactory(status="ready", proposed_by=other, writers=[other])
    enter(client, Role.HEAD)
    page = f"{LIST}{issue.pk}/"
    assert client.get(f"{page}skriv/").url == page
    assert 'id="id_because-error"' in client.post(f"{page}tilbake/", {"because": ""}).text
    client.post(f"{page}tilbake/", {"because": "Mangler russisk."})
    assert "Mangler russisk." in client.get(page).text
    client.post(f"{page}klar/")
    assert client.post(f"{page}tilbake/").url == f"{page}skriv/"
    assert Issue.objects.get().status == "writing"
    assert client.post(f"{page}tilbake/", {"because": "x"}).status_code in {200, 302}
    client.post(f"{page}slett/")
    assert not Issue.objects.exists()


def test_it_is_stopped_goes_on_and_is_ended(client):
    SubscriberFactory()
    other = UserFactory(roles=[Role.EDITOR])
    issue = IssueFactory(status="ready", proposed_by=other, writers=[other])
    enter(client, Role.HEAD)
    page = f"{LIST}{issue.pk}/"
    for act, status in (
        ("send", "sending"), ("stopp", "stopped"), ("videre", "sending"), ("stopp", "stopped"),
        ("avslutt", "ended"),
    ):  # fmt: skip
        client.post(f"{page}{act}/", {"revision": "0"})
        assert Issue.objects.get().status == status
        assert client.get(page).status_code == 200
    assert client.post(f"{page}strange/").status_code == 404
    assert client.post(f"{page}send/").url == page


def test_whoever_rings_is_found_and_helped_and_it_stands_in_the_trail(client):
    officer = enter(client, Role.CASE_OFFICER)
    found = SubscriberFactory(address="ringer@example.org", topics=["news", "calls"])
    SubscriberFactory(address="annen@example.org")
    text = client.post(f"{LIST}mottaker/", {"address": "Ringer@example.org"}).text
    assert "ringer@example.org" in text
    assert "annen@example.org" not in text
    assert "Utlysninger og frister" in text
    nobody = client.post(f"{LIST}mottaker/", {"address": "nobody@example.org"}).text
    assert "vet ingenting" in nobody
    told = trail_of(found, officer).filter(action="network.find_subscriber")
    assert {one.data["found"] for one in told} == {True, False}
    client.post(f"{LIST}mottaker/{found.pk}/slutt/")
    assert not Subscriber.objects.filter(pk=found.pk).exists()


def test_an_earlier_list_is_brought_in(client):
    enter(client, Role.EDITOR)
    form = {"addresses": "a@example.org\nx", "language": "nb", "topics": ["news"]}
    text = client.post(f"{LIST}liste/", form, follow=True).text
    assert "1 blir spurt" in text
    assert Subscriber.objects.get().status == "waiting"
    wrong = client.post(f"{LIST}liste/", {**form, "topics": []}).text
    assert 'id="bring_topics-error"' in wrong


def test_the_list_costs_the_same_with_one_issue_and_with_three(client, django_assert_num_queries):
    person = enter(client, Role.HEAD)

    def issues(number):
        IssueFactory.create_batch(number, status="sent", begun_at=person.joined_at, sent_by=person)

    issues(1)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    issues(2)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_what_came_back_is_told_or_that_it_is_not_known(client, settings):
    enter(client, Role.CASE_OFFICER)
    out = {"status": "sent", "begun_at": clock.now(), "sent_by": UserFactory(roles=[Role.HEAD])}
    issue = IssueFactory(**out)
    there = f"/saksbehandling/nyhetsbrev/{issue.pk}/"
    unknown = "Det er ikke satt opp noen adresse"
    assert unknown in client.get(there).text
    settings.MAIL_RETURN = "retur@example.org"
    assert unknown not in client.get(there).text
    for reason in ("5.1.1", ""):
        issue.deliveries.create(language="nb", outcome="returned", reason=reason, at=clock.now())
    text = client.get(there).text
    for told in ("5.1.1: 1", "uten oppgitt grunn: 1", "0 av 2 sendt, 2 gikk ikke"):
        assert told in text
    settings.MAIL_RETURN = ""  # Taken away since: what has come back is known all the same.
    text = client.get(there).text
    assert "5.1.1: 1" in text
    assert unknown not in text
