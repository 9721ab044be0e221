"""How long a form takes to fill in, reckoned from what it asks. A guess, told as one."""

import math
from collections.abc import Iterable

from naboskap.core.words import in_language
from naboskap.questionnaires.text import QuestionText

READ_A_MINUTE = 900  # Characters that a calm reader takes in.
WRITTEN_A_MINUTE = 75  # Characters of a text that one thinks over while writing it.
A_TEXT = 1_000  # Characters, where a long text has no advised length.
A_LINE = 2  # Minutes for a short text.
A_CHOICE = 1
# Minutes for what is built in: what must be found out is most of it.
BUILT_IN = {
    "title": 2,
    "theme": 1,
    "dates": 2,
    "pair": 10,
    "activities": 25,
    "places": 3,
    "participants": 5,
    "budget": 25,
    "financing": 10,
    "amount": 2,
}
ROUNDED_TO = 15  # Minutes: more than that nobody can know.


def minutes_for(question: QuestionText) -> float:
    """Return the minutes that one question takes, read and answered."""
    told = (question.words, question.help, question.why)
    reading = sum(len(in_language(words)) for words in told) / READ_A_MINUTE
    match question.kind:
        case "long_text":
            return reading + (question.length_advised or A_TEXT) / WRITTEN_A_MINUTE
        case "short_text":
            return reading + A_LINE
        case "built_in":
            return reading + BUILT_IN.get(question.role, A_LINE)
    return reading + A_CHOICE


def minutes_in_all(questions: Iterable[QuestionText]) -> int:
    """Return the minutes for all of ``questions``, up to the next quarter; 0 where none is."""
    minutes = math.fsum(minutes_for(question) for question in questions)
    return math.ceil(minutes / ROUNDED_TO) * ROUNDED_TO
