"""Begin a draft: by a side itself, or by an adviser together with whoever had the idea."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.core.validators import slug_re
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.models import Idea
from naboskap.advice.outline import Outline
from naboskap.advice.statuses import LIFE as LIFE_OF_AN_IDEA
from naboskap.advice.statuses import WAITS
from naboskap.applications.actions.writing import opened, save_part
from naboskap.applications.models import Activity, Application, Help, Seat, SeatPerson
from naboskap.applications.queries import has_a_draft
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.organisations.models import Membership, Organisation
from naboskap.organisations.queries import place_by_code
from naboskap.programmes.models import Programme
from naboskap.questionnaires.actions import move_sheet, new_sheet
from naboskap.questionnaires.actions import save_answer as save_on_sheet

TOLD_BEFORE = ("total", "together", "meet")


def start_application(
    programme: Programme,
    *,
    size: str,
    key: str,
    by: User,
    side: str = "a",
    organisation: Organisation | None = None,
    idea: Idea | None = None,
    outline: Outline | None = None,
    asked_about: Collection[str] | None = None,
) -> Application:
    """Begin a draft for the pair; the starter leads their own ``side`` and has been told first.

    ``key`` is made by the page: a second click and a second tab bring the same draft. Rules APP-1
    (the programme is shown, and the key is the starter's own), APP-2 (whose organisation), APP-3
    (a private person), APP-4 (has it a short form), APP-45 (not beside a draft that the starter
    was not asked about: ``asked_about`` holds the keys that the page showed; None asks not),
    ADV-29 (one draft from an idea; it waits for the adviser no longer).
    What was answered before there was a draft (``idea``, ``outline``) is its first content.
    """
    if not may(by, "applications.start_application", programme):
        raise PermissionDenied
    found = _started_before(key, by)
    if found is not None:
        return found
    require("APP-1", programme.is_shown, _("This programme takes no applications now."))
    if organisation is not None:
        check_organisation(programme, organisation, by=by)
    try:
        return _start(
            programme,
            size=size,
            key=key,
            by=by,
            side=side,
            organisation=organisation,
            idea=idea,
            outline=outline,
            asked_about=asked_about,
        )
    except IntegrityError:  # Two tabs in the same instant: the other one made it.
        found = _started_before(key, by)
        if found is None:
            raise
        return found


def _started_before(key: str, by: Actor) -> Application | None:
    found = Application.objects.filter(key=key).first()
    require(
        "APP-1",
        slug_re.match(key) is not None and (found is None or found.started_by_id == by.pk),
        _("Open the start page again to begin a new draft."),
    )
    return found


def check_organisation(programme: Programme, organisation: Organisation, *, by: User) -> None:
    """Hold APP-2 and APP-3: one's own organisation, and a private person only where allowed."""
    speaks = Membership.objects.filter(
        organisation=organisation, user=by, standing=Membership.Standing.ACTIVE
    ).exists()
    require("APP-2", speaks, _("You can apply for an organisation that you are a member of here."))
    require(
        "APP-3",
        organisation.kind != Organisation.Kind.PRIVATE_PERSON or programme.allows_private_person,
        _("This programme is for organisations. A private person cannot apply here."),
    )


@transaction.atomic
def _start(
    programme: Programme,
    *,
    size: str,
    key: str,
    by: User,
    side: str,
    organisation: Organisation | None,
    idea: Idea | None,
    outline: Outline | None,
    asked_about: Collection[str] | None,
) -> Application:
    if asked_about is not None:
        locked(by)  # Two tabs at once: the second one meets the draft of the first.
        there = SeatPerson.objects.filter(
            user=by,
            left_at__isnull=True,
            seat__application__programme=programme,
            seat__application__status=ApplicationStatus.DRAFT,
        ).values_list("seat__application__key", flat=True)
        require(
            "APP-45",
            set(there) <= {key, *asked_about},
            _("You have a draft here already. Go on with it, or begin another one beside it."),
        )
    if idea is not None:
        idea = locked(idea)
        require(
            "ADV-29",
            not has_a_draft(idea),
            _("A draft has been begun from this idea already. Begin a new one without its words."),
        )
    application = _new_draft(programme, size=size, key=key, by=by, idea=idea)
    seat = application.seats.get(side=side)
    seat.language, seat.organisation = by.language, organisation
    seat.save(update_fields=["language", "organisation"])
    SeatPerson.objects.create(
        seat=seat, user=by, is_lead=True, joined_at=clock.now(), informed_at=clock.now()
    )
    record("applications.start", application, by=by, side=side, size=size)
    if idea is not None:
        _begin_from(idea, by=by)
        carry_idea(application, idea, by=by)
    if outline is not None:
        application = _carry_outline(application, outline, by=by)
    return application


def _new_draft(
    programme: Programme, *, size: str, key: str, by: Actor, idea: Idea | None
) -> Application:
    is_short = size == Application.Size.SHORT
    require(
        "APP-4",
        not is_short or (programme.short_form_id and programme.short_form_up_to),
        _("This programme has one form only."),
    )
    now = clock.now()
    form = programme.short_form if is_short else programme.full_form
    assert form is not None
    application = Application.objects.create(
        key=key,
        programme=programme,
        size=size,
        idea=idea,
        sheet=new_sheet(form),
        started_by_id=by.pk,
        created_at=now,
        changed_by_id=by.pk,
        changed_at=now,
    )
    for name, place in secretariat().sides.items():
        Seat.objects.create(
            application=application,
            side=name,
            language=place.language,
            time_zone=place.time_zone,
        )
    return application


def _begin_from(idea: Idea, *, by: User) -> None:
    """Let an idea that waits wait no longer. One that the adviser has settled stays so."""
    if idea.status in WAITS:
        move(LIFE_OF_AN_IDEA.permit("begin_draft", idea, by=by))


def carry_idea(application: Application, idea: Idea, *, by: Actor) -> None:
    """Let the words of the idea be the first text of the draft: nobody writes them twice."""
    save_on_sheet(
        application.sheet, "summary", idea.text, language=idea.language, read_number=0, by=by
    )


def _carry_outline(application: Application, outline: Outline, *, by: Actor) -> Application:
    """Let what was answered before stand in the draft, where the draft has a place for it.

    What it costs in all, who has a task and where they meet become no row of the plan or the
    budget: those are in their own words. They are kept beside it, and told where they are written.
    """
    told_before = {name: getattr(outline, name) for name in TOLD_BEFORE}
    application.told_before = {
        name: told for name, told in told_before.items() if told not in ("", None)
    }
    application.save(update_fields=["told_before"])
    basics = {
        "theme": outline.theme,
        "for_children_and_youth": outline.is_for_the_young,
        "start_date": outline.start,
    }
    if any(basics.values()):
        application = save_part(application, "basics", by=by, **basics)
    if outline.amount is not None:
        application = save_part(application, "amount", by=by, amount_applied_for=outline.amount)
    known = {
        "a": {"described_kind": outline.kind, "place": outline.place},
        "b": {
            "described_kind": outline.partner_kind if outline.has_partner else "",
            "described_control": outline.control,
            "place": outline.partner if outline.has_partner else "",
        },
    }
    for side, told in known.items():
        seat = application.seats.get(side=side)
        place = place_by_code(told.pop("place"))
        facts = {name: value for name, value in told.items() if value}
        if seat.organisation_id is None and (facts or place):
            for name, value in {**facts, "place": place}.items():
                setattr(seat, name, value)
            seat.save(update_fields=["place", *facts])
            application = save_part(application, f"pair_{side}", by=by)
    record("applications.carry_answers", application, by=by)
    return application


@transaction.atomic
def start_from_idea(
    idea: Idea, *, programme: Programme, size: str, key: str, by: User
) -> Application:
    """Open a draft together with whoever had the idea, over the phone.

    The adviser writes in it until somebody of the pair takes their seat; then it is handed over,
    and the adviser sees it and writes no more. A draft from one idea is opened once.
    """
    if not may(by, "applications.open_draft_with_pair", idea):
        raise PermissionDenied
    idea = locked(idea)
    permit = LIFE_OF_AN_IDEA.permit("open_draft", idea, by=by)
    application = _new_draft(programme, size=size, key=key, by=by, idea=idea)
    Help.objects.create(application=application, user=by, may_write=True, let_in_at=clock.now())
    move(permit)
    record("applications.start_with_pair", application, by=by, size=size)
    carry_idea(application, idea, by=by)
    return application


@transaction.atomic
def go_on_in_full_form(application: Application, *, by: Actor) -> Application:
    """Go on in the full form: texts, plan and money come along. The short form is left behind.

    It did not ask where an activity is, and took the region of a side: that is asked for now.
    """
    application = opened(application, "form", by=by)
    if application.size == Application.Size.SHORT:
        move_sheet(application.sheet, application.programme.full_form)
        Activity.objects.filter(application=application).update(place=None)
        save_part(application, "size", by=by, size=Application.Size.FULL)
    return application
