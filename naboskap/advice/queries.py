"""Who to ask, and which ideas wait for an answer."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from naboskap.advice.models import Adviser, Idea, LessonProgress
from naboskap.advice.statuses import IdeaStatus
from naboskap.core import clock
from naboskap.core.permissions import Actor, may, once
from naboskap.core.prepared import Prepared

WAITING = (IdeaStatus.NEW, IdeaStatus.CALLED)


def shown_advisers() -> QuerySet[Adviser]:
    """Return the advisers that visitors see, in order, with their names."""
    return Adviser.objects.filter(is_shown=True).select_related("user")


_SHOWN = Prepared(shown_advisers)


def best_for(theme: str, advisers: Iterable[Adviser], language: str = "") -> Adviser | None:
    """Choose whom to ask about ``theme``: its own adviser, one without a field, or the first.

    Of those who speak ``language``, where anybody does: a call that both understand comes first.
    """
    everybody = list(advisers)
    among = [one for one in everybody if language in one.languages] or everybody
    for adviser in among:
        if theme and theme in adviser.themes:
            return adviser
    return next((one for one in among if not one.themes), among[0] if among else None)


def adviser_for(theme: str, language: str = "") -> Adviser | None:
    """Return the adviser to show and to send an idea to; None when there is none at all."""
    return best_for(theme, once("advice.shown", _SHOWN.ask), language)


def progress_of(user: Actor) -> list[LessonProgress]:
    """Return what ``user`` has kept of the school: their own; a visitor keeps nothing here."""
    if not may(user, "advice.keep_progress"):
        return []
    return list(LessonProgress.objects.filter(user_id=user.pk))


def visible_to(user: Actor) -> QuerySet[Idea]:
    """Return the ideas that ``user`` may see: an adviser sees all, since they stand in."""
    if not may(user, "advice.see_idea"):
        return Idea.objects.none()
    return Idea.objects.select_related("adviser", "adviser__user")


def waiting_ideas(user: Actor) -> QuerySet[Idea]:
    """Return the ideas that still wait, those with the least time left first.

    One that nobody has called about comes before one that is called.
    """
    return visible_to(user).filter(status__in=WAITING).order_by("-status", "answer_by", "pk")


def is_late(idea: Idea, now: datetime | None = None) -> bool:
    """Say whether the promised hour has passed and nobody has called."""
    return idea.status == IdeaStatus.NEW and idea.answer_by < (now or clock.now())
