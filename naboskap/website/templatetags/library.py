"""A publication as machines read it, and what a second reader is asked about."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from naboskap.website.library.asking import Asked, asked_of
from naboskap.website.library.shown import ShownFile, as_data
from naboskap.website.templatetags.known_as import as_data as written

register = template.Library()


@register.simple_tag
def publication_data(page: Any, files: list[ShownFile]) -> SafeString:
    """Say what the publication is as structured data (schema.org): data, which no browser runs."""
    return written(as_data(page, files))


@register.simple_tag
def asked_of_task(state: Any) -> Asked:
    """Return what is asked of whoever reads what waits."""
    return asked_of(state.revision)
