"""What a second reader is asked about before a page goes out: its words, and its files."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wagtail.models import Revision

from naboskap.disclosure.queries import Seen
from naboskap.network.leaks import Forbidden
from naboskap.website.editing.words import words_in
from naboskap.website.library.standing import Standing, seen_in_words, sought
from naboskap.website.models.looks import PageLook


@dataclass(frozen=True, slots=True)
class Asked:
    """What nobody has vouched for yet. ``digest`` says exactly what was shown to a reader."""

    words: tuple[str, ...] = ()  # Of the page itself.
    files: tuple[Standing, ...] = ()

    @property
    def is_any(self) -> bool:
        return bool(self.words or self.files)

    @property
    def digest(self) -> str:
        shown = [
            (one.file.pk, one.is_unread, tuple(one.file.pages), one.asked) for one in self.files
        ]
        return hashlib.sha256(repr((self.words, shown)).encode()).hexdigest()


def asked_of(revision: Revision) -> Asked:
    """Return what is asked of whoever reads a version of a page before it goes out."""
    standings = revision.as_object().standings()
    return Asked(
        seen_in_page(revision).ordinary,
        tuple(one for one in standings if one.needs_reader),
    )


def seen_in_page(revision: Revision) -> Seen:
    """Return what the words of a version hold, but for what is vouched for. Rule WEB-61.

    Kept for a moment by each process, so that whoever acts inside a transaction has looked
    before it began.
    """
    seen = _seen(tuple(words_in(revision)), sought().held)
    return seen.but(vouched_for(int(revision.object_id), seen.ordinary))


@lru_cache(maxsize=32)
def _seen(texts: tuple[str, ...], names: Forbidden) -> Seen:
    return seen_in_words(texts, names)


def vouched_for(page: int, words: Any) -> set[str]:
    """Return which of the words somebody has said to be ordinary: on this page, or on any.

    A word in small letters is the same word everywhere; with a capital it may be a name here.
    """
    known: set[str] = set()
    if words:
        for number, ordinary in PageLook.objects.exclude(ordinary=[]).values_list(
            "page_id", "ordinary"
        ):
            known |= {one for one in ordinary if number == page or one == one.lower()}
    return {word for word in words if word in known}
