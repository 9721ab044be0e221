"""All that the public may find but the projects, gathered anew when anything public changes.

Nothing is kept in a table, so that nothing found can lag behind what is shown: the catalogue of
a language is laid out in each process under the public stamp, as the projects' shelf is. Pages,
programmes, guidelines and questions hold no party and no person, and answers for everybody have
passed the gate (``advice.queries.public_answers``), and so have stories; projects are asked for by
their own gate (``projects.queries.public_cards``) and never come in here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from naboskap.advice.queries import public_answers
from naboskap.core import clock
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.queries import public_stamp
from naboskap.guidelines.queries import paragraphs, version_in_force
from naboskap.network.queries import archive, shown_in
from naboskap.network.queries.events import coming_events, events_in
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import shown_programmes
from naboskap.projects.queries import public_stories
from naboskap.search.catalogue import Catalogue, Item
from naboskap.ui.context import in_language_of, language_of
from naboskap.website.finding.kinds import (
    ANSWER,
    GUIDELINE,
    LESSON,
    PAGE,
    PROGRAMME,
    PUBLICATION,
    QUESTION,
    STORY,
)
from naboskap.website.library.found import as_item
from naboskap.website.models import (
    ContentPage,
    HomePage,
    LandingPage,
    LessonPage,
    LibraryPage,
    NewsListPage,
    NewsPage,
    ProgrammePage,
    PublicationPage,
    SectionPage,
)
from naboskap.website.programmes.asked import forms_asked

NEWSLETTERS = 100  # The newest, that are searched.
# Pages that an editor writes, each at an address of its own.
WRITTEN = (HomePage, ContentPage, SectionPage, LandingPage, LessonPage, NewsPage)

# Pages that are no editor's: address by name, title, and what they are for.
OURS: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "support",
        _("Can our project get support?"),
        _(
            "Six short questions tell you whether your project fits, and what would make it fit."
            " No account."
        ),
    ),
    (
        "deadlines",
        _("Deadlines"),
        _("When you can apply, programme by programme, and how long an answer takes."),
    ),
    (
        "idea",
        _("I have an idea"),
        _(
            "Tell us in two sentences what you want to do together with somebody across the"
            " border. We call you."
        ),
    ),
    (
        "ask",
        _("Ask an adviser"),
        _("Write your question, with or without an account. An adviser answers you."),
    ),
    (
        "answers",
        _("Answers to what others have asked"),
        _("Questions that advisers have been asked, and what they answered, field by field."),
    ),
    (
        "partner-wishes",
        _("Find a partner through us"),
        _("Clubs, schools and others that look for somebody to do something together with."),
    ),
    (
        "events",
        _("Events"),
        _("Meetings, courses and gatherings across the border, and how you take part."),
    ),
    (
        "newsletter",
        _("Newsletter"),
        _("Calls, events and news by e-mail, in your language. You leave with one click."),
    ),
    (
        "advisers",
        _("Advisers"),
        _("Who to ask about what, in which language, with phone and e-mail."),
    ),
    (
        "guidelines",
        _("Guidelines and conditions"),
        _("The guidelines that every application is judged by, programme by programme."),
    ),
    ("programmes", _("Programmes"), _("The programmes that you can apply to, and what is open.")),
    ("bank", _("Projects"), _("People on two sides of a border who did something together.")),
    (
        "stories",
        _("Stories of projects"),
        _("What people on two sides of a border did together, and what came of it."),
    ),
    ("bank-data", _("Open data"), _("The whole project bank as files.")),
    (
        "check-receipt",
        _("Check a receipt"),
        _("See whether a receipt for an application is from us."),
    ),
)


# What people write who look for one of them.
CALLED: dict[str, Promise] = {
    "deadlines": _("deadline deadlines application deadline closing date when"),
    "advisers": _("call ring phone number talk help contact adviser"),
    "partner-wishes": _("partner cooperation partner find"),
    "support": _("support money grant apply"),
}


def catalogue(language: str) -> Catalogue:
    """Return what may be found in ``language``. One statement when nothing has changed."""
    stamp = public_stamp()
    # Nothing has moved the stamp yet: it cannot tell whether anything has changed.
    lay_out = _laid_out if stamp else _laid_out.__wrapped__
    return lay_out(stamp, clock.today(), language)


@lru_cache(maxsize=10)
def _laid_out(_stamp: int, _today: date, language: str) -> Catalogue:
    house = secretariat()
    if language in house.page_languages:
        return Catalogue(_with_the_first(_all(language), language))
    return Catalogue(_all(language))


def _all(language: str) -> list[Item]:
    with override(language):
        programmes = list(shown_programmes())
        return [
            *_pages(language),
            *_publications(language),
            *_ours(language),
            *_newsletters(language),
            *_events(language),
            *_answers(language),
            *_stories(language),
            *_programmes(programmes, language),
            *_paragraphs(programmes, language),
            *_questions(programmes, language),
        ]


def _with_the_first(items: list[Item], language: str) -> list[Item]:
    """Take what is told in ``language``, and the rest in the house's first one, marked as such."""
    own = [one for one in items if language_of(one.href) == language]
    told = {in_language_of(one.href, settings.LANGUAGE_CODE) for one in own}
    first = catalogue(settings.LANGUAGE_CODE).items
    return [*own, *(one for one in first if one.href not in told)]


def _pages(language: str) -> Iterator[Item]:
    for model in WRITTEN:
        for page in model.objects.live().public().filter(locale__language_code=language):
            yield Item(
                kind=LESSON if model is LessonPage else PAGE,
                title=page.title,
                href=page.get_url() or "/",
                text=page.search_description or page.lead,
                language=language,
                words=f"{page.slug}\n{_words_of(page)}",
            )
    for listed in (NewsListPage, LibraryPage):
        for page in listed.objects.live().public().filter(locale__language_code=language):
            yield Item(PAGE, page.title, page.get_url() or "/", page.lead, language=language)


def _publications(language: str) -> Iterator[Item]:
    """Publications by what their pages say; a table is asked of their files (library.found)."""
    there = PublicationPage.objects.live().public().filter(locale__language_code=language)
    for page in there.select_related("locale"):
        yield as_item(page, PUBLICATION, f"{page.slug}\n{_words_of(page)}")


def _words_of(page: Any) -> str:
    """Return the words of a page without their marks."""
    said = page.body.stream_block.get_searchable_content(page.body)
    return str(strip_tags("\n".join([page.lead, *map(str, said)])))


def _ours(language: str) -> Iterator[Item]:
    for name, title, text in OURS:
        called = str(CALLED.get(name, ""))
        yield Item(PAGE, str(title), reverse(name), str(text), language=language, called=called)


def _newsletters(language: str) -> Iterator[Item]:
    """The newsletters that have been sent, each in the nearest language, past its own gate."""
    for one in shown_in(language, archive()[:NEWSLETTERS]):
        yield Item(
            kind=PAGE,
            title=one.title,
            href=reverse("newsletter-issue", args=[one.pk]),
            text=one.summary,
            language=one.language,
            words=one.text,
        )


def _events(language: str) -> Iterator[Item]:
    """The events ahead, each in the nearest language, past its own gate. Never who comes."""
    for one in events_in(language, coming_events()):
        yield Item(
            kind=PAGE,
            title=one.title,
            href=reverse("event", args=[one.pk]),
            text=one.summary,
            language=one.language,
            words=f"{one.place} {one.text}",
        )


def _answers(language: str) -> Iterator[Item]:
    """What advisers have answered for everybody, where it is written in the language."""
    for one in public_answers():
        if language in one.answer:
            yield Item(
                kind=ANSWER,
                title=one.question[language],
                href=reverse("answer", args=[one.slug]),
                text=one.answer[language],
                language=language,
            )


def _stories(language: str) -> Iterator[Item]:
    """What came of projects, where it is told in the language."""
    for one in public_stories():
        if language in one.title:
            yield Item(
                kind=STORY,
                title=one.title[language],
                href=reverse("story", args=[one.slug]),
                text=one.done[language],
                note=f"{one.card.a.text} + {one.card.b.text}",
                language=language,
                words=one.result[language],
            )


def _programmes(programmes: Iterable[Programme], language: str) -> Iterator[Item]:
    live = ProgrammePage.objects.live().filter(locale__language_code=language)
    written = {page.programme: page for page in live}
    for one in programmes:
        page = written.get(one.slug)
        yield Item(
            kind=PROGRAMME,
            title=in_language(one.name),
            href=reverse("programme", args=[one.slug]),
            text=in_language(one.summary),
            language=language,
            words=f"{in_language(one.about)}\n{_words_of(page) if page else ''}",
        )


def _paragraphs(programmes: Iterable[Programme], language: str) -> Iterator[Item]:
    """The paragraphs in force; where several guidelines say the same, it stands once."""
    said: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for rulebook in {one.rulebook_id: one.rulebook for one in programmes}.values():
        version = version_in_force(rulebook)
        if version is None:
            continue
        address = reverse("guidelines-version", args=[version.slug])
        for one in paragraphs(version):
            if one.text:
                key = (f"{one.number} {one.heading}", one.text)
                _href, names = said.setdefault(key, (f"{address}#p{one.number}", []))
                names.append(in_language(rulebook.name))
    for (title, text), (href, names) in said.items():
        yield Item(GUIDELINE, title, href, text, note=", ".join(names), language=language)


def _questions(programmes: Iterable[Programme], language: str) -> Iterator[Item]:
    """What the forms ask, each question once, with the programmes that ask it."""
    asked: dict[str, tuple[str, str, str, list[str]]] = {}
    for programme in programmes:
        address = reverse("programme-questions", args=[programme.slug])
        for form in forms_asked(programme):
            for section in form.sections:
                for one in section.asked:
                    question = one.question
                    choices = [choice.in_words for choice in question.choices]
                    words = " ".join([question.help_in_words, *choices])
                    row = asked.setdefault(
                        question.in_words,
                        (f"{address}#{form.slug}", question.why_in_words, words, []),
                    )
                    name = in_language(programme.name)
                    if name not in row[3]:
                        row[3].append(name)
    for title, (href, why, words, names) in asked.items():
        yield Item(
            kind=QUESTION,
            title=title,
            href=href,
            text=why,
            note=", ".join(names),
            language=language,
            words=words,
        )
