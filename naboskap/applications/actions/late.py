"""The one late door: a draft is sent after the closing, with a reason, when two people say so."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.advice.notices import clocks
from naboskap.applications.models import Application, LateDoor
from naboskap.applications.notices import LATE_DOOR, tell_pair
from naboskap.applications.queries import way_in
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.programmes.actions import last_second_of
from naboskap.programmes.queries import last_closed

LONGEST = timedelta(days=14)


@transaction.atomic
def ask_late_door(number: int, *, reason: str, until: date, by: Actor) -> LateDoor:
    """Ask that the draft with this number may be sent through a day in Oslo, and say why.

    The number stands on the draft, and is told by those who write it: staff do not see drafts.
    Rules: APP-61 (a reason), APP-62 (a draft whose round is closed), APP-63 (a day within two
    weeks).
    """
    if not may(by, "applications.ask_late_door"):
        raise PermissionDenied
    require("APP-61", reason.strip(), _("Write why it may be sent late."))
    found = Application.objects.filter(pk=number, status=ApplicationStatus.DRAFT).first()
    require("APP-62", found, _("There is no draft with this number. Ask for it once more."))
    assert found is not None
    application = locked(found, "programme")
    missed = last_closed(application.programme)
    is_asked = LateDoor.objects.filter(application=application, answered_at__isnull=True).exists()
    require(
        "APP-62",
        missed is not None and way_in(application) is None and not is_asked,
        _("This draft needs no late door: a round is open, or it is asked for already."),
    )
    assert missed is not None
    require(
        "APP-63",
        clock.today() <= until <= clock.today() + LONGEST,
        _("Choose a day from today, at most two weeks away."),
    )
    door = LateDoor.objects.create(
        application=application,
        round=missed,
        reason=reason.strip(),
        until=last_second_of(until),
        asked_by_id=by.pk,
        asked_at=clock.now(),
    )
    record("applications.ask_late_door", application, by=by, until=door.until.isoformat())
    return door


@transaction.atomic
def answer_late_door(door: LateDoor, *, is_opened: bool, by: Actor) -> LateDoor:
    """Open the door, or not. When it opens the pair is told, with the instant on both clocks.

    Rule APP-64: answered once, by another person than who asked, while there is time.
    """
    door = locked(door)
    if not may(by, "applications.answer_late_door", door):
        raise PermissionDenied
    require(
        "APP-64",
        door.answered_at is None and (not is_opened or clock.now() <= door.until),
        _("This has been answered already, or its time is over."),
    )
    door.is_opened, door.answered_by_id, door.answered_at = is_opened, by.pk, clock.now()
    door.save(update_fields=["is_opened", "answered_by_id", "answered_at"])
    record(
        "applications.answer_late_door",
        door.application,
        by=by,
        is_opened=is_opened,
        until=door.until.isoformat(),
    )
    if is_opened:
        tell_pair(LATE_DOOR, door.application, facts=clocks(door.until))
    return door
