"""A publication as machines read it."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from naboskap.website.library.shown import ShownFile, as_data
from naboskap.website.templatetags.known_as import as_data as written

register = template.Library()


@register.simple_tag
def publication_data(page: Any, files: list[ShownFile]) -> SafeString:
    """Say what the publication is as structured data (schema.org): data, which no browser runs."""
    return written(as_data(page, files))
