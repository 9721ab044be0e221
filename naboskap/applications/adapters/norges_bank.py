"""Norges Bank's published rates, by its open interface (SDMX-JSON).

Its traps: a rate is for ten to the power of UNIT_MULT of the currency (Swedish kronor are told by
the hundred), rates are strings, and there is none on a day off: the last one before it holds.
Where any of this cannot be read, nothing is guessed.
"""

from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from naboskap.applications.exchange import NORGES_BANK, Rate, rate_text
from naboskap.applications.ports import Answer, NoRate, Unreachable

if TYPE_CHECKING:
    import httpx

SECONDS = 4.0
LONGEST_REST = timedelta(days=14)  # Longer than any Christmas or Easter without a rate.


class NorgesBank:
    def __init__(self, base: str, *, seconds: float = SECONDS) -> None:
        self.base = base.rstrip("/")
        self.seconds = seconds

    def latest(self, currency: str, on: date) -> Answer:
        """Ask for the rates of the last two weeks, and take the last of them."""
        import httpx  # noqa: PLC0415 -- twelve megabytes in every worker, for one page

        asked = {
            "format": "sdmx-json",
            "startPeriod": (on - LONGEST_REST).isoformat(),
            "endPeriod": on.isoformat(),
            "locale": "en",
        }
        try:
            with httpx.Client(timeout=self.seconds) as client:
                return self._read(client.get(f"{self.base}/B.{currency}.NOK.SP", params=asked))
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
            AttributeError,
        ) as fault:
            return Unreachable(type(fault).__name__)

    def _read(self, response: "httpx.Response") -> Answer:
        match response.status_code:
            case HTTPStatus.OK:
                return read(response.json())
            case HTTPStatus.NOT_FOUND:
                return NoRate()
            case status:
                return Unreachable(f"HTTP {status}")


def read(told: Any) -> Answer:
    """Read the last rate of one currency as the bank writes it."""
    data = told["data"]
    (series,) = data["dataSets"][0]["series"].values()
    days = data["structure"]["dimensions"]["observation"][0]["values"]
    last = max(series["observations"], key=lambda place: days[int(place)]["id"])
    text = rate_text(series["observations"][last][0])
    if text is None:
        raise ValueError("not a rate")
    return Rate(
        kroner=text,
        per=10 ** _multiplier(data["structure"]["attributes"]["series"], series["attributes"]),
        on=date.fromisoformat(days[int(last)]["id"]),
        source=NORGES_BANK,
    )


def _multiplier(attributes: list[Any], chosen: list[int]) -> int:
    """Return the power of ten of the units that the rate is for: 0, or 2 for a hundred."""
    place = next(n for n, one in enumerate(attributes) if one["id"] == "UNIT_MULT")
    power = int(attributes[place]["values"][chosen[place]]["id"])
    if power not in range(5):
        raise ValueError("not a multiplier")
    return power
