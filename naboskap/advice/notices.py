"""What an adviser is told about an idea: neutral words, nothing of what it says or by whom."""

from django.conf import settings

from naboskap.advice.models import Adviser, Idea
from naboskap.core import clock
from naboskap.notifications.actions import Notice, Reader, tell

NEW_IDEA = Notice("advice.new_idea", "advice/notices/new_idea.txt")


def tell_adviser(idea: Idea, adviser: Adviser) -> None:
    """Tell an adviser that somebody waits for a call."""
    language = adviser.user.language
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    facts = {
        "link": f"{settings.SITE_URL}{prefix}/saksbehandling/ideer/{idea.pk}/",
        "by": idea.answer_by.astimezone(clock.OSLO),
    }
    to = Reader(adviser.email or adviser.user.email, language)
    tell(NEW_IDEA, to=to, facts=facts, about=idea)
