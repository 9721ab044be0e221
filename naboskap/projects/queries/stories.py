"""Stories of projects: what the public may read, what the sides are asked, what the office does.

What is public has been looked through with the eyes of the gate each time: a story in which
something must be hidden now is not shown at all (PRO-28), and one of a hidden project neither.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from naboskap.accounts.models import User
from naboskap.applications.models import SeatPerson
from naboskap.assessments.queries import text_open_to
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate
from naboskap.disclosure.gate import Public
from naboskap.disclosure.queries import Seen
from naboskap.grants.models import Grant
from naboskap.projects.models import Card, Story, StoryAnswer
from naboskap.projects.queries.held import eyes_on, shelf
from naboskap.projects.queries.public import PublicCard, every_public_card
from naboskap.projects.shelf import Entry
from naboskap.projects.statuses import TOLD, StoryStatus
from naboskap.projects.telling import Told
from naboskap.questionnaires.queries import answers_of
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus

# Which answers of the report a draft begins with, by the part of the story.
BEGINS_WITH = {"done": ("story", "cooperation_done"), "result": ("result_done", "learned")}


# ── What may be told ─────────────────────────────────────────────────────────
def entry_of(grant: Grant) -> Entry | None:
    """Return the project of a grant as it stands in the bank; None where it is not to be seen."""
    slug = Card.objects.filter(grant=grant, published_at__isnull=False).values_list("slug").first()
    return shelf().by_slug.get(slug[0]) if slug else None


def can_be_told(report: Report) -> bool:
    """Say whether a story can be drafted: the report is approved, and the project is shown."""
    return report.status == ReportStatus.APPROVED and entry_of(report.grant) is not None


def begun_from(report: Report) -> Told:
    """Return what a draft begins with: the project's title, and what the pair wrote in the report.

    Each text stands in its own language; an adviser rewrites it in any case.
    """
    house = secretariat().languages
    answers = answers_of(report.sheet)
    parts: dict[str, dict[str, str]] = {}
    for part, keys in BEGINS_WITH.items():
        words: dict[str, str] = {}
        for key in keys:
            answer = answers.get(key)
            if answer and answer.text.strip():
                code = answer.language if answer.language in house else house[0]
                words[code] = "\n\n".join(filter(None, [words.get(code, ""), answer.text.strip()]))
        parts[part] = words
    return Told(title={house[0]: report.grant.decision.case.application.title}, **parts)


def people_in(report: Report) -> dict[str, int | None]:
    """Return how many took part from each side, as the report has it; None: not told."""
    rows = list(report.participants.all())
    told = {side: [row.number for row in rows if row.side == side] for side in "ab"}
    return {
        side: sum(filter(None, numbers)) if numbers and None not in numbers else None
        for side, numbers in told.items()
    }


def seen_in_story(story: Story) -> Seen | None:
    """Return what its texts hold that the gate hides for this project; None: it is not shown."""
    entry = entry_of(story.grant)
    if entry is None:
        return None
    for _found, seen in _looked_through({entry.slug: story}):
        return seen
    return None


def _looked_through(
    stories: Mapping[str, Story],
) -> Iterator[tuple[tuple[Story, PublicCard], Seen]]:
    """Look through stories by the address of their project, with the gate's eyes of today."""
    on = shelf()
    entries = [on.by_slug[slug] for slug in stories if slug in on.by_slug]
    if not entries:
        return
    for card in every_public_card(replace(on, entries=tuple(entries))):
        eyes = eyes_on(on.by_slug[str(card.slug)], on, card.a, card.b, card.level)
        story = stories[str(card.slug)]
        seen = eyes.seen_in(story.told.texts)
        yield (story, card), seen.but(story.ordinary)


@dataclass(frozen=True, slots=True)
class InOne:
    """A story in one language, for those who may read it before it is shown."""

    title: str
    done: str
    result: str
    quotation: str
    role: str


def in_one(story: Story, code: str) -> InOne:
    """Return a story in one language."""
    return InOne(**{name: words.get(code, "") for name, words in story.told.parts.items()})


def public_card_of(grant: Grant) -> PublicCard | None:
    """Return the project of a grant as everybody sees it; None where it is not to be seen."""
    entry = entry_of(grant)
    if entry is None:
        return None
    return next(iter(every_public_card(replace(shelf(), entries=(entry,)))), None)


# ── For everybody ────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PublicStory:
    """A story as anybody may read it, beside what the bank says of its project."""

    slug: Public
    card: PublicCard
    title: Mapping[str, Public]
    done: Mapping[str, Public]
    result: Mapping[str, Public]
    quotation: Mapping[str, Public]
    role: Mapping[str, Public]
    participants_a: int | None
    participants_b: int | None
    told_on: Public | None  # The day, or only the year of a shielded project.

    def language_for(self, wanted: str) -> str:
        """Return ``wanted`` where it is told in it, else the language that all have."""
        return wanted if wanted in self.title else secretariat().languages[0]


def public_stories() -> list[PublicStory]:
    """Return the stories that are shown, the newest first; the same statements for one and many.

    Not that of a project that is hidden (PRO-27), nor one in which something must be hidden now
    (PRO-28).
    """
    published = Story.objects.filter(status=StoryStatus.PUBLISHED).order_by("-published_at", "pk")
    stories = {story.grant_id: story for story in published}
    if not stories:
        return []
    slugs = Card.objects.filter(grant__in=stories).values_list("grant_id", "slug")
    by_slug = {slug: stories[grant] for grant, slug in slugs if grant}
    shown = {
        story.pk: _public(story, card)
        for (story, card), seen in _looked_through(by_slug)
        if not applies("PRO-28", not seen.is_nothing)
    }
    return [shown[story.pk] for story in stories.values() if story.pk in shown]


def public_story(slug: str) -> PublicStory | None:
    """Return the story of a project, or None where none is shown."""
    return next((one for one in public_stories() if one.slug == slug), None)


def has_public_story(slug: str) -> bool:
    """Say whether a project's page may lead to a story of it."""
    published = Story.objects.filter(status=StoryStatus.PUBLISHED)
    cards = Card.objects.filter(slug=slug).values("grant")
    return published.filter(grant__in=cards).exists() and public_story(slug) is not None


def _public(story: Story, card: PublicCard) -> PublicStory:
    def told(words: Mapping[str, str]) -> dict[str, Public]:
        return {code: gate.own_words(text, code) for code, text in words.items()}

    day: date | None = (
        story.published_at.astimezone(clock.OSLO).date() if story.published_at else None
    )
    return PublicStory(
        slug=card.slug,
        card=card,
        **{name: told(words) for name, words in story.told.parts.items()},
        participants_a=story.participants_a,
        participants_b=story.participants_b,
        told_on=gate.day(day, card.level),
    )


# ── For the pair ─────────────────────────────────────────────────────────────
def _whole() -> QuerySet[Story]:
    return Story.objects.select_related("grant__decision__case__application")


def stories_led_by(user: User) -> QuerySet[Story]:
    """Return the stories that a person has before them as a lead of a side, the newest first."""
    led = SeatPerson.objects.filter(user=user, is_lead=True, left_at__isnull=True)
    return (
        _whole()
        .filter(grant__decision__case__application__in=led.values("seat__application"))
        .exclude(asked_about=[])
        .order_by("-changed_at", "-pk")
    )


def sides_led_by(user: User) -> dict[int, str]:
    """Return the side that a person leads now, by application."""
    led = SeatPerson.objects.filter(user=user, is_lead=True, left_at__isnull=True)
    return dict(led.values_list("seat__application", "seat__side"))


def last_answers(stories: Iterable[Story]) -> dict[int, dict[str, StoryAnswer]]:
    """Return what each side said last of each story, in one statement."""
    found: dict[int, dict[str, StoryAnswer]] = {story.pk: {} for story in stories}
    for answer in StoryAnswer.objects.filter(story__in=found).order_by("pk"):
        found[answer.story_id][answer.side] = answer
    return found


def sides_that_said_yes(story: Story, last: Mapping[str, StoryAnswer]) -> frozenset[str]:
    """Return the sides whose last word is a yes to the very text that stands now."""
    return frozenset(
        side
        for side, answer in last.items()
        if answer.said == StoryAnswer.Said.YES and answer.digest == story.digest
    )


def waits_for_side(story: Story, side: str, last: Mapping[str, StoryAnswer]) -> bool:
    """Say whether the story waits for a word of ``side`` on the text that stands now."""
    answer = last.get(side)
    is_asked = story.status in {StoryStatus.ASKED, StoryStatus.CHANGE}
    return is_asked and (answer is None or answer.digest != story.digest)


def leads_of_sides(grant: Grant) -> dict[str, list[User]]:
    """Return who leads each side now."""
    rows = SeatPerson.objects.filter(
        seat__application=grant.decision.case.application_id, is_lead=True, left_at__isnull=True
    ).select_related("user", "seat")
    found: dict[str, list[User]] = {"a": [], "b": []}
    for row in rows.order_by("pk"):
        found[row.seat.side].append(row.user)
    return found


# ── For the office ───────────────────────────────────────────────────────────
def stories_visible_to(user: User) -> QuerySet[Story]:
    """Return the stories that ``user`` may read: the same answer as ``see_story``."""
    led = Q(pk__in=stories_led_by(user).values("pk"))
    if not may(user, "projects.see_stories"):
        return _whole().filter(led).order_by("-changed_at", "-pk")
    told = Q(grant__decision__case__in=text_open_to(user).values("pk"))
    return _whole().filter(led | told).order_by("-changed_at", "-pk")


def untold_reports(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Return those of ``reports`` that are approved and have no story, newest first."""
    told = Story.objects.values("grant")
    approved = reports.filter(status=ReportStatus.APPROVED).exclude(grant__in=told)
    return approved.order_by("-approved_at", "-pk")


def story_of(grant: Grant) -> Story | None:
    """Return the story of a grant, once it is begun."""
    return _whole().filter(grant=grant).first()


def stories_to_publish(user: User) -> list[Story]:
    """Return the stories that both sides said yes to and that ``user`` has not written."""
    agreed = stories_visible_to(user).filter(status=StoryStatus.AGREED)
    return [story for story in agreed if user.pk not in story.writers and _works(user)]


def stories_to_change(user: User) -> list[Story]:
    """Return the stories that ``user`` has written and that a side asks to be changed."""
    asked = stories_visible_to(user).filter(status=StoryStatus.CHANGE)
    return [story for story in asked if user.pk in story.writers and _works(user)]


def _works(user: User) -> bool:
    return may(user, "projects.see_stories")


def is_before_the_pair(story: Story) -> bool:
    """Say whether the sides may read the text now: while it is rewritten they may not."""
    return story.status in TOLD
