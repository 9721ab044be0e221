"""What can be done with money: what a giver's letter brings, and what grants take."""

from naboskap.ledger.actions.booking import (
    Booking,
    ReferenceReusedError,
    book,
    commit,
    give,
    load_pots,
    pay,
    release,
    reserve,
    share,
    take_back,
)
from naboskap.ledger.actions.giving import add_giver, open_pot, record_gift, record_return

__all__ = [
    "Booking",
    "ReferenceReusedError",
    "add_giver",
    "book",
    "commit",
    "give",
    "load_pots",
    "open_pot",
    "pay",
    "record_gift",
    "record_return",
    "release",
    "reserve",
    "share",
    "take_back",
]
