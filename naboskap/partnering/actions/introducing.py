"""Put two wishes in touch, with an adviser between: asked, passed on, answered."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.notices import (
    BOTH_YES,
    NOT_THIS_TIME,
    SOMEBODY_ASKS,
    TO_PUT_IN_TOUCH,
    tell_adviser,
    tell_side,
)
from naboskap.partnering.queries import between, is_shown, may_be_answered
from naboskap.partnering.statuses import (
    LIFE_OF_AN_INTRODUCTION,
    OPEN,
    IntroductionStatus,
)

AT_ONCE = 5  # Questions of one wish that wait for an answer.
WITH_IT = ("asks__user", "asks__adviser__user", "asked__user", "asked__adviser__user")


def _take_both(one: Wish, other: Wish) -> tuple[Wish, Wish]:
    """Take two wishes, always in the same order: two who ask each other at once both get on."""
    held = {wish.pk: locked(wish) for wish in sorted((one, other), key=lambda each: each.pk)}
    return held[one.pk], held[other.pk]


@transaction.atomic
def propose(mine: Wish, theirs: Wish, *, by: User) -> Introduction:
    """Say that one would like to get to know somebody: an adviser takes it further.

    Nobody but the adviser is told. Where the other has asked already, it becomes a yes to that,
    and still goes through the adviser. An adviser who proposes has looked, so both sides are
    asked at once. Rules PAR-11 (both are shown, one on each side), PAR-12 (not after a no), PAR-13
    (a few at a time).
    """
    mine, theirs = _take_both(mine, theirs)
    if not may(by, "partnering.propose", mine):
        raise PermissionDenied
    is_own = mine.user_id == by.pk
    require(
        "PAR-11",
        mine.side != theirs.side
        and (mine.user_id is None or mine.user_id != theirs.user_id)
        and is_shown(mine)
        and is_shown(theirs),
        _("Both wishes must be shown now, one on each side. This one is not shown any more."),
    )
    earlier = list(between(mine, theirs).order_by("pk"))
    for one in earlier:
        if one.status in OPEN:
            return _yes_too(one, mine, by=by) if is_own else one
    require(
        "PAR-12",
        not (is_own and earlier),
        _("You have asked before, and it was not this time. Talk to an adviser about it."),
    )
    asked = Introduction.objects.filter(asks=mine, status__in=OPEN - {IntroductionStatus.AGREED})
    require(
        "PAR-13",
        asked.count() < AT_ONCE,
        _("You wait for some answers already. Wait for one of them, or take one back."),
    )
    now = clock.now()
    made = Introduction.objects.create(
        key=secrets.token_urlsafe(15),
        asks=mine,
        asked=theirs,
        by_adviser=not is_own,
        asks_yes_at=now if is_own else None,
        created_at=now,
    )
    record("partnering.propose", made, by=by, by_adviser=not is_own)
    if is_own:
        tell_adviser(TO_PUT_IN_TOUCH, theirs, f"forslag/{made.key}/")
        return made
    return pass_on(made, by=by)


def _yes_too(introduction: Introduction, mine: Wish, *, by: User) -> Introduction:
    """Take a question to somebody who has asked already as a yes to theirs."""
    introduction = locked(introduction, *WITH_IT)
    if introduction.has_yes_of(mine):
        return introduction
    if introduction.status == IntroductionStatus.ASKED:
        return say_yes(introduction, mine, by=by)
    _note_yes(introduction, mine)
    record("partnering.yes_too", introduction, by=by, side=mine.side)
    return introduction


def _note_yes(introduction: Introduction, wish: Wish) -> None:
    field = "asks_yes_at" if wish.pk == introduction.asks_id else "asked_yes_at"
    setattr(introduction, field, clock.now())
    introduction.save(update_fields=[field])


@transaction.atomic
def pass_on(introduction: Introduction, *, by: User) -> Introduction:
    """Let an adviser ask whoever has not said yes yet. Where both have, they may meet.

    Rule PAR-26: both wishes are shown, as they were read.
    """
    introduction = locked(introduction, *WITH_IT)
    permit = LIFE_OF_AN_INTRODUCTION.permit("pass_on", introduction, by=by)
    _require_both_shown(introduction)
    move(permit, passed_on_at=clock.now())
    waiting = [one for one in introduction.wishes if not introduction.has_yes_of(one)]
    for wish in waiting:
        tell_side(SOMEBODY_ASKS, introduction, wish)
    return introduction if waiting else _agree(introduction, by=by)


@transaction.atomic
def say_yes(introduction: Introduction, wish: Wish, *, by: User) -> Introduction:
    """Say yes for one side. With the second yes, each may read the other's name and address.

    Rules PAR-15 (for one's own side; an adviser for somebody without an account, after a talk),
    PAR-26 (both wishes are shown, as they were read).
    """
    introduction = locked(introduction, *WITH_IT)
    wish = _own_side(introduction, wish, by=by)
    permit = LIFE_OF_AN_INTRODUCTION.permit("agree", introduction, by=by)
    if introduction.has_yes_of(wish):
        return introduction
    _require_both_shown(introduction)
    _note_yes(introduction, wish)
    record("partnering.say_yes", introduction, by=permit.by, side=wish.side)
    if all(introduction.has_yes_of(one) for one in introduction.wishes):
        return _agree(introduction, by=by)
    return introduction


def _require_both_shown(introduction: Introduction) -> None:
    require(
        "PAR-26",
        may_be_answered(introduction),
        _(
            "One of the two wishes is not shown just now: it is paused, or an adviser has to read"
            " it first. Try again when it is shown. You can say no at any time."
        ),
    )


def _own_side(introduction: Introduction, wish: Wish, *, by: Actor) -> Wish:
    found = next((one for one in introduction.wishes if one.pk == wish.pk), None)
    require(
        "PAR-15",
        found is not None and may(by, "partnering.keep_wish", found),
        _("Each side answers for itself."),
    )
    assert found is not None
    return found


def _agree(introduction: Introduction, *, by: User) -> Introduction:
    move(LIFE_OF_AN_INTRODUCTION.permit("agree", introduction, by=by))
    for wish in introduction.wishes:
        if wish.user_id is None or wish.user_id != by.pk:
            tell_side(BOTH_YES, introduction, wish)
    return introduction


@transaction.atomic
def say_no(introduction: Introduction, *, by: Actor) -> Introduction:
    """End it: a no, second thoughts, or an adviser who sees that it does not fit.

    No reason is asked for. Whoever had said yes hears the same few words in every case, and not
    whether the other side was asked, said no or never answered.
    """
    return _end(introduction, by=by)


def _end(introduction: Introduction, *, by: Actor, knows: Wish | None = None) -> Introduction:
    """End it. Whoever did it knows already, and so does the side that ``knows``."""
    introduction = locked(introduction, *WITH_IT)
    move(LIFE_OF_AN_INTRODUCTION.permit("say_no", introduction, by=by), ended_at=clock.now())
    for wish in introduction.wishes:
        did_it = wish == knows or (wish.user_id is not None and wish.user_id == by.pk)
        if introduction.has_yes_of(wish) and not did_it:
            tell_side(NOT_THIS_TIME, introduction, wish)
    return introduction


def end_open(
    wish: Wish, *, by: Actor, but: Introduction | None = None, is_faded: bool = False
) -> None:
    """End what is under way for a wish that is not there any more.

    One that only faded leaves alone what both have said yes to: they get to know each other,
    and need not be found by anybody else for it (PAR-29).
    """
    for one in (*wish.asked_for.filter(status__in=OPEN), *wish.asked_by.filter(status__in=OPEN)):
        goes_on = is_faded and one.status == IntroductionStatus.AGREED
        if one != but and not applies("PAR-29", goes_on):
            _end(one, by=by, knows=wish)
