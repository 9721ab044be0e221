"""What every change of a draft has in common: taken, permitted, open, and met by the other's."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Manager
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application, Help, SeatPerson
from naboskap.applications.models.application import Revised
from naboskap.applications.queries import is_changing, last_taken_out
from naboskap.applications.rules import standing_as, standing_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may, once, one_reading
from naboskap.core.prepared import Prepared

R = TypeVar("R", bound=Revised)
NOTHING: Collection[str] = ()
# A change of what was sent is of the text: not of who the pair is (impartiality was asked of
# these two), of which form it is, nor of papers, which come later by an act of their own.
STAYS = frozenset({"pair", "form", "attachments"})


class PartChanged(Refusal):
    """The part was changed since it was read. Both versions are here; none is lost.

    ``theirs`` is what stands now (None: they removed it), ``yours`` what was sent. To save over
    it, send again with ``revision`` as what was read. ``writers`` are all who changed it since it
    was read, the last first, as far as the trail knows: it may be the very one who meets it, in
    another window.
    """

    def __init__(
        self,
        part: str,
        *,
        theirs: Mapping[str, Any] | None,
        yours: Mapping[str, Any],
        revision: int,
        changed_by_id: int,
        changed_at: datetime,
        writers: tuple[int, ...] = (),
    ) -> None:
        super().__init__(_("This has been changed since you opened it here."))
        self.part = part
        self.theirs = dict(theirs) if theirs is not None else None
        self.yours = dict(yours)
        self.revision = revision
        self.changed_by_id = writers[0] if writers else changed_by_id
        self.writers = writers
        self.changed_at = changed_at


def opened(
    application: Application, part: str, *, by: Actor, unlocked: Collection[str] = NOTHING
) -> Application:
    """Take the application for writing in ``part``.

    What was sent is frozen as a snapshot; the working copy opens again only while a change is
    under way (all but who the pair is and which form it is), or where one thing was asked for:
    ``unlocked`` names those parts, and only ``assessments`` gives it. Rules APP-5, APP-6 (told
    first) and APP-36 (whoever reads writes nothing).
    """
    with one_reading():
        application = _taken(application, by)
        standing = standing_of(by, application)
        require(
            "APP-36",
            standing.may_write or not standing.sides,
            _("You read this application. Whoever leads your side can let you write."),
        )
        if not may(by, "applications.write_application", application):
            raise PermissionDenied
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT
        or part in unlocked
        or (part not in STAYS and is_changing(application)),
        _("This has been sent, and cannot be changed now."),
    )
    if standing.sides:
        require(
            "APP-6",
            standing.is_informed,
            _("Read first what we keep and who sees it. Then you can write."),
        )
    else:
        helping = Help.objects.filter(application=application, user_id=by.pk)
        helping.filter(wrote_at__isnull=True).update(wrote_at=clock.now())
    return application


def _taken(application: Application, by: Actor) -> Application:
    """Lock the application, and learn in the same statement how the writer stands to it.

    Saving is what happens most: for whoever has a seat this is one statement, not two.
    """
    person: SeatPerson | None = _TAKEN.first(application=application.pk, user=by.pk or 0)
    if person is None:
        return locked(application)
    taken = person.seat.application
    once(("applications", by.pk, taken.pk), lambda: standing_as(person))
    return taken


_TAKEN = Prepared(
    lambda *, application, user: (
        SeatPerson.objects.filter(
            seat__application=application, user_id=user, left_at__isnull=True
        )
        .select_related("seat__application")
        .select_for_update(of=("seat__application",))
        .order_by("pk")[:1]
    )
)


def check_revision(
    application: Application,
    part: str,
    read_revision: int,
    *,
    yours: Mapping[str, Any],
    theirs: Mapping[str, Any] | None = None,
) -> None:
    """Meet the other's change of a part that is saved as a whole.

    ``theirs`` is what stands now; without it, the application's own fields do. The same again is
    the same save: a second click, or a save whose answer was lost, meets nobody.
    """
    if application.revision_of(part) == read_revision:
        return
    stands = {name: getattr(application, name) for name in yours} if theirs is None else theirs
    if stands == yours:
        return
    raise PartChanged(
        part,
        theirs=stands,
        yours=yours,
        revision=application.revision_of(part),
        changed_by_id=application.changed_by_id,
        changed_at=application.changed_at,
        writers=_writers(
            application, [f"save_{part}"], application.revision_of(part) - read_revision
        ),
    )


# What a change of a row is called in the trail.
CALLED = {
    "activity": ["activity"],
    "budgetline": ["cost", "exchange"],
    "financingline": ["financing"],
}


def _writers(
    application: Application, acts: Iterable[str], times: int, **told: Any
) -> tuple[int, ...]:
    """Return who did the last ``times`` acts of these; nobody where the trail knows of fewer."""
    done = trail_of(application).filter(
        action__in=[f"applications.{act}" for act in acts],
        **{f"data__{name}": value for name, value in told.items()},
    )
    found = done.order_by("-pk").values_list("actor_id", flat=True)[: max(times, 0)]
    return tuple(pk for pk in found if pk is not None) if len(found) == times else ()


def save_part(application: Application, part: str, *, by: Actor, **facts: Any) -> Application:
    """Write ``facts`` on the application as a new revision of ``part``, with its trail."""
    before = {name: getattr(application, name) for name in facts}
    for name, value in facts.items():
        setattr(application, name, value)
    application.revisions = {
        **application.revisions,
        part: application.revision_of(part) + 1,
    }
    touch(application, by=by, fields=["revisions", *facts])
    changed = {name: [plain(before[name]), plain(facts[name])] for name in facts}
    record(f"applications.save_{part}", application, by=by, changed=changed)
    return application


def touch(application: Application, *, by: Actor, fields: list[str] | None = None) -> None:
    """Note who changed the application last, and when."""
    application.changed_by_id, application.changed_at = by.pk, clock.now()
    application.save(update_fields=["changed_by_id", "changed_at", *(fields or [])])


def save_row(
    rows: Any,
    application: Application,
    part: str,
    row: R | None,
    *,
    by: Actor,
    since: int = 0,
    **facts: Any,
) -> R:
    """Add a row to the part, or change ``row`` (already met), with its trail.

    ``since`` is what ``next_row`` said of the page that a row is added from: the same again from
    there is the same row. 0: the row is another, whatever stands.
    """
    stamp = {"changed_by_id": by.pk, "changed_at": clock.now()}
    if row is None:
        there: R | None = _same_since(rows, application, since, facts, by=by) if since else None
        if there is not None:
            return there
        last = rows.filter(application=application).order_by("-position").first()
        facts["position"] = last.position + 1 if last else 1
        made: R = rows.create(application=application, **facts, **stamp)
        changed = {name: [None, plain(value)] for name, value in facts.items()}
        record(f"applications.add_{part}", application, by=by, row=made.pk, changed=changed)
        touch(application, by=by)
        return made
    changed = {
        name: [plain(getattr(row, name)), plain(value)]
        for name, value in facts.items()
        if getattr(row, name) != value
    }
    if not changed:
        return row
    for name, value in {**facts, **stamp, "revision": row.revision + 1}.items():
        setattr(row, name, value)
    row.save()
    record(f"applications.change_{part}", application, by=by, row=row.pk, changed=changed)
    touch(application, by=by)
    return row


def next_row(rows: Iterable[Any]) -> int:
    """Return what tells rows that are added from now on from those that stand."""
    return max((one.pk for one in rows), default=0) + 1


def _same_since(
    rows: Any, application: Application, since: int, facts: Mapping[str, Any], *, by: Actor
) -> Any:
    """Return the row that the first of two presses added: by the same person, all the same."""
    for one in rows.filter(application=application, changed_by_id=by.pk):
        if one.pk >= since and all(getattr(one, name) == facts[name] for name in facts):
            return one
    return None


def row_as_read(
    rows: Manager[R],
    application: Application,
    part: str,
    pk: int | None,
    read_revision: int,
    *,
    yours: Mapping[str, Any],
) -> R | None:
    """Return the row that the writer had before them, or meet what the other did to it.

    None without a ``pk``: the writer adds one.
    """
    if pk is None:
        return None
    row: R | None = rows.filter(application=application, pk=pk).first()
    if row is not None and row.revision == read_revision:
        return row
    typed = yours.keys() - {"language"}  # Of an activity: read out of its words as it is saved.
    if row is not None and typed and all(getattr(row, name) == yours[name] for name in typed):
        return row  # The same again is the same save.
    way, times = ("change", row.revision - read_revision) if row else ("remove", 1)
    names = CALLED.get(str(rows.model._meta.model_name), [])
    raise PartChanged(
        part,
        theirs={name: getattr(row, name) for name in yours} if row else None,
        yours=yours,
        revision=row.revision if row else 0,
        changed_by_id=row.changed_by_id if row else application.changed_by_id,
        changed_at=row.changed_at if row else application.changed_at,
        writers=_writers(application, [f"{way}_{name}" for name in names], times, row=pk),
    )


@transaction.atomic
def take_out_row(
    rows: Manager[R],
    application: Application,
    part: str,
    name: str,
    *,
    pk: int,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
    **told: Any,
) -> None:
    """Take a row out of ``part`` that stands as it was read; what it held stays in the trail.

    ``name`` is what one row of the part is called there; ``told`` is what else must be known to
    put it back (``put_back_row``).
    """
    application = opened(application, part, by=by, unlocked=unlocked)
    if not rows.filter(application=application, pk=pk).exists():
        return  # A second click: it is gone already.
    row = row_as_read(rows, application, part, pk, read_revision, yours={})
    assert row is not None
    held = {
        field.name: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in ("application", "changed_at")
    }
    row.delete()
    record(f"applications.remove_{name}", application, by=by, row=pk, held=held, **told)
    touch(application, by=by)


@transaction.atomic
def put_back_row(
    rows: Manager[R],
    application: Application,
    part: str,
    name: str,
    *,
    pk: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> R:
    """Put a row back that was taken out, as it was then: the same row, with its translations.

    A second click finds it there. Rule APP-96: it was taken out of this application.
    """
    application = opened(application, part, by=by, unlocked=unlocked)
    there: R | None = rows.filter(application=application, pk=pk).first()
    if there is not None:
        return there
    out = last_taken_out(application, name, pk)
    require("APP-96", out, _("Nothing that was taken out here can be put back by this."))
    assert out is not None
    held = {
        field.attname: _still_there(field, field.to_python(out.held[field.name]))
        for field in rows.model._meta.concrete_fields
        if field.name in out.held
    }
    stamp = {"changed_by_id": by.pk, "changed_at": clock.now()}
    row: R = rows.create(
        **{**held, "revision": held["revision"] + 1, **stamp}, application=application
    )
    record(f"applications.put_back_{name}", application, by=by, row=pk)
    touch(application, by=by)
    return row


def _still_there(field: Any, value: Any) -> Any:
    """Return what a row pointed to, or nothing where that has been taken out since."""
    if not field.is_relation or value is None:
        return value
    rows = field.related_model._default_manager
    return value if rows.filter(pk=value).exists() else None


def plain(value: Any) -> Any:
    """Return a value as the trail can keep it."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.pk if hasattr(value, "pk") else str(value)
