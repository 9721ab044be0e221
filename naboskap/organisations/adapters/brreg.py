"""Enhetsregisteret: the Norwegian register of units, by its published interface.

Its traps: a deleted unit answers 200, with few fields and ``slettedato``; one removed for
legal reasons answers 410; a school is often a sub-unit of its municipality and stands under
another address. Address lines are left alone: of many clubs they are somebody's home.
"""

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from naboskap.organisations.ports import Answer, Deleted, Found, NotFound, Unreachable

if TYPE_CHECKING:
    import httpx

SECONDS = 4.0
WHO_ASKS = "Naboskap (grant administration; one look-up at a time)"

BY_FORM = {
    "KOMM": "municipality",
    "FYLK": "county",
    "STAT": "state",
    "STI": "foundation",
    "FLI": "voluntary",
    "AS": "company",
    "ASA": "company",
    "ENK": "company",
    "ANS": "company",
    "DA": "company",
    "SA": "company",
}
# What a unit does, by the longest beginning of its activity code that is listed.
BY_ACTIVITY = {
    "85.521": "music_school",
    "85.52": "culture",
    "85.51": "sports_club",
    "85.4": "university",
    "85": "school",
    "93.1": "sports_club",
    "91.0": "museum",
    "91.01": "library",
    "91.02": "museum",
    "90": "culture",
    "58.13": "media",
    "60": "media",
}
CONTROL = {
    "KOMM": "local_authority",
    "FYLK": "regional_authority",
    "STAT": "national_authority",
    "FLI": "independent",
}


class Brreg:
    def __init__(self, base: str, *, seconds: float = SECONDS) -> None:
        self.base = base.rstrip("/")
        self.seconds = seconds

    def look_up(self, number: str) -> Answer:
        """Ask for a unit, and where there is none, for a sub-unit."""
        import httpx  # noqa: PLC0415 -- twelve megabytes in every worker, for one page

        try:
            with httpx.Client(
                timeout=self.seconds,
                headers={"User-Agent": WHO_ASKS, "Accept": "application/json"},
            ) as client:
                answer = self._ask(client, "enheter", number)
                if isinstance(answer, NotFound):
                    answer = self._ask(client, "underenheter", number)
                return answer
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as fault:
            return Unreachable(type(fault).__name__)

    def _ask(self, client: "httpx.Client", kind: str, number: str) -> Answer:
        response = client.get(f"{self.base}/{kind}/{number}")
        match response.status_code:
            case HTTPStatus.OK:
                return read(response.json())
            case HTTPStatus.NOT_FOUND | HTTPStatus.BAD_REQUEST:
                return NotFound()
            case HTTPStatus.GONE:
                return Deleted(None)
            case status:
                return Unreachable(f"HTTP {status}")


def read(unit: Any) -> Answer:
    """Read one unit as the register writes it."""
    if not isinstance(unit, dict):
        raise TypeError("not a unit")
    if deleted_on := unit.get("slettedato"):
        return Deleted(date.fromisoformat(deleted_on[:10]))
    form: str = unit.get("organisasjonsform", {}).get("kode", "")
    address = (
        unit.get("forretningsadresse")
        or unit.get("beliggenhetsadresse")
        or unit.get("postadresse")
        or {}
    )
    municipality_number: str = address.get("kommunenummer", "")
    at_home = address.get("landkode", "NO") == "NO" and len(municipality_number) == 4
    return Found(
        number=unit["organisasjonsnummer"],
        name=unit["navn"],
        legal_form=form,
        kind=kind_of(form, unit.get("naeringskode1", {}).get("kode", "")),
        control=CONTROL.get(form, "unknown"),
        municipality=cased(address.get("kommune", "")) if at_home else "",
        place_code=f"NO-{municipality_number[:2]}" if at_home else "",
        is_closing=bool(
            unit.get("konkurs")
            or unit.get("underAvvikling")
            or unit.get("underTvangsavviklingEllerTvangsopplosning")
        ),
    )


def kind_of(form: str, activity: str) -> str:
    """Guess what sort of organisation it is, from its form and what it does."""
    if form in {"KOMM", "FYLK", "STAT"}:
        return BY_FORM[form]
    fitting = [start for start in BY_ACTIVITY if activity.startswith(start)]
    if fitting:
        return BY_ACTIVITY[max(fitting, key=len)]
    return BY_FORM.get(form, "other")


def cased(name: str) -> str:
    """Write a municipality as on a map: the register shouts, "SØR-VARANGER"."""
    return name.title().replace(" I ", " i ").replace(" Og ", " og ")
