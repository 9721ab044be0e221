"""Read the project bank: what the public may see of it, and what a card is made of."""

from naboskap.projects.queries.found import index_texts
from naboskap.projects.queries.office import HiddenCard, Waiting, hidden_cards, wishes_waiting
from naboskap.projects.queries.own import OwnFacts, facts_of, grants_to_show, made_of
from naboskap.projects.queries.public import (
    Listing,
    PublicActivity,
    PublicCard,
    PublicText,
    every_public_card,
    figures,
    figures_in_all_and_newest,
    map_counts,
    public_card,
    public_cards,
    shelf,
)

__all__ = [
    "HiddenCard",
    "Listing",
    "OwnFacts",
    "PublicActivity",
    "PublicCard",
    "PublicText",
    "Waiting",
    "every_public_card",
    "facts_of",
    "figures",
    "figures_in_all_and_newest",
    "grants_to_show",
    "hidden_cards",
    "index_texts",
    "made_of",
    "map_counts",
    "public_card",
    "public_cards",
    "shelf",
    "wishes_waiting",
]
