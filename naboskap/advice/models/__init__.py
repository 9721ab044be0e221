"""The tables of the advisers: who they are, ideas, questions."""

from naboskap.advice.models.ideas import Adviser, Idea, IdeaNote, LessonProgress
from naboskap.advice.models.threads import BlockedSender, Thread, ThreadMessage

__all__ = [
    "Adviser",
    "BlockedSender",
    "Idea",
    "IdeaNote",
    "LessonProgress",
    "Thread",
    "ThreadMessage",
]
