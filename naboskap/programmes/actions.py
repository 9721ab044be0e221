"""Take programmes in, fill in what is not set, and open and close rounds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.guidelines.models import Rulebook
from naboskap.programmes.deadlines import LONGEST_GRACE
from naboskap.programmes.models import Criterion, Extension, Heartbeat, Programme, Round
from naboskap.programmes.outage import BEFORE_CLOSING, Gap, Sign, gaps_in, moved_closing
from naboskap.programmes.ports import Health
from naboskap.programmes.queries import (
    contradictions,
    guidelines_of,
    missing_values,
    rounds_open,
)
from naboskap.questionnaires.models import Form

# What staff set: a number in the unit of the field, or yes and no.
PARAMETERS = (
    "short_form_up_to",
    "board_threshold",
    "board_threshold_included",
    "board_quorum",
    "guidance",
    "confirm_within_days",
    "answer_from_weeks",
    "answer_to_weeks",
    "accept_within_days",
    "report_within_days",
    "complain_within_days",
    "advance_share_percent",
    "auditor_above",
    "is_shown",
)


def _permit(by: Actor, permission: str, subject: Any = None) -> None:
    if not may(by, permission, subject):
        raise PermissionDenied


@transaction.atomic
def load_programmes(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Programme]:
    """Take in programmes with their criteria; one that is there already is left as it is.

    Rule PRO-1. Returns the programmes that are new.
    """
    _permit(by, "programmes.load_programmes")
    new = [_load(dict(row), by) for row in rows if not Programme.objects.filter(slug=row["slug"])]
    for programme in new:
        _require_agreement(programme)
    return new


def _load(row: dict[str, Any], by: Actor) -> Programme:
    criteria = row.pop("criteria")
    row.pop("examples", None)
    row.pop("example_round", None)
    forms = {}
    for size in ("short_form", "full_form"):
        slug = row.pop(size)
        forms[size] = (
            slug
            and Form.objects.get_or_create(
                slug=slug, defaults={"purpose": Form.Purpose.APPLICATION}
            )[0]
        )
    rulebook = Rulebook.objects.get(slug=row.pop("rulebook"))
    programme = Programme.objects.create(rulebook=rulebook, **forms, **row)
    Criterion.objects.bulk_create(
        Criterion(programme=programme, position=position, **criterion)
        for position, criterion in enumerate(criteria, start=1)
    )
    record("programmes.load_programmes", programme, by=by)
    return programme


def _require_agreement(programme: Programme) -> None:
    require(
        "PRO-1",
        not contradictions(programme),
        _("The guidelines in force say another value. Change the guidelines first."),
    )


@transaction.atomic
def set_parameters(programme: Programme, *, by: Actor, **values: Any) -> Programme:
    """Set what staff decide of a programme: sums in øre, times in days or weeks.

    Rules: PRO-1 (not against the guidelines), PRO-2 (only what staff set). A value set by staff
    is no longer an example.
    """
    programme = locked(programme)
    _permit(by, "programmes.set_parameters", programme)
    require("PRO-2", set(values) <= set(PARAMETERS), _("This value is not for staff to set."))
    changed = {name: value for name, value in values.items() if getattr(programme, name) != value}
    before = {name: getattr(programme, name) for name in changed}
    for name, value in changed.items():
        setattr(programme, name, value)
    _require_agreement(programme)
    examples = [name for name in programme.example_values if name not in changed]
    programme.example_values = examples
    programme.save(update_fields=["example_values", *changed])
    if changed:
        record("programmes.set_parameters", programme, by=by, before=before, after=changed)
    return programme


@transaction.atomic
def fill_examples(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> None:
    """In a demonstration: put marked examples where nobody has set a value."""
    _permit(by, "programmes.load_programmes")
    for row in rows:
        programme = Programme.objects.select_for_update().get(slug=row["slug"])
        unset = {
            name: value
            for name, value in row.get("examples", {}).items()
            if getattr(programme, name) is None
        }
        if not unset:
            continue
        for name, value in unset.items():
            setattr(programme, name, value)
        programme.example_values = [*programme.example_values, *unset]
        programme.save(update_fields=["example_values", *unset])
        record("programmes.fill_examples", programme, by=by, after=unset)


def last_second_of(day: date) -> datetime:
    """Return 23:59:59 in Oslo on ``day``: a round that closes that day closes then."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock.OSLO)


@transaction.atomic
def open_round(
    programme: Programme,
    *,
    name: Mapping[str, str],
    opens_at: datetime,
    closes_on: date | None,
    grace_minutes: int = 0,
    starts_from: date | None = None,
    starts_to: date | None = None,
    by: Actor,
) -> Round:
    """Invite to apply from an instant through a day in Oslo; without a day, continuously.

    Rules: PRO-3 (nothing needed is "not set"), PRO-4 (guidelines in force), PRO-5 (closes after
    it opens, in the future), PRO-6 (start window in order), PRO-7 (one round at a time), PRO-9
    (grace is short), PRO-1.
    """
    programme = locked(programme)
    _permit(by, "programmes.open_round", programme)
    require(
        "PRO-3",
        not missing_values(programme),
        _("Values are not set yet. Fill them in before you open a round."),
    )
    require(
        "PRO-4",
        guidelines_of(programme, opens_at.astimezone(clock.OSLO).date()),
        _("No guidelines are in force when the round opens."),
    )
    _require_agreement(programme)
    closes_at = last_second_of(closes_on) if closes_on else None
    require(
        "PRO-9",
        0 <= grace_minutes <= LONGEST_GRACE,
        _("The grace is two hours at most."),
    )
    require(
        "PRO-5",
        closes_at is None or (closes_at > opens_at and closes_at > clock.now()),
        _("The round must close after it opens, and not in the past."),
    )
    require(
        "PRO-6",
        starts_from is None or starts_to is None or starts_from <= starts_to,
        _("The first start must not be after the last."),
    )
    require(
        "PRO-7",
        not _overlapping(programme, opens_at, closes_at),
        _("Another round of this programme is open at the same time."),
    )
    opened = Round.objects.create(
        programme=programme,
        name=dict(name),
        opens_at=opens_at,
        closes_at=closes_at,
        grace_minutes=grace_minutes,
        starts_from=starts_from,
        starts_to=starts_to,
    )
    record(
        "programmes.open_round",
        opened,
        by=by,
        programme=programme.slug,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat() if closes_at else "",
        grace_minutes=grace_minutes,
    )
    return opened


def _overlapping(programme: Programme, opens_at: datetime, closes_at: datetime | None) -> bool:
    rounds = programme.rounds.filter(
        Q(takes_until__isnull=True) | Q(takes_until__gte=opens_at),
    ).filter(Q(closed_early_at__isnull=True) | Q(closed_early_at__gt=opens_at))
    if closes_at is not None:
        rounds = rounds.filter(opens_at__lte=closes_at)
    return rounds.exists()


@transaction.atomic
def close_early(opened: Round, *, by: Actor) -> Round:
    """Close an open round now, since the money has run out. Rule PRO-8: only an open one."""
    opened = locked(opened)
    _permit(by, "programmes.close_round", opened)
    now = clock.now()
    require("PRO-8", opened.is_open(now), _("This round is not open."))
    opened.closed_early_at = now
    opened.save(update_fields=["closed_early_at"])
    record("programmes.close_early", opened, by=by, programme=opened.programme_id)
    return opened


@transaction.atomic
def open_example_rounds(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Round]:
    """In a demonstration: see to it that every programme of ``rows`` has an open round."""
    _permit(by, "programmes.open_round")
    now, opened = clock.now(), []
    for row in rows:
        example = row.get("example_round")
        programme = Programme.objects.get(slug=row["slug"])
        if example is None or rounds_open(now).filter(programme=programme).exists():
            continue
        closes_on = _next_of(example["closes"], clock.today()) if example["closes"] else None
        opened.append(
            open_round(programme, name=example["name"], opens_at=now, closes_on=closes_on, by=by)
        )
    return opened


def _next_of(days: Iterable[str], after: date) -> date:
    """Return the first of the yearly ``days`` (MM-DD) at least four weeks after ``after``."""
    coming = [
        date(after.year + years, *map(int, day.split("-"))) for day in days for years in (0, 1, 2)
    ]
    return min(day for day in coming if (day - after).days >= 28)


KEPT = timedelta(days=3)  # Looks at the service: what may move a closing, and a day to see why.


@transaction.atomic
def look_each_minute(service: Health) -> bool:
    """Look whether the service answers, once a minute; say whether this was the minute's look."""
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    if Heartbeat.objects.filter(minute_at=minute).exists():
        return False
    seen = service.look()
    up_since = None if seen.up_seconds is None else now - timedelta(seconds=seen.up_seconds)
    _beat, is_first = Heartbeat.objects.get_or_create(
        minute_at=minute, defaults={"answered": seen.answered, "up_since": up_since}
    )
    Heartbeat.objects.filter(minute_at__lt=now - KEPT).delete()
    return is_first


def extend_rounds(*, by: Actor) -> list[Extension]:
    """Let every round that was to close within a day of an outage close later, for everybody."""
    beats = Heartbeat.objects.order_by("minute_at")
    gaps = gaps_in(Sign(one.minute_at, one.answered, one.up_since) for one in beats)
    return [
        extension
        for gap in gaps
        for found in Round.objects.filter(
            opens_at__lte=gap.ends,
            closes_at__gte=gap.begins,
            closes_at__lt=gap.ends + BEFORE_CLOSING,
            closed_early_at__isnull=True,
        )
        .exclude(extensions__down_from=gap.begins)
        .order_by("pk")
        if (extension := _extend(found, gap, by=by))
    ]


@transaction.atomic
def _extend(found: Round, gap: Gap, *, by: Actor) -> Extension | None:
    """Move one closing for one gap, if it moves it. A second worker finds it moved already."""
    found = locked(found)
    _permit(by, "programmes.extend_round", found)
    if found.closes_at is None or found.extensions.filter(down_from=gap.begins).exists():
        return None
    now, before = clock.now(), found.closes_at
    moved = moved_closing(before, gap, now)
    if moved is None:
        return None
    found.first_closes_at = found.first_closes_at or before
    found.closes_at = moved
    found.save(update_fields=["first_closes_at", "closes_at"])
    record(
        "programmes.extend_round",
        found,
        by=by,
        down_from=gap.begins.isoformat(),
        down_to=gap.ends.isoformat(),
        before=before.isoformat(),
        closes_at=moved.isoformat(),
    )
    return Extension.objects.create(
        round=found,
        down_from=gap.begins,
        down_to=gap.ends,
        closed_at=before,
        closes_at=moved,
        made_at=now,
    )


def mark_told(extension: Extension) -> None:
    """Note that those who write a draft for the round have been told of its later closing."""
    extension.told_at = clock.now()
    extension.save(update_fields=["told_at"])
