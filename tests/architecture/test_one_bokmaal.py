"""Bokmål in one form: who reads "siden" and "lenken" on one page meets no "sida" on the next."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
OTHER_FORMS = {
    "sida": "siden",
    "lenka": "lenken",
    "lista": "listen",
    "linja": "linjen",
    "tida": "tiden",
    "filen": "fila",
    "grensen": "grensa",
    "klokken": "klokka",
    "døren": "døra",
    "siffer": "sifre",  # One alone is "ett siffer".
}
FORBIDDEN = re.compile(rf"(?<!\bett )\b(?:{'|'.join(OTHER_FORMS)})\b", re.IGNORECASE)


def in_bokmaal(told: object) -> Iterator[str]:
    """Yield what a starter file tells in bokmål."""
    if isinstance(told, dict):
        if isinstance(told.get("nb"), str):
            yield told["nb"]
        for value in told.values():
            yield from in_bokmaal(value)
    elif isinstance(told, list):
        for value in told:
            yield from in_bokmaal(value)


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.glob("naboskap/*/locale/nb/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                yield str(path.relative_to(ROOT)), text
    for path in sorted((ROOT / "starter").rglob("nb/*.md")):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "starter").rglob("*.json")):
        for text in in_bokmaal(json.loads(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(ROOT)), text


def test_every_bokmaal_text_uses_the_same_forms():
    found = [
        (where, word, OTHER_FORMS[word.casefold()])
        for where, text in texts()
        for word in FORBIDDEN.findall(text)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Åpne lenka.", "Sida er her.", "Det har ni siffer."])
def test_another_form_is_found(text):
    assert FORBIDDEN.search(text)


def test_a_digit_alone_is_no_other_form():
    assert not FORBIDDEN.search("Ett siffer er feil, og sidene er to.")
