"""We found each other: both wishes become a draft with both seats."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.contact import email_in
from naboskap.advice.outline import Outline
from naboskap.advice.queries import adviser_for
from naboskap.applications.actions import (
    describe_side,
    invite_to_seat,
    save_answer,
    start_application,
)
from naboskap.applications.models import Application
from naboskap.audit.actions import move
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import touch_public
from naboskap.organisations.models import Organisation
from naboskap.partnering.actions.introducing import WITH_IT, end_open
from naboskap.partnering.fit import EVERY_AGE
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.notices import SPOKEN
from naboskap.partnering.queries import was_read
from naboskap.partnering.statuses import LIFE, LIFE_OF_AN_INTRODUCTION, LIVE
from naboskap.programmes.models import Programme


@transaction.atomic
def begin_draft(
    introduction: Introduction,
    *,
    programme: Programme,
    size: str,
    key: str,
    by: User,
    organisation: Organisation | None = None,
) -> Application:
    """Begin a draft for two who found each other; either side may be the one who begins.

    It is begun and the other side invited as any draft is (``start_application``,
    ``invite_to_seat``). What both wishes say is its first content. The wishes are not shown any
    more, and what else was under way for them ends. A second click brings the same draft. Rule
    PAR-23: a programme for a pair.
    """
    introduction = locked(introduction, *WITH_IT, "application")
    if introduction.application is not None and introduction.application.key == key:
        return introduction.application
    permit = LIFE_OF_AN_INTRODUCTION.permit("begin_draft", introduction, by=by)
    require("PAR-23", programme.needs_partner, _("Choose a programme for two sides."))
    mine = next(one for one in introduction.wishes if one.user_id == by.pk)
    theirs = introduction.other(mine)
    application = start_application(
        programme,
        size=size,
        key=key,
        by=by,
        side=mine.side,
        organisation=organisation,
        outline=_outline(mine, theirs),
    )
    for wish in (mine, theirs):
        application = _describe(application, wish, by=by)
    _carry_words(application, mine, theirs, by=by)
    _ask_in(application, theirs, by=by)
    move(permit, application=application)
    for wish in introduction.wishes:
        # One that was taken away while they got to know each other is over already.
        if wish.status in LIVE:
            now = clock.now()
            move(LIFE.permit("find", locked(wish), by=SYSTEM), ended_at=now, is_public=False)
            end_open(wish, by=SYSTEM, but=introduction)
    touch_public()
    return application


def _outline(mine: Wish, theirs: Wish) -> Outline:
    """Return what both say of the project itself: where they differ, whoever begins."""
    ages = [one.age for one in (mine, theirs) if one.age != EVERY_AGE]
    return Outline(theme=mine.theme, age=ages[0] if ages else EVERY_AGE)


def _describe(application: Application, wish: Wish, *, by: User) -> Application:
    """Say what kind of side it is and where, unless its organisation says so already."""
    seat = application.seats.get(side=wish.side)
    if seat.organisation_id is None:
        describe_side(
            application,
            wish.side,
            described_as=seat.described_as,
            kind=wish.kind,
            place=wish.place,
            read_revision=application.revision_of(f"pair_{wish.side}"),
            by=by,
        )
        application.refresh_from_db()
    return application


def _carry_words(application: Application, mine: Wish, theirs: Wish, *, by: User) -> None:
    """Let the words of whoever begins be the first text, and the other's where in its language.

    Of the other's, what an adviser has read (PAR-25).
    """
    said = [mine.text]
    if was_read(theirs):
        texts = {one.language: one.text for one in theirs.renderings.all()}
        texts[theirs.language] = theirs.text
        said.append(texts.get(mine.language, ""))
    text = "\n\n".join(one for one in said if one)
    if text:
        save_answer(application, "summary", text, language=mine.language, read_number=0, by=by)


def _ask_in(application: Application, theirs: Wish, *, by: User) -> None:
    """Ask the other side to their seat: by their address, else through the adviser."""
    language = theirs.user.language if theirs.user is not None else theirs.language
    language = language if language in SPOKEN else "nb"
    address = theirs.user.email if theirs.user is not None else email_in(theirs.contact)
    adviser = theirs.adviser or adviser_for(theirs.theme, language)
    if address:
        invite_to_seat(
            application, theirs.side, way="mail", language=language, address=address, by=by
        )
    elif adviser is not None:
        invite_to_seat(
            application, theirs.side, way="adviser", language=language, adviser=adviser, by=by
        )
