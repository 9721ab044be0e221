"""What is done with forms and the answers to them."""

from naboskap.questionnaires.actions.answering import (
    AnswerChanged,
    check_translation,
    move_sheet,
    new_sheet,
    next_version,
    save_answer,
    save_translation,
)
from naboskap.questionnaires.actions.editing import (
    QuestionChanged,
    add_question,
    begin_draft,
    drop_draft,
    move_question,
    put_back,
    remove_question,
    save_question,
    take_up_again,
)
from naboskap.questionnaires.actions.loading import load_forms
from naboskap.questionnaires.actions.publishing import (
    drop_proposal,
    move_to_version,
    propose_form,
    publish_form,
)

__all__ = [
    "AnswerChanged",
    "QuestionChanged",
    "add_question",
    "begin_draft",
    "check_translation",
    "drop_draft",
    "drop_proposal",
    "load_forms",
    "move_question",
    "move_sheet",
    "move_to_version",
    "new_sheet",
    "next_version",
    "propose_form",
    "publish_form",
    "put_back",
    "remove_question",
    "save_answer",
    "save_question",
    "save_translation",
    "take_up_again",
]
