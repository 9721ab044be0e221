"""What the newsletter tells of: a short list from a file, and the programmes. Pure data.

The file is ``topics.json`` in the data folder, where the secretariat has its own; else the one
that ships in ``starter/``.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from naboskap.core.words import in_language

Words = dict[str, str]
PROGRAMME = "programme:"  # Before the name of a programme: what is new about just that one.


@lru_cache(maxsize=1)
def general() -> dict[str, Words]:
    """Return the topics of the file by their codes, in its order."""
    own = Path(settings.DATA_DIR) / "topics.json"
    path = own if own.exists() else Path(settings.ROOT) / "starter" / "topics.json"
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in rows}


def named(programmes: dict[str, Words]) -> dict[str, str]:
    """Return every topic by its code, named in the reader's language. Programmes come last."""
    found = {code: in_language(words) for code, words in general().items()}
    return found | {f"{PROGRAMME}{slug}": in_language(name) for slug, name in programmes.items()}
