"""What time does to a wish: a reminder, its end, and at last its words are erased."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor
from naboskap.disclosure.actions import touch_public
from naboskap.partnering.actions.introducing import end_open
from naboskap.partnering.models import Wish
from naboskap.partnering.notices import (
    FADED,
    FADES_SOON,
    OVER_UNREAD,
    tell_of_its_end,
    tell_writer,
)
from naboskap.partnering.queries import REMINDED_BEFORE, was_read
from naboskap.partnering.statuses import LIFE, WishStatus

KEPT_FOR = timedelta(days=365)  # After the end, so that one may go on with it.
WITH_IT = ("user", "adviser__user")


@transaction.atomic
def remind(wish: Wish) -> bool:
    """Ask once, some days before a wish fades, whether somebody is still looking."""
    wish = locked(wish, *WITH_IT)
    if (
        wish.status != WishStatus.SHOWN
        or wish.reminded_at is not None
        or wish.fades_at is None
        or wish.fades_at > clock.now() + REMINDED_BEFORE
    ):
        return False
    wish.reminded_at = clock.now()
    wish.save(update_fields=["reminded_at"])
    record("partnering.remind", wish, by=SYSTEM)
    tell_of_its_end(FADES_SOON, wish)
    return True


@transaction.atomic
def fade(wish: Wish, *, by: Actor) -> Wish:
    """Take down a wish that nobody has confirmed, or that nobody has read before its last day.

    Rules PAR-9 (its time is over), PAR-29 (what both have said yes to goes on).
    """
    wish = locked(wish, *WITH_IT)
    permit = LIFE.permit("fade", wish, by=by)
    now = clock.now()
    over_at = wish.fades_at
    if wish.status == WishStatus.WAITING:  # Shown until another day before, or not yet at all.
        over_at = clock.end_of(wish.open_until)
    require("PAR-9", over_at and over_at <= now, _("Its time is not over yet."))
    move(permit, ended_at=now, fades_at=over_at)
    end_open(wish, by=by, is_faded=True)
    if was_read(wish):
        tell_of_its_end(FADED, wish)
    else:  # To confirm it would be refused (PAR-24).
        tell_writer(OVER_UNREAD, wish)
    touch_public()
    return wish


@transaction.atomic
def clear(wish: Wish, *, by: Actor) -> Wish:
    """Erase the words of a wish that is over, for good: what is left are codes.

    Rule PAR-16: at once for one that was taken away; a year after the end of another.
    """
    wish = locked(wish)
    over_for_long = wish.ended_at is not None and wish.ended_at <= clock.now() - KEPT_FOR
    ends = {WishStatus.FADED, WishStatus.FOUND}
    require(
        "PAR-16",
        wish.status == WishStatus.TAKEN_AWAY or (wish.status in ends and over_for_long),
        _("This wish is still kept."),
    )
    wish.renderings.all().delete()
    wish.text, wish.contact, wish.sent_back_because = "", "", ""
    wish.cleared_at = clock.now()
    wish.save(update_fields=["text", "contact", "sent_back_because", "cleared_at"])
    record("partnering.clear", wish, by=by)
    touch_public()
    return wish
