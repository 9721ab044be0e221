"""What stands in the menu of the editor's desk besides the pages."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from naboskap.core.errors import require
from naboskap.website.desk.home import FAULTS, TO_READ, begin_here, count_in_menu
from naboskap.website.editing.footer import next_step_first
from naboskap.website.editing.words import require_second_reader
from naboskap.website.models import APPROVE_READ


def missed_pages() -> MenuItem:
    """Lead to the addresses that are asked for and not there."""
    return MenuItem(_("Missed pages"), reverse("desk-missed"), icon_name="redirect", order=250)


def redirects() -> MenuItem:
    """Lead to where old addresses lead."""
    return MenuItem(_("Redirects"), reverse("desk-redirects"), icon_name="redirect", order=251)


def faults_on_pages() -> MenuItem:
    """Lead to what was told to be wrong."""
    return MenuItem(
        _("Errors on pages"), reverse("desk-faults"), name=FAULTS, icon_name="warning", order=245
    )


def to_be_read() -> MenuItem:
    """Lead to the pages that wait for a second reader."""
    place = f"{reverse('wagtailadmin_home')}#awaiting-review-section"
    return MenuItem(_("To be read"), place, name=TO_READ, icon_name="clipboard-list", order=90)


def translations() -> MenuItem:
    """Lead to what is not translated, and to what its original has left behind."""
    return MenuItem(_("Translations"), reverse("desk-translations"), icon_name="globe", order=240)


def only_by_reading(request: HttpRequest, page: Page) -> None:
    """Hold WEB-9 also where Wagtail publishes past the page's own ``publish``."""
    revision = page.get_latest_revision()
    if revision is not None:
        require_second_reader(revision, request.user)


def as_it_was_opened(request: HttpRequest, page: Page) -> None:
    """Hold WEB-50 where a page was answered, or changed and sent again, after it was opened."""
    if request.POST.get("action-workflow-action"):
        require(
            "WEB-50",
            page.current_workflow_task is not None,
            _("The page waits for nobody now: it has been published, sent back or taken back."),
        )
    if request.POST.get("workflow-action-name") not in {"approve", APPROVE_READ}:
        return
    latest = page.get_latest_revision()
    opened = request.POST.get("loaded_revision_id"), request.POST.get("loaded_revision_created_at")
    require(
        "WEB-50",
        latest is None or opened == (str(latest.pk), latest.created_at.isoformat()),
        _("The page was changed after you opened it. Read it as it is now."),
    )


def stumbles() -> MenuItem:
    """Lead to what people fail at."""
    return MenuItem(
        _("What people fail at"), reverse("desk-stumbles"), icon_name="help", order=252
    )


def back_to_the_office() -> MenuItem:
    """Lead back to where the editor came in."""
    return MenuItem(_("The office"), reverse("office:work"), icon_name="home", order=990)


def translate_page(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a page to itself in another language."""
    if page.pk and not page.is_root():
        yield Button(
            _("Translate this page"),
            reverse("desk-translate", args=[page.pk]),
            icon_name="globe",
            priority=5,
        )


for item in (
    to_be_read,
    missed_pages,
    redirects,
    faults_on_pages,
    translations,
    stumbles,
    back_to_the_office,
):
    hooks.register("register_admin_menu_item", item)
hooks.register("construct_homepage_panels", begin_here)
hooks.register("construct_main_menu", count_in_menu)
hooks.register("construct_page_action_menu", next_step_first)
hooks.register("before_edit_page", as_it_was_opened)
hooks.register("before_publish_page", only_by_reading)
hooks.register("register_page_header_buttons", translate_page)
