"""The way from a page that is out to where it is edited."""

from django import template
from django.conf import settings
from django.urls import reverse

from naboskap.core.permissions import may
from naboskap.website.models import OurPage

register = template.Library()


@register.simple_tag(takes_context=True)
def edit_address(context: template.Context) -> str:
    """Return where whoever looks at the page edits it; nothing for all but an editor.

    Only a visitor with a session is asked: what is shown without one is kept for everybody.
    """
    request, page = context.get("request"), context.get("written") or context.get("page")
    if (
        request is None
        or not isinstance(page, OurPage)
        or settings.SESSION_COOKIE_NAME not in request.COOKIES
        or getattr(request, "is_preview", False)
        or not may(request.user, "website.edit_page")
    ):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
