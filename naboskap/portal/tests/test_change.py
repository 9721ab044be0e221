"""What was sent is changed on the pages of the draft, and the difference is seen in words."""

import re
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import begin_change, confirm_application, invite_to_seat
from naboskap.applications.models import Application, Change, Snapshot
from naboskap.applications.tests.factories import NOW, draft, fill, join
from naboskap.assessments.actions import let_change_lapse, send_application
from naboskap.core.permissions import SYSTEM
from naboskap.portal.applications.difference import rows_apart
from naboskap.portal.tests.test_applications import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def sent(db, application, lead):
    partner = join(application, UserFactory(language="ru"), by=lead)
    fill(application, by=lead)
    send_application(application, by=lead)
    digest = Snapshot.objects.get().sha256
    confirm_application(application, sha256=digest, language="ru", side="b", by=partner)
    return SimpleNamespace(application=Application.objects.get(), partner=partner)


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_a_change_is_begun_written_seen_sent_and_confirmed_anew(ours, sent):
    one = sent.application
    assert "Endre det som er sendt" in text(ours.get(at("sent", one)))

    assert ours.post(at("changing", one), {"act": "begin"}).url == at("draft", one)
    page = text(ours.get(at("draft", one)))
    assert "Ikke sendt på nytt ennå" in page
    assert "Ikke sendt ennå" not in page
    assert "Ingenting er endret ennå" in text(ours.get(at("changing", one)))
    old = one.snapshots.get().content["answers"]["summary"]["text"]
    ours.post(at("answer", one, question="summary"), {"text": f"{old} Nå.", "number": "1"})
    change = text(ours.get(at("changing", one)))
    assert "<ins>" in change
    assert "Nå." in change
    assert "Den andre siden har bekreftet" in change

    assert ours.post(at("changing", one), {"act": "send"}).url == at("receipt", one)
    assert one.snapshots.count() == 2
    ours.force_login(sent.partner)
    confirm = text(ours.get(at("confirm", one)))
    assert "Dette er endret siden du bekreftet" in confirm
    assert "<ins>" in confirm


def test_a_change_is_dropped_and_what_was_not_sent_stays_readable(ours, sent):
    one = sent.application
    ours.post(at("changing", one), {"act": "begin"})
    ours.post(at("answer", one, question="summary"), {"text": "Helt nytt", "number": "1"})

    assert ours.post(at("changing", one), {"act": "drop"}).url == at("sent", one)

    change = Change.objects.get()
    page = at("unsent", one, pk=change.pk)
    assert page in text(ours.get(at("sent", one)))
    assert "Helt nytt" in text(ours.get(page))
    assert ours.get(at("changing", one)).url == at("sent", one)
    ours.force_login(UserFactory())
    assert ours.get(page).status_code == 404


def test_what_is_sent_again_says_what_stops_it(ours, sent):
    one = sent.application
    ours.post(at("changing", one), {"act": "begin"})
    Application.objects.update(title="")
    assert "Gi prosjektet et navn" in text(ours.get(at("changing", one)))
    ours.post(at("changing", one), {"act": "send"})
    assert one.snapshots.count() == 1


def test_when_the_round_is_closed_the_page_offers_no_change(ours, sent, lead):
    one = sent.application
    with time_machine.travel(one.round.takes_until.replace(minute=59, second=1)):
        ours.force_login(lead)
        assert ours.get(at("sent", one)).status_code == 200
        assert "Endre det som er sendt" not in text(ours.get(at("sent", one)))
        assert ours.post(at("changing", one), {"act": "begin"}).url == at("sent", one)
    assert not Change.objects.exists()


def test_a_link_shows_what_changed_since_it_was_sent_first(client, application, lead):
    invite_to_seat(application, "b", way="mail", language="ru", address="b@example.org", by=lead)
    fill(application, by=lead)
    send_application(application, by=lead)
    begin_change(Application.objects.get(), is_taken_up=False, by=lead)
    client.force_login(lead)
    client.post(at("answer", application, question="summary"), {"text": "Ny", "number": "1"})
    client.post(at("changing", application), {"act": "send"})
    _invitation, secret = invite_to_seat(
        application, "b", way="code", language="ru", purpose="confirm", by=lead
    )
    client.logout()
    page = text(client.get(f"/ru/min-side/bekreft/{secret}/"))
    assert "<ins>" in page


LAST = "mandag 18. oktober 2021 kl. 23.59 i Oslo, tirsdag 19. oktober kl. 00.59 i Murmansk"


def test_what_waits_says_everywhere_when_it_lapses(ours, application, lead):
    partner = join(application, UserFactory(language="nb"), by=lead)
    fill(application, by=lead)
    page = text(ours.get(at("send", application)))
    assert "kan den andre siden bekrefte til" in page
    assert LAST in page
    send_application(application, by=lead)

    pages = [reverse("portal:home"), at("sent", application), at("receipt", application)]
    for reader, seen in ((lead, pages), (partner, [*pages, at("confirm", application)])):
        ours.force_login(reader)
        for address in seen:
            page = text(ours.get(address))
            assert LAST in page, address
            assert "faller" in page, address

    digest = application.snapshots.get().sha256
    confirm_application(application, sha256=digest, language="nb", side="b", by=partner)
    for address in pages:
        assert "faller" not in text(ours.get(address)), address


def test_my_page_shows_a_change_and_whose_turn_it_is(ours, sent, lead):
    one = sent.application
    reader = join_reader(one, lead)
    assert "Søknaden blir endret" not in text(ours.get(reverse("portal:home")))
    ours.post(at("changing", one), {"act": "begin"})

    page = text(ours.get(reverse("portal:home")))
    assert "Søknaden blir endret" in page
    assert "Din tur: sende på nytt, eller forkaste endringen." in page
    assert f'href="{at("draft", one)}"' in page
    [row] = [part for part in page.split("<li>") if f'href="{at("draft", one)}"' in part]
    assert row.split("</li>")[0].count("<a ") == 1  # The whole row is one target.
    assert "kl. 23.59 i Oslo" in page
    ours.force_login(reader)
    page = text(ours.get(reverse("portal:home")))
    assert f"Den som leder, kan sende på nytt: {lead}, {sent.partner}." in page

    ours.force_login(lead)
    ours.post(at("changing", one), {"act": "drop"})
    assert "Søknaden blir endret" not in text(ours.get(reverse("portal:home")))


def test_the_side_that_did_not_begin_a_change_reads_who_did_since_when_and_whose_turn_it_is(
    ours, sent, lead
):
    one = sent.application
    ours.post(at("changing", one), {"act": "begin"})
    assert "Hvem begynte å endre? Du selv," in text(ours.get(reverse("portal:home")))

    ours.force_login(sent.partner)
    for address in (reverse("portal:home"), at("draft", one)):
        page = text(ours.get(address))
        assert re.search(rf"Hvem begynte å endre\? {re.escape(str(lead))} \([^)]+\), <time ", page)
        assert "Din tur" not in page, address
    assert "Den andre sidens tur: sende på nytt, eller forkaste endringen." in text(
        ours.get(reverse("portal:home"))
    )
    assert "Nå er det den andre sidens tur" in text(ours.get(at("draft", one)))


def join_reader(application, lead):
    """Let a colleague sit on the lead's side of what is sent, to read."""
    reader = UserFactory()
    seat = application.seats.get(side="a")
    seat.people.create(user=reader, may_write=False, joined_at=NOW, informed_at=NOW)
    return reader


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_asks_as_much_of_three_changes_as_of_one(
    ours, lead, number, django_assert_num_queries
):
    for _each in range(number):
        one = fill(draft(lead), by=lead)
        send_application(one, by=lead)
        begin_change(Application.objects.get(pk=one.pk), is_taken_up=False, by=lead)
    with django_assert_num_queries(17):
        ours.get(reverse("portal:home"))


LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6)


@given(LINES, LINES)
def test_the_same_rows_differ_in_nothing_and_other_rows_are_all_told(before, after):
    found = list(rows_apart(before, after))
    assert (found == []) == (before == after)
    assert len(before) - sum(1 for old, _new in found if old) == len(after) - sum(
        1 for _old, new in found if new
    )


def test_a_small_application_is_changed_on_its_one_page(ours, lead):
    one = fill(draft(lead, size="short"), by=lead, amount=60_000_00)
    send_application(one, by=lead)
    assert ours.post(at("changing", one), {"act": "begin"}).url == at("draft", one)
    assert ours.get(at("draft", one)).url == at("short", one)
    page = text(ours.get(at("short", one)))
    assert 'name="text-summary"' in page
    assert "Ikke sendt på nytt ennå" in page
    assert "fullt skjema" not in page


def test_a_change_that_is_not_confirmed_is_told_beforehand_and_stays_readable(ours, sent):
    one = sent.application
    ours.post(at("changing", one), {"act": "begin"})
    ours.post(at("answer", one, question="summary"), {"text": "Vi bader.", "number": "1"})
    stands = "det dere begge bekreftet før, står"
    assert stands in text(ours.get(at("changing", one)))
    ours.post(at("changing", one), {"act": "send"})
    receipt = text(ours.get(at("receipt", one)))
    assert stands in receipt
    assert "faller søknaden bort" not in receipt
    assert "bekrefte endringen." in text(ours.get(at("sent", one)))

    with time_machine.travel(Application.objects.get().confirm_by, tick=True):
        let_change_lapse(one, by=SYSTEM)
    page = text(ours.get(at("sent", one)))
    assert "ikke bekreftet i tide" in page
    assert "Vi bader." not in page
    lapsed = Change.objects.get(end="lapsed")
    kept = text(ours.get(at("unsent", one, pk=lapsed.pk)))
    assert "Vi bader." in kept
    assert "Endringen som ikke ble bekreftet" in kept
