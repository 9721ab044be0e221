"""What the worker does for the pages: keeps their hours, and reads the files of the library."""

import logging
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.audit.actions import record
from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.website.editing.notices import STOPPED, tell_editors
from naboskap.website.library.actions import read_waiting
from naboskap.website.library.asking import seen_in_page
from naboskap.website.library.rereading import read_again
from naboskap.website.library.sweeping import look_again

logger = logging.getLogger(__name__)


def run_due() -> int:
    """Publish what a second reader said yes to, and take down what is past its time.

    Asked in every round, so within seconds of its minute. The page editor keeps real time. Each
    page is a transaction of its own: a kill leaves it due, and one that cannot be published stops
    no other. It is tried again in the next round; the editors are told once.
    """
    now = timezone.now()
    done = 0
    past = Page.objects.filter(live=True, expire_at__lt=now)
    for page in list(past.order_by("expire_at", "pk")):
        done += _tried(page, f"down {page.expire_at.isoformat()}", partial(_down, page))
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now)
    for one in list(due.order_by("approved_go_live_at", "pk")):
        seen_in_page(one)  # Looked for before anything is held, and kept for the publishing.
        done += _tried(one.content_object, f"version {one.pk}", partial(_out, one))
    done += read_waiting() + look_again()
    read_again()  # Changes no page: not counted among what was done.
    return done


def _down(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _out(version: Revision) -> None:
    version.publish(log_action="wagtail.publish.scheduled")


def _tried(page: Page, what: str, act: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            act()
    # Whatever it is, it is this page's: the others have an hour that they were promised.
    except Exception as fault:  # noqa: BLE001 -- written down, and told to the editors
        _tell_once(page, what, type(fault).__name__)
        return False
    return True


@transaction.atomic
def _tell_once(page: Page, what: str, fault: str) -> None:
    page = Page.objects.get(pk=page.pk)
    stopped = trail_of(page).filter(action="website.stop_page")
    if any(entry.data.get("what") == what for entry in stopped):
        return
    logger.error("Page %s could not be published or taken down at its hour: %s", page.pk, fault)
    record("website.stop_page", page, by=SYSTEM, what=what)
    tell_editors(STOPPED, page, people_with(Role.EDITOR))
