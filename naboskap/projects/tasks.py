"""Keep the bank in step with grants, reports and wishes. What is due stands in rows."""

from naboskap.core.permissions import SYSTEM
from naboskap.projects import actions, queries
from naboskap.projects.models import Card
from naboskap.projects.queries.public import stale


def run_due() -> int:
    """Make and refresh cards of accepted and closed grants; index anew what changed its name."""
    done = 0
    for grant in queries.grants_to_show()[:50]:
        done += actions.card_for(grant, by=SYSTEM) is not None
    behind = stale(queries.shelf().entries)
    if behind:
        actions.index_cards(Card.objects.filter(pk__in=behind))
    return done + len(behind)
