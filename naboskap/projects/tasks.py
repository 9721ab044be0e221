"""Keep the bank in step with grants, reports and wishes. What is due stands in rows."""

from functools import lru_cache

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.elsewhere import Elsewhere
from naboskap.projects import actions, queries
from naboskap.projects.models import Card
from naboskap.projects.queries.public import stale


def run_due() -> int:
    """Make and refresh cards of accepted and closed grants; index anew what changed its name."""
    done = 0
    for grant in queries.grants_to_show()[:50]:
        done += actions.card_for(grant, by=SYSTEM) is not None
    on = queries.shelf()
    _find_nobody_by(on.others)
    behind = stale(on.entries)
    if behind:
        actions.index_cards(Card.objects.filter(pk__in=behind))
    return done + len(behind)


@lru_cache(maxsize=1)
def _find_nobody_by(_others: Elsewhere) -> None:
    """Index all projects anew when other names have come to be protected, and at the start.

    A project in which somebody is named who is hidden since is not found by that name (DIS-10).
    """
    actions.index_cards(Card.objects.all())
