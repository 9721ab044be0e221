"""What editors are told of a page on its way: that it waits, came back, or stopped."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from naboskap.accounts.models import User
from naboskap.notifications.actions import Notice, Reader, tell

PATH = "website/editing/notices"
WAITS = Notice("website.page_waits", f"{PATH}/waits.txt")
STOPPED = Notice("website.page_stopped", f"{PATH}/stopped.txt")
WITHHELD = Notice("website.file_withheld", f"{PATH}/withheld.txt")
NAMED = Notice("website.page_names_somebody", f"{PATH}/named.txt")
SENT_BACK = Notice("website.page_sent_back", f"{PATH}/sent_back.txt")


def tell_editors(notice: Notice, page: Page, people: Iterable[User]) -> None:
    """Tell each of them, with the way to the page. Its words stay where they are."""
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    for one in people:
        tell(notice, to=Reader(one.email, one.language), facts={"link": link}, about=page)
