"""The tables of an application: the pair, the plan, the money, and what was sent."""

from naboskap.applications.models.application import Application
from naboskap.applications.models.changing import Change
from naboskap.applications.models.late import LateDoor
from naboskap.applications.models.money import BudgetLine, FinancingLine
from naboskap.applications.models.pair import (
    CodeTry,
    Comment,
    FormerSide,
    Help,
    Seat,
    SeatInvitation,
    SeatPerson,
)
from naboskap.applications.models.papers import Attachment
from naboskap.applications.models.plan import Activity, ParticipantGroup
from naboskap.applications.models.presence import Presence
from naboskap.applications.models.reminder import DraftReminder
from naboskap.applications.models.renderings import ShortTranslation, ShortTranslationVersion
from naboskap.applications.models.sent import Confirmation, Snapshot
from naboskap.applications.models.stumble import Stumble
from naboskap.applications.models.trial import Trial

__all__ = [
    "Activity",
    "Application",
    "Attachment",
    "BudgetLine",
    "Change",
    "CodeTry",
    "Comment",
    "Confirmation",
    "DraftReminder",
    "FinancingLine",
    "FormerSide",
    "Help",
    "LateDoor",
    "ParticipantGroup",
    "Presence",
    "Seat",
    "SeatInvitation",
    "SeatPerson",
    "ShortTranslation",
    "ShortTranslationVersion",
    "Snapshot",
    "Stumble",
    "Trial",
]
