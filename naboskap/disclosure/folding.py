"""One key for a name, whatever the script and whoever transcribed it.

``fold`` answers the keys of a word in a text; ``fold_name`` the keys under which a protected
name must be looked for. Both are coarse on purpose: every hissing sound is ``s``, a glide
beside a vowel is nothing, doubled letters are one. A word too many is the price of no word
too few. ``norwegian``, ``bgn`` and ``iso9`` write Russian names in Latin letters.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

CYRILLIC = dict(zip("абвгджзийклмнопрстуфхцчшщыэ", "abvgdssiiklmnoprstuvhssssie", strict=True)) | {
    "е": "e",
    "ё": "e",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}
CYRILLIC |= {"і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ј": "i", "ѣ": "e"}
LATIN = {
    "f": "v", "w": "v", "z": "s", "q": "k", "y": "i", "j": "i",
    "ß": "s", "ð": "d", "đ": "d", "þ": "t", "ŧ": "t",
    "ŋ": "n", "ł": "l", "ı": "i", "œ": "e",
}  # fmt: skip
RULES = [
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "v"),
    (re.compile(r"([sdtgr])h"), r"\1"),
    (re.compile(r"t+s"), "s"),
    (re.compile(r"(?<=[aoeu])i|i(?=[aoeu])"), ""),
]
# What a Latin letter may stand for: ISO 9 writes ц as c, Germans ch and scholars x for х;
# Håkon is Haakon and Хокон.
DOUBTFUL = {
    "ch": ("s", "h"), "c": ("s", "k"), "x": ("ks", "h"),
    "aa": ("o", "a"), "å": ("o", "a"), "ø": ("o", "e"), "æ": ("e", "a"),
}  # fmt: skip
GLIDE_O = re.compile(r"[jyi]o|ë")
# Latin letters that look like Cyrillic ones: in a word of both scripts they are meant as those.
LOOKALIKE = str.maketrans("aceopxykmthb", "асеорхукмтнв")
# What some rule would change: most keys are settled after one round.
_UNSETTLED = re.compile(r"(.)\1|[kpsdtgr]h|ts|[aoeu]i|i[aoeu]")
_CYRILLIC_LETTER, _LATIN_LETTER = re.compile(r"[а-яёіїєґўј]"), re.compile(r"[a-z]")


def _settled(key: str) -> str:
    """Apply the common rules until nothing changes."""
    while _UNSETTLED.search(key):
        for pattern, by in RULES:
            key = pattern.sub(by, key)
    return key


def is_of_both_scripts(word: str) -> bool:
    """Say whether letters of both scripts stand in a word: such are meant as Cyrillic ones."""
    word = word.casefold()
    return bool(_LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word))


def _plain(word: str) -> str:
    """Lower case, without stress marks, carons, soft signs and hidden characters."""
    word = unicodedata.normalize("NFC", word).casefold()
    if is_of_both_scripts(word):
        word = word.translate(LOOKALIKE)
    out: list[str] = []
    for letter in word:
        if letter in CYRILLIC or letter in LATIN or letter in DOUBTFUL:
            out.append(letter)
            continue
        bare = unicodedata.normalize("NFKD", letter)
        out.extend(c for c in bare if c.isalnum() and unicodedata.category(c) != "Lm")
    return "".join(out)


def _keys(plain: str) -> frozenset[str]:
    """Return every key a plain word may have: more than one only for c, ch and x."""
    hushed = re.sub(r"([sz])j", r"\1", plain)  # Norwegian sj, zj, tsj: a hiss and no glide.
    doubts = [sound for sound in DOUBTFUL if sound in hushed]
    keys: set[str] = set()
    for choice in product(*(DOUBTFUL[sound] for sound in doubts)):
        word = hushed
        for sound, by in zip(doubts, choice, strict=True):
            word = word.replace(sound, by)
        keys.add(_settled("".join(CYRILLIC.get(c, LATIN.get(c, c)) for c in word)))
    return frozenset(keys)


@lru_cache(maxsize=32768)
def fold(word: str) -> frozenset[str]:
    """Return the keys of one word of a text."""
    return _keys(_plain(word))


@lru_cache(maxsize=32768)
def fold_name(word: str) -> frozenset[str]:
    """Return the keys of one word of a protected name: those of ``fold``, and near spellings.

    е may hide ё, ё is written e, jo, yo or io; дж is j in English; Александр is Alexander and
    Пётр Peter.
    """
    plain = _plain(word)
    spellings = {plain}
    if plain != (open_o := GLIDE_O.sub("e", plain)):
        spellings.add(open_o)
    spellings |= {plain.replace("ё", "о"), plain.replace("ё", "е")}
    for spelling in tuple(spellings):
        spellings.add(spelling.replace("дж", "й"))
        for match in re.finditer(r"(?<=[^aeiouyjаеёиоуыэюяйь])[eе]", spelling):
            spellings.add(f"{spelling[: match.start()]}o{spelling[match.end() :]}")
        if spelling[-2:] in {"др", "тр", "dr", "tr"}:
            spellings.add(f"{spelling[:-1]}e{spelling[-1]}")
        if spelling[-3:] in {"der", "ter", "дер", "тер"}:
            spellings.add(f"{spelling[:-2]}{spelling[-1]}")
    return frozenset(key for spelling in spellings for key in _keys(spelling))


VOWELS = set("аеёиоуыэюя")
NORWEGIAN = dict(zip("абвгдзийклмнопрстуфыэ", "abvgdzijklmnoprstufye", strict=True)) | {
    "ж": "zj", "х": "kh", "ц": "ts", "ч": "tsj", "ш": "sj", "щ": "sjtsj", "ъ": "", "ь": "",
}  # fmt: skip
IOTATED = {"ё": "o", "ю": "u", "я": "a"}
# Settled spellings that the rule would not give.
SETTLED = {
    "брежнев": "bresjnev",
    "жириновский": "sjirinovskij",
    "санкт-петербург": "st. petersburg",
}
BGN = dict(zip("абвгдзийклмнопрстуфыэ", "abvgdziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "”", "ь": "’",
    "ю": "yu", "я": "ya",
}  # fmt: skip
ISO9 = dict(
    zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeëžzijklmnoprstufhcčšŝʺyʹèûâ", strict=True)
)


def _cased(source: str, written: str) -> str:
    """Give ``written`` the capitals of ``source``: all of them, the first, or none."""
    if len(source) > 1 and source.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if source[:1].isupper() else written


def _iotated(letter: str, before: str, written: str) -> str:
    if letter == "е":
        if before in "ьъ" and written.endswith(("s", "z")):
            return "ie"
        return "je" if not before or before in VOWELS or before in "ьъ" else "e"
    vowel = IOTATED[letter]
    if written.endswith("j"):
        return vowel
    return f"i{vowel}" if written.endswith(("s", "z")) else f"j{vowel}"


def _norwegian_word(word: str) -> str:
    lower = word.casefold()
    if lower in SETTLED:
        return SETTLED[lower].title() if word[:1].isupper() else SETTLED[lower]
    written, before = "", ""
    for letter in lower:
        if letter == "е" or letter in IOTATED:
            written += _iotated(letter, before if before.isalpha() else "", written)
        else:
            written += NORWEGIAN.get(letter, letter)
        before = letter
    return _cased(word, written)


def norwegian(text: str) -> str:
    """Write Russian the Norwegian way: «Новая Земля» becomes «Novaja Zemlja»."""
    return re.sub(r"[\w\-]+", lambda match: _norwegian_word(match[0]), text)


def bgn(text: str) -> str:
    """Write Russian the way English maps do: «Хрущёв» becomes «Khrushchyov»."""

    def word(match: re.Match[str]) -> str:
        written, before = "", ""
        for letter in match[0].casefold():
            opens = not before or before in VOWELS or before in "йьъ"
            if letter in "её":
                sound = "e" if letter == "е" else "o"
                written += f"y{sound}" if opens or letter == "ё" else sound
            else:
                written += BGN.get(letter, letter)
            before = letter
        return _cased(match[0], written)

    return re.sub(r"\w+", word, text)


def iso9(text: str) -> str:
    """Write Russian letter by letter, as libraries do: «Хрущёв» becomes «Hruŝëv»."""
    return re.sub(
        r"\w+",
        lambda match: _cased(match[0], "".join(ISO9.get(c, c) for c in match[0].casefold())),
        text,
    )
