"""Who to ask, and which ideas and questions wait for an answer."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.advice.hours import Slot, Weekly, free
from naboskap.advice.models import (
    Adviser,
    BlockedSender,
    ClosedDay,
    Idea,
    LessonProgress,
    OpenTime,
    SharedAnswer,
    Talk,
    Thread,
    WeeklyHours,
)
from naboskap.advice.statuses import (
    OPEN,
    IdeaStatus,
    SharedStatus,
    TalkStatus,
    ThreadStatus,
)
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.holidays import is_holiday
from naboskap.core.permissions import Actor, may, once
from naboskap.core.prepared import Prepared
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate
from naboskap.disclosure.queries import Seen, protected_names, seen_in

AHEAD = timedelta(days=28)  # So far ahead can a talk be booked,
AT_LEAST = timedelta(hours=2)  # and not closer than this.
MOST_ASKED = 10  # Questions on a person's own page.
WAITING = (IdeaStatus.NEW, IdeaStatus.CALLED)


def shown_advisers() -> QuerySet[Adviser]:
    """Return the advisers that visitors see, in order, with their names."""
    return Adviser.objects.filter(is_shown=True).select_related("user")


def every_adviser() -> list[Adviser]:
    """Return all advisers in order, also those whom visitors do not see; once in a reading."""
    return once("advice.everybody", _EVERYBODY.ask)


_EVERYBODY: Prepared[Adviser] = Prepared(
    lambda: Adviser.objects.select_related("user").order_by("order", "pk")
)


def best_for(theme: str, advisers: Iterable[Adviser], language: str = "") -> Adviser | None:
    """Choose whom to ask about ``theme``: its own adviser, one without a field, or the first.

    Of those who speak ``language``, where anybody does: a call that both understand comes first.
    """
    everybody = list(advisers)
    among = [one for one in everybody if language in one.languages] or everybody
    for adviser in among:
        if theme and theme in adviser.themes:
            return adviser
    return next((one for one in among if not one.themes), among[0] if among else None)


def adviser_for(theme: str, language: str = "") -> Adviser | None:
    """Return the adviser to show and to send an idea to; None when there is none at all."""
    return best_for(theme, [one for one in every_adviser() if one.is_shown], language)


def advisers_for(
    advisers: Iterable[Adviser], *, theme: str = "", language: str = "", place: str = ""
) -> list[Adviser]:
    """Return those of ``advisers`` who know a field and a region, and speak a language.

    Who has no field, or no region, knows all of them.
    """
    return [
        one
        for one in advisers
        if (not theme or not one.themes or theme in one.themes)
        and (not language or language in one.languages)
        and (not place or not one.places or place in one.places)
    ]


def progress_of(user: Actor) -> list[LessonProgress]:
    """Return what ``user`` has kept of the school: their own; a visitor keeps nothing here."""
    if not may(user, "advice.keep_progress"):
        return []
    return list(LessonProgress.objects.filter(user_id=user.pk))


def visible_to(user: Actor) -> QuerySet[Idea]:
    """Return the ideas that ``user`` may see: an adviser sees all, since they stand in."""
    if not may(user, "advice.see_idea"):
        return Idea.objects.none()
    return Idea.objects.select_related("adviser", "adviser__user")


def waiting_ideas(user: Actor) -> QuerySet[Idea]:
    """Return the ideas that still wait, those with the least time left first.

    One that nobody has called about comes before one that is called.
    """
    return visible_to(user).filter(status__in=WAITING).order_by("-status", "answer_by", "pk")


def is_late(idea: Idea, now: datetime | None = None) -> bool:
    """Say whether the promised hour has passed and nobody has called."""
    return idea.status == IdeaStatus.NEW and idea.answer_by < (now or clock.now())


def threads_visible_to(user: Actor) -> QuerySet[Thread]:
    """Return the threads that ``user`` may see in the office: an adviser sees all."""
    if not may(user, "advice.see_thread"):
        return Thread.objects.none()
    return Thread.objects.select_related("adviser__user", "user")


def waiting_threads(user: Actor) -> QuerySet[Thread]:
    """Return the threads that wait for us, the one with the least time left first."""
    waiting = threads_visible_to(user).filter(status=ThreadStatus.WAITING)
    return waiting.order_by("answer_by", "pk")


def threads_of(user: User) -> QuerySet[Thread]:
    """Return what a person has asked: signed in, or by the address that is now their account's."""
    return _asked_by(user).select_related("adviser__user").order_by("-last_at")


def _theirs(user: User) -> Q:
    return Q(user=user) | Q(user__isnull=True, address=user.email)


def _asked_by(user: User) -> QuerySet[Thread]:
    """Return what they have asked; not what was said by its link that it is not theirs."""
    return Thread.objects.filter(_theirs(user)).exclude(status=ThreadStatus.DISOWNED)


@dataclass(frozen=True, slots=True)
class Contact:
    """A question or a talk that is coming, as the person's own page lists it."""

    key: str
    at: datetime  # When it was asked, or begins.
    status: str
    adviser: str  # What they are called; empty where none has it yet.

    @property
    def status_label(self) -> str:
        return str(ThreadStatus(self.status).label)


def contacts_of(user: User) -> tuple[list[Contact], list[Contact]]:
    """Return the last that a person has asked, the newest first, and their talks ahead, in order.

    One statement: the two tables are asked at once. At most ``MOST_ASKED`` questions.
    """
    since = clock.now() - timedelta(hours=2)
    talks = Talk.objects.filter(_theirs(user), status=TalkStatus.BOOKED, begins_at__gt=since)
    who = ("name", "email", "is_demonstration")
    told = ("key", "status", *(f"adviser__user__{one}" for one in who))
    newest = _asked_by(user).order_by("-last_at", "-pk")[:MOST_ASKED]
    asked = Thread.objects.filter(pk__in=newest.values("pk")).order_by()
    rows = asked.values_list(Value("asked"), "asked_at", "last_at", *told).union(
        talks.order_by().values_list(Value("talk"), "begins_at", "booked_at", *told), all=True
    )
    found: dict[str, list[tuple[datetime, Contact]]] = {"asked": [], "talk": []}
    for kind, at, last, key, status, *adviser in rows:
        person = User(**dict(zip(who, adviser, strict=True)))
        found[kind].append((last, Contact(key, at, status, person.called if person.email else "")))
    said = sorted(found["asked"], key=lambda one: one[0], reverse=True)
    ahead = sorted((one for _last, one in found["talk"]), key=lambda one: one.at)
    return [one for _last, one in said], ahead


def is_thread_late(thread: Thread, now: datetime | None = None) -> bool:
    """Say whether the promised hour has passed and nobody has answered."""
    return thread.status == ThreadStatus.WAITING and thread.answer_by < (now or clock.now())


def is_open(thread: Thread) -> bool:
    """Say whether an adviser can answer in the thread."""
    return thread.status in OPEN


def digest_of(address: str) -> str:
    """Return the digest under which an address is blocked."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


def block_on(address: str) -> BlockedSender | None:
    """Return the block on an address that is in force, if there is one."""
    return BlockedSender.objects.filter(digest=digest_of(address), lifted_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a thread, with the adviser's name; no name: whoever asked wrote it."""

    text: str
    language: str
    name: str
    at: datetime


def conversation_in(thread: Thread) -> list[Line]:
    """Return what was said in a thread, oldest first, in two statements."""
    said = list(thread.messages.all())
    writers = {one.written_by_id or 0 for one in said if one.is_from_adviser}
    people = User.objects.filter(pk__in=writers) if writers else ()
    names = {one.pk: one.called for one in people if one.name}
    return [
        Line(
            one.text,
            one.language,
            (names.get(one.written_by_id or 0) or _("An adviser")) if one.is_from_adviser else "",
            one.written_at,
        )
        for one in said
    ]


def can_be_shared(thread: Thread) -> bool:
    """Say whether what was answered in the thread can be offered to everybody."""
    return thread.answered_at is not None and thread.status in {*OPEN, ThreadStatus.CLOSED}


def shared_visible_to(user: Actor) -> QuerySet[SharedAnswer]:
    """Return the answers for everybody that ``user`` may see in the office, the newest first."""
    if not may(user, "advice.see_shared_answer"):
        return SharedAnswer.objects.none()
    return SharedAnswer.objects.order_by("-changed_at", "-pk")


def shared_to_read(user: Actor) -> list[SharedAnswer]:
    """Return those that wait for ``user`` as the second reader, the oldest first."""
    waiting = shared_visible_to(user).filter(status=SharedStatus.OFFERED)
    return [one for one in waiting.order_by("changed_at", "pk") if user.pk not in one.writers]


def seen_in_answer(shared: SharedAnswer, names: frozenset[gate.Name] | None = None) -> Seen:
    """Return what its texts hold that no text for everybody may, but for words vouched for."""
    return seen_in([*shared.question.values(), *shared.answer.values()], names).but(
        shared.ordinary
    )


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """A question and its answer as anybody may read them: no key, and nothing of the thread."""

    slug: str
    theme: str
    question: Mapping[str, gate.Public]
    answer: Mapping[str, gate.Public]
    read_on: date

    def language_for(self, wanted: str) -> str:
        """Return ``wanted`` where it is written in it, else the language that all have."""
        return wanted if wanted in self.answer else secretariat().languages[0]


def public_answers() -> list[PublicAnswer]:
    """Return the answers for everybody, the one read last first; two statements.

    One in which a name stands that has come to be protected since is not shown (ADV-39): an
    adviser rewrites it, and a second one reads it.
    """
    rows = list(
        SharedAnswer.objects.filter(status=SharedStatus.PUBLISHED).order_by("-published_at", "pk")
    )
    names = protected_names() if rows else frozenset()

    def told(words: Mapping[str, str]) -> dict[str, gate.Public]:
        return {code: gate.own_words(text, code) for code, text in words.items()}

    return [
        PublicAnswer(
            one.slug,
            one.theme,
            told(one.question),
            told(one.answer),
            one.published_at.astimezone(clock.OSLO).date(),
        )
        for one in rows
        if one.published_at is not None
        if not applies("ADV-39", not seen_in_answer(one, names).is_nothing)
    ]


def has_public_answers() -> bool:
    """Say whether there is an answer for everybody to lead to."""
    return bool(public_answers())


def free_times(adviser: Adviser, *, but: Talk | None = None) -> list[Slot]:
    """Return the times that can be booked with an adviser, in order, in four statements.

    On a public holiday (ADV-46) only what was opened by hand.
    ``but`` is a talk that is being moved: its own time counts as free.
    """
    now, today = clock.now(), clock.today()
    days = [today + timedelta(days=number) for number in range(AHEAD.days)]
    own = {"adviser": adviser}
    booked = Talk.objects.filter(
        **own, status=TalkStatus.BOOKED, begins_at__gt=now - timedelta(days=1)
    )
    if but is not None:
        booked = booked.exclude(pk=but.pk)
    return free(
        [
            Weekly(one.weekday, one.begins, one.ends, one.minutes)
            for one in WeeklyHours.objects.filter(**own)
        ],
        [
            Slot(one.begins_at, one.minutes)
            for one in OpenTime.objects.filter(**own, begins_at__gt=now)
        ],
        closed=[
            *ClosedDay.objects.filter(**own, on_date__gte=today).values_list("on_date", flat=True),
            *(day for day in days if applies("ADV-46", is_holiday(day))),
        ],
        taken=[Slot(one.begins_at, one.minutes) for one in booked],
        days=days,
        earliest=now + AT_LEAST,
        zone=clock.OSLO,
    )


def talks_visible_to(user: Actor) -> QuerySet[Talk]:
    """Return the talks that ``user`` may see in the office: an adviser sees all."""
    if not may(user, "advice.see_talk"):
        return Talk.objects.none()
    return Talk.objects.select_related("adviser__user")


def coming_talks(user: Actor) -> QuerySet[Talk]:
    """Return the talks that are booked and not over, the next one first."""
    since = clock.now() - timedelta(hours=2)
    return talks_visible_to(user).filter(status=TalkStatus.BOOKED, begins_at__gt=since)
