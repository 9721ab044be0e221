"""What the worker does for wishes: remind, let fade, erase the words of what is long over."""

from collections.abc import Callable, Iterable

from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import SYSTEM
from naboskap.partnering.actions import clear, fade, remind
from naboskap.partnering.actions.ending import KEPT_FOR
from naboskap.partnering.models import Wish
from naboskap.partnering.queries import due_to_clear, due_to_fade, due_to_remind

AT_ONCE = 100


def run_due() -> int:
    """Do what is due; return how many wishes. State is in the rows: a kill loses nothing."""
    now = clock.now()
    done = sum(remind(wish) for wish in due_to_remind(now)[:AT_ONCE])
    done += _each(due_to_fade(now)[:AT_ONCE], fade)
    return done + _each(due_to_clear(now - KEPT_FOR)[:AT_ONCE], clear)


def _each(wishes: Iterable[Wish], act: Callable[..., Wish]) -> int:
    done = 0
    for wish in wishes:
        try:
            act(wish, by=SYSTEM)
        except Refusal:  # Confirmed or taken away in the meantime.
            continue
        done += 1
    return done
