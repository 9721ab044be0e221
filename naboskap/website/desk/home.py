"""Where an editor begins: something new to write, and how much waits."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.core.permissions import may
from naboskap.website.models import (
    HomePage,
    LibraryPage,
    NewsListPage,
    PageFault,
    SecondReader,
)

FAULTS = "errors-on-pages"  # What the entries of the menu are called by, for who counts.
TO_READ = "to-be-read"
# The maker's own help leads to its pages in English, about what our editors do not have.
NOT_OURS = {"help"}


@dataclass(frozen=True, slots=True)
class Begin:
    """One kind of what an editor may write, and where."""

    name: str
    href: str
    told: str


def begins_for(user: User) -> list[Begin]:
    """Return what ``user`` may begin, in the house's first language: what is there to hang under.

    Another language begins as a translation.
    """
    kinds = (
        (
            NewsListPage,
            "newspage",
            _("A piece of news"),
            _("Something that has happened, or is to come"),
        ),
        (HomePage, "contentpage", _("A page"), _("Plain words under the front page")),
        (LibraryPage, "publicationpage", _("A publication"), _("A report or a study, with files")),
    )
    found = []
    for above, kind, name, told in kinds:
        page = above.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if page is not None:
            href = reverse("wagtailadmin_pages:add", args=["website", kind, page.pk])
            found.append(Begin(name, href, told))
    if may(user, "network.arrange"):
        told = _("A meeting or a course that people sign up for")
        found.insert(1, Begin(_("An event"), reverse("office:event-new"), told))
    return found


def to_read(user: User) -> int:
    """Return how many pages wait for ``user`` to read them; three statements, or one."""
    task = SecondReader.objects.first()
    return task.get_task_states_user_can_moderate(user).count() if task else 0


def untold_faults() -> int:
    """Return how many errors on pages wait to be mended."""
    return PageFault.objects.filter(mended_at=None).count()


class WriteSomethingNew(Component):
    """The first thing on the desk."""

    order = 10
    template_name = "website/desk/_begin.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"begins": begins_for(user), "to_read": to_read(user), "faults": untold_faults()}


def begin_here(request: HttpRequest, panels: list[Any]) -> None:
    """Put what an editor comes for before what they wrote last."""
    panels.append(WriteSomethingNew())


class Counted(MenuItem):
    """An entry of the menu that says how much waits behind it, where anything does."""

    def __init__(self, item: MenuItem, count: int) -> None:
        label: str | Promise = f"{item.label} ({count})" if count else item.label
        super().__init__(
            label, item.url, name=item.name, icon_name=item.icon_name, order=item.order
        )


def count_in_menu(request: HttpRequest, items: list[Any]) -> None:
    """Say in the menu how many pages and errors wait; take out the help that is not ours."""
    items[:] = [one for one in items if one.name not in NOT_OURS]
    waiting = {FAULTS: untold_faults(), TO_READ: to_read(cast("SignedInRequest", request).user)}
    for place, one in enumerate(items):
        if one.name in waiting:
            items[place] = Counted(one, waiting[one.name])


def edit_addresses(paths: list[str]) -> dict[str, str]:
    """Return where an editor edits the page that stands at each address; two statements.

    What is no editor's page is left out.
    """
    fronts = dict(HomePage.objects.values_list("locale__language_code", "url_path"))
    places = {_place(path, fronts): path for path in paths}
    rows = Page.objects.filter(url_path__in=places).values_list("url_path", "pk")
    return {places[place]: reverse("wagtailadmin_pages:edit", args=[pk]) for place, pk in rows}


def _place(path: str, fronts: dict[str, str]) -> str:
    code, _stroke, rest = path.strip("/").partition("/")
    if code not in fronts or code == settings.LANGUAGE_CODE:
        code, rest = settings.LANGUAGE_CODE, path.strip("/")
    front = fronts.get(code, "/")
    return f"{front}{rest}/" if rest else front
