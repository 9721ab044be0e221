"""What editors are told of a page on its way: that it waits, came back, or stopped."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from naboskap.accounts.models import User
from naboskap.core.errors import applies
from naboskap.notifications.actions import Notice, Reader, tell
from naboskap.website.library.asking import vouched_for
from naboskap.website.library.standing import seen_in_words, sought

PATH = "website/editing/notices"
WAITS = Notice("website.page_waits", f"{PATH}/waits.txt")
STOPPED = Notice("website.page_stopped", f"{PATH}/stopped.txt")
WITHHELD = Notice("website.file_withheld", f"{PATH}/withheld.txt")
NAMED = Notice("website.page_names_somebody", f"{PATH}/named.txt")
SENT_BACK = Notice("website.page_sent_back", f"{PATH}/sent_back.txt")


def tell_editors(
    notice: Notice, page: Page, people: Iterable[User], *, who: str = "", reason: str = ""
) -> None:
    """Tell each of them which page it is, ``who`` of the editors did it and why. Rule WEB-98.

    The words of the page itself stay where they are.
    """
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    title = page.get_latest_revision_as_object().title if page.latest_revision_id else page.title
    facts = {
        "link": link,
        "who": who,
        "title": _may_leave(" ".join(title.split()), page),
        "reason": _may_leave(reason, page),
    }
    for one in people:
        tell(notice, to=Reader(one.email, one.language), facts=facts, about=page)


def _may_leave(text: str, page: Page) -> str:
    """Return a text that goes into a mail, or nothing where it may name who is protected."""
    seen = seen_in_words([text], sought().held)
    left = seen.but(vouched_for(page.pk, seen.ordinary))
    return "" if applies("WEB-98", not left.is_nothing) else text
