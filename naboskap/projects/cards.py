"""How a row of the catalogue is read: codes for its words, and nothing for what it leaves out."""

import hashlib
from collections.abc import Mapping
from typing import Any

KINDS = {
    "voluntary organisation": "voluntary",
    "public authority": "public_authority",
    "culture organisation": "culture",
    "school": "school",
    "private person": "private_person",
    "indigenous organisation": "indigenous",
    "sports club or federation": "sports_club",
    "music or culture school": "music_school",
    "university or research institute": "university",
    "museum": "museum",
    "media": "media",
    "artists": "artists",
    "library": "library",
}
THEMES = {
    "Kultur": "culture",
    "Barentskult": "culture",
    "Kompetanse": "education",
    "Idrett": "sport",
    "Urfolk": "indigenous",
    "Miljø": "environment",
    "Sivilt samfunn og media": "civil_society",
    "Ungdom": "youth",
    "Næring": "business",
}
COUNTIES = {
    "Nordland": "NO-18",
    "Rana": "NO-18",
    "Troms": "NO-55",
    "Tromsø": "NO-55",
    "Senja": "NO-55",
    "Skjervøy": "NO-55",
    "Finnmark": "NO-56",
    "Sør-Varanger": "NO-56",
    "Vardø": "NO-56",
    "Kirkenes": "NO-56",
}


def import_key(row: Mapping[str, str]) -> str:
    """Return what makes a row of the catalogue itself: the same row is the same project."""
    parts = [row["title"], row["year"], row["applicant"], row["amount_nok"]]
    return hashlib.sha256("\x1f".join(part.strip() for part in parts).encode()).hexdigest()


def _number(text: str) -> int | None:
    return int(text) if text.strip() else None


def read(row: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of the catalogue as the facts of a card. A word we have no code for: empty."""
    is_person = row["applicant"].strip() == "private person"
    amount = _number(row["amount_nok"])
    return {
        "title": row["title"].strip(),
        "language": "nb",
        "year": _number(row["year"]),
        "applicant_name": "" if is_person else row["applicant"].strip(),
        "applicant_kind": "private_person" if is_person else "organisation",
        "applicant_place": row["applicant_place"].strip(),
        "applicant_region": COUNTIES.get(row["applicant_place"].strip(), ""),
        "partner_kind": KINDS.get(row["partner_kind"].strip(), ""),
        "partner_regions": sorted(row["partner_region"].split()),
        "programme": row["programme"].strip(),
        "theme": THEMES.get(row["theme"].strip(), ""),
        "amount_awarded": None if amount is None else amount * 100,
        "participants_a": _number(row["participants_no"]),
        "participants_b": _number(row["participants_ru"]),
        "origin": row["source"].strip().rstrip("."),
        "as_read": dict(row),
    }
