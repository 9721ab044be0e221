"""What the pages of the applicant's door carry."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from naboskap.portal.returning import writer_mark

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: template.Context) -> SafeString | str:
    """Mark a form with whoever has it before them, so that a lost session loses no text."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="writer" value="{}">', writer_mark(user))
