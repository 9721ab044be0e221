"""Which titles may be drawn: those of public pages as they stand now, and nothing else.

A picture's address holds a digest of what stands in it. Only what a public page is called today
has such a digest here, so nobody has words of their own drawn, and a page that is taken down, or
called something else, takes its picture with it. Laid out in each process under the public stamp.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from naboskap.advice.queries import public_answers
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.queries import public_stamp
from naboskap.network.models import Event
from naboskap.network.queries import archive, shown_in
from naboskap.network.queries.events import events_in
from naboskap.network.statuses import EventStatus
from naboskap.programmes.queries import shown_programmes
from naboskap.projects.queries import every_public_card, public_stories
from naboskap.website.finding.collected import OURS
from naboskap.website.models import ProgrammePage
from naboskap.website.sharing.drawing import DRAWN_AS, Words

# What is asked for by several at once is laid out by one of them.
_ONE_AT_A_TIME = Lock()


def words_for(title: str, language: str) -> Words:
    """Return what stands in the picture of a page called ``title``."""
    house = secretariat()
    return Words(
        " ".join(title.split()),
        in_language(house.name, language),
        in_language(house.slogan, language),
        house.accent,
        house.accent_other,
    )


def digest_of(words: Words) -> str:
    """Return the name of a picture: another one where anything in it is another."""
    told = (DRAWN_AS, words.title, words.house, words.slogan, words.accent, words.accent_other)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def address_of(title: str, language: str) -> str:
    """Return where the picture of a page called ``title`` is."""
    return reverse("sharing-picture", args=[language, digest_of(words_for(title, language))])


def drawable(language: str) -> dict[str, Words]:
    """Return what may be drawn in ``language``, by digest. One statement when nothing changed."""
    stamp = public_stamp()
    with _ONE_AT_A_TIME:
        # Nothing has moved the stamp yet: it cannot tell whether anything has changed.
        lay_out = _laid_out if stamp else _laid_out.__wrapped__
        return lay_out(stamp, language)


@lru_cache(maxsize=10)
def _laid_out(stamp: int, language: str) -> dict[str, Words]:
    projects: tuple[str, ...] = ()
    if language in secretariat().languages:
        projects = (_of_projects if stamp else _of_projects.__wrapped__)(stamp)
    with override(language):
        every = {words_for(title, language) for title in [*_titles(language), *projects]}
    return {digest_of(words): words for words in every}


@lru_cache(maxsize=2)
def _of_projects(_stamp: int) -> tuple[str, ...]:
    """The titles of the project bank: as they are, whatever language they are read in."""
    return tuple(str(card.title) for card in every_public_card())


def _titles(language: str) -> Iterator[str]:
    """Yield what public pages are called in a language, each past its own gate."""
    house = secretariat()
    yield in_language(house.slogan)
    pages = Page.objects.live().public().filter(locale__language_code=language, depth__gt=1)
    # The words about a programme bear the programme's name.
    yield from pages.not_type(ProgrammePage).values_list("title", flat=True)
    yield from (in_language(one.name) for one in shown_programmes())
    yield from (str(title) for _name, title, _text in OURS)
    if language not in house.languages:
        return
    yield from (one.question[one.language_for(language)] for one in public_answers())
    yield from (one.title[one.language_for(language)] for one in public_stories())
    yield from (
        one.title for one in events_in(language, Event.objects.exclude(status=EventStatus.WRITING))
    )
    yield from (one.title for one in shown_in(language, archive()))
