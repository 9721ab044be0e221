"""The two lists on the editor's desk."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Stumble
from naboskap.core import clock
from naboskap.website.desk import stumbles, views
from naboskap.website.finding.missed import note_missed
from naboskap.website.models import MissedAddress, PageFault

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(rf):
    editor = UserFactory(roles=[Role.EDITOR])

    def ask(view, *args, post=None):
        request = rf.get("/cms/") if post is None else rf.post("/cms/", post)
        request.user, request.session = editor, {}
        request._messages = type("Told", (list,), {"add": lambda self, *row: self.append(row)})()
        return view(request, *args)

    return ask


def told(number):
    return PageFault.objects.create(
        path="/kontakt/", text=f"Feil {number}", contact="ola@example.org", language="nb",
        key=f"k{number}", told_at=clock.now(),
    )  # fmt: skip


def test_missed_addresses_stand_most_asked_for_first(at_desk, few_pages):
    for path in ("/sjelden/", "/ofte/", "/ofte/", "/ferdig/"):
        note_missed(path)
    MissedAddress.objects.filter(path="/ferdig/").update(settled_at=clock.now())
    page = at_desk(views.missed).content.decode()
    assert page.index("/ofte/") < page.index("/sjelden/")
    assert "/ferdig/" not in page


def test_the_nearest_page_is_proposed_and_the_address_led_on(at_desk, few_pages, client):
    note_missed("/en/contakt/")
    row = MissedAddress.objects.get()
    page = at_desk(views.missed_one, row.pk).content.decode()
    assert '<option value="/en/kontakt/" selected>' in page
    at_desk(views.missed_one, row.pk, post={"act": "lead", "to": "/en/kontakt/"})
    assert client.get("/en/contakt/")["Location"] == "/en/kontakt/"


def test_nowhere_is_no_place_to_be_led_to(at_desk, few_pages):
    note_missed("/savnet/")
    row = MissedAddress.objects.get()
    at_desk(views.missed_one, row.pk, post={"act": "lead", "to": ""})
    row.refresh_from_db()
    assert row.settled_at is None
    at_desk(views.missed_one, row.pk, post={"act": "settle"})
    row.refresh_from_db()
    assert row.settled_at is not None


def test_what_is_wrong_is_marked_as_mended(at_desk, few_pages):
    fault = told(1)
    assert "ola@example.org" in at_desk(views.faults).content.decode()
    at_desk(views.mended, fault.pk, post={})
    page = at_desk(views.faults).content.decode()
    assert "ola@example.org" not in page
    assert "Feil 1" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_however_long(
    at_desk, few_pages, number, django_assert_max_num_queries
):
    for one in range(number):
        told(one)
        note_missed(f"/savnet-{one}/")
    at_desk(views.faults)
    for view in (views.faults, views.missed):
        with django_assert_max_num_queries(14):
            at_desk(view)


def test_what_people_stumble_over_stands_by_when_they_met_it(at_desk, few_pages):
    month = clock.today().replace(day=1)
    for stage, what, name, count in (
        ("writing", "clause", "3.1", 12),
        ("writing", "length", "5", 4),
        ("sending", "question", "6", 7),
    ):
        Stumble.objects.create(
            month=month, stage=stage, what=what, rulebook="ordinary" * (what == "clause"),
            name=name, count=count,
        )  # fmt: skip
    writing, sending = (
        at_desk(stumbles.failing).text.split("Mens de skriver")[1].split("Når de vil")
    )
    assert ("<td>12</td>" in writing, "<td>7</td>" in writing) == (True, False)
    assert ("<td>12</td>" in sending, "<td>7</td>" in sending) == (False, True)
    assert "<td>4</td>" not in writing + sending
