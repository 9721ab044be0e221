"""Words cut to their stems, the same on every database: «prosjektene» is found by «prosjekt»."""

import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import Stemmer

from naboskap.search.vocabulary import ALSO, EVERY_FILLER

STEMMERS = {"nb": "norwegian", "nn": "norwegian", "en": "english", "ru": "russian"}
SHORTEST_BEGINNING = 4  # A word this long also finds the words that begin with it.
# Bytes of different words that are kept of one subject. PostgreSQL indexes at most a megabyte, in
# which each word takes up to twice its length; beyond that nothing of the subject could be saved.
MOST = 400_000
LONGEST_QUERY = 12  # words; more say nothing more
_WORD = re.compile(r"[^\W_]+")
_here = threading.local()  # A stemmer serves one thread at a time.


def _stemmer(language: str) -> Stemmer.Stemmer:
    made: dict[str, Stemmer.Stemmer] = _here.__dict__
    if language not in made:
        made[language] = Stemmer.Stemmer(STEMMERS[language])
    return made[language]


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, ё as е; single letters are left out."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return [word for word in _WORD.findall(plain) if len(word) > 1 or word.isdigit()]


def stem(word: str, language: str) -> str:
    """Cut one word; a language without a stemmer leaves it whole."""
    return str(_stemmer(language).stemWord(word)) if language in STEMMERS else word


def indexed(text_by_language: Mapping[str, str]) -> str:
    """Return what is kept of a text: its words, and their stems in the text's own language.

    Of a text with more different words than an index takes, the first are kept.
    """
    kept: dict[str, None] = {}
    size = 0
    for language, text in text_by_language.items():
        for word in words_of(text):
            for form in dict.fromkeys((word, stem(word, language))):
                if form in kept:
                    continue
                size += len(form.encode()) + 1
                if size > MOST:
                    return " ".join(kept)
                kept[form] = None
    return " ".join(kept)


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[str, ...]:
    """Return what a searched word may be kept as, whatever language it is in."""
    return tuple(dict.fromkeys([word, *(stem(word, code) for code in ("nb", "en", "ru"))]))


def asked_for(words: str) -> list[tuple[str, ...]]:
    """Return the readings of each word of a search, and what pages call it.

    Small words that say nothing are left out, where anything else is asked for.
    """
    told = list(dict.fromkeys(words_of(words)))
    meant = [word for word in told if word not in EVERY_FILLER] or told
    return [_meant_by(word) for word in meant][:LONGEST_QUERY]


def _meant_by(word: str) -> tuple[str, ...]:
    others = (form for other in ALSO.get(word, ()) for form in readings(other))
    return tuple(dict.fromkeys([*readings(word), *others]))
