"""A section: a page that gathers the pages under it, in the order of the tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from naboskap.advice.queries import adviser_for
from naboskap.core.errors import applies
from naboskap.guidelines.vocabulary import THEMES
from naboskap.ui.wording import language
from naboskap.website.editing.panels import Standing
from naboskap.website.models.pages import Worded


@dataclass(slots=True)
class Listed:
    """A page as a section lists it, with what stands under it where it is a section too."""

    pk: int
    title: str
    href: str
    lead: str
    below: list["Listed"] = field(default_factory=list)


def themes() -> list[tuple[str, Any]]:
    return [("", _("All of them")), *THEMES.items()]


class ThemedForm(WagtailAdminPageForm):
    """Chooses the adviser beside the text by their field."""

    theme = forms.ChoiceField(
        label=_("Field of the adviser beside"), choices=themes, required=False
    )


def is_section(page: Page | None) -> bool:
    return page is not None and page.specific_class is SectionPage


class SectionPage(Worded):
    """Gathers pages: each with its lead, and a section within it with what stands under that."""

    class Meta:
        verbose_name = _("Section")
        verbose_name_plural = _("Sections")

    theme = models.CharField(_("Field of the adviser beside"), max_length=20, blank=True)

    base_form_class = ThemedForm
    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("theme"),
        Worded.correction_panel,
    ]
    parent_page_types = ["website.HomePage", "website.SectionPage"]
    subpage_types = ["website.ContentPage", "website.SectionPage", "website.LandingPage"]
    template = "website/section.html"

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Hold WEB-73: a section within a section, and no deeper, so that one finds the way."""
        deeper = is_section(parent) and is_section(parent.get_parent())
        return not applies("WEB-73", deeper) and bool(super().can_exist_under(parent))

    def can_move_to(self, parent: Page) -> bool:
        held = is_section(parent) and SectionPage.objects.child_of(self).exists()
        return not held and bool(super().can_move_to(parent))

    def listed(self) -> list[Listed]:
        """Return the published pages under this one, in the order of the tree, two levels."""
        below = Page.objects.descendant_of(self).live().public()
        pages = below.filter(depth__lte=self.depth + 2).order_by("path").specific()
        return _gathered(pages, self.depth + 1)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "adviser": adviser_for(self.theme, language())}


def _gathered(pages: Iterable[Page], depth: int) -> list[Listed]:
    found: dict[str, Listed] = {}
    for page in pages:
        one = Listed(page.pk, page.title, page.get_url() or "/", getattr(page, "lead", ""))
        if page.depth == depth:
            found[page.path] = one
            is_open = is_section(page)
        elif is_open and (above := found.get(page.path[: -page.steplen])):
            above.below.append(one)
    return list(found.values())
