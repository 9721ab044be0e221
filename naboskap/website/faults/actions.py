"""Take in what somebody found wrong on a page, and put it right."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.advice.contact import can_be_reached
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.website.models import PageFault

LONGEST = 2_000  # Signs.
IN_AN_HOUR = 5  # From one address. A person has no more; a machine does.


@transaction.atomic
def tell_fault(
    text: str, *, path: str, contact: str, language: str, key: str, origin: str, by: Actor
) -> PageFault:
    """Take in what is wrong on a page. The same ``key`` brings the same report.

    Rules: WEB-4 (something is written, and not too much), WEB-5 (whoever wants an answer can be
    reached), WEB-6 (no flood from one address).
    """
    if (known := PageFault.objects.filter(key=key).first()) is not None:
        return known
    text, contact = text.strip(), contact.strip()
    require(
        "WEB-4",
        0 < len(text) <= LONGEST,
        _("Write in a sentence or two what is wrong."),
    )
    require(
        "WEB-5",
        not contact or can_be_reached(contact),
        _("Write a phone number with all its digits, or an e-mail address like name@example.org."),
    )
    since = clock.now() - timedelta(hours=1)
    require(
        "WEB-6",
        not origin
        or PageFault.objects.filter(origin=origin, told_at__gt=since).count() < IN_AN_HOUR,
        _("Many reports have come from here in the last hour. Call us instead, or try later."),
    )
    try:
        with transaction.atomic():
            fault = PageFault.objects.create(
                path=path,
                text=text,
                contact=contact,
                language=language,
                key=key,
                origin=origin,
                told_at=clock.now(),
            )
    except IntegrityError:  # Two clicks at once: the other was first.
        return PageFault.objects.get(key=key)
    record("website.tell_fault", fault, by=by)
    return fault


@transaction.atomic
def mark_mended(fault: PageFault, *, by: Actor) -> None:
    """Say that a page is put right; how to reach whoever told goes with it (WEB-7)."""
    if not may(by, "website.edit_page"):
        raise PermissionDenied
    fault = locked(fault)
    require("WEB-7", fault.mended_at is None, _("It is marked as mended already."))
    fault.mended_at, fault.mended_by_id, fault.contact = clock.now(), by.pk, ""
    fault.save(update_fields=["mended_at", "mended_by_id", "contact"])
    record("website.mark_mended", fault, by=by)
