"""Begin a draft from an earlier application: what still holds comes along, sums do not."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions.pairing import describe_side
from naboskap.applications.actions.planning import (
    SHORT_FORM_ACTIVITIES,
    save_activity,
    save_basics,
    save_participants,
)
from naboskap.applications.actions.starting import check_organisation, start_application
from naboskap.applications.draft import Draft
from naboskap.applications.models import Application, Seat
from naboskap.applications.queries import draft_of
from naboskap.applications.rules import standing_of
from naboskap.audit.actions import record
from naboskap.core.errors import Refusal, require
from naboskap.core.permissions import may
from naboskap.organisations.models import Organisation, Place
from naboskap.programmes.models import Programme
from naboskap.questionnaires.actions import save_answer as save_on_sheet
from naboskap.questionnaires.queries import questions_of

# What can be taken over, in the order of the form. Never: sums, dates, people, papers, consent.
PARTS = ("basics", "partner", "texts", "activities", "participants")


@transaction.atomic
def start_from_earlier(
    source: Application,
    *,
    programme: Programme,
    size: str,
    key: str,
    parts: Collection[str],
    by: User,
) -> Application:
    """Begin a draft with the ``parts`` of an earlier application that one has a seat in.

    The starter sits on the side that they sat on, and their organisation comes along where it
    may apply. The other side comes as words about it: they are asked in anew. ``key`` is made by
    the page: a second click brings the same draft, with nothing taken over twice.

    Rules: those of ``start_application``; APP-79 (something is chosen to take over).
    """
    if not may(by, "applications.begin_from_application", source):
        raise PermissionDenied
    wanted = [part for part in PARTS if part in parts]
    require("APP-79", wanted, _("Choose at least one part to take over."))
    side = standing_of(by, source).side
    application = start_application(
        programme,
        size=size,
        key=key,
        side=side,
        organisation=_organisation(source, side, programme, by=by),
        by=by,
    )
    if application.begun_from_id is not None:
        return application  # A second click.
    draft = draft_of(_whole(source))
    carried = _texts(application, draft, by=by) if "texts" in wanted else []
    application.begun_from, application.carried = source, carried
    application.save(update_fields=["begun_from", "carried"])
    record("applications.begin_from", application, by=by, source=source.pk, parts=wanted)
    if "basics" in wanted:
        _basics(application, draft, by=by)
    if "partner" in wanted:
        _partner(application, draft, "b" if side == "a" else "a", by=by)
    if "activities" in wanted:
        _activities(application, draft, by=by)
    if "participants" in wanted:
        save_participants(
            application,
            {(group.side, group.age): group.number for group in draft.participants},
            read_revision=0,
            by=by,
        )
    return Application.objects.get(pk=application.pk)


def _whole(application: Application) -> Application:
    return Application.objects.select_related("programme", "sheet__version__form").get(
        pk=application.pk
    )


def _organisation(
    source: Application, side: str, programme: Programme, *, by: User
) -> Organisation | None:
    """Return the organisation of one's own side, where one may apply for it here and now."""
    seat = Seat.objects.select_related("organisation").get(application=source, side=side)
    if seat.organisation is None:
        return None
    try:
        check_organisation(programme, seat.organisation, by=by)
    except Refusal:
        return None
    return seat.organisation


def _texts(application: Application, draft: Draft, *, by: User) -> list[str]:
    """Take over the texts that the new form asks for too; return the keys of their questions."""
    carried = []
    for question in questions_of(application.sheet.version):
        answer = draft.answers.get(question.key)
        if answer is None or not answer.text.strip():
            continue
        save_on_sheet(
            application.sheet,
            question.key,
            answer.text,
            language=answer.language,
            read_number=0,
            by=by,
        )
        carried.append(question.key)
    return carried


def _basics(application: Application, draft: Draft, *, by: User) -> None:
    save_basics(
        application,
        title=draft.title,
        theme=draft.theme,
        for_children_and_youth=draft.for_children_and_youth,
        start_date=None,
        end_date=None,
        read_revision=0,
        by=by,
    )


def _partner(application: Application, draft: Draft, side: str, *, by: User) -> None:
    there = draft.sides[side]
    if not there.is_known:
        return
    describe_side(
        application,
        side,
        described_as=there.name,
        kind=there.kind,
        control=there.control,
        place=Place.objects.filter(pk=there.place_id or 0).first(),
        read_revision=0,
        by=by,
    )


def _activities(application: Application, draft: Draft, *, by: User) -> None:
    """Take over what is done and by whom. Of more than a short form holds, the first."""
    is_short = application.size == Application.Size.SHORT
    places = Place.objects.in_bulk([act.place_id for act in draft.activities if act.place_id])
    for act in draft.activities[: SHORT_FORM_ACTIVITIES if is_short else None]:
        save_activity(
            application,
            what=act.what,
            language=act.language,
            mode=act.mode,
            place=places.get(act.place_id) if act.place_id else None,
            place_text=act.place_text,
            people_a=act.people_a,
            people_b=act.people_b,
            task_a=act.task_a,
            task_b=act.task_b,
            by=by,
        )
