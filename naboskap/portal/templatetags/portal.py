"""What the pages of the applicant's door carry."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from naboskap.advice.contact import dialled, spoken
from naboskap.advice.queries import adviser_for
from naboskap.core.secretariat import secretariat
from naboskap.portal.returning import writer_mark
from naboskap.ui.wording import language

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: template.Context) -> SafeString | str:
    """Mark a form with whoever has it before them, so that a lost session loses no text."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="writer" value="{}">', writer_mark(user))


@register.inclusion_tag("portal/applications/_comments.html")
def comments(page: Any, part: str = "", question: str = "") -> dict[str, Any]:
    """Show what an adviser says of this part, or this answer, that is not done. No part: all."""
    return {
        "application": page.application,
        "comments": [
            one
            for one in page.comments
            if one.done_at is None
            and (not part or (one.part == part and one.question == question))
        ],
    }


@register.inclusion_tag("portal/_adviser.html", takes_context=True)
def adviser_here(context: template.Context) -> dict[str, Any]:
    """Show whom to ask on this page: by the theme of its application, else who takes all fields.

    Where the house has no adviser yet, its own phone and e-mail stand there.
    """
    about = context.get("application") or context.get("case")
    adviser = adviser_for(getattr(about, "theme", ""), language())
    house = secretariat()
    phone = adviser.phone if adviser else house.phone
    return {
        "adviser": adviser,
        "languages": spoken(adviser.languages) if adviser else "",
        "phone": phone,
        "link": dialled(phone),
        "email": adviser.email if adviser else house.email,
    }
