"""What advisers and askers are told: neutral words, nothing of what was said or by whom."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import lazy

from naboskap.advice.links import secret_of
from naboskap.advice.models import Adviser, Idea, Talk, Thread
from naboskap.advice.statuses import ThreadStatus
from naboskap.core import clock
from naboskap.core.secretariat import answered, secretariat
from naboskap.core.words import in_language
from naboskap.notifications.actions import Notice, Reader, tell

WAYS_KEPT = timedelta(days=1)  # A mail with ways to several questions lives as long as none.
PATH = "advice/notices"
NEW_IDEA = Notice("advice.new_idea", f"{PATH}/new_idea.txt")
NEW_QUESTION = Notice("advice.new_question", f"{PATH}/new_question.txt")
ASKED_MORE = Notice("advice.asked_more", f"{PATH}/asked_more.txt")
HANDED_OVER = Notice("advice.handed_over", f"{PATH}/handed_over.txt")
QUESTION_IN = Notice("advice.question_in", f"{PATH}/question_in.txt")
WAYS = Notice("advice.ways", f"{PATH}/ways.txt")
ANSWERED = Notice("advice.answered", f"{PATH}/answered.txt")
CLOSED = Notice("advice.closed", f"{PATH}/closed.txt")
TALK_BOOKED = Notice("advice.talk_booked", f"{PATH}/talk_booked.txt")
TALK_MOVED = Notice("advice.talk_moved", f"{PATH}/talk_moved.txt")
TALK_CANCELLED = Notice("advice.talk_cancelled", f"{PATH}/talk_cancelled.txt")
TALK_COMING = Notice("advice.talk_coming", f"{PATH}/talk_coming.txt")
BEGINNING = Notice("advice.beginning", f"{PATH}/beginning.txt")


_placed = lazy(in_language, str)


def clocks(instant: datetime) -> dict[str, Any]:
    """Return an instant as both sides' clocks show it, worded when the mail is."""
    return {
        key: {
            "day": instant.astimezone(side.zone).date(),
            "clock": instant.astimezone(side.zone).strftime("%H:%M"),
            "place": _placed(dict(side.clock_place)),
        }
        for key, side in (("home", secretariat().home), ("across", secretariat().across))
    }


def address_of(path: str, language: str) -> str:
    """Return the address of a page in the reader's language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.SITE_URL}{prefix}/{path}"


def _by(instant: datetime) -> datetime:
    return instant.astimezone(clock.OSLO)


def _told(adviser: Adviser) -> Reader:
    return Reader(adviser.email or adviser.user.email, adviser.user.language)


def tell_adviser(idea: Idea, adviser: Adviser) -> None:
    """Tell an adviser that somebody waits for a call."""
    to = _told(adviser)
    facts = {
        "link": address_of(f"saksbehandling/ideer/{idea.pk}/", to.language),
        "by": _by(idea.answer_by),
    }
    tell(NEW_IDEA, to=to, facts=facts, about=idea)


def tell_adviser_of(notice: Notice, thread: Thread) -> None:
    """Tell a thread's adviser that somebody waits for an answer; nobody where it has none."""
    if thread.adviser is None:
        return
    to = _told(thread.adviser)
    facts = {
        "link": address_of(f"saksbehandling/sporsmal/{thread.pk}/", to.language),
        "by": _by(thread.answer_by),
    }
    tell(notice, to=to, facts=facts, about=thread)


def way_to(thread: Thread) -> str:
    """Return the asker's way to their thread: on "My page", or by a link that needs no account."""
    if thread.user_id is not None:
        return f"min-side/sporsmal/{thread.key}/"
    return f"spor/{secret_of('thread', thread.key)}/"


def tell_asker(notice: Notice, thread: Thread) -> None:
    """Tell whoever asked, in the language that they asked in. A disowned thread is silent."""
    if thread.status == ThreadStatus.DISOWNED:
        return
    facts = {
        "link": address_of(way_to(thread), thread.language),
        "when": clocks(thread.answer_by),
        "phone": secretariat().phone,
        "answered": answered(thread.language),
        "has_account": thread.user_id is not None,
    }
    tell(notice, to=Reader(thread.address, thread.language), facts=facts, about=thread)


def tell_ways(threads: list[Thread]) -> None:
    """Send somebody the ways to what they have asked, the newest first, in that one's language.

    It is about several threads, so it is not kept until one of them is erased, but for a day.
    """
    newest = threads[0]
    ways = [
        {
            "day": one.asked_at.astimezone(clock.OSLO).date(),
            "link": address_of(way_to(one), newest.language),
        }
        for one in threads
    ]
    to = Reader(newest.address, newest.language)
    facts = {
        "ways": ways,
        "phone": secretariat().phone,
        "answered": answered(newest.language),
    }
    tell(WAYS, to=to, facts=facts, about=newest, good_for=WAYS_KEPT)


def tell_beginning(idea: Idea, address: str, link: str) -> None:
    """Send whoever called us the way into a draft that is begun."""
    tell(BEGINNING, to=Reader(address, idea.language), facts={"link": link}, about=idea)


def tell_both(notice: Notice, talk: Talk, *, by_office: bool = False) -> None:
    """Tell whoever booked a talk, and the adviser: when it is by both clocks, and where.

    Each is told who did it, without a name, and what they can do where it was not themselves.
    ``by_office``: they have not done it themselves.
    """
    when = clocks(talk.begins_at)
    secret = secret_of("talk", talk.key)
    for to, path, is_adviser in (
        (Reader(talk.address, talk.language), f"samtale/{secret}/", False),
        (_told(talk.adviser), "saksbehandling/samtaler/", True),
    ):
        facts = {
            "link": address_of(path, to.language),
            "when": when,
            "minutes": talk.minutes,
            "is_adviser": is_adviser,
            "by_office": by_office,
            "phone": secretariat().phone,
            "answered": answered(to.language),
        }
        ahead = talk.begins_at - clock.now() if notice is TALK_COMING else None
        tell(notice, to=to, facts=facts, about=talk, good_for=ahead)
