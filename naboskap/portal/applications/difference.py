"""What differs between two texts of one application, in words: row by row, word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from naboskap.core.difference import Piece, apart
from naboskap.portal.applications.page import kind_of_cost
from naboskap.portal.applications.reading import Line, Reading
from naboskap.ui.parts import Rendering
from naboskap.ui.wording import count, day, money


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that differs: what it is, what stood before, what stands now. Empty: nothing."""

    what: str
    before: list[Piece]
    after: list[Piece]


def rows_apart(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pair the rows that differ: changed with what it became, new with nothing, gone likewise."""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[a:b], after[c:d], fillvalue="")


def differences(before: Reading, after: Reading) -> list[Differing]:
    """Return all that differs between what was sent and what stands now, in the form's order."""
    found: list[Differing] = []
    for (what, old), (_same, new) in zip(_parts(before), _parts(after), strict=True):
        for left, right in rows_apart(old, new):
            found.append(Differing(what, *apart(left, right)))
    return found


def _parts(reading: Reading) -> list[tuple[str, list[str]]]:
    """Return an application as headings with their rows in words."""
    content = reading.content
    asked = content["amount_applied_for"]
    days = [day(one) if one else "–" for one in (reading.start_date, reading.end_date)]
    return [
        (
            _("Name of the project"),
            [reading.title, *_said(reading.title_renderings)] if reading.title else [],
        ),
        (_("Mostly about"), [str(reading.theme)] if reading.theme else []),
        (
            _("For children and young people"),
            [_("Yes") if content["for_children_and_youth"] else _("No")],
        ),
        (_("When"), [" – ".join(days)]),
        *(
            (one.question, [one.text, *_said(one.renderings)] if one.text else [])
            for one in reading.texts
        ),
        (_("What you do together"), [row for one in reading.activities for row in _plan(one)]),
        (
            _("Who takes part"),
            [
                f"{one['side_name']}, {one['age']}: {count(one['number'])}"
                for one in reading.participants
            ],
        ),
        (
            _("What it costs"),
            [
                _cost(line, row["category"])
                for line, row in zip(reading.costs, content["budget"], strict=True)
            ],
        ),
        (
            _("Who pays"),
            [
                ", ".join((f"{one.side_name}: {one.text}", *said, money(one.amount)))
                for one in reading.financing
                for said in [_said(one.renderings)]
            ],
        ),
        (_("What you apply for"), [money(asked)] if asked else []),
    ]


def _said(renderings: Iterable[Rendering]) -> list[str]:
    """Say what a text says in other languages, each in one line."""
    return [f"{one.called}: {one.text}" for one in renderings]


def _plan(one: dict[str, Any]) -> list[str]:
    """Say an activity in one line, and each of its words in other languages in one more."""
    return [_activity(one), *(line for said in one["said"].values() for line in _said(said))]


def _activity(one: dict[str, object]) -> str:
    """Say an activity in one line: what, when, where, and what each side does."""
    parts = [str(one["what"])]
    days = [day(each) for each in (one["from"], one["to"]) if each]  # type: ignore[arg-type]
    parts.append(" – ".join(dict.fromkeys(days)))
    parts.append(_("online") if one["mode"] == "online" else str(one["place_text"]))
    for side in ("a", "b"):
        does: dict[str, object] = one[side]  # type: ignore[assignment]
        who = str(one[f"side_{side}"])
        people = f" ({does['people']})" if does["people"] else ""
        parts.append(f"{who}: {does['task'] or _('no task')}{people}")
    return ". ".join(part for part in parts if part)


def _cost(line: Line, category: str) -> str:
    """Say a line of the budget in one line: also how its sum is reckoned, and from what abroad."""
    kind = kind_of_cost(category)
    words = line.text if line.text == kind else f"{line.text} ({kind})"
    parts = [
        f"{line.side_name}: {words}",
        *_said(line.renderings),
        line.how,
        money(line.amount),
        line.abroad,
    ]
    return ", ".join(part for part in parts if part)
