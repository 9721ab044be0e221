"""The marks that a text is written with, as a mail shows them. Pure.

    ## A heading
    ### A smaller one
    Words in paragraphs, with **weight** and [links](/frister/).
    - a list

A mail has letters alone: a heading is set in capitals, and a link stands with its whole address.
"""

import re
from urllib.parse import unquote

LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
WEIGHT = re.compile(r"\*\*(.+?)\*\*")
HEADING = re.compile(r"#{2,3} +")
BARE = re.compile(r"\b[Hh][Tt][Tt][Pp][Ss]?://[^\s)]+")


def as_mail(text: str, site: str, prefix: str) -> str:
    """Return the text as it stands in a mail. ``prefix`` is put before addresses of the site."""
    lines = []
    for line in text.strip().splitlines():
        words = line.strip()
        if heading := HEADING.match(words):
            words = _raised(words[heading.end() :])  # Before links are made: an address has case.
        elif words.startswith("- "):
            words = f"• {words[2:]}"
        words = LINK.sub(lambda one: f"{one[1]}: {whole(one[2], site, prefix)}", words)
        lines.append(WEIGHT.sub(r"\1", words))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


_KEPT = re.compile(rf"{LINK.pattern}|{BARE.pattern}")


def _raised(words: str) -> str:
    """Return a heading in capitals, but for the addresses in it."""
    out, at = [], 0
    for found in _KEPT.finditer(words):
        link = f"[{found[1].upper()}]({found[2]})" if found[1] else found[0]
        out += [words[at : found.start()].upper(), link]
        at = found.end()
    return "".join([*out, words[at:].upper()])


def readings(text: str) -> list[str]:
    """Return what readers see of a text: as it is written, in a mail, on a page, and unquoted.

    A mark may cut a word in two, and an address may hide one behind per cent signs.
    """
    seen = [text, as_mail(text, "", ""), plain(text), unquote(text)]
    return list(dict.fromkeys(seen))


def on_a_page(text: str) -> list[str]:
    """Return the text as it is written, and as a page shows it, where marks are gone."""
    light = WEIGHT.sub(r"\1", text)
    return list(dict.fromkeys([text, light, unquote(light), plain(text)]))


def plain(text: str) -> str:
    """Return the words of a text without its marks, and without where links lead."""
    return WEIGHT.sub(r"\1", LINK.sub(r"\1", text))


def whole(address: str, site: str, prefix: str) -> str:
    """Return an address that can be followed from a mail."""
    return f"{site}{prefix}{address}" if address.startswith("/") else address


def links_in(text: str) -> list[str]:
    """Return the addresses that the text leads to, written as links or bare."""
    bare = BARE.findall(LINK.sub(r"\1", text))
    return [*(found[2] for found in LINK.finditer(text)), *bare]


def first_words(text: str, most: int = 300) -> str:
    """Return the first paragraph that is no heading, without marks, cut at a word's end."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = (line.strip() for line in chunk.splitlines())
        words = plain(" ".join(line for line in lines if not HEADING.match(line))).strip()
        if words:
            if len(words) <= most:
                return words
            return words[:most].rpartition(" ")[0] + " …"
    return ""
