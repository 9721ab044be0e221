"""The pair's dates as a calendar file: right in any zone, and without names."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from icalendar import Calendar

from naboskap.applications.tests.factories import NOW, fill
from naboskap.assessments.actions import send_application
from naboskap.portal.tests.test_applications import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=False):
        yield


def dates(client, application, language=""):
    answer = client.get(language + at("dates", application))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(one["uid"]).split("-")[-1].split("@")[0]: one
        for one in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_a_draft_has_its_closing_and_its_activities(ours, application, lead):
    fill(application, by=lead)
    found = dates(ours, application)
    assert found["closing"]["dtstart"].dt == datetime(2021, 11, 1, 22, 59, tzinfo=UTC)
    assert "kl. 01.59 i Murmansk" in str(found["closing"]["description"]).replace("\u00a0", " ")
    meeting = found["1"]
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (date(2022, 3, 14), date(2022, 3, 17))


def test_what_is_sent_has_the_day_to_confirm_by_in_the_readers_language(ours, application, lead):
    fill(application, by=lead)
    send_application(application, by=lead)
    found = dates(ours, application, "/ru")
    assert "closing" not in found
    # The whole of that day: a calendar shows the day that people say.
    assert found["confirm"]["dtstart"].dt == datetime(2021, 10, 18, 21, 59, tzinfo=UTC)
    assert "подтверждения" in str(found["confirm"]["summary"])


def test_no_name_is_in_it(ours, application, lead):
    fill(application, by=lead)
    text = ours.get(at("dates", application)).content.decode()
    for name in ("Elva", "Demoskolen", "Partnerskolen", lead.name):
        assert name not in text


def test_another_persons_dates_are_not_found(client, application):
    assert client.get(at("dates", application)).status_code == 302
