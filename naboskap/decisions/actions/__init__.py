"""What can be done with a proposal, a meeting, a decision and a complaint."""

from naboskap.decisions.actions.complaints import (
    close_refused,
    close_refused_case,
    enter_complaint,
    settle_complaint,
)
from naboskap.decisions.actions.deciding import (
    make_decision,
    return_to_officer,
    tell_the_pair_of_it,
)
from naboskap.decisions.actions.meetings import close_meeting, note_presence, open_meeting, vote
from naboskap.decisions.actions.proposing import propose
from naboskap.decisions.actions.refusing import letters_of_refusal, refuse

__all__ = [
    "close_meeting",
    "close_refused",
    "close_refused_case",
    "enter_complaint",
    "letters_of_refusal",
    "make_decision",
    "note_presence",
    "open_meeting",
    "propose",
    "refuse",
    "return_to_officer",
    "settle_complaint",
    "tell_the_pair_of_it",
    "vote",
]
