"""A place on a page that can be led to: each heading has an address made of its words."""

import re

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

_HEADING = re.compile(r'<h([23])((?:\s+(?!id=)[\w-]+="[^"]*")*)>(.*?)</h\1>', re.DOTALL)


def anchor(heading: str) -> str:
    """Return the name of the place where ``heading`` stands: "del-er-det-trygt-for-deg".

    It begins as no name of ours in a template does. Empty where the heading has no letters.
    """
    plain = slugify(string_to_ascii(heading))
    return f"del-{plain}" if plain else ""


def with_anchors(html: str, taken: set[str]) -> str:
    """Name the headings that have no name. Of two with the same words, the first is led to."""

    def named(found: re.Match[str]) -> str:
        rank, facts, words = found.groups()
        name = anchor(re.sub(r"<[^>]+>", "", words))
        if not name or name in taken:
            return found[0]
        taken.add(name)
        return f'<h{rank} id="{name}"{facts}>{words}</h{rank}>'

    return _HEADING.sub(named, html)
