"""What was written before: every version of a text, by whom, when, and what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from naboskap.core.difference import Piece, difference, words_in
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.questionnaires.models import AnswerVersion, TranslationVersion

AROUND = 12  # So many words are shown on each side of a change.


@dataclass(frozen=True, slots=True)
class Writers:
    """Names of the pair's people, as one of them reads them."""

    people: Mapping[int, tuple[str, str]]
    reader: int

    def name(self, pk: int) -> str:
        """Name a writer with their side; whoever reads is "you"."""
        if pk == self.reader:
            return _("You yourself")
        return self.named(*self.people.get(pk, (_("Somebody who has left"), "")))

    @staticmethod
    def named(name: str, side: str) -> str:
        """Name somebody with their side, if they sit on one. An earlier partner is not named."""
        name = name or _("An earlier partner")
        return f"{name} ({in_language(secretariat().sides[side].name)})" if side else name


@dataclass(frozen=True, slots=True)
class Past:
    """One version of a text."""

    number: int
    text: str
    language: str
    language_words: Any
    who: str
    at: datetime
    pieces: tuple[Piece, ...]
    put_in: int
    taken_out: int
    mark: str = ""  # Of a translation: what it is worth,
    of_number: int = 0  # and which version of the original it renders.

    @property
    def is_same(self) -> bool:
        """Whether only the language, or nothing at all, is another than before."""
        return not self.put_in and not self.taken_out


def past_of(
    versions: Sequence[AnswerVersion | TranslationVersion],
    writers: Writers,
    *,
    language: str = "",
) -> list[Past]:
    """Return versions, newest first, each by its difference to the one after it in the list.

    ``language``: that of all of them, where they are translations.
    """
    found = []
    for place, one in enumerate(versions):
        before = versions[place + 1].text if place + 1 < len(versions) else ""
        pieces = difference(before, one.text)
        spoken = one.language if isinstance(one, AnswerVersion) else language
        found.append(
            Past(
                number=one.number,
                text=one.text,
                language=spoken,
                language_words=LANGUAGES.get(spoken, spoken),
                who=writers.name(one.saved_by_id),
                at=one.saved_at,
                pieces=tuple(map(_shortened, pieces)),
                put_in=words_in(pieces, "into"),
                taken_out=words_in(pieces, "out"),
                mark=getattr(one, "mark", ""),
                of_number=getattr(one, "of_number", 0),
            )
        )
    return found


def _shortened(piece: Piece) -> Piece:
    """Leave out the middle of a long stretch that did not change."""
    words = piece.text.split(" ")
    if piece.kind != "same" or len(words) <= 3 * AROUND:
        return piece
    return Piece("same", " ".join([*words[:AROUND], "[…]", *words[-AROUND:]]))
