"""Open times, book a talk, move it, cancel it; and remind both the day before."""

import secrets
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.actions.ideas import IN_AN_HOUR
from naboskap.advice.actions.threads import refuse_blocked
from naboskap.advice.contact import email_in, phone_in
from naboskap.advice.hours import instant
from naboskap.advice.models import Adviser, ClosedDay, OpenTime, Talk, WeeklyHours
from naboskap.advice.notices import (
    TALK_BOOKED,
    TALK_CANCELLED,
    TALK_COMING,
    TALK_MOVED,
    tell_both,
)
from naboskap.advice.queries import AHEAD, free_times
from naboskap.advice.statuses import LIFE_OF_A_TALK, TalkStatus
from naboskap.audit.actions import move, record
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.workflow import Permit
from naboskap.notifications.actions import forget_messages, forget_waiting

COMING = 2  # Talks of one address at a time.
IN_A_DAY, A_DAY = 5, timedelta(days=1)  # Booked with one address, cancelled ones too.
MOVES = 5  # Of one talk: each is a mail to an address that need not be theirs.
LONGEST_ABOUT = 1_000
SHORTEST, LONGEST_TALK = 10, 120  # Minutes.
TALKS_KEPT_FOR = timedelta(days=90)
A_ROUND = 50


def _of(adviser: Adviser, by: Actor) -> Adviser:
    adviser = locked(adviser)
    if not may(by, "advice.open_times", adviser):
        raise PermissionDenied
    return adviser


@transaction.atomic
def open_weekly(
    adviser: Adviser, *, weekday: int, begins: time, ends: time, minutes: int, by: User
) -> WeeklyHours:
    """Open hours of a weekday, every week from now. Rule ADV-18: there is room for a talk."""
    adviser = _of(adviser, by)
    length = datetime.combine(date.min, ends) - datetime.combine(date.min, begins)
    require(
        "ADV-18",
        SHORTEST <= minutes <= LONGEST_TALK and length >= timedelta(minutes=minutes),
        _("The hours must have room for at least one talk of 10 to 120 minutes."),
    )
    hours = WeeklyHours.objects.create(
        adviser=adviser, weekday=weekday, begins=begins, ends=ends, minutes=minutes
    )
    record("advice.open_weekly", adviser, by=by, weekday=weekday)
    return hours


@transaction.atomic
def open_time(adviser: Adviser, *, on: date, begins: time, minutes: int, by: User) -> OpenTime:
    """Open one time, by the clock in Oslo. One that is open already gets the new length.

    Rules ADV-18, ADV-19 (it is ahead, and is there), ADV-28 (what is booked keeps its length).
    """
    adviser = _of(adviser, by)
    require(
        "ADV-18",
        SHORTEST <= minutes <= LONGEST_TALK,
        _("The hours must have room for at least one talk of 10 to 120 minutes."),
    )
    at = instant(datetime.combine(on, begins), clock.OSLO)
    now = clock.now()
    require(
        "ADV-19",
        at is not None and now < at < now + AHEAD,
        _("Choose a time from now and at most four weeks ahead."),
    )
    assert at is not None
    opened, _made = OpenTime.objects.get_or_create(
        adviser=adviser, begins_at=at, defaults={"minutes": minutes}
    )
    if opened.minutes != minutes:
        booked = {"adviser": adviser, "begins_at": at, "status": TalkStatus.BOOKED}
        require(
            "ADV-28",
            not Talk.objects.filter(**booked).exists(),
            _("Somebody has booked this time. Cancel the talk first, or open another time."),
        )
        opened.minutes = minutes
        opened.save(update_fields=["minutes"])
    record("advice.open_time", adviser, by=by)
    return opened


@transaction.atomic
def close_day(adviser: Adviser, *, on: date, by: User) -> ClosedDay:
    """Take no bookings on a day. What is booked stands: cancel it, and they are told."""
    adviser = _of(adviser, by)
    closed, _made = ClosedDay.objects.get_or_create(adviser=adviser, on_date=on)
    record("advice.close_day", adviser, by=by, on=on.isoformat())
    return closed


@transaction.atomic
def take_away(opened: WeeklyHours | OpenTime | ClosedDay, *, by: User) -> None:
    """Take away hours, a time or a closed day. What is booked stands."""
    adviser = _of(opened.adviser, by)
    record("advice.take_away", adviser, by=by, what=opened._meta.model_name)
    opened.delete()


@transaction.atomic
def book_talk(
    adviser: Adviser,
    begins_at: datetime,
    *,
    name: str,
    address: str,
    way: str,
    reached_at: str,
    about: str,
    language: str,
    key: str,
    by: Actor,
    origin: str = "",
) -> Talk:
    """Book a free time. Of two who take the same one, one gets it; both are told by mail.

    The adviser's row is held, so that two at once are asked one after the other; the table
    refuses a time twice too. The same ``key`` books the same talk.

    Rules: ADV-11 (not blocked), ADV-20 (the time is free), ADV-21 (who, and an address), ADV-22
    (how they are reached), ADV-23 (not too many ahead), ADV-24 (in few words), ADV-27
    (not too many a day).
    """
    if not may(by, "advice.book_talk"):
        raise PermissionDenied
    adviser = locked(adviser)
    if (known := Talk.objects.filter(form_key=key).first()) is not None:
        return known
    name, about, address = name.strip(), about.strip(), email_in(address).casefold()
    require("ADV-21", name, _("Write who the adviser should ask for."))
    require("ADV-21", address, _("Write a whole e-mail address, like name@example.org."))
    refuse_blocked(address)
    reached_at = _reached(way, reached_at)
    require("ADV-24", len(about) <= LONGEST_ABOUT, _("Write it in fewer words."))
    now = clock.now()
    coming = Talk.objects.filter(
        address=address, status=TalkStatus.BOOKED, begins_at__gt=now
    ).count()
    require(
        "ADV-23",
        coming < COMING and (not origin or _lately_from(origin) < IN_AN_HOUR),
        _("You have booked talks already. Move or cancel one of them, or call us."),
    )
    require(
        "ADV-27",
        Talk.objects.filter(address=address, booked_at__gt=now - A_DAY).count() < IN_A_DAY,
        _("Several talks have been booked with this address today. Call us instead."),
    )
    minutes = _minutes_at(adviser, begins_at)
    try:
        with transaction.atomic():
            talk = Talk.objects.create(
                key=secrets.token_urlsafe(18),
                form_key=key,
                adviser=adviser,
                user=by if isinstance(by, User) else None,
                begins_at=begins_at,
                minutes=minutes,
                name=name,
                address=address,
                way=way,
                reached_at=reached_at,
                about=about,
                language=language,
                booked_at=now,
                changed_at=now,
                origin=origin,
            )
    except IntegrityError:  # The table said no, where a lock did not hold.
        talk = None
    require("ADV-20", talk, TAKEN)
    assert talk is not None
    record("advice.book_talk", talk, by=by, adviser=adviser.pk)
    tell_both(TALK_BOOKED, talk)
    return talk


TAKEN = _("Somebody else has just taken this time. Choose another.")


def _reached(way: str, told: str) -> str:
    """Return where they are reached, tidy. Rule ADV-22."""
    told = told.strip()
    if way == Talk.Way.PHONE:
        require("ADV-22", phone_in(told), _("Write a phone number with all its digits."))
        return told
    try:
        URLValidator(schemes=["https"])(told)
    except ValidationError:
        told = ""
    require(
        "ADV-22",
        way == Talk.Way.VIDEO and told,
        _("Paste the link of your own video call. It begins with https://."),
    )
    return told


def _lately_from(origin: str) -> int:
    since = clock.now() - timedelta(hours=1)
    return Talk.objects.filter(origin=origin, booked_at__gt=since).count()


def _minutes_at(adviser: Adviser, begins_at: datetime, *, but: Talk | None = None) -> int:
    """Return how long the free time that begins then is. Rule ADV-20."""
    found = {slot.begins_at: slot.minutes for slot in free_times(adviser, but=but)}
    require("ADV-20", begins_at in found, TAKEN)
    return found[begins_at]


@transaction.atomic
def move_talk(talk: Talk, begins_at: datetime, *, by: Actor) -> Talk:
    """Move a talk to another free time of the same adviser; both are told.

    Rules ADV-20 (free), ADV-25 (it has not begun), ADV-26 (not too many times, but when the office
    has moved it, they may always answer that once).
    """
    adviser, talk = locked(talk.adviser), locked(talk)
    permit = LIFE_OF_A_TALK.permit("move_talk", talk, by=by)
    _require_ahead(talk)
    if talk.begins_at == begins_at:
        return talk
    moves = ("advice.move_talk", "advice.reschedule_talk")
    moved = list(trail_of(talk).filter(action__in=moves).values_list("action", flat=True))
    is_answer = moved[-1:] == ["advice.reschedule_talk"]  # The office has just moved it.
    require(
        "ADV-26",
        is_answer or moved.count("advice.move_talk") < MOVES,
        _("This talk has been moved five times. Call us, or cancel it and book a new one."),
    )
    _carry(permit, talk, adviser, begins_at)
    tell_both(TALK_MOVED, talk)
    return talk


@transaction.atomic
def reschedule_talk(talk: Talk, begins_at: datetime, *, by: User) -> Talk:
    """Move a talk as the office. Whoever booked it is told so, and can say that it does not suit.

    It does not count among their own moves. Rules ADV-20, ADV-25.
    """
    adviser, talk = locked(talk.adviser), locked(talk)
    permit = LIFE_OF_A_TALK.permit("reschedule_talk", talk, by=by)
    _require_ahead(talk)
    if talk.begins_at == begins_at:
        return talk
    _carry(permit, talk, adviser, begins_at)
    tell_both(TALK_MOVED, talk, by_office=True)
    return talk


def _carry(permit: Permit, talk: Talk, adviser: Adviser, begins_at: datetime) -> None:
    forget_waiting(TALK_COMING, talk)
    move(
        permit,
        begins_at=begins_at,
        minutes=_minutes_at(adviser, begins_at, but=talk),
        changed_at=clock.now(),
        reminded_at=None,
    )


@transaction.atomic
def cancel_talk(talk: Talk, *, by: Actor) -> Talk:
    """Cancel a talk; both are told, and the time is free again. Rule ADV-25."""
    locked(talk.adviser)
    talk = locked(talk)
    permit = LIFE_OF_A_TALK.permit("cancel_talk", talk, by=by)
    _require_ahead(talk)
    move(permit)
    forget_waiting(TALK_COMING, talk)
    tell_both(TALK_CANCELLED, talk, by_office=may(by, "advice.reschedule_talk", talk))
    return talk


def _require_ahead(talk: Talk) -> None:
    require("ADV-25", talk.begins_at > clock.now(), _("This talk is over, or has begun."))


@transaction.atomic
def remind_of_talks(*, by: Actor) -> int:
    """Remind both of each talk from nine o'clock the day before; return how many talks.

    Whoever booked or moved after that hour knows it already.
    """
    if not may(by, "advice.erase_threads"):
        raise PermissionDenied
    if (reminded := clock.reminded_now(days_before=1)) is None:
        return 0
    now, (hour, until) = clock.now(), reminded
    due = Talk.objects.filter(
        status=TalkStatus.BOOKED,
        reminded_at__isnull=True,
        changed_at__lt=hour,
        begins_at__gt=now,
        begins_at__lt=until,
    )
    talks = list(due.select_for_update()[:A_ROUND])
    for talk in talks:
        talk.reminded_at = now
        talk.save(update_fields=["reminded_at"])
        tell_both(TALK_COMING, talk)
    return len(talks)


@transaction.atomic
def erase_old_talks(*, by: Actor) -> int:
    """Erase talks three months after their hour; return how many. What was mailed goes too."""
    if not may(by, "advice.erase_threads"):
        raise PermissionDenied
    old = Talk.objects.filter(begins_at__lt=clock.now() - TALKS_KEPT_FOR).order_by("pk")
    talks = list(old.select_for_update()[:A_ROUND])
    for talk in talks:
        record("advice.erase_talk", talk, by=by, status=talk.status)
        forget_messages(talk)
    Talk.objects.filter(pk__in=[talk.pk for talk in talks]).delete()
    return len(talks)
