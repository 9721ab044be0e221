"""A call noted while it is fresh, and the caller sent into a draft that is begun."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.advice.actions import send_beginning, settle, take_call
from naboskap.advice.models import Idea, IdeaNote
from naboskap.advice.outline import Outline, unsealed
from naboskap.advice.tests.factories import AdviserFactory, IdeaFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message
from naboskap.programmes.models import Programme
from naboskap.programmes.tests.factories import load_starter

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)
OUTLINE = Outline(kind="school", place="NO-56", partner="RU-MUR", theme="education")


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def taken(by, **values):
    facts = {
        "caller": "En lærer",
        "contact": "larer@example.org",
        "about": "De vil ha en utveksling.",
        "said": "Vi snakket om reglene.",
        "next_step": "De finner en partner.",
        "theme": "education",
        "language": "nb",
        "key": "one",
        "by": by,
        **values,
    }
    return take_call(facts.pop("caller"), facts.pop("contact"), **facts)


def refused(act):
    ideas, notes = list(Idea.objects.values()), list(IdeaNote.objects.values())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert (list(Idea.objects.values()), list(IdeaNote.objects.values())) == (ideas, notes)
    assert not Message.objects.exists()
    return refusal.value.rule


def test_a_call_stands_among_the_ideas_called_already(cast):
    adviser = AdviserFactory(user=cast.case_officer)
    idea = taken(cast.case_officer)
    assert (idea.status, idea.called_at, idea.adviser) == ("called", NOW, adviser)
    assert (idea.came_by, idea.caller, idea.text) == (
        "call",
        "En lærer",
        "De vil ha en utveksling.",
    )
    note = idea.notes.get()
    assert (note.text, note.next_step) == ("Vi snakket om reglene.", "De finner en partner.")
    assert [entry.action for entry in trail_of(idea)] == ["advice.take_call", "advice.note_call"]
    assert "lærer" not in str([entry.data for entry in trail_of(idea)])
    assert not Message.objects.exists()


def test_a_second_click_notes_no_second_call(cast):
    assert taken(cast.head) == taken(cast.head, about="Noe annet")
    assert (Idea.objects.count(), IdeaNote.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"caller": " "}, "ADV-15"),
        ({"about": " "}, "ADV-1"),
        ({"about": "a" * 2_001}, "ADV-3"),
        ({"contact": "ring meg"}, "ADV-2"),
        ({"said": " "}, "ADV-5"),
    ],
)
def test_what_a_noted_call_says(cast, values, rule):
    assert refused(lambda: taken(cast.case_officer, **values)) == rule


def test_the_caller_is_sent_the_way_into_a_draft_with_what_they_told(cast):
    load_starter()
    idea = taken(cast.case_officer, language="ru")
    programme = Programme.objects.get(slug="barentsmidler")
    link = send_beginning(
        idea, programme, OUTLINE, address="larer@example.org", by=cast.case_officer
    )
    [mail] = Message.objects.all()
    assert (mail.address, mail.language) == ("larer@example.org", "ru")
    assert link in mail.body
    assert "/ru/min-side/soknader/ny/barentsmidler/?" in link
    asked = parse_qs(urlsplit(link).query)
    assert asked["ide"] == [idea.key]
    assert unsealed(asked["svar"][0]) == OUTLINE
    assert not re.search("utveksling|lærer|reglene", mail.title + mail.body)
    idea.refresh_from_db()
    assert (idea.beginning_sent_at, idea.status) == (NOW, "called")


def test_the_way_is_sent_to_an_address(cast):
    load_starter()
    idea = taken(cast.case_officer, contact="+47 00 00 00 99")
    programme = Programme.objects.get(slug="barentsmidler")
    assert (
        refused(
            lambda: send_beginning(
                idea, programme, OUTLINE, address=idea.contact, by=cast.case_officer
            )
        )
        == "ADV-16"
    )


def test_the_way_is_sent_while_the_idea_waits(cast):
    load_starter()
    idea = settle(taken(cast.case_officer), by=cast.case_officer)
    programme = Programme.objects.get(slug="barentsmidler")
    assert (
        refused(
            lambda: send_beginning(
                idea, programme, OUTLINE, address="a@example.org", by=cast.case_officer
            )
        )
        == "ADV-17"
    )


def test_others_note_no_call_and_send_nothing(cast):
    load_starter()
    programme, idea = Programme.objects.get(slug="barentsmidler"), IdeaFactory()
    with pytest.raises(PermissionDenied):
        taken(cast.auditor)
    with pytest.raises(PermissionDenied):
        send_beginning(idea, programme, OUTLINE, address="a@example.org", by=cast.visitor)
    assert (Idea.objects.count(), Message.objects.count()) == (1, 0)


def test_the_way_it_came_is_known():
    with pytest.raises(IntegrityError, match="idea_way_is_known"), transaction.atomic():
        IdeaFactory(came_by="post")
