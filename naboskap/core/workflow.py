"""States and the ways between them, as a table that can be read and printed.

The table says *when* an act may be done; ``rules.py`` of each room says *who*
may do it; ``actions.py`` says *what* then happens. A permit is the proof that
the first two were asked: only ``audit.move`` changes a status, and it takes a
permit, so that no state can change unasked or unwritten.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from naboskap.core.errors import Refusal, TransitionRefused
from naboskap.core.models import Stateful
from naboskap.core.permissions import Actor, may, one_reading


@dataclass(frozen=True, slots=True)
class Transition:
    name: str
    sources: frozenset[str]
    target: str
    permission: str


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave for one actor to take one subject through one transition, now."""

    transition: Transition
    subject: Stateful
    by: Actor


class Workflow:
    """The life of one kind of subject.

    ``unless`` is asked of every permit, with the transition's name and the subject: it raises a
    ``Refusal`` where the subject stands still for another reason than its status.
    """

    def __init__(
        self,
        transitions: Iterable[Transition],
        *,
        unless: Callable[[str, Any], None] = lambda _name, _subject: None,
    ) -> None:
        self._by_name = {transition.name: transition for transition in transitions}
        self._unless = unless

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._by_name.values())

    def permit(self, name: str, subject: Stateful, *, by: Actor) -> Permit:
        """Grant leave, or raise ``PermissionDenied`` or a ``Refusal``."""
        transition = self._by_name[name]
        if not may(by, transition.permission, subject):
            raise PermissionDenied
        if subject.status not in transition.sources:
            raise TransitionRefused(_("This cannot be done at this stage."))
        self._unless(name, subject)
        return Permit(transition, subject, by)

    def open_to(self, actor: Actor, subject: Stateful) -> list[Transition]:
        """List the transitions that ``actor`` could take now: the buttons to show."""
        with one_reading():
            return [
                transition
                for transition in self
                if subject.status in transition.sources
                and may(actor, transition.permission, subject)
                and self._goes_on(transition.name, subject)
            ]

    def _goes_on(self, name: str, subject: Stateful) -> bool:
        try:
            self._unless(name, subject)
        except Refusal:
            return False
        return True
