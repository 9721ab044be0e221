"""Mail the ways to one's questions again, so that nobody learns who has asked.

The form only notes that it was asked: it does the same for every address, and takes the same time.
The worker looks at who it is, and keeps of it for a day what slows down who asks too often: two
digests, and no address.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from naboskap.advice.actions.ideas import IN_AN_HOUR
from naboskap.advice.contact import email_in
from naboskap.advice.models import LinkRequest, Thread
from naboskap.advice.notices import tell_ways
from naboskap.advice.queries import block_on
from naboskap.advice.statuses import OPEN, ThreadStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.permissions import Actor, may

MOST_WAYS = 5  # In one mail.
QUIET, AN_HOUR, A_DAY = timedelta(hours=1), timedelta(hours=1), timedelta(days=1)
MAILS_IN_A_DAY = 3  # To one address.
A_ROUND = 50


@transaction.atomic
def ask_for_link(address: str, *, by: Actor, origin: str = "") -> None:
    """Ask that the ways to what was asked from an address are mailed to it.

    Nothing comes back, and nothing is looked up here. No trail: it is about nobody yet.
    Rules: ADV-9 (a whole address), ADV-47 (no flood from one place).
    """
    if not may(by, "advice.ask_for_link"):
        raise PermissionDenied
    address = email_in(address).casefold()
    require("ADV-9", address, _("Write a whole e-mail address, like name@example.org."))
    now = clock.now()
    lately = LinkRequest.objects.filter(origin=origin, asked_at__gt=now - AN_HOUR)
    require(
        "ADV-47",
        not origin or lately.count() < IN_AN_HOUR,
        _("Many links have been asked for from here in the last hour. Call us, or try later."),
    )
    LinkRequest.objects.create(
        address=address, digest=_digest_of(address), origin=origin, asked_at=now
    )


def _digest_of(address: str) -> str:
    return salted_hmac("naboskap.advice.link", address, algorithm="sha256").hexdigest()


@transaction.atomic
def mail_links(*, by: Actor) -> int:
    """Mail the ways that were asked for; return how many mails. The address is not kept.

    Rule ADV-45: to an address that has asked and is not blocked, at most one mail an hour and
    three a day, with the newest five; what is disowned or blocked is not among them.
    """
    if not may(by, "advice.mail_links"):
        raise PermissionDenied
    now = clock.now()
    LinkRequest.objects.filter(asked_at__lt=now - A_DAY).delete()
    waiting = LinkRequest.objects.filter(is_met=False).order_by("pk")
    done = 0
    for one in waiting.select_for_update()[:A_ROUND]:
        found = _asked_from(one.address)
        one.is_mailed = bool(found) and applies("ADV-45", not _is_often(one))
        if one.is_mailed:
            record("advice.mail_links", found[0], by=by, number=len(found))
            tell_ways(found)
            done += 1
        one.is_met, one.address = True, ""
        one.save(update_fields=["is_met", "is_mailed", "address"])
    return done


def _asked_from(address: str) -> list[Thread]:
    """Return the newest threads that a mail may lead to, and hold them: one mail at a time."""
    if block_on(address) is not None:
        return []
    theirs = Thread.objects.filter(address=address, status__in={*OPEN, ThreadStatus.CLOSED})
    return list(theirs.order_by("-last_at", "-pk").select_for_update()[:MOST_WAYS])


def _is_often(request: LinkRequest) -> bool:
    since = request.asked_at
    mailed = LinkRequest.objects.filter(digest=request.digest, is_mailed=True)
    return (
        mailed.filter(asked_at__gt=since - QUIET).exists()
        or mailed.filter(asked_at__gt=since - A_DAY).count() >= MAILS_IN_A_DAY
    )
