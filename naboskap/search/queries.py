"""Find subjects by words, for one audience; every word must be there."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from naboskap.search.models import Entry
from naboskap.search.stems import SHORTEST_BEGINNING, asked_for, readings

_SQLITE = "SELECT rowid FROM search_entry_fts WHERE search_entry_fts MATCH %s"
_POSTGRESQL = (
    "SELECT id FROM search_entry WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s)"
)


def wanted(words: str) -> str:
    """Write the search in the database's own language; empty where nothing can be meant.

    Words are letters and digits alone.
    """
    is_sqlite = connection.vendor == "sqlite"
    either, both = (" OR ", " AND ") if is_sqlite else (" | ", " & ")
    quoted, beginning = ('"{}"', "*") if is_sqlite else ("'{}'", ":*")

    def term(stem: str) -> str:
        return quoted.format(stem) + (beginning if len(stem) >= SHORTEST_BEGINNING else "")

    return both.join(f"({either.join(map(term, stems))})" for stems in asked_for(words))


def found(audience: str, words: str, *, subject_type: str = "") -> QuerySet[Entry, Any]:
    """Return the ids of what ``audience`` may find by ``words``, as a subquery for ``__in``.

    Several words must all be there; capitals do not matter, in no script. No word: nothing.
    """
    return matched(audience, wanted(words), subject_type=subject_type)


def matched(audience: str, match: str, *, subject_type: str = "") -> QuerySet[Entry, Any]:
    """Return the same for a search as ``wanted`` wrote it: a value, for a prepared query."""
    entries = Entry.objects.filter(audience=audience)
    if subject_type:
        entries = entries.filter(subject_type=subject_type)
    if not match:
        return entries.none().values_list("subject_id", flat=True)
    sql = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    hits = entries.filter(pk__in=RawSQL(sql, [match]))  # noqa: S611 -- our own statement
    return hits.values_list("subject_id", flat=True)


def words_kept(audience: str, subject_type: str) -> Iterator[tuple[int, list[str]]]:
    """Go through what subjects of one kind may be found by: whole words, without their stems."""
    rows = Entry.objects.filter(audience=audience, subject_type=subject_type)
    for subject_id, stems in rows.values_list("subject_id", "stems").iterator():
        kept: list[str] = []
        before = ""
        for word in stems.split():
            if word not in readings(before):  # A stem stands after the word that it was cut from.
                kept.append(word)
            before = word
        yield subject_id, kept
