"""Addresses that may be kept: without the part that is itself a way in.

A link that goes by mail opens its page to whoever holds it. Where an address is written down (in
the trail, in a list for the editors), that part gives way to an ellipsis.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import LocalePrefixPattern, Resolver404, get_resolver, resolve
from django.utils.translation import get_language_from_path, override

MASK = "…"
ALWAYS = frozenset({"secret", "token", "uidb36", "uidb64"})
# Behind sign-in a key only tells which one is meant; on an open page it is the way in.
WAYS_IN = ALWAYS | {"key"}


def without_ways_in(path: str, *, for_outsiders: bool = False) -> str:
    """Return ``path`` with the parts masked that let somebody in.

    ``for_outsiders``: behind sign-in, nothing is told of which one is meant either.
    """
    language = get_language_from_path(path)
    with override(language or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            match = None
    # The pages' own pattern takes what nobody else has taken, a half link too.
    if match is None or match.args:
        return _cut(path, language or "")
    if is_open(match.func):
        told = [value for name, value in match.kwargs.items() if name in WAYS_IN]
    else:
        hidden = None if for_outsiders else ALWAYS
        told = [value for name, value in match.kwargs.items() if not hidden or name in hidden]
    pieces = {piece for value in told for piece in str(value).split("/") if piece}
    return "/".join(
        MASK if any(piece in part for piece in pieces) else part for part in path.split("/")
    )


def is_open(view: Callable[..., Any]) -> bool:
    """Whether a view is open without sign-in."""
    return not getattr(view, "login_required", True)


def _cut(path: str, language: str) -> str:
    """Return an address that is none of ours, cut where ours would have a way in."""
    prefix = f"/{language}/" if language else "/"
    rest = path.removeprefix(prefix)
    for head in _heads():
        if rest.startswith(head) and rest != head:
            return f"{prefix}{head}{MASK}/"
    return path


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    """Return how the addresses with a way in begin, the longest first."""
    heads = {
        re.split(r"[<(\[\\]", route, maxsplit=1)[0]
        for route, _view, names in routes()
        if names & WAYS_IN
    }
    return tuple(sorted(heads - {""}, key=lambda head: (-len(head), head)))


def routes() -> Iterator[tuple[str, Callable[..., Any], frozenset[str]]]:
    """Go through all addresses: how each is written, its view, and the names of its parts."""
    yield from _routes(get_resolver().url_patterns, "", frozenset())


def _routes(
    patterns: list[Any], before: str, names: frozenset[str]
) -> Iterator[tuple[str, Callable[..., Any], frozenset[str]]]:
    for one in patterns:
        is_prefix = isinstance(one.pattern, LocalePrefixPattern)
        route = before + ("" if is_prefix else str(one.pattern).removeprefix("^"))
        here = names | set(re.findall(r"<(?:\w+:)?(\w+)>", route))
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, route, here)
        else:
            yield route, one.callback, here
