"""What is told of a page where a link to it is shared: what it shows itself, and no more."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.ui.wording import language
from naboskap.website.finding.collected import OURS
from naboskap.website.models import OurPage
from naboskap.website.sharing.drawing import HEIGHT, WIDTH
from naboskap.website.sharing.titles import address_of

CUT = f"fill-{WIDTH}x{HEIGHT}|format-jpeg|jpegquality-82"
LONGEST = 200  # Characters of a description.
# Pages that are no editor's and bear a title that may be drawn (``titles``), by their view.
BY_NAME = {
    "programme",
    "programme-questions",
    "bank-project",
    "story",
    "answer",
    "event",
    "newsletter-issue",
    *(name for name, _title, _text in OURS),
}
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside a link, and what it shows for whoever does not see it."""

    href: str
    alt: str
    kind: str = "image/png"
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Shared:
    title: str
    description: str
    picture: Picture


def shared(context: Mapping[Any, Any], url_name: str) -> Shared:
    """Return what is told of the page that ``context`` draws."""
    title, text = _said(context, url_name)
    house = secretariat()
    called = title or in_language(house.slogan)
    page = context.get("written") or context.get("page")
    own = _own_picture(page) if hasattr(page, "body") else None
    # What ``titles`` does not know cannot be drawn: such a page has the house's own picture.
    is_known = isinstance(page, OurPage) or url_name in BY_NAME
    drawn = called if is_known else in_language(house.slogan)
    return Shared(
        called,
        Truncator(" ".join(str(text or in_language(house.slogan)).split())).chars(LONGEST),
        own or Picture(f"{settings.SITE_URL}{address_of(drawn, language())}", drawn),
    )


def _said(context: Mapping[Any, Any], url_name: str) -> tuple[str, str]:
    """Return the title that a page shows, and what it says in short; nothing where it has none."""
    page: Any = context.get("page")
    card: Any = context.get("card")
    written: Any = context.get("written")
    if written is not None or url_name in {"programme", "programme-questions"}:
        programme = context["programme"]
        lead = written and (written.search_description or written.lead)
        return in_language(programme.name), lead or in_language(programme.summary)
    if getattr(page, "title", ""):
        return page.title, getattr(page, "search_description", "") or getattr(page, "lead", "")
    if getattr(card, "title", ""):
        return str(card.title), f"{card.a.text} + {card.b.text}"
    for name in ("event", "issue") if url_name in {"event", "newsletter-issue"} else ():
        if getattr(context.get(name), "title", ""):
            return str(context[name].title), str(context[name].summary)
    for name, title, text in OURS:
        if name == url_name:
            return str(title), str(text)
    return "", ""


def _own_picture(page: Any) -> Picture | None:
    """Return the editor's own picture: at the head of the page, else the first in its text.

    Its address says what stands in it: where it was cut in the name, and the file behind it. So
    others, who keep what they have fetched, meet another picture under another address.
    """
    image, alt = getattr(page, "picture", None), getattr(page, "picture_alt", "")
    if image is None:
        first = next((one.value for one in page.body if one.block_type == "picture"), None)
        if first is None:
            return None
        image, alt = first["image"], first["alt"]
    try:
        drawn = image.get_rendition(CUT)
    except (AttributeError, OSError, SourceImageIOError, InvalidFilterSpecError):
        logger.exception("The picture of a page could not be cut for sharing")
        return None
    address = f"{settings.SITE_URL}{drawn.url}?v={image.file_hash[:10]}"
    return Picture(address, alt, "image/jpeg", drawn.width, drawn.height)
