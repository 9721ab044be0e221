"""What is done with ideas, questions and advisers."""

from naboskap.advice.actions.calls import send_beginning, take_call
from naboskap.advice.actions.ideas import (
    IN_AN_HOUR,
    LONGEST,
    WORKING_DAYS,
    go_through_lesson,
    hand_over,
    load_advisers,
    note_call,
    origin_of,
    send_idea,
    settle,
    tick_off,
)
from naboskap.advice.actions.threads import (
    answer_thread,
    ask_question,
    block_sender,
    close_thread,
    disown_thread,
    erase_old_threads,
    hand_thread_over,
    lift_block,
    write_in_thread,
)

__all__ = [
    "IN_AN_HOUR",
    "LONGEST",
    "WORKING_DAYS",
    "answer_thread",
    "ask_question",
    "block_sender",
    "close_thread",
    "disown_thread",
    "erase_old_threads",
    "go_through_lesson",
    "hand_over",
    "hand_thread_over",
    "lift_block",
    "load_advisers",
    "note_call",
    "origin_of",
    "send_beginning",
    "send_idea",
    "settle",
    "take_call",
    "tick_off",
    "write_in_thread",
]
