"""Publications that hold every word that is looked for, on their page or within their files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models.functions import Substr

from naboskap.search.catalogue import Item
from naboskap.search.queries import found
from naboskap.search.stems import asked_for, words_of
from naboskap.website.finding.kinds import PUBLICATION
from naboskap.website.library.indexing import PUBLIC, SUBJECT, withheld
from naboskap.website.models.files import FileWords
from naboskap.website.models.library import PublicationFile, PublicationPage

MOST = 40  # What comes after is searched in the library.
LOOKED_INTO = 200_000  # Characters of a file, for the sentence: some eighty pages.
AROUND = 600  # Characters of a file on each side of the word.


def as_item(page: PublicationPage, kind: str, words: str = "") -> Item:
    """Return a publication as it is shown where it was found."""
    year = str(page.year or "")
    return Item(
        kind=kind,
        title=page.title,
        href=page.get_url() or "/",
        text=page.lead,
        note=", ".join(filter(None, [str(page.get_kind_display()), page.publisher, year])),
        language=page.locale.language_code,
        words=words,
    )


def publications_found(words: str, language: str) -> dict[int, Item]:
    """Return what ``words`` find in the table, in ``language``, by its page's number.

    A file that has come to name somebody is not found, whatever the table has kept.
    """
    if not words_of(words):
        return {}
    pages = PublicationPage.objects.live().public().filter(locale__language_code=language)
    hits = list(
        pages.filter(pk__in=found(PUBLIC, words, subject_type=SUBJECT))
        .select_related("locale")
        .order_by("-year", "-first_published_at", "-pk")[:MOST]
    )
    if not hits:
        return {}
    rows = list(PublicationFile.objects.filter(page__in=hits).select_related("file"))
    not_now = withheld(rows)
    return {page.pk: as_item(page, PUBLICATION) for page in hits if page.pk not in not_now}


def with_words(items: Iterable[Item], found: Mapping[int, Item], words: str) -> list[Item]:
    """Return the items, those that were found with what stands around the words in their files.

    For what is shown only, and of each file its first pages: a file may be a whole book.
    """
    shown = list(items)
    numbers = {item.href: pk for pk, item in found.items()}
    asked = [numbers[one.href] for one in shown if one.href in numbers]
    told = _told_in(list(PublicationFile.objects.filter(page__in=asked))) if asked else {}
    around = {pk: _around(text, words) for pk, text in told.items()}
    return [
        replace(one, words=f"{one.words}\n{around.get(numbers.get(one.href, 0), '')}")
        for one in shown
    ]


def _told_in(rows: list[Any]) -> dict[int, str]:
    begins = FileWords.objects.annotate(begins=Substr("text", 1, LOOKED_INTO))
    words = dict(
        begins.filter(file__in={row.file_id for row in rows}).values_list("file_id", "begins")
    )
    told: dict[int, str] = {}
    for row in rows:
        told[row.page_id] = f"{told.get(row.page_id, '')}\n{words.get(row.file_id, '')}"
    return told


def _around(text: str, words: str) -> str:
    """Return what stands in a file around the first of the words, to be shown with it."""
    forms = {form for meant in asked_for(words) for form in meant}
    sought = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    hit = re.search(rf"(?i)\b(?:{sought})", text) if sought else None
    return text[max(0, hit.start() - AROUND) : hit.end() + AROUND] if hit else ""
