"""One piece of news for a demonstration, marked as an example."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from naboskap.website.models import LaidPage, NewsListPage, NewsPage
from naboskap.website.written import rich


@transaction.atomic
def make_news(row: Mapping[str, Any]) -> None:
    """Tell it once in each language that has a list of news and words for it."""
    first: NewsPage | None = None
    for code, title in row["title"].items():
        above = NewsListPage.objects.filter(locale__language_code=code).first()
        if above is None or LaidPage.objects.filter(language=code, slug=row["slug"]).exists():
            continue
        prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
        text = {"heading": row["heading"][code], "text": rich(row["text"][code], prefix)}
        page = NewsPage(
            title=title,
            slug=row["slug"],
            lead=row["lead"][code],
            body=[("text", text)],
            locale=above.locale,
            live=False,
        )
        if first is not None:
            page.translation_key = first.translation_key
        above.add_child(instance=page)
        first = first or page
        LaidPage.objects.create(language=code, slug=row["slug"], page=Page.objects.get(pk=page.pk))
        page.save_revision().publish()
