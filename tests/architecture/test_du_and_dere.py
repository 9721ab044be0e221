"""A Norwegian sentence speaks to one: "du", or "dere" where both sides or a whole club read it."""

import re
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("advice", "applications", "guidelines", "partnering", "portal", "ui", "website")
ONE = re.compile(r"\b(du|deg|din|ditt|dine)\b", re.IGNORECASE)
# "Deres" is left out: "siden deres" is said to one who belongs to it.
SEVERAL = re.compile(r"\bdere\b", re.IGNORECASE)
# What is one person's own, beside what several do: how the English begins.
BOTH_ARE_MEANT = (
    "You, the other side, and the secretariat.",
    "Somebody you know plans a project together with you",
    "We keep what you write, and your name and e-mail address.",
    "Pages, questions and letters come in the language that you choose",
    "Your name, or what you are called together.",
    "Whoever leads your side has left an application for all of you.",
)


def in_both() -> dict[str, str]:
    """Return what says "du" and "dere" at once, by its English."""
    return {
        entry.msgid: text
        for room in ROOMS
        for entry in polib.pofile(
            str(ROOT / "naboskap" / room / "locale/nb/LC_MESSAGES/django.po")
        )
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if ONE.search(text) and SEVERAL.search(text)
    }


def test_a_sentence_speaks_to_one_or_to_several():
    found = {
        english: text
        for english, text in in_both().items()
        if not english.startswith(BOTH_ARE_MEANT)
    }
    assert found == {}
