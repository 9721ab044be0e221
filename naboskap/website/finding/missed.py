"""Addresses that are asked for and are not there: noted, nearest pages, led on."""

import re
from datetime import timedelta
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.addresses import without_ways_in
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.website.editing.leading import leads_to_a_page
from naboskap.website.models import MissedAddress

FULLEST = 500  # Addresses in the list.
NEW_IN_AN_HOUR = 60  # Who looks for holes in the house asks for more.
LONGEST = 200  # Signs.
# As a person or a link writes an address: words between strokes. No file, no query.
_WORDS = re.compile(r"(/[^\W_][\w-]{0,59}){1,6}/?")
# Where an address may hold a key, or is no page of the site.
_SPOKEN = "|".join(code for code, _name in settings.LANGUAGES)
_NOT_OURS = re.compile(
    rf"^(/({_SPOKEN}))?/"
    r"(min-side|saksbehandling|cms|data|static|media|husets-merke|healthz|invitasjon"
    r"|bekreft-epost|glemt-passord|totrinn|logg-inn|logg-ut|registrer|postkasse|ide/takk"
    r"|wp-[\w-]*|wordpress|phpmyadmin|cgi-bin|admin|vendor|xmlrpc|actuator|api)(/|$)"
)
_KEY = re.compile(r"\d{6}|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}")


def is_page_like(path: str) -> bool:
    """Whether an address looks like one of the site's pages, and not like a file or a key."""
    return (
        len(path) <= LONGEST
        and _WORDS.fullmatch(path) is not None
        and _NOT_OURS.match(path) is None
        and _KEY.search(path) is None
        and without_ways_in(path) == path
    )


@transaction.atomic
def note_missed(path: str) -> None:
    """Count that ``path`` was asked for. No person, no question mark, no key (WEB-1).

    When many new ones come within an hour, no new one is taken (WEB-2). In a full list a new one
    takes the place of one that is settled, else of the one asked for least, longest ago (WEB-8).
    """
    if not applies("WEB-1", is_page_like(path)):
        return
    now = clock.now()
    path = f"{path.rstrip('/')}/"
    if MissedAddress.objects.filter(path=path).update(count=F("count") + 1, last_at=now):
        return
    lately = MissedAddress.objects.filter(first_at__gt=now - timedelta(hours=1)).count()
    if applies("WEB-2", lately >= NEW_IN_AN_HOUR):
        return
    if applies("WEB-8", MissedAddress.objects.count() >= FULLEST):
        _make_room()
    MissedAddress.objects.get_or_create(path=path, defaults={"first_at": now, "last_at": now})


def _make_room() -> None:
    by_worth = MissedAddress.objects.order_by(
        F("settled_at").asc(nulls_last=True), "count", "last_at", "pk"
    )
    kept = MissedAddress.objects.count() - FULLEST + 1
    MissedAddress.objects.filter(
        pk__in=list(by_worth.values_list("pk", flat=True)[:kept])
    ).delete()


def may_have_been_ours(address: str) -> bool:
    """Whether an address can be an old one of the site's pages, however it was written there."""
    read = unquote(address)
    return (
        read.startswith("/")
        and len(old_path_of(address)) <= LONGEST
        and read.isprintable()
        and _NOT_OURS.match(read) is None
    )


def old_path_of(path: str) -> str:
    """Return an address as redirects are kept."""
    return str(Redirect.normalise_path(path))


@transaction.atomic
def lead_on(missed: MissedAddress, to: str, *, by: Actor) -> Redirect:
    """Send whoever asks for a missed address on to a page of ours. Rule WEB-3."""
    _permit(by)
    redirect = lead_from(locked(missed).path, to)
    settle(missed, by=by)
    return redirect


def lead_from(path: str, to: str) -> Redirect:
    """Keep that an address leads to a page of ours, and no longer elsewhere. Rule WEB-3."""
    is_itself = old_path_of(path) == old_path_of(to)
    require(
        "WEB-3",
        _is_within(to) and not is_itself and leads_to_a_page(to),
        _("Choose a page of this site."),
    )
    old_path = old_path_of(path)
    # What the page editor kept when the page moved is asked first.
    Redirect.objects.filter(old_path=old_path).exclude(site=None).delete()
    redirect, _is_new = Redirect.objects.update_or_create(
        old_path=old_path,
        site=None,
        defaults={
            "redirect_page": None,
            "redirect_link": to,
            "is_permanent": False,
            "automatically_created": False,
        },
    )
    return redirect


@transaction.atomic
def settle(missed: MissedAddress, *, by: Actor) -> None:
    """Take a missed address off the list; it is not noted as new again."""
    _permit(by)
    MissedAddress.objects.filter(pk=missed.pk).update(settled_at=clock.now())
    record("website.settle_address", missed, by=by)


def _permit(by: Actor) -> None:
    if not may(by, "website.edit_page"):
        raise PermissionDenied


def _is_within(to: str) -> bool:
    """Whether ``to`` is an address of this site: a way out could lead anywhere."""
    return to.startswith("/") and not to.startswith(("//", "/\\"))
