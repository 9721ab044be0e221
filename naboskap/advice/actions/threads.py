"""Ask an adviser, answer, hand over, close: a thread with a clock, with or without an account."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.actions.ideas import IN_AN_HOUR, WORKING_DAYS
from naboskap.advice.contact import email_in
from naboskap.advice.models import Adviser, BlockedSender, Thread, ThreadMessage
from naboskap.advice.notices import (
    ANSWERED,
    ASKED_MORE,
    CLOSED,
    HANDED_OVER,
    NEW_QUESTION,
    QUESTION_IN,
    WAYS,
    WAYS_KEPT,
    tell_adviser_of,
    tell_asker,
)
from naboskap.advice.promise import answer_by
from naboskap.advice.queries import adviser_for, block_on, digest_of
from naboskap.advice.statuses import LIFE_OF_A_THREAD, OPEN, ThreadStatus
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.notifications.actions import forget_messages, forget_told

LONGEST_MESSAGE = 5_000  # Characters. What is longer is refused whole, never cut.
UNANSWERED = 3  # Questions of one mail address that wait at a time.
MESSAGES_IN_AN_HOUR = 20  # From the one who asked, in one thread.
KEPT_FOR = timedelta(days=730)  # After the last word.
A_ROUND = 50


@transaction.atomic
def ask_question(
    text: str,
    *,
    address: str,
    theme: str,
    language: str,
    key: str,
    by: Actor,
    origin: str = "",
    adviser: Adviser | None = None,
) -> Thread:
    """Take a question in, route it by theme and language, and mail the asker the way to it.

    Signed in, the address is the account's own and the way is "My page"; else it is a link. The
    question waits from now, whether or not the link is opened. ``adviser`` is whom they chose.
    The same ``key`` brings the same question: a second click tells nobody twice.

    Rules: ADV-8 (in words, not too many), ADV-9 (an address to answer to), ADV-10 (no flood),
    ADV-11 (the sender is not blocked).
    """
    if not may(by, "advice.ask_question"):
        raise PermissionDenied
    if (known := Thread.objects.filter(form_key=key).first()) is not None:
        return known
    user = by if isinstance(by, User) else None
    address = (user.email if user else email_in(address)).casefold()
    text = _words(text)
    require("ADV-9", address, _("Write a whole e-mail address, like name@example.org."))
    refuse_blocked(address)
    require(
        "ADV-10",
        (not origin or _lately_from(origin) < IN_AN_HOUR) and _waiting_of(address) < UNANSWERED,
        _("Many questions have come from here that we have not answered yet. Call us instead."),
    )
    adviser = adviser or adviser_for(theme, language)
    now = clock.now()
    try:
        with transaction.atomic():
            thread = Thread.objects.create(
                key=secrets.token_urlsafe(18),
                form_key=key,
                user=user,
                address=address,
                language=language,
                theme=theme,
                adviser=adviser,
                asked_at=now,
                answer_by=_promised(adviser),
                last_at=now,
                is_address_known=user is not None,
                origin=origin,
            )
    except IntegrityError:  # Two clicks at once: the other was first.
        return Thread.objects.get(form_key=key)
    _write(thread, text, language=language, key=key, by=by, is_from_adviser=False)
    record("advice.ask_question", thread, by=by, adviser=adviser.pk if adviser else None)
    tell_asker(QUESTION_IN, thread)
    tell_adviser_of(NEW_QUESTION, thread)
    return thread


def _words(text: str) -> str:
    """Hold what is written. Rule ADV-8."""
    text = text.strip()
    require("ADV-8", text, _("Write what you want to ask or say."))
    require(
        "ADV-8",
        len(text) <= LONGEST_MESSAGE,
        _("Write it in fewer words, or call us about the rest."),
    )
    return text


def refuse_blocked(address: str) -> None:
    """Turn a blocked sender away. Rule ADV-11."""
    require(
        "ADV-11",
        block_on(address) is None,
        _("We take no more questions from this address here. You can call us."),
    )


def _lately_from(origin: str) -> int:
    since = clock.now() - timedelta(hours=1)
    return Thread.objects.filter(origin=origin, asked_at__gt=since).count()


def _waiting_of(address: str) -> int:
    return Thread.objects.filter(
        address=address, status=ThreadStatus.WAITING, answered_at__isnull=True
    ).count()


def _promised(adviser: Adviser | None) -> datetime:
    days = adviser.answers_within_days if adviser else WORKING_DAYS
    return answer_by(clock.now(), days, clock.OSLO)


def _write(
    thread: Thread, text: str, *, language: str, key: str, by: Actor, is_from_adviser: bool
) -> ThreadMessage:
    return ThreadMessage.objects.create(
        thread=thread,
        text=text,
        language=language,
        is_from_adviser=is_from_adviser,
        written_by_id=by.pk,
        written_at=clock.now(),
        key=key,
    )


def _said(thread: Thread, key: str) -> bool:
    return ThreadMessage.objects.filter(thread=thread, key=key).exists()


@transaction.atomic
def write_in_thread(thread: Thread, text: str, *, language: str, key: str, by: Actor) -> Thread:
    """Write more in one's own thread. One that is closed is open again; the clock is wound anew.

    Rules: ADV-8, ADV-11, ADV-12 (no flood in one thread).
    """
    thread = locked(thread)
    name = "reopen_thread" if thread.status == ThreadStatus.CLOSED else "ask_more"
    permit = LIFE_OF_A_THREAD.permit(name, thread, by=by)
    if _said(thread, key):
        return thread
    text = _words(text)
    refuse_blocked(thread.address)
    since = clock.now() - timedelta(hours=1)
    lately = ThreadMessage.objects.filter(
        thread=thread, is_from_adviser=False, written_at__gt=since
    ).count()
    require(
        "ADV-12",
        lately < MESSAGES_IN_AN_HOUR,
        _("You have written a lot in the last hour. Call us, or write again later."),
    )
    waited = thread.status == ThreadStatus.WAITING
    changes = {} if waited else {"answer_by": _promised(thread.adviser)}
    _write(thread, text, language=language, key=key, by=by, is_from_adviser=False)
    move(permit, last_at=clock.now(), is_address_known=True, **changes)
    if not waited:  # Whoever has a question before them already is not told of each line more.
        tell_adviser_of(ASKED_MORE, thread)
    return thread


@transaction.atomic
def answer_thread(thread: Thread, text: str, *, language: str, key: str, by: User) -> Thread:
    """Answer as an adviser; the asker gets a link, and nothing of what it says. Rule ADV-8.

    Where the thread had no adviser, it is now the one who answered, if they are one.
    """
    thread = locked(thread)
    permit = LIFE_OF_A_THREAD.permit("answer_thread", thread, by=by)
    if _said(thread, key):
        return thread
    _write(thread, _words(text), language=language, key=key, by=by, is_from_adviser=True)
    now = clock.now()
    changes = {}
    if thread.adviser_id is None:
        changes = {"adviser": Adviser.objects.filter(user=by).first()}
    move(permit, answered_at=thread.answered_at or now, last_at=now, **changes)
    tell_asker(ANSWERED, thread)
    return thread


@transaction.atomic
def hand_thread_over(thread: Thread, adviser: Adviser, *, by: User) -> Thread:
    """Give a thread to another adviser, who is told; the asker sees who answers now. Rule ADV-13.

    The clock goes on: they were promised an answer by then.
    """
    thread = locked(thread)
    if not may(by, "advice.answer_thread", thread):
        raise PermissionDenied
    require("ADV-13", thread.status in OPEN, _("This question is closed."))
    if thread.adviser_id == adviser.pk:
        return thread
    before = thread.adviser_id
    thread.adviser = adviser
    thread.save(update_fields=["adviser"])
    record("advice.hand_thread_over", thread, by=by, before=before, after=adviser.pk)
    tell_adviser_of(HANDED_OVER, thread)
    return thread


@transaction.atomic
def close_thread(thread: Thread, *, by: Actor) -> Thread:
    """Close a thread: the asker has what they need, or the adviser has nothing more to say.

    The asker opens it again by writing. They are told when it was not they who closed it.
    """
    thread = locked(thread)
    permit = LIFE_OF_A_THREAD.permit("close_thread", thread, by=by)
    is_askers = may(by, "advice.write_in_thread", thread)
    move(permit, is_address_known=thread.is_address_known or is_askers)
    if not is_askers:
        tell_asker(CLOSED, thread)
    return thread


@transaction.atomic
def disown_thread(thread: Thread, *, by: Actor) -> Thread:
    """Say that one never asked this: it is closed for good, and the address gets no more mail."""
    thread = locked(thread)
    move(LIFE_OF_A_THREAD.permit("disown_thread", thread, by=by))
    return thread


@transaction.atomic
def block_sender(thread: Thread, because: str, *, by: User) -> BlockedSender:
    """Take no more from an abusive sender, with the reason kept. Rule ADV-14."""
    thread = locked(thread)
    permit = LIFE_OF_A_THREAD.permit("block_thread", thread, by=by)
    because = because.strip()
    require("ADV-14", because, _("Write why. It is kept with the block, for whoever asks later."))
    move(permit)
    found = block_on(thread.address)
    if found is not None:
        return found
    return BlockedSender.objects.create(
        digest=digest_of(thread.address),
        because=because,
        blocked_by_id=by.pk,
        blocked_at=clock.now(),
    )


@transaction.atomic
def lift_block(thread: Thread, *, by: User) -> None:
    """Let the sender of a blocked thread write to us again. The thread stays closed."""
    thread = locked(thread)
    if not may(by, "advice.block_sender", thread):
        raise PermissionDenied
    found = block_on(thread.address)
    if found is None:
        return
    found.lifted_at = clock.now()
    found.save(update_fields=["lifted_at"])
    record("advice.lift_block", thread, by=by)


@transaction.atomic
def erase_old_threads(*, by: Actor) -> int:
    """Erase threads in which nobody has written for two years; return how many.

    What was mailed about them goes too: it holds the address and the link. A mail with the ways to
    several questions goes after a day already. That there was one stays in the trail, without a
    word of it.
    """
    if not may(by, "advice.erase_threads"):
        raise PermissionDenied
    forget_told(WAYS.kind, Thread, before=timezone.now() - WAYS_KEPT)
    old = Thread.objects.filter(last_at__lt=clock.now() - KEPT_FOR).order_by("pk")
    threads = list(old.select_for_update()[:A_ROUND])
    for thread in threads:
        record("advice.erase_thread", thread, by=by, status=thread.status)
        forget_messages(thread)
    ThreadMessage.objects.filter(thread__in=threads).delete()
    Thread.objects.filter(pk__in=[thread.pk for thread in threads]).delete()
    return len(threads)
