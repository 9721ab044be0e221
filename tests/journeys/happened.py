"""What else has happened in the filled house: talk with advisers, wishes, changes under way."""

from datetime import time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.management import call_command
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import (
    answer_thread,
    ask_question,
    book_talk,
    open_time,
)
from naboskap.advice.models import Adviser
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.applications.actions import try_on_past
from naboskap.applications.tests.factories import draft, join
from naboskap.assessments.models import Case
from naboskap.core import clock
from naboskap.guidelines.models import Version
from naboskap.partnering.actions import pass_on, propose
from naboskap.partnering.models import Wish
from naboskap.partnering.tests.factories import agreed, shown, written
from naboskap.programmes.models import Programme
from naboskap.questionnaires.actions import begin_draft
from naboskap.questionnaires.models import Form
from naboskap.reports.actions import hold_case
from tests.journeys.steps import path_of

ADDRESS = "somebody@example.org"


def conversations(cast) -> None:
    """A visitor's question with an answer, one that waits, one from an account, and a talk."""
    adviser = AdviserFactory(user=cast.officer, languages=["nb", "en", "ru"])
    asked = {"theme": "", "adviser": adviser, "language": "nb"}
    thread = ask_question(
        "Kan en skole være med?", address=ADDRESS, key="asked-1", by=AnonymousUser(), **asked
    )
    answer_thread(thread, "Ja, gjerne.", language="nb", key="answer-1", by=cast.officer)
    ask_question("Når er fristen?", address=ADDRESS, key="asked-2", by=AnonymousUser(), **asked)
    ask_question("Hvem ringer vi?", address="", key="asked-3", by=cast.lead, **asked)
    day = clock.today() + timedelta(days=3)
    for hour in (10, 13):
        opened = open_time(adviser, on=day, begins=time(hour), minutes=30, by=cast.officer)
    book_talk(
        adviser, opened.begins_at, name="En trener", address=ADDRESS, way="phone",
        reached_at="+47 00 00 00 99", about="", language="nb", key="talk-1", by=AnonymousUser(),
    )  # fmt: skip


def wishes(cast) -> None:
    """A wish of a lead that waits to be read, and three pairs in touch, as far as each came."""
    adviser = Adviser.objects.get(user=cast.officer).user
    written(cast.applicant)
    ours = [shown(cast.lead, adviser) for _number in range(2)]
    theirs = [shown(UserFactory(language="ru"), adviser, place="RU-MUR") for _number in range(3)]
    pass_on(propose(ours[0], theirs[0], by=cast.lead), by=adviser)
    propose(ours[0], theirs[1], by=cast.lead)
    agreed(ours[1], theirs[2], adviser)
    # What an adviser wrote for others stands first in the office's list, where it is found.
    Wish.objects.filter(user=None).update(shown_at=clock.now() + timedelta(minutes=1))


def changes_under_way(cast, working: Case) -> None:
    """Guidelines on trial, a form that is being changed, and a case on hold."""
    ready = Version.objects.filter(rulebook=working.application.programme.rulebook)
    try_on_past(ready.filter(in_force_from=None).first(), 5, by=cast.officer)
    begin_draft(Form.objects.get(slug="application-full"), by=cast.editor)
    hold_case(working, reason="Et brev mangler.", reason_across="Ждём письма.", by=cast.head)


def drafts(cast) -> None:
    """A small draft of the lead's, and somebody who has just come to a seat."""
    small = draft(cast.lead, size="short", of=Programme.objects.get(slug="barentsmidler"))
    cast.newcomer = join(small, UserFactory(language="ru"), by=cast.lead, informed=False)


def worked() -> None:
    """Let the worker do what is due: mails, letters, cards."""
    with translation.override("nb"):
        call_command("work", once=True, verbosity=0)


def mailed() -> list[str]:
    """Return where the mails that went out lead: each address once, whoever was written to."""
    words = (word.strip("<>().,") for each in mail.outbox for word in each.body.split())
    return list(dict.fromkeys(path_of(word) for word in words if "://" in word))
