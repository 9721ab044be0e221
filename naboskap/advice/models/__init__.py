"""The tables of the advisers: who they are, ideas, questions, talks."""

from naboskap.advice.models.ideas import Adviser, Idea, IdeaNote, LessonProgress
from naboskap.advice.models.talks import ClosedDay, OpenTime, Talk, WeeklyHours
from naboskap.advice.models.threads import BlockedSender, Thread, ThreadMessage

__all__ = [
    "Adviser",
    "BlockedSender",
    "ClosedDay",
    "Idea",
    "IdeaNote",
    "LessonProgress",
    "OpenTime",
    "Talk",
    "Thread",
    "ThreadMessage",
    "WeeklyHours",
]
