"""A publication by the words of its page and its files, in the table that is searched.

Files are too many and too long for the catalogue that each process keeps in memory (0027).
"""

from collections import defaultdict
from typing import Any

from django.utils.html import strip_tags

from naboskap.search.actions import index, remove
from naboskap.search.models import Entry
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import FileWords

SUBJECT = "website.publication"
PUBLIC = Entry.Audience.PUBLIC


def index_publication(page: Any) -> None:
    """Let everybody find a page that is out by its words, and by its files that may leave."""
    if not page.live:
        forget_publication(page.pk)
        return
    shown = list(page.files.select_related("file"))
    standings = standing_of(row.file for row in shown)
    may_leave = [pk for pk, one in standings.items() if one.may_leave]
    told = dict(FileWords.objects.filter(file__in=may_leave).values_list("file_id", "text"))
    texts: dict[str, list[str]] = defaultdict(list)
    said = page.body.stream_block.get_searchable_content(page.body)
    own = [page.title, page.lead, page.publisher, *map(str, said)]
    texts[page.locale.language_code].append(strip_tags("\n".join(own)))
    for row in shown:
        texts[row.language] += [row.what, told.get(row.file_id, "")]
    index(PUBLIC, SUBJECT, page.pk, {code: "\n".join(every) for code, every in texts.items()})


def forget_publication(pk: int) -> None:
    """Let nobody find it any more."""
    remove(PUBLIC, SUBJECT, pk)
