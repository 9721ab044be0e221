"""Names to plant in every protected field, and every form in which they must never come out.

``planted`` gives the names for a person, a body and a place; ``forms`` every spelling of them
that a text could hold; ``leaks`` what of them stands in an output.
"""

import unicodedata
from dataclasses import dataclass

from naboskap.disclosure.folding import bgn, iso9, norwegian
from naboskap.disclosure.gate import Name


@dataclass(frozen=True)
class Canary:
    """A made-up name, its kind, and the cases it stands in."""

    name: str
    kind: str
    cases: tuple[str, ...]


PERSON = Canary(
    "Жужелица Щукогорьева",
    "person",
    ("Жужелица", "Жужелицы", "Жужелице", "Щукогорьева", "Щукогорьевой", "Щукогорьеву"),
)
BODY = Canary(
    "Дом культуры «Чибисёнок»",
    "organisation",
    ("Чибисёнок", "Чибисенок", "Чибисёнком"),
)
PLACE = Canary(
    "Кедрозёрск",
    "place",
    ("Кедрозёрск", "Кедрозерск", "Кедрозёрска", "Кедрозёрске", "Кедрозёрский"),
)
LATIN = Canary("Xenja Tsjibisjova", "person", ("Xenja", "Tsjibisjova", "Tsjibisjovas", "Ксеня"))
PLANTED = (PERSON, BODY, PLACE, LATIN)


def names() -> tuple[Name, ...]:
    """Return the planted names, as the gate takes them."""
    return tuple(Name(canary.name, canary.kind) for canary in PLANTED)


def forms(canary: Canary) -> list[str]:
    """Return every way in which the canary could stand in a text."""
    spelled = [
        write(case) for case in canary.cases for write in (str, norwegian, bgn, iso9, _bare, _hid)
    ]
    return list(
        dict.fromkeys([*spelled, *(w.upper() for w in spelled), *(map(str.lower, spelled))])
    )


def _bare(word: str) -> str:
    """Write as on a keyboard without accents: ISO 9 without its signs."""
    written = unicodedata.normalize("NFD", iso9(word))
    return "".join(c for c in written if c.isascii())


def _hid(word: str) -> str:
    """Write with a stress mark, which the eye reads past."""
    return f"{word[:2]}\u0301{word[2:]}"


ALL_FORMS = tuple(form for canary in PLANTED for form in forms(canary))


def leaks(output: str) -> list[str]:
    """Return the forms that stand in an output: none may."""
    text = unicodedata.normalize("NFC", output).casefold()
    return [form for form in ALL_FORMS if unicodedata.normalize("NFC", form).casefold() in text]
