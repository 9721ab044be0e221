"""The server's own page of health, asked at the address that visitors use."""

import json
import urllib.error
import urllib.request
from typing import Any

from naboskap.programmes.ports import Seen

SECONDS = 4.0
LARGEST = 10_000  # Bytes of an answer that is read.


class Healthz:
    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"{address} is no address of a web server")
        self.address, self.seconds = address, seconds

    def look(self) -> Seen:
        """Ask once. The page says 503 where only the worker was silent: the service stands."""
        try:
            with urllib.request.urlopen(self.address, timeout=self.seconds) as answer:  # noqa: S310
                return _read(answer.read(LARGEST))
        except urllib.error.HTTPError as answer:
            return _read(answer.read(LARGEST))
        except (OSError, ValueError):
            return Seen(answered=False)


def _read(text: bytes) -> Seen:
    try:
        told: Any = json.loads(text)
    except ValueError:
        return Seen(answered=False)
    if not isinstance(told, dict) or told.get("database") != "ok":
        return Seen(answered=False)
    up = told.get("up_seconds")
    return Seen(answered=True, up_seconds=up if isinstance(up, int) else None)
