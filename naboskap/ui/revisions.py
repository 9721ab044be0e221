"""Which version of something a form was begun from, as its hidden field says."""

from django.http import HttpRequest

NONE = -1  # No version: whatever has been saved since is another.
LONGEST = 8  # Digits of a number that can be one.


def number_in(text: str) -> int:
    """Return the number that a field says, or ``NONE`` where it says none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else NONE


def revision_read(request: HttpRequest, name: str = "revision") -> int:
    """Return the version that a sent form was begun from: what the reader had before them."""
    return number_in(request.POST.get(name, ""))
