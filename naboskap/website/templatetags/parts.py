"""The parts of a page, each on its own: one that fails leaves the others standing."""

import logging
from typing import Any, cast

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from naboskap.website.anchors import with_anchors

register = template.Library()
logger = logging.getLogger(__name__)
NAMED = "headings_named"


@register.simple_tag(takes_context=True)
def part(context: template.Context, block: Any) -> SafeString:
    """Draw one part of a page, each heading in it a place that can be led to.

    A fault of ours in it is logged, and the page goes on without.

    Such a page is not kept for others, so that it is whole again as soon as the fault is gone.
    """
    try:
        drawn = block.render(context.flatten())
        taken = cast("dict[str, set[str]]", context.render_context).setdefault(NAMED, set())
        return SafeString(with_anchors(drawn, taken))
    except Exception:
        logger.exception("A part of a page could not be drawn: %s", block.block_type)
        request = context.get("request")
        if request is not None:
            request.has_failed_part = True
        return SafeString(render_to_string("website/_part_failed.html"))
