"""A publication by the words of its page and its files, in the table that is searched.

Files are too many and too long for the catalogue that each process keeps in memory (0027).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags

from naboskap.search.actions import index, remove
from naboskap.search.models import Entry
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import FileWords

SUBJECT = "website.publication"
PUBLIC = Entry.Audience.PUBLIC


def index_publication(page: Any) -> None:
    """Let everybody find a page that is out by its words, and by its files that were clear.

    Whoever searches asks besides whether they may leave today (``withheld``).
    """
    if not page.live:
        forget_publication(page.pk)
        return
    shown = list(page.files.select_related("file"))
    standings = standing_of(row.file for row in shown)
    clear = [pk for pk, one in standings.items() if one.was_clear]
    told = dict(FileWords.objects.filter(file__in=clear).values_list("file_id", "text"))
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


def withheld(rows: Iterable[Any]) -> set[int]:
    """Return the numbers of pages with a file that may not leave, of the rows that show files."""
    shown = list(rows)
    standings = standing_of(row.file for row in shown)
    return {row.page_id for row in shown if not standings[row.file_id].may_leave}
