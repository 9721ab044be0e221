"""The tables of the advisers: who they are, ideas, questions, answers for everybody, talks."""

from naboskap.advice.models.ideas import Adviser, Idea, IdeaNote, LessonProgress
from naboskap.advice.models.shared import SharedAnswer
from naboskap.advice.models.talks import ClosedDay, OpenTime, Talk, WeeklyHours
from naboskap.advice.models.threads import BlockedSender, LinkRequest, Thread, ThreadMessage

__all__ = [
    "Adviser",
    "BlockedSender",
    "ClosedDay",
    "Idea",
    "IdeaNote",
    "LessonProgress",
    "LinkRequest",
    "OpenTime",
    "SharedAnswer",
    "Talk",
    "Thread",
    "ThreadMessage",
    "WeeklyHours",
]
