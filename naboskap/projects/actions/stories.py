"""Tell a project's story: drafted from the approved report, said yes to by both sides, published.

Nothing of the pair's own goes out that both leads have not read and said yes to, word for word:
a yes is to the very text (its digest), and a changed text asks again. Either side takes its yes
back at any time, without a reason, and the story is gone at once.
"""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.disclosure.actions import touch_public
from naboskap.disclosure.leaks import leaks_in
from naboskap.projects.models import Story, StoryAnswer
from naboskap.projects.notices import tell_leads
from naboskap.projects.queries.stories import (
    can_be_told,
    last_answers,
    leads_of_sides,
    people_in,
    seen_in_story,
    sides_that_said_yes,
    story_of,
)
from naboskap.projects.rules import side_led_by
from naboskap.projects.statuses import CLOSED, LIFE_OF_A_STORY, TOLD, StoryStatus
from naboskap.projects.telling import Told, digest_of
from naboskap.reports.models import Report

Said = StoryAnswer.Said
WITH_IT = ("grant__decision__case__application",)
CHANGED = _("This has been changed since you opened the page. Look at it as it is now.")


@transaction.atomic
def draft_story(report: Report, told: Told, *, by: User) -> Story:
    """Begin the story of a project from its approved report. Nobody but the office sees it.

    A project has one: whoever begins it again meets what is there. Rules PRO-16 (the report is
    approved and the project shown), PRO-18 (not too long).
    """
    report = locked(report, "sheet", "grant__decision__case__application")
    if not may(by, "projects.write_story", report):
        raise PermissionDenied
    if (known := story_of(report.grant)) is not None:
        return known
    require(
        "PRO-16",
        can_be_told(report),
        _("A story is told when the report is approved and the project stands in the bank."),
    )
    told, people = _checked(told), people_in(report)
    story = Story.objects.create(
        key=secrets.token_urlsafe(18),
        grant=report.grant,
        **told.parts,
        participants_a=people["a"],
        participants_b=people["b"],
        digest=digest_of(told, people, 1),
        writers=[by.pk],
        changed_at=clock.now(),
    )
    record("projects.draft_story", story, by=by, grant=report.grant_id)
    return story


@transaction.atomic
def write_story(story: Story, told: Told, *, read_revision: int, by: User) -> Story:
    """Change a story. It is a draft again, out of sight, and both sides are asked anew.

    Where no word is changed, nothing happens and every yes stands. Rules PRO-18, PRO-21 (it is
    what was read), PRO-29 (what a side has closed, the office does not open).
    """
    story = locked(story, *WITH_IT)
    permit = LIFE_OF_A_STORY.permit("write_story", story, by=by)
    _hold_read(story, read_revision)
    _hold_open(story)
    told = _checked(told)
    if told == story.told:
        return story
    before = [] if story.status == StoryStatus.PUBLISHED else story.writers
    revision = story.revision + 1
    move(
        permit,
        **told.parts,
        revision=revision,
        digest=digest_of(told, story.people, revision),
        writers=sorted({*before, by.pk}),
        because="",
        ordinary=[],
        changed_at=clock.now(),
    )
    touch_public()
    return story


@transaction.atomic
def ask_pair(
    story: Story, *, read_revision: int, by: User, words_are_ordinary: bool = False
) -> Story:
    """Ask both leads about the text as it stands; each gets one mail about it, and no other.

    Rules PRO-17 (whole, in the languages that they read), PRO-19 (a quotation has a role),
    PRO-20 (nothing that is hidden), PRO-21, PRO-22 (both sides have a lead), PRO-29, PRO-30
    (ordinary words are looked at).
    """
    story = locked(story, *WITH_IT)
    permit = LIFE_OF_A_STORY.permit("ask_pair", story, by=by)
    _hold_read(story, read_revision)
    _hold_open(story)
    told, leads, house = story.told, leads_of_sides(story.grant), secretariat().languages
    require(
        "PRO-22",
        leads["a"] and leads["b"],
        _("One side has nobody who leads it, and cannot be asked."),
    )
    read_in = {lead.language for side in leads.values() for lead in side} & {*house}
    require(
        "PRO-17",
        told.is_whole and {house[0], *read_in} <= {*told.languages},
        _(
            "Title, what was done and what came of it must all stand in Norwegian and in the"
            " languages that the two leads read. In another language write all three, or none."
        ),
    )
    require(
        "PRO-19",
        told.quotes_by_role,
        _("A quotation needs the role of whoever said it, in each language. Never a name."),
    )
    if words_are_ordinary and (seen := seen_in_story(story)) is not None:
        story.ordinary = sorted({word.casefold() for word in seen.ordinary})
    _hold_hidden(story)
    move(
        permit,
        ordinary=story.ordinary,
        asked_about=[*story.asked_about, story.digest],
        changed_at=clock.now(),
    )
    tell_leads(story, leads)
    return story


@transaction.atomic
def say_yes(story: Story, *, digest: str, language: str, by: User) -> Story:
    """Say yes for one's side to the very text that was read; the second yes makes both agreed.

    Rules PRO-23 (it is that text), PRO-29 (where the other side has closed it, a yes opens
    nothing).
    """
    return _answer(story, Said.YES, digest=digest, language=language, by=by)


@transaction.atomic
def ask_change(story: Story, words: str, *, digest: str, language: str, by: User) -> Story:
    """Ask for a change, in words; the office reads them. Rules PRO-23, PRO-24, PRO-29."""
    require("PRO-24", words.strip(), _("Write what you would like to be changed."))
    return _answer(story, Said.CHANGE, digest=digest, language=language, by=by, words=words)


@transaction.atomic
def say_no(story: Story, *, language: str, by: User) -> Story:
    """Say no for one's side, or take its yes back: at once, at any time, without a reason."""
    return _answer(story, Said.NO, digest="", language=language, by=by)


def _answer(
    story: Story, said: str, *, digest: str, language: str, by: User, words: str = ""
) -> Story:
    story = locked(story, *WITH_IT)
    if not may(by, "projects.answer_story", story):
        raise PermissionDenied
    side = side_led_by(by.pk, story.grant)
    is_no = said == Said.NO
    require("PRO-23", is_no or (digest == story.digest and story.status in TOLD), CHANGED)
    require(
        "PRO-29",
        is_no or story.status not in CLOSED or story.closed_by == side,
        _("This story is closed, and is not shown. Call us if you have changed your minds."),
    )
    before = last_answers([story])[story.pk].get(side)
    now_said = (said, story.digest, words.strip())
    if before is not None and (before.said, before.digest, before.words) == now_said:
        return story  # A second click.
    if said == Said.YES and story.status in {StoryStatus.AGREED, StoryStatus.PUBLISHED}:
        return story
    StoryAnswer.objects.create(
        story=story,
        side=side,
        said=said,
        digest=story.digest,
        words=words.strip(),
        language=language,
        given_by_id=by.pk,
        given_at=clock.now(),
    )
    name, closed_by = _after(story, side)
    permit = LIFE_OF_A_STORY.permit(name, story, by=by)
    record("projects.answer_story", story, by=by, side=side, said=said)
    move(permit, closed_by=closed_by, changed_at=clock.now())
    touch_public()
    return story


def _after(story: Story, side: str) -> tuple[str, str]:
    """Return the transition that follows the sides' last words, and which side has closed it."""
    last = last_answers([story])[story.pk]
    closing = [each for each in (story.closed_by, side, "a", "b") if each in last]
    for each in closing:
        if last[each].said == Said.NO:
            is_shown = story.status == StoryStatus.PUBLISHED
            return ("take_back_story" if is_shown else "decline"), each
    if any(
        answer.said == Said.CHANGE and answer.digest == story.digest for answer in last.values()
    ):
        return "ask_change", ""
    return ("agree" if len(sides_that_said_yes(story, last)) == 2 else "say_yes"), ""


@transaction.atomic
def publish_story(story: Story, *, read_revision: int, by: User) -> Story:
    """Show a story to everybody, as the second person.

    Rules PRO-25 (both sides said yes to the very text), PRO-26 (another wrote it), PRO-27 (the
    project is shown), PRO-20 (nothing in it is hidden by now), PRO-21.
    """
    story = locked(story, *WITH_IT)
    permit = LIFE_OF_A_STORY.permit("publish_story", story, by=by)
    _hold_read(story, read_revision)
    require(
        "PRO-25",
        len(sides_that_said_yes(story, last_answers([story])[story.pk])) == 2,
        _("Both sides must have said yes to this very text."),
    )
    require(
        "PRO-26",
        by.pk not in story.writers,
        _("Somebody else than whoever wrote it reads it and publishes it."),
    )
    _hold_hidden(story)
    move(permit, published_at=clock.now(), changed_at=clock.now())
    touch_public()
    return story


@transaction.atomic
def take_back_story(story: Story, because: str, *, by: User) -> Story:
    """Take a story away from everybody, as the office. It says why. Rule PRO-31."""
    story = locked(story, *WITH_IT)
    if not may(by, "projects.write_story", story):
        raise PermissionDenied
    permit = LIFE_OF_A_STORY.permit("take_back_story", story, by=by)
    require("PRO-31", because.strip(), _("Write why it is taken back."))
    move(permit, because=because.strip(), changed_at=clock.now())
    touch_public()
    return story


def _checked(told: Told) -> Told:
    told = told.in_order(secretariat().languages)
    require(
        "PRO-18",
        not told.too_long,
        _("Make it shorter: a title of one line, each part at most a page."),
    )
    return told


def _hold_read(story: Story, read_revision: int) -> None:
    require("PRO-21", story.revision == read_revision, CHANGED)


def _hold_open(story: Story) -> None:
    require(
        "PRO-29",
        not story.closed_by,
        _("A side has said no, and only that side can open it again. We do not ask twice."),
    )


def _hold_hidden(story: Story) -> None:
    """Refuse a story of a hidden project, and one that holds what the gate hides."""
    seen = seen_in_story(story)
    require(
        "PRO-27",
        seen is not None,
        _("The project is not shown in the bank, and so its story cannot be either."),
    )
    assert seen is not None
    leaks = {kind for text in story.told.texts for kind in leaks_in(text)}
    require(
        "PRO-20",
        not seen.names and not seen.contacts and not leaks,
        _(
            "This names somebody who is not to be named, or is a way to reach somebody: %(words)s."
            " Say it without."
        )
        % {
            "words": ", ".join([*seen.names, *seen.contacts])
            or _("a number, a link or an address")
        },
    )
    require(
        "PRO-30",
        not seen.ordinary,
        _("Are these ordinary words, or somebody's name? %(words)s. Tick the box if no name is.")
        % {"words": ", ".join(seen.ordinary)},
    )
