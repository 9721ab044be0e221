"""In which language a text is written: what it was, as far as its letters let it be."""

import re

LANGUAGES = ("nb", "nn", "en", "ru")  # What an answer may be written in.
CYRILLIC = {"ru"}
# Small words that nearly every text holds, and that only one of these languages has.
_SMALL = {
    "nb": {"og", "ikke", "jeg", "er", "av", "fra", "noe", "hva", "hvordan", "også", "skal"},
    "nn": {"ikkje", "eg", "ein", "frå", "noko", "kva", "korleis", "dei", "vere", "saman"},
    "en": {"the", "and", "of", "is", "we", "our", "with", "from", "will", "they", "this"},
}
_NORWEGIAN = frozenset("æøå")
_MANY = 15  # Letters.
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")


def guess(text: str, *, spoken: str, before: str = "") -> str:
    """Return the language of ``text``: ``before`` (what it was), unless its letters are others'.

    ``spoken`` is the language of whoever writes it: what a first text is taken to be in. Whoever
    mends a word in a text from the other side does not thereby make it one in their own.
    """
    letters = "".join(filter(str.isalpha, text))
    if not letters:
        return before or (spoken if spoken in LANGUAGES else "nb")
    cyrillic = not text.isascii() and len(_CYRILLIC_LETTER.findall(letters)) * 2 > len(letters)
    for language in (before, spoken):
        if language in LANGUAGES and (language in CYRILLIC) == cyrillic:
            return language
    return "ru" if cyrillic else _latin(text)


def heard_in(text: str, *, reader: str) -> str:
    """Return the language that words of which nothing is told are to be read aloud in.

    That of the ``reader``, unless their letters or small words are another's.
    """
    guessed = guess(text, spoken=reader, before=reader)
    if reader in CYRILLIC or guessed in CYRILLIC:
        return guessed
    small = {word.casefold() for word in _WORD.findall(text)}
    if set(text.casefold()) & _NORWEGIAN or small & (_SMALL["nb"] | _SMALL["nn"]):
        return reader if reader in {"nb", "nn"} else "nb"
    return "en" if small & _SMALL["en"] else reader


def languages_in(text: str, language: str) -> tuple[str, ...]:
    """Return ``language`` and, where much of the text is in other letters, the other one too.

    Much: a whole word or two, and no less than every sixth letter. A name in other letters makes
    no text one in two languages.
    """
    letters = [letter for letter in text if letter.isalpha()]
    other = [
        letter for letter in letters if ("\u0400" <= letter <= "\u04ff") != (language in CYRILLIC)
    ]
    if len(other) < _MANY or len(other) * 6 < len(letters):
        return (language,)
    return language, _latin(text) if language in CYRILLIC else "ru"


def _latin(text: str) -> str:
    """Tell Norwegian and English apart by their small words; Norwegian where nothing tells."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found = {code: sum(word in small for word in words) for code, small in _SMALL.items()}
    return max(found, key=lambda code: found[code])
