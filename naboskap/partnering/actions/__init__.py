"""Write a wish and keep it; put two in touch; begin their draft."""

from naboskap.partnering.actions.ending import clear, fade, remind
from naboskap.partnering.actions.finding import begin_draft
from naboskap.partnering.actions.introducing import pass_on, propose, say_no, say_yes
from naboskap.partnering.actions.reading import send_back, show, translate
from naboskap.partnering.actions.writing import (
    Told,
    confirm,
    confirm_by_link,
    edit_wish,
    load_wishes,
    pause,
    take_away,
    write_wish,
)

__all__ = [
    "Told",
    "begin_draft",
    "clear",
    "confirm",
    "confirm_by_link",
    "edit_wish",
    "fade",
    "load_wishes",
    "pass_on",
    "pause",
    "propose",
    "remind",
    "say_no",
    "say_yes",
    "send_back",
    "show",
    "take_away",
    "translate",
    "write_wish",
]
