"""Who may: predicates, joined with ``&``, ``|`` and ``~``, under a permission's name.

The one place that knows the library behind it. A room writes its predicates
and its ``allow`` lines in ``rules.py``; everyone asks with ``may``. Not with
``user.has_perm``: that says yes to a superuser before any rule is asked.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar, cast

import rules as library

T = TypeVar("T")
_reading: ContextVar[dict[Hashable, Any] | None] = ContextVar("reading", default=None)


class Actor(Protocol):
    """Whoever may act: a signed-in user, or the system itself."""

    @property
    def pk(self) -> Any: ...


class System:
    """The installation itself: the worker, a scheduled lapse. Written as actor 0 in the trail."""

    pk = 0
    is_authenticated = False

    def __str__(self) -> str:
        return "system"


SYSTEM = System()


class Predicate(Protocol):
    def __and__(self, other: "Predicate", /) -> "Predicate": ...
    def __or__(self, other: "Predicate", /) -> "Predicate": ...
    def __invert__(self) -> "Predicate": ...


def predicate(question: Callable[..., bool]) -> Predicate:
    """Make a predicate of a function of ``(user, subject)``, or of ``(user)`` alone."""
    return cast("Predicate", library.predicate(question))


is_system = predicate(lambda actor: isinstance(actor, System))
nobody = predicate(lambda _actor: False)
anybody = predicate(lambda _actor: True)


def allow(permission: str, who: Predicate) -> None:
    """Give ``permission`` (``<room>.<act>_<subject>``) to whomever ``who`` holds for."""
    library.add_rule(permission, who)


def permissions() -> list[str]:
    """Return the name of every permission there is, in order."""
    return sorted(library.rulesets.default_rules)


def may(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Say whether ``actor`` has ``permission`` over ``subject``. An unknown name is a fault."""
    if not library.rule_exists(permission):
        raise KeyError(f"no such permission: {permission}")
    with one_reading():
        return bool(library.test_rule(permission, actor, subject))


@contextmanager
def one_reading() -> Iterator[None]:
    """Let every question asked in the block share what was fetched with ``once``."""
    if _reading.get() is not None:
        yield
        return
    token = _reading.set({})
    try:
        yield
    finally:
        _reading.reset(token)


def fetched(key: Hashable) -> Any:
    """Return what was fetched under ``key`` in this reading, or None."""
    return (_reading.get() or {}).get(key)


def once(key: Hashable, fetch: Callable[[], T]) -> T:
    """Fetch a person's standing towards a subject once in a reading; all predicates share it."""
    memory = _reading.get()
    if memory is None:
        return fetch()
    if key not in memory:
        memory[key] = fetch()
    return cast("T", memory[key])
