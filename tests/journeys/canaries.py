"""Names that nobody else bears, planted where a name is protected, and how they are found again.

Each is written in Cyrillic and as Norwegians, English maps and libraries write it; a stem is
looked for, so that no case of it slips by. What looks here shares no code with what hides.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True)
class Canary:
    """One planted name: as it is written, and the stems by which it would be known again."""

    russian: str
    norwegian: str
    stems: tuple[str, ...]


ORGANISATION = Canary(
    "Морошкинград", "Morosjkingrad", ("морошкинград", "morosjkingrad", "moroshkingrad")
)
CALLED = Canary("Вересковица", "Vereskovitsa", ("вересковиц", "vereskovits", "vereskovic"))
PERSON = Canary(
    "Журавлинская", "Zjuravlinskaja", ("журавлинск", "zjuravlinsk", "zhuravlinsk", "žuravlinsk")
)
TOWN = Canary("Каменоломск", "Kamenolomsk", ("каменоломск", "kamenolomsk"))
PLACE = Canary("Осокинск", "Osokinsk", ("осокинск", "osokinsk"))
ADDRESS = Canary("облепихина", "oblepikhina", ("oblepikhina", "облепихин"))
# Of the project that was sent and never shown.
UNSHOWN = Canary("Рябинодольск", "Rjabinodolsk", ("рябинодольск", "rjabinodolsk", "ryabinodolsk"))
# Of words that no outsider is meant to read at all, whoever they name.
IDEA = Canary("Пихтогорск", "Pikhtogorsk", ("пихтогорск", "pikhtogorsk"))
NOTE = Canary("Шиповниково", "Sjipovnikovo", ("шиповниково", "sjipovnikovo", "shipovnikovo"))
PHONE = Canary("+7 815 555-01-37", "+7 815 555-01-37", ("8155550137", "815 555-01-37"))
WISH = Canary("Голубичногорск", "Golubitsjnogorsk", ("голубичногорск", "golubitsjnogorsk"))
ALL = (ORGANISATION, CALLED, PERSON, TOWN, PLACE, ADDRESS, UNSHOWN, IDEA, NOTE, PHONE, WISH)
STEMS = tuple(stem for canary in ALL for stem in canary.stems)

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def readings(text: str) -> str:
    """Return a text with all the ways in which its letters may have been wrapped up, undone."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "\n".join([plain, html.unescape(plain), unquote(plain)]).casefold()


def found_in(text: str | bytes) -> set[str]:
    """Return which of the planted names can be read in a text."""
    if isinstance(text, bytes):
        # Latin letters of a file that is not text are found too.
        text = text.decode("utf-8", errors="replace") + text.decode("utf-16-be", errors="replace")
    read = readings(text)
    return {stem for stem in STEMS if stem in read}
