"""Ways to reach somebody that stand in a text: an address, a number, a link. Pure.

It answers, and takes nothing out: the rooms above warn, or refuse.
"""

import re

from naboskap.disclosure.masking import ADDRESS, SITE

MAIL, PHONE, LINK = "mail", "phone", "link"
_MAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.\w+")
_LINK = re.compile(
    r"(?i)\b[\w\-]+\.(?:no|com|org|net|me|info|eu|io|se|fi|cc|ru|su|рф)\b(?:/\S*)?|(?<![\w.])@\w{3,}"
)
_DIGITS = re.compile(r"(?<![\w])\+?\d(?:[\s().\-–]{0,2}\d){7,14}(?!\w)")
# What has as many digits and is none: a day, two years.
_NO_PHONE = re.compile(
    r"^(?:\d{1,2}[.\-]\s?\d{1,2}[.\-]\s?\d{4}|(?:19|20)\d\d\D{1,3}(?:19|20)\d\d)$"
)


def leaks_in(text: str) -> tuple[str, ...]:
    """Return which kinds of ways to reach somebody stand in ``text``."""
    address = ADDRESS.search(text)
    without = _MAIL.sub(" ", text)
    found = {
        MAIL: bool(_MAIL.search(text)) or (address is not None and "@" in address[0]),
        PHONE: any(not _NO_PHONE.match(one[0]) for one in _DIGITS.finditer(text)),
        LINK: bool(SITE.search(without) or _LINK.search(without)),
    }
    return tuple(kind for kind, is_there in found.items() if is_there)
