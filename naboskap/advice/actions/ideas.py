"""Take an idea in, and answer it."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.contact import can_be_reached
from naboskap.advice.models import Adviser, Idea, IdeaNote, LessonProgress, WeeklyHours
from naboskap.advice.notices import tell_adviser
from naboskap.advice.promise import answer_by
from naboskap.advice.queries import adviser_for
from naboskap.advice.statuses import LIFE
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.disclosure.actions import touch_public

LONGEST = 2_000  # Characters: an idea is two sentences, and nothing of a long one is cut.
IN_AN_HOUR = 5  # Ideas from one address. A person has no more; a machine does.
LONGEST_LIST = 50  # Lines of a checklist that can be ticked.
WORKING_DAYS = 2  # The promise where no adviser has given another.


def origin_of(address: str) -> str:
    """Return a digest of where a request came from that says nothing the next day."""
    text = f"{settings.SECRET_KEY}{clock.today()}{address}"
    return hashlib.sha256(text.encode()).hexdigest() if address else ""


@transaction.atomic
def send_idea(
    text: str, contact: str, *, theme: str, language: str, key: str, by: Actor, origin: str = ""
) -> Idea:
    """Take in two sentences and a way to be reached, and let an adviser know.

    The same ``key`` brings the same idea: a second click makes no other and tells nobody twice.

    Rules: ADV-1 (something is written), ADV-2 (we can reach them), ADV-3 (not a whole
    application), ADV-4 (no flood from one address).
    """
    if not may(by, "advice.send_idea"):
        raise PermissionDenied
    if (known := Idea.objects.filter(key=key).first()) is not None:
        return known
    text, contact = text.strip(), contact.strip()
    require("ADV-1", text, _("Write in a sentence or two what you want to do."))
    require(
        "ADV-2",
        can_be_reached(contact),
        _("Write a phone number with all its digits, or an e-mail address like name@example.org."),
    )
    require(
        "ADV-3",
        len(text) <= LONGEST,
        _("Two sentences are enough for now. Make it shorter, and tell us the rest in the call."),
    )
    require(
        "ADV-4",
        not origin or _lately_from(origin) < IN_AN_HOUR,
        _("Many ideas have come from here in the last hour. Call us instead, or try later."),
    )
    adviser = adviser_for(theme, language)
    now = clock.now()
    days = adviser.answers_within_days if adviser else WORKING_DAYS
    try:
        with transaction.atomic():
            idea = Idea.objects.create(
                text=text,
                contact=contact,
                theme=theme,
                language=language,
                adviser=adviser,
                created_at=now,
                answer_by=answer_by(now, days, clock.OSLO),
                key=key,
                origin=origin,
            )
    except IntegrityError:  # Two clicks at once: the other was first.
        return Idea.objects.get(key=key)
    record("advice.send_idea", idea, by=by, adviser=adviser.pk if adviser else None)
    if adviser is not None:
        tell_adviser(idea, adviser)
    return idea


def _lately_from(origin: str) -> int:
    since = clock.now() - timedelta(hours=1)
    return Idea.objects.filter(origin=origin, created_at__gt=since).count()


@transaction.atomic
def note_call(idea: Idea, text: str, *, by: User, next_step: str = "") -> IdeaNote:
    """Write down what was said in a call. The clock stops with the first. Rule ADV-5."""
    idea = locked(idea)
    permit = LIFE.permit("note_call", idea, by=by)
    require("ADV-5", text.strip(), _("Write a line about what you talked about."))
    now = clock.now()
    move(permit, called_at=idea.called_at or now)
    return IdeaNote.objects.create(
        idea=idea,
        text=text.strip(),
        next_step=next_step.strip(),
        written_by_id=by.pk,
        written_at=now,
    )


@transaction.atomic
def settle(idea: Idea, *, by: User) -> Idea:
    """Put away an idea that needs no more of us."""
    idea = locked(idea)
    move(LIFE.permit("settle", idea, by=by))
    return idea


@transaction.atomic
def hand_over(idea: Idea, adviser: Adviser, *, by: User) -> Idea:
    """Give a waiting idea to another adviser, who is told. Rule ADV-6: it still waits."""
    idea = locked(idea)
    if not may(by, "advice.answer_idea", idea):
        raise PermissionDenied
    require("ADV-6", idea.status in {"new", "called"}, _("This idea is answered already."))
    if idea.adviser_id == adviser.pk:
        return idea
    before = idea.adviser_id
    idea.adviser = adviser
    idea.save(update_fields=["adviser"])
    record("advice.hand_over", idea, by=by, before=before, after=adviser.pk)
    tell_adviser(idea, adviser)
    return idea


@transaction.atomic
def load_advisers(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Adviser]:
    """Make advisers of users, by their address; whoever is one already is left as they are.

    ``hours`` of a row are the hours of the week in which they can be booked.
    """
    if not may(by, "advice.load_advisers"):
        raise PermissionDenied
    new = []
    for row in rows:
        facts = dict(row)
        user = User.objects.get(email=facts.pop("user"))
        hours = facts.pop("hours", [])
        adviser, made = Adviser.objects.get_or_create(user=user, defaults=facts)
        if made:
            new.append(adviser)
            for one in hours:
                WeeklyHours.objects.create(adviser=adviser, **one)
            record("advice.load_advisers", adviser, by=by)
    if new:
        touch_public()
    return new


@transaction.atomic
def tick_off(lesson: str, ticked: Iterable[int], *, by: User) -> LessonProgress:
    """Keep which lines of a lesson's checklist a person has ticked.

    It is the person's own note, which nobody else reads: it leaves no trail.
    """
    kept = _progress(lesson, by=by)
    kept.ticked = sorted({number for number in ticked if 0 < number <= LONGEST_LIST})
    kept.save(update_fields=["ticked"])
    return kept


@transaction.atomic
def go_through_lesson(lesson: str, *, is_done: bool, by: User) -> LessonProgress:
    """Mark that a person has gone through a lesson, or take the mark away. No trail, as above."""
    kept = _progress(lesson, by=by)
    if bool(kept.done_at) != is_done:
        kept.done_at = clock.now() if is_done else None
        kept.save(update_fields=["done_at"])
    return kept


def _progress(lesson: str, *, by: User) -> LessonProgress:
    if not may(by, "advice.keep_progress"):
        raise PermissionDenied
    kept, _made = LessonProgress.objects.get_or_create(user=by, lesson=lesson)
    return kept
