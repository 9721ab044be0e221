"""What can be done with a case, from the moment it is sent until its decision takes over."""

from naboskap.assessments.actions.asking import answer_question, ask_pair
from naboskap.assessments.actions.assessing import (
    advise,
    begin,
    close_case,
    give_up_waiting,
    note_partner_contact,
    note_second_reading,
    reopen_case,
    save_criterion_note,
)
from naboskap.assessments.actions.holding import Ground, begin_hold, days_of, end_hold
from naboskap.assessments.actions.officers import (
    assign,
    declare_impartiality,
    end_interest,
    name_second_reader,
)
from naboskap.assessments.actions.papers import give_leave, hand_in
from naboskap.assessments.actions.sending import (
    change_what_was_sent,
    close_ended,
    let_change_lapse,
    let_changes_lapse,
    send_again,
    send_application,
    withdraw,
)
from naboskap.assessments.actions.wishing import ask_for_hold, refuse_hold

__all__ = [
    "Ground",
    "advise",
    "answer_question",
    "ask_for_hold",
    "ask_pair",
    "assign",
    "begin",
    "begin_hold",
    "change_what_was_sent",
    "close_case",
    "close_ended",
    "days_of",
    "declare_impartiality",
    "end_hold",
    "end_interest",
    "give_leave",
    "give_up_waiting",
    "hand_in",
    "let_change_lapse",
    "let_changes_lapse",
    "name_second_reader",
    "note_partner_contact",
    "note_second_reading",
    "refuse_hold",
    "reopen_case",
    "save_criterion_note",
    "send_again",
    "send_application",
    "withdraw",
]
