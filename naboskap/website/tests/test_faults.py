"""Report an error on this page: no account, no cookie; to the editors, and no flood."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import secret_of
from naboskap.advice.tests.factories import ThreadFactory
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.website.faults.actions import IN_AN_HOUR, LONGEST, mark_mended, tell_fault
from naboskap.website.models import PageFault
from naboskap.website.stamped import new_stamp

pytestmark = pytest.mark.django_db


def tell(text="Datoen er feil.", **changed):
    facts = {
        "path": "/kontakt/",
        "contact": "",
        "language": "nb",
        "key": new_stamp()[:40],
        "origin": "",
        "by": SYSTEM,
    } | changed
    return tell_fault(text, **facts)


def sent(client, **told):
    stamp = new_stamp()
    with time_machine.travel(clock.now() + timedelta(seconds=9)):
        facts = {"text": "Lenken virker ikke.", "side": "/kontakt/", "stamp": stamp} | told
        return client.post("/meld-feil/", facts)


def test_every_page_leads_to_it_and_it_knows_the_page(client, few_pages):
    page = client.get("/ru/kontakt/").content.decode()
    assert 'href="/ru/meld-feil/?side=/ru/kontakt/"' in page
    form = client.get("/ru/meld-feil/?side=/ru/kontakt/")
    assert 'href="/ru/kontakt/"' in form.content.decode()
    assert not form.cookies


def test_it_is_taken_in_once(client):
    stamp = new_stamp()
    assert sent(client, stamp=stamp)["Location"] == "/meld-feil/takk/"
    sent(client, stamp=stamp)
    fault = PageFault.objects.get()
    assert (fault.path, fault.text, fault.contact) == ("/kontakt/", "Lenken virker ikke.", "")
    assert client.get("/meld-feil/takk/").status_code == 200


@pytest.mark.parametrize("side", ["https://example.org/", "//example.org/", "javascript:x", ""])
def test_a_page_elsewhere_is_none_of_ours(client, side):
    sent(client, side=side)
    assert PageFault.objects.get().path == "/"
    assert "example.org" not in client.get("/meld-feil/", {"side": side}).content.decode()


def test_an_address_keeps_nothing_behind_its_question_mark(client):
    sent(client, side="/sok/?sok=Ola")
    assert PageFault.objects.get().path == "/sok/"


@pytest.mark.parametrize("text", ["", "  ", "x" * (LONGEST + 1)])
def test_something_is_written_and_not_too_much(client, text):
    """WEB-4."""
    with pytest.raises(RuleNotMet) as refused:
        tell(text)
    assert refused.value.rule == "WEB-4"
    assert sent(client, text=text).status_code == 200
    assert not PageFault.objects.exists()


def test_whoever_wants_an_answer_can_be_reached(client):
    """WEB-5."""
    with pytest.raises(RuleNotMet) as refused:
        tell(contact="123")
    assert refused.value.rule == "WEB-5"
    page = sent(client, contact="123").content.decode()
    assert "Lenken virker ikke." in page
    assert not PageFault.objects.exists()
    tell(contact="ola@example.org")
    assert PageFault.objects.get().contact == "ola@example.org"


def test_no_flood_from_one_address():
    """WEB-6."""
    for _number in range(IN_AN_HOUR):
        tell(origin="x")
    with pytest.raises(RuleNotMet) as refused:
        tell(origin="x")
    assert refused.value.rule == "WEB-6"
    assert PageFault.objects.count() == IN_AN_HOUR
    tell(origin="y")
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        tell(origin="x")


@pytest.mark.parametrize("trap", [{"website": "x"}, {"stamp": "strange"}])
def test_a_machine_is_asked_to_press_once_more(client, trap):
    assert "Lenken virker ikke." in sent(client, **trap).content.decode()
    assert not PageFault.objects.exists()


def test_mended_once_and_the_way_to_reach_them_goes():
    """WEB-7."""
    editor, fault = UserFactory(roles=[Role.EDITOR]), tell(contact="ola@example.org")
    with pytest.raises(PermissionDenied):
        mark_mended(fault, by=UserFactory(roles=[Role.HEAD]))
    fault.refresh_from_db()
    assert (fault.mended_at, fault.contact) == (None, "ola@example.org")
    mark_mended(fault, by=editor)
    fault.refresh_from_db()
    assert (fault.contact, fault.mended_by_id) == ("", editor.pk)
    assert fault.mended_at is not None
    with pytest.raises(RuleNotMet) as refused:
        mark_mended(fault, by=editor)
    assert refused.value.rule == "WEB-7"


def test_the_database_keeps_no_contact_of_what_is_mended():
    fault = tell(contact="ola@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        PageFault.objects.filter(pk=fault.pk).update(mended_at=clock.now())


@pytest.mark.parametrize(
    ("side", "kept"),
    [
        ("/spor/key.signature/", "/spor/…/"),
        ("/ru/samtale/key.signature/", "/ru/samtale/…/"),
        ("/ide/takk/letters/", "/ide/takk/…/"),
        ("/min-side/soknader/some-draft/send/", "/min-side/soknader/…/send/"),
        ("/en/saksbehandling/saker/2021-1/", "/en/saksbehandling/saker/…/"),
        ("/ordninger/barentsmidler/", "/ordninger/barentsmidler/"),
    ],
)
def test_the_editors_are_given_no_way_in(client, side, kept):
    form = client.get("/meld-feil/", {"side": side}).content.decode()
    assert (f'href="{kept}"' in form) == (side == kept)
    assert kept in form
    sent(client, side=side)
    assert PageFault.objects.get().path == kept


def test_a_page_with_a_way_in_does_not_put_it_into_another_address(client):
    thread = ThreadFactory()
    secret = secret_of("thread", thread.key)
    page = client.get(f"/spor/{secret}/").content.decode()
    assert 'href="/meld-feil/?side=/spor/%E2%80%A6/"' in page
    assert f"side=/spor/{secret}" not in page


def test_what_was_told_before_is_cut():
    for number, path in enumerate(["/ru/spor/key.signature/", "/spor/", "/kontakt/"]):
        tell(path=path, key=str(number))
    migration = import_module("naboskap.website.migrations.0004_no_way_in_among_faults")
    migration.cut(apps, None)
    paths = PageFault.objects.order_by("pk").values_list("path", flat=True)
    assert list(paths) == ["/ru/spor/…/", "/spor/", "/kontakt/"]
