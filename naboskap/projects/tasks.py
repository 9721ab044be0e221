"""Keep the bank in step with grants, reports and wishes. What is due stands in rows."""

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


_found_without: list[Elsewhere] = []  # Whom no project is found by, since the index was made.


def _find_nobody_by(others: Elsewhere) -> None:
    """Index anew the projects in which somebody is named who has come to be protected, or is not.

    A project in which somebody is named who is hidden since is not found by that name (DIS-10).
    At the start, all of them.
    """
    if not _found_without:
        actions.index_cards(Card.objects.all())
    for before in _found_without:
        changed = (others.by_word ^ before.by_word) | (others.whole ^ before.whole)
        if changed and (named := queries.naming(changed)):
            actions.index_cards(Card.objects.filter(pk__in=[card.pk for card in named]))
    _found_without[:] = [others]
