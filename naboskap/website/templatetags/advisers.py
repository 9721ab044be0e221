"""An adviser on a page: how to call, and in which languages."""

from django import template

from naboskap.advice.contact import dialled, spoken
from naboskap.advice.models import Adviser
from naboskap.advice.queries import adviser_for
from naboskap.ui.wording import language

register = template.Library()


@register.simple_tag
def adviser_parts(adviser: Adviser) -> dict[str, str]:
    """Return the phone number as it is dialled, and the languages in words."""
    return {"phone": dialled(adviser.phone), "languages": spoken(adviser.languages)}


@register.simple_tag
def answers_instead(adviser: Adviser) -> Adviser | None:
    """Return who answers in the reader's language where ``adviser`` does not speak it."""
    if language() in adviser.languages:
        return None
    other = adviser_for("", language())
    return other if other and language() in other.languages else None
