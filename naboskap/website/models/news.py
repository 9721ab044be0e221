"""News: the list of them, newest first, and each one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from naboskap.website.editing.panels import Standing
from naboskap.website.models.pages import OurPage, Worded


class NewsListPage(OurPage):
    """The news, newest first. One in each language."""

    class Meta:
        verbose_name = _("List of news")
        verbose_name_plural = _("Lists of news")

    lead = models.TextField(_("Lead"))

    content_panels = [Standing(), *Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["website.HomePage"]
    subpage_types = ["website.NewsPage"]
    max_count_per_parent = 1
    template = "website/news_list.html"

    def news(self) -> "models.QuerySet[NewsPage]":
        """Return what is published, newest first."""
        live = NewsPage.objects.child_of(self).live()
        return live.order_by("-first_published_at", "-pk")  # type: ignore[no-any-return]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "news": Paginator(self.news(), 20).get_page(request.GET.get("page"))}


class NewsPage(Worded):
    """Something that has happened or is coming, with the day it was told."""

    class Meta:
        verbose_name = _("News")
        verbose_name_plural = _("News")

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        Worded.correction_panel,
    ]
    parent_page_types = ["website.NewsListPage"]
    subpage_types: list[str] = []
    template = "website/news.html"
    og_type = "article"
