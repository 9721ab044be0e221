"""Publications that hold every word that is looked for, on their page or within their files."""

import re
from typing import Any

from naboskap.search.catalogue import Item
from naboskap.search.queries import found
from naboskap.search.stems import asked_for, words_of
from naboskap.website.finding.kinds import PUBLICATION
from naboskap.website.library.indexing import PUBLIC, SUBJECT
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import FileWords
from naboskap.website.models.library import PublicationFile, PublicationPage

MOST = 40  # That are looked into for the sentence; what comes after is searched in the library.
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


def publications_found(words: str, language: str) -> list[Item]:
    """Return what ``words`` find in the table, in ``language``; the same few statements for all.

    A file that has come to name somebody is not found, whatever the table has kept.
    """
    if not words_of(words):
        return []
    pages = PublicationPage.objects.live().public().filter(locale__language_code=language)
    hits = list(
        pages.filter(pk__in=found(PUBLIC, words, subject_type=SUBJECT))
        .select_related("locale")
        .order_by("-year", "-first_published_at", "-pk")[:MOST]
    )
    if not hits:
        return []
    rows = list(PublicationFile.objects.filter(page__in=hits).select_related("file"))
    standings = standing_of(row.file for row in rows)
    withheld = {row.page_id for row in rows if not standings[row.file_id].may_leave}
    told = _told_in(rows)
    return [
        as_item(page, PUBLICATION, _around(told.get(page.pk, ""), words))
        for page in hits
        if page.pk not in withheld
    ]


def _told_in(rows: list[Any]) -> dict[int, str]:
    words = dict(
        FileWords.objects.filter(file__in={row.file_id for row in rows}).values_list(
            "file_id", "text"
        )
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
