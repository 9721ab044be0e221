"""Whoever is asked to confirm can say that something is wrong, or no, and knows who changes it."""

import re
from datetime import date
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import begin_change, confirm_application, invite_to_seat
from naboskap.applications.models import Activity, Application, BudgetLine, Snapshot
from naboskap.applications.tests.factories import fill, join
from naboskap.assessments.actions import send_application
from naboskap.assessments.models import Case
from naboskap.portal.tests.test_applications import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def pair(application, lead):
    partner = join(application, UserFactory(language="nb"), by=lead)
    fill(application, by=lead)
    return SimpleNamespace(application=Application.objects.get(), partner=partner)


@pytest.fixture
def sent(pair, lead):
    send_application(pair.application, by=lead)
    return SimpleNamespace(application=Application.objects.get(), partner=pair.partner)


@pytest.fixture
def theirs(client, sent):
    client.force_login(sent.partner)
    return client


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_whoever_disagrees_is_led_to_where_the_text_is_changed_and_told_of_a_no(theirs, sent):
    one = sent.application
    page = text(theirs.get(at("confirm", one)))

    assert f'href="{at("sent", one)}#change"' in page
    assert 'id="change"' in text(theirs.get(at("sent", one)))
    assert "Gjør du ingenting, faller søknaden bort" in page
    assert page.partition("<main")[2].count("<form ") == 1  # The one that confirms.


def test_the_mail_to_the_other_side_is_begun_and_names_nobody(theirs, sent, lead):
    page = text(theirs.get(at("confirm", sent.application)))

    [mail] = re.findall(r'href="(mailto:[^"]*)"', page.split("</main>")[0])
    assert mail.startswith("mailto:?subject=")
    for name in (sent.application.title, str(lead), lead.email, str(sent.partner)):
        assert name not in unquote(mail)


def test_who_confirms_anew_keeps_what_stands_by_doing_nothing(theirs, sent, lead):
    one = sent.application
    digest = Snapshot.objects.get().sha256
    confirm_application(one, sha256=digest, language="nb", side="b", by=sent.partner)
    begin_change(one, is_taken_up=False, by=lead)
    theirs.force_login(lead)
    theirs.post(at("answer", one, question="summary"), {"text": "Ny", "number": "1"})
    theirs.post(at("changing", one), {"act": "send"})
    theirs.force_login(sent.partner)

    page = text(theirs.get(at("confirm", one)))

    assert "Gjør du ingenting, faller endringen bort" in page
    assert "faller søknaden bort" not in page


def test_when_the_round_is_closed_no_way_to_change_is_promised(theirs, sent):
    one = sent.application
    with time_machine.travel(one.round.takes_until.replace(minute=59, second=1)):
        theirs.force_login(sent.partner)
        page = text(theirs.get(at("confirm", one)))
    assert "mailto:?" in page
    assert "#change" not in page


def test_by_a_link_one_is_told_the_same_and_led_to_nothing_that_needs_an_account(
    client, application, lead
):
    fill(application, by=lead)
    send_application(application, by=lead)
    begin_change(Application.objects.get(), is_taken_up=False, by=lead)
    _invitation, secret = invite_to_seat(
        application, "b", way="code", language="nb", purpose="confirm", by=lead
    )

    page = text(client.get(f"/min-side/bekreft/{secret}/"))

    assert "mailto:?" in page
    assert "#change" not in page
    assert at("draft", application) not in page
    # Which side is changing it, and no name to whoever comes without an account.
    assert "Hvem begynte å endre? Noen (" in page
    assert str(lead) not in page


def test_while_one_changes_what_was_sent_the_other_sees_who_and_since_when(theirs, sent, lead):
    one = sent.application
    begin_change(one, is_taken_up=False, by=lead)

    for address in (at("sent", one), at("confirm", one)):
        page = text(theirs.get(address))
        assert f"Hvem begynte å endre? {lead} (" in page, address
        assert re.search(r"Hvem begynte å endre\?[^<]*<time ", page), address
    theirs.force_login(lead)
    assert "Hvem begynte å endre? Du selv," in text(theirs.get(at("sent", one)))


def write_in_russian(row, **words):
    for name, said in words.items():
        setattr(row, name, said)
    row.save(update_fields=list(words))


@pytest.mark.parametrize("part", ["title", "task", "cost"])
def test_a_norwegian_is_warned_of_a_short_text_that_is_in_russian(client, pair, lead, part):
    one = pair.application
    warning = "Ikke bekreft det du ikke kan lese."
    if part == "title":
        write_in_russian(one, title="Река между нами")
    elif part == "task":
        row = Activity.objects.filter(application=one).first()
        write_in_russian(row, task_b="Ведёт журнал наблюдений")
    else:
        row = BudgetLine.objects.filter(application=one, text="Buss").first()
        write_in_russian(row, text="Автобус до границы")
    send_application(Application.objects.get(), by=lead)
    client.force_login(pair.partner)

    page = text(client.get(at("confirm", one)))

    assert f"Noe er skrevet på et annet språk (russisk). {warning}" in page
    assert "Be den andre siden skrive det på ditt språk også" in page


def test_nobody_is_warned_of_what_they_can_read(theirs, sent):
    confirm = at("confirm", sent.application)
    assert "Ikke bekreft det du ikke kan lese" not in text(theirs.get(confirm))
    assert "Не подтверждайте того" in text(theirs.get(f"/ru{confirm}"))
    assert "Do not confirm what you cannot read" in text(theirs.get(f"/en{confirm}"))


def test_the_receipt_says_what_remains_and_leads_there(ours, sent):
    one = sent.application
    Case.objects.update(promised_by=date(2021, 12, 13))
    page = text(ours.get(at("receipt", one)))
    assert "Den andre siden må bekrefte" in page
    assert f'href="{at("sent", one)}#reach"' in page
    assert "Når begge sider har bekreftet, får du svar innen" in page
    assert "Du får svar innen" not in page
    ours.force_login(sent.partner)
    assert f'href="{at("confirm", one)}"' in text(ours.get(at("receipt", one)))

    digest = Snapshot.objects.get().sha256
    confirm_application(one, sha256=digest, language="nb", side="b", by=sent.partner)
    page = text(ours.get(at("receipt", one)))
    assert "må bekrefte" not in page
    assert "Du får svar innen" in page


def test_an_invitation_promises_no_translation_that_nobody_wrote(client, application, lead):
    fill(application, by=lead)
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    link = reverse("portal:invitation", args=[secret])

    page = text(client.get(f"/ru{link}"))
    [told] = re.findall(r"\(русский\) можно прочитать текстов: (\d+) из (\d+)", page)
    assert told[0] == "0"
    assert int(told[1]) > 0
    assert Application.objects.get().title not in page
    norwegian = text(client.get(link))
    assert f"Hittil kan {told[1]} av {told[1]} tekster leses på dette språket: norsk." in norwegian
    assert "Du kan lese alt" not in norwegian


def test_an_invitation_to_an_empty_draft_counts_nothing(client, application, lead):
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    page = text(client.get(reverse("portal:invitation", args=[secret])))
    assert "Sidene og spørsmålene kan leses på norsk, engelsk eller russisk." in page
    assert "Hittil kan" not in page
