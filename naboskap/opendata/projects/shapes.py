"""The shapes of the open data. Made of what the gate let through, and of nothing else."""

from collections.abc import Sequence
from typing import Any

from naboskap.core.secretariat import Secretariat
from naboskap.disclosure.gate import OPEN, Shown
from naboskap.projects.queries import PublicCard

LICENCE = "https://data.norge.no/nlod/no/2.0"
CSV_COLUMNS = (
    "id", "title", "language", "year", "theme", "programme", "amount_nok", "participants_a",
    "participants_b", "applicant", "applicant_place", "partner", "partner_kind",
    "partner_regions", "source", "url",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def kroner(ore: int | None) -> int | float | None:
    """Return a sum as a number of kroner, whole where it is."""
    if ore is None:
        return None
    return ore // 100 if ore % 100 == 0 else ore / 100


def party(shown: Shown) -> dict[str, Any]:
    """Say of a party what may be said: its name or what stands for it, and codes where told."""
    return {
        "text": shown.text,
        "is_named": shown.is_named,
        "kind": shown.kind,
        "regions": list(shown.regions),
        "place": shown.place,
    }


def project(card: PublicCard, url: str, *, with_story: bool = False) -> dict[str, Any]:
    """Return a project as data."""
    made: dict[str, Any] = {
        "id": card.slug,
        "url": url,
        "title": card.title,
        "language": card.language,
        "year": card.year,
        "start": card.start,
        "end": card.end,
        "theme": {"code": card.theme, "label": card.theme_label} if card.theme else None,
        "programme": card.programme,
        "amount_nok": kroner(card.amount_awarded),
        "participants": {"a": card.participants_a, "b": card.participants_b},
        "applicant": party(card.a),
        "partner": party(card.b),
        "source": {"own": card.is_own, "site": card.origin},
    }
    if with_story:
        made["texts"] = [
            {"part": text.part, "language": text.language, "text": text.text}
            for text in card.texts
        ]
        made["activities"] = [
            {
                "what": deed.what,
                "language": deed.language,
                "online": deed.is_online,
                "date": deed.date,
                "place": deed.place,
                "a": {"task": deed.task_a, "people": deed.people_a},
                "b": {"task": deed.task_b, "people": deed.people_b},
            }
            for deed in card.activities
        ]
    return made


def guarded(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula; nothing where nothing is known."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_row(card: PublicCard, url: str) -> list[str]:
    """Return a project as the cells of its row."""
    cells: Sequence[Any] = (
        card.slug,
        card.title,
        card.language,
        card.year,
        card.theme,
        card.programme,
        kroner(card.amount_awarded),
        card.participants_a,
        card.participants_b,
        card.a.text,
        card.a.place,
        card.b.text,
        card.b.kind,
        " ".join(card.b.regions),
        card.origin,
        url,
    )
    return [guarded(cell) for cell in cells]


def grant(card: PublicCard, house: Secretariat) -> dict[str, Any] | None:
    """Return an own grant in 360Giving's shape; None where the standard asks for more than we say.

    It asks for the day of the decision and the recipient's name: both are told only where both
    sides have asked to be open.
    """
    if not (card.is_own and card.level == OPEN and card.a.is_named and card.awarded):
        return None
    funder = house.website.removeprefix("https://").strip("/")
    number = card.applicant_number
    made: dict[str, Any] = {
        "id": f"{funder}-{card.slug}",
        "title": card.title,
        "description": card.texts[0].text if card.texts else card.title,
        "currency": house.currency,
        "amountAwarded": kroner(card.amount_awarded),
        "awardDate": card.awarded,
        "recipientOrganization": [
            {
                "id": f"NO-BRC-{number}" if number else f"{funder}-{card.slug}-a",
                "name": card.a.text,
            }
        ],
        "fundingOrganization": [{"id": funder, "name": house.name["nb"]}],
    }
    if card.programme:
        made["grantProgramme"] = [{"title": card.programme}]
    if card.start:
        made["plannedDates"] = [
            {"startDate": card.start} | ({"endDate": card.end} if card.end else {})
        ]
    return made
