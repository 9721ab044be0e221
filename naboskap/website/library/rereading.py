"""Read the words of pages that are out again when other names are protected.

A page stays out: it is the house's own words, read by two editors, and a name that anybody hands
in could else take the front page down. The editors are told within minutes.
"""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery
from wagtail.models import Page

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.permissions import SYSTEM
from naboskap.website.editing.notices import NAMED, tell_editors
from naboskap.website.library.asking import seen_in_page
from naboskap.website.library.standing import digest_today
from naboskap.website.models.looks import PageLook

logger = logging.getLogger(__name__)
AFTER_A_FAULT = timedelta(minutes=10)  # Before it is tried again.


def read_again(*, at_once: int = 20) -> int:
    """Read pages that are out, of which that was not done since names or words have changed.

    What waited longest comes first. One that cannot be read stops no other. Rule WEB-97.
    """
    digest, now = digest_today(), clock.now()
    looks = PageLook.objects.filter(page=OuterRef("pk"))
    waiting = (
        Page.objects.live()
        .exclude(live_revision=None)
        .filter(
            ~Exists(looks.filter(swept_with=digest, version=OuterRef("live_revision_id"))),
            ~Exists(looks.filter(faulted_at__gte=now - AFTER_A_FAULT)),
        )
        .annotate(swept_at=Subquery(looks.values("swept_at")[:1]))
        .order_by(F("swept_at").asc(nulls_first=True), "pk")
        .select_related("live_revision")
    )
    return sum(_tried(page, digest) for page in waiting[:at_once])


def _tried(page: Page, digest: str) -> bool:
    try:
        seen = seen_in_page(page.live_revision)
        # A word in small letters is asked about when the page goes out the next time.
        begin = [word for word in seen.ordinary if word != word.lower()]
        _keep(page, digest, [*seen.names, *begin])
    # Whatever it is, it is this page's.
    except Exception as fault:  # noqa: BLE001 -- written down, and tried again
        _put_off(page, type(fault).__name__)
        return False
    return True


def _put_off(page: Page, fault: str) -> None:
    logger.error("The words of page %s could not be read: %s", page.pk, fault)
    PageLook.objects.update_or_create(page_id=page.pk, defaults={"faulted_at": clock.now()})


@transaction.atomic
def _keep(page: Page, digest: str, named: list[str]) -> None:
    """Keep that it was read; tell the editors of names that they were not told of before."""
    look, _new = PageLook.objects.select_for_update().get_or_create(page_id=page.pk)
    told = hashlib.sha256(repr(sorted(named)).encode()).hexdigest() if named else ""
    is_out = Page.objects.live().filter(pk=page.pk, live_revision=page.live_revision_id).exists()
    if not is_out:
        return
    if applies("WEB-97", told and told != look.told):
        record("website.name_on_page", page, by=SYSTEM, words=len(named))
        tell_editors(NAMED, page, people_with(Role.EDITOR))
    look.told, look.swept_with, look.version = told, digest, page.live_revision_id
    look.swept_at, look.faulted_at = clock.now(), None
    look.save(update_fields=["told", "swept_with", "version", "swept_at", "faulted_at"])
