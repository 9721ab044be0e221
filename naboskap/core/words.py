"""Words that an editor or a starter file gives in several languages.

Stored as JSON, ``{"nb": "…", "en": "…", "ru": "…"}``; read in the reader's
language, or in the nearest one that has words.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

FALLBACK = {
    "nb": ("nb", "nn", "en"),
    "nn": ("nn", "nb", "en"),
    "se": ("se", "nb", "en"),
    "en": ("en", "nb"),
    "ru": ("ru", "en", "nb"),
}


CYRILLIC = frozenset({"ru"})  # The languages of the house whose readers read names in Cyrillic.


class WordsField(models.JSONField):
    """A text by language code. Empty means that nobody has written it yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def capital(word: Any) -> str:
    """Raise a word's first letter."""
    text = str(word)
    return text[:1].upper() + text[1:]


def in_language(words: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in ``language`` (by default the active one), or in the nearest there is."""
    return words.get(language_told(words, language), "")


def language_told(words: Mapping[str, str], language: str | None = None) -> str:
    """Return the language that ``in_language`` finds a text in; empty: there is no text."""
    wanted = (language or get_language() or "nb").split("-")[0]
    for code in FALLBACK.get(wanted, (wanted, "nb", "en")):
        if words.get(code):
            return code
    return next((code for code, text in words.items() if text), "")


def quoted(text: str, language: str | None = None) -> str:
    """Return a text between the quotation marks of ``language``, by default the active one."""
    wanted = (language or get_language() or "nb").split("-")[0]
    return f"“{text}”" if wanted == "en" else f"«{text}»"


def in_script(own: str, latin: str, language: str | None = None) -> str:
    """Return a name as a reader of ``language`` (by default the active one) reads it.

    In its own script where they read that, else in the Latin form that its bearer chose.
    """
    wanted = (language or get_language() or "nb").split("-")[0]
    return own if wanted in CYRILLIC or not latin else latin


def is_latin(text: str) -> bool:
    """Say whether every letter of ``text`` is a Latin one."""
    letters = (one for one in text if one.isalpha())
    return all(unicodedata.name(one, "").startswith("LATIN") for one in letters)


def left_behind(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages that a text was reworded in, and those that say what they did before.

    Both are empty unless there are some of each: then a translation may no longer say the same.
    A language that had no text, or has none now, is neither.
    """
    both = [code for code, text in before.items() if text.strip() and after.get(code, "").strip()]
    reworded = tuple(code for code in both if before[code] != after[code])
    stands = tuple(code for code in both if before[code] == after[code])
    return (reworded, stands) if reworded and stands else ((), ())
