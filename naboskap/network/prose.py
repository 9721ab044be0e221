"""The marks that a text is written with, as a mail shows them. Pure.

    ## A heading
    Words in paragraphs, with **weight** and [links](/frister/).
    - a list

A mail has letters alone: a heading is set in capitals, and a link stands with its whole address.
"""

import re

LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
WEIGHT = re.compile(r"\*\*(.+?)\*\*")


def as_mail(text: str, site: str, prefix: str) -> str:
    """Return the text as it stands in a mail. ``prefix`` is put before addresses of the site."""
    lines = []
    for line in text.strip().splitlines():
        words = LINK.sub(lambda one: f"{one[1]}: {whole(one[2], site, prefix)}", line.strip())
        words = WEIGHT.sub(r"\1", words)
        if words.startswith("#"):
            words = words.lstrip("# ").upper()
        elif words.startswith("- "):
            words = f"• {words[2:]}"
        lines.append(words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def whole(address: str, site: str, prefix: str) -> str:
    """Return an address that can be followed from a mail."""
    return f"{site}{prefix}{address}" if address.startswith("/") else address


def links_in(text: str) -> list[str]:
    """Return the addresses that the text leads to."""
    return [found[2] for found in LINK.finditer(text)]


def first_words(text: str, most: int = 300) -> str:
    """Return the first paragraph that is no heading, without marks, cut at a word's end."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        plain = " ".join(
            line.strip() for line in chunk.splitlines() if not line.strip().startswith("#")
        )
        plain = WEIGHT.sub(r"\1", LINK.sub(r"\1", plain)).strip()
        if plain:
            if len(plain) <= most:
                return plain
            return plain[:most].rpartition(" ")[0] + " …"
    return ""
