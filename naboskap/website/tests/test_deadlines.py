"""When one can apply, as a page, a calendar file and a feed; and how long answers take."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine
from icalendar import Calendar

from naboskap.cases.queries import FLOOR
from naboskap.decisions.models import Decision
from naboskap.decisions.tests.factories import DecisionFactory
from naboskap.programmes.models import Programme
from naboskap.programmes.tests.factories import ProgrammeFactory, RoundFactory
from naboskap.website.cache import LONGEST

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 10, tzinfo=UTC)
CLOSES = datetime(2021, 11, 1, 22, 59, 59, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=False):
        yield


def plain(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_every_round_has_both_clocks_and_a_file(client, language):
    opened = RoundFactory(closes_at=CLOSES)
    answer = client.get(f"{language}/frister/")
    text = plain(answer)
    assert text.count("<h1") == 1
    assert f'href="{language}/frister/{opened.pk}.ics"' in text
    assert "/data/frister.atom" in text
    for clock in ("23.59", "01.59") if not language else ("23:59", "01:59"):
        assert clock in text


def test_a_programme_without_a_round_says_that_a_draft_can_begin(client):
    ProgrammeFactory()
    assert "You can begin a draft all the same" in plain(client.get("/en/frister/"))


def test_the_calendar_has_the_closing_and_the_opening_that_is_ahead(client):
    later = datetime(2021, 12, 1, 8, tzinfo=UTC)
    ahead = RoundFactory(opens_at=later, closes_at=datetime(2022, 2, 1, 22, 59, 59, tzinfo=UTC))
    answer = client.get(f"/frister/{ahead.pk}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [one["dtstart"].dt for one in events] == [later, ahead.closes_at]
    assert "i Murmansk" in str(events[1]["description"])
    opened = RoundFactory(closes_at=CLOSES)
    russian = client.get(f"/ru/frister/{opened.pk}.ics").content
    [closing] = Calendar.from_ical(russian).walk("VEVENT")
    assert "последний срок" in str(closing["summary"])


@pytest.mark.parametrize("facts", [{"closes_at": None}, {"programme__is_shown": False}])
def test_what_does_not_close_or_is_not_shown_has_no_file(client, facts):
    made = RoundFactory(**{"closes_at": CLOSES} | facts)
    assert client.get(f"/frister/{made.pk}.ics").status_code == 404
    assert client.get("/frister/99999.ics").status_code == 404


def test_the_feed_tells_of_what_is_open_and_ahead(client):
    RoundFactory(closes_at=CLOSES)
    RoundFactory(opens_at=datetime(2021, 12, 1, tzinfo=UTC), closes_at=None)
    RoundFactory(closes_at=datetime(2021, 10, 2, tzinfo=UTC))
    answer = client.get("/en/data/frister.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")
    told = [one.findtext(f"{ATOM}summary").replace("\u00a0", " ") for one in entries]
    assert len(told) == 2
    assert "at any time" in told[0]
    assert "in Murmansk" in told[1]
    names = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(names)) == 2


def test_the_feed_is_right_when_a_round_has_closed_by_itself(client):
    RoundFactory(closes_at=CLOSES)
    assert b"<entry>" in client.get("/data/frister.atom").content
    with time_machine.travel(datetime(2021, 11, 2, tzinfo=UTC), tick=False):
        assert b"<entry>" not in client.get("/data/frister.atom").content


def answered(programme, number, *, outcome="refusal"):
    for _case in range(number):
        made = DecisionFactory(
            outcome=outcome,
            amount_awarded=0 if outcome == "refusal" else 100_00,
            status="made",
            made_by_id=1,
            made_at=NOW,
        )
        type(made.case).objects.filter(pk=made.case_id).update(programme=programme)
        applications = type(made.case.application).objects
        applications.filter(pk=made.case.application_id).update(
            submitted_at=datetime(2021, 9, 1, 10, tzinfo=UTC)
        )
    return made


def test_figures_come_with_the_tenth_answer_at_once(client):
    programme = ProgrammeFactory()
    last = answered(programme, FLOOR)
    Decision.objects.filter(pk=last.pk).update(status="proposed", made_at=None, made_by_id=None)
    for _time in range(3):
        kept = plain(client.get("/en/frister/"))
    assert "about 0 of 10" not in kept
    assert "at least 10 were answered" in kept
    Decision.objects.filter(pk=last.pk).update(status="made", made_at=NOW, made_by_id=1)
    for path in ("/en/frister/", f"/en/ordninger/{programme.slug}/"):
        assert "33 days" in plain(client.get(path))
    assert "about 0 of 10" in plain(client.get("/en/frister/"))
    assert "About 0 of 10 got support" in plain(client.get(f"/en/ordninger/{programme.slug}/"))


def test_it_costs_the_same_with_one_row_and_with_three(client, django_assert_num_queries):
    unkept = "/frister/?" + "x" * (LONGEST + 1)
    RoundFactory(closes_at=CLOSES)
    client.get(unkept)
    with django_assert_num_queries(8):
        client.get(unkept)
    RoundFactory.create_batch(2, closes_at=CLOSES)
    answered(Programme.objects.first(), 3)
    with django_assert_num_queries(8):
        client.get(unkept)
