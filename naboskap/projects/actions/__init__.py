"""Put projects in the bank, hide them, and tell their stories."""

from naboskap.projects.actions.bank import (
    card_for,
    confirm_wish,
    hide_card,
    import_catalogue,
    index_cards,
    neutral_slug,
    show_card_again,
)
from naboskap.projects.actions.stories import (
    ask_change,
    ask_pair,
    draft_story,
    publish_story,
    say_no,
    say_yes,
    take_back_story,
    write_story,
)

__all__ = [
    "ask_change",
    "ask_pair",
    "card_for",
    "confirm_wish",
    "draft_story",
    "hide_card",
    "import_catalogue",
    "index_cards",
    "neutral_slug",
    "publish_story",
    "say_no",
    "say_yes",
    "show_card_again",
    "take_back_story",
    "write_story",
]
