"""Papers that go with a draft: answered, sent in, and taken away."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.applications.actions.writing import opened, row_as_read, touch
from naboskap.applications.models import Application, Attachment
from naboskap.applications.notices import PAPER_KEPT_OUT, tell_pair
from naboskap.applications.papers import KINDS, MOST, OTHER, ROOM
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.records.actions import Taken, keep_file, take_in
from naboskap.records.models import Document
from naboskap.records.uploads import ENDINGS

State = Attachment.State
FAR = timedelta(days=366)  # A paper is promised for within a year.


def save_attachment(
    application: Application,
    *,
    key: str,
    kind: str,
    state: str,
    by: Actor,
    called: str = "",
    note: str = "",
    due_on: date | None = None,
    file: tuple[str, bytes] | None = None,
    pk: int | None = None,
    read_revision: int = 0,
) -> Attachment:
    """Answer for a paper: a file (its name and bytes), or why there is none yet.

    ``key`` is made by the page: a second click brings the same paper. Without ``file``, a paper
    that is here already keeps its own. The file is checked and cleaned before anything is locked.

    Rules: those of ``take_in``; APP-71 (a kind on the list, once, and something else has a name),
    APP-72 (here is a file), APP-73 (later has a day), APP-74 (the others have a few words),
    APP-75 (room), APP-76 (how many).
    """
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    state = State(state)
    taken = take_in(*file) if file and state == State.HERE else None
    return _save(
        application,
        key=key,
        kind=kind,
        state=state,
        called=_plain(called),
        note=_plain(note),
        due_on=due_on if state == State.LATER else None,
        taken=taken,
        file_name=file[0] if file else "",
        pk=pk,
        read_revision=read_revision,
        by=by,
    )


def _plain(text: str) -> str:
    """Leave out what is no letter: nobody types it, and it has a use of ours."""
    return "".join(each for each in text if each.isprintable() or each == "\n").strip()


@transaction.atomic
def _save(
    application: Application,
    *,
    key: str,
    kind: str,
    state: str,
    called: str,
    note: str,
    due_on: date | None,
    taken: Taken | None,
    file_name: str,
    pk: int | None,
    read_revision: int,
    by: Actor,
) -> Attachment:
    application = opened(application, "attachments", by=by)
    rows = Attachment.objects.filter(application=application)
    before = rows.filter(key=key).first()
    if pk is None and before is not None:
        return before  # A second click.
    told = {"state": state, "called": called, "note": note, "due_on": due_on}
    row = row_as_read(
        Attachment.objects, application, "attachments", pk, read_revision, yours=told
    )
    kind = row.kind if row else kind
    _check_kind(application, kind, called, row)
    require(
        "APP-72",
        state != State.HERE or taken or (row and row.document_id),
        gettext_lazy("Choose the file, or say when it comes."),
    )
    _check_words(state, note, due_on)
    if taken is not None:
        check_room(application, taken, row)
    document, name = kept(kind, state, taken, file_name, row)
    changed = {"kind": kind, "state": state, "due_on": str(due_on or "")}
    facts = {**told, "document": document, "file_name": name}
    stamp = {"changed_by_id": by.pk, "changed_at": clock.now()}
    if row is None:
        last = rows.order_by("-position").first()
        row = Attachment.objects.create(
            key=key,
            application=application,
            kind=kind,
            position=last.position + 1 if last else 1,
            **facts,
            **stamp,
        )
    else:
        if row.due_on != due_on:
            row.reminded_at = row.day_told_at = None
        if row.document_id != (document.pk if document else None):
            row.warned_at = None
        for field, value in {**facts, **stamp, "revision": row.revision + 1}.items():
            setattr(row, field, value)
        row.save()
    record("applications.save_attachment", application, by=by, row=row.pk, **changed)
    touch(application, by=by)
    return row


def _check_kind(application: Application, kind: str, called: str, row: Attachment | None) -> None:
    require("APP-71", kind in KINDS, gettext_lazy("Choose one of the papers in the list."))
    require(
        "APP-71",
        kind != OTHER or called,
        gettext_lazy("Say in a few words what it is."),
    )
    if row is not None:
        return
    there = list(Attachment.objects.filter(application=application).values_list("kind", flat=True))
    require(
        "APP-71",
        kind == OTHER or kind not in there,
        gettext_lazy("This paper has just been answered for. Open it to see what stands there."),
    )
    require(
        "APP-76",
        len(there) < MOST,
        gettext_lazy("There is room for 20 papers. Put several into one file."),
    )


def _check_words(state: str, note: str, due_on: date | None) -> None:
    today = clock.today()
    require(
        "APP-73",
        state != State.LATER or (due_on and today <= due_on <= today + FAR),
        gettext_lazy("Say by which day it comes: from today, and within a year."),
    )
    require(
        "APP-74",
        state not in {State.KNOWN, State.FROM_OTHER, State.NONE} or note,
        gettext_lazy("Write a few words: where we have it, who sends it, or why there is none."),
    )


def check_room(application: Application, taken: Taken, row: Attachment | None) -> None:
    others = Attachment.objects.filter(application=application)
    if row is not None:
        others = others.exclude(pk=row.pk)
    used = others.aggregate(used=Sum("document__size"))["used"] or 0
    require(
        "APP-75",
        used + len(taken.content) <= ROOM,
        _("All files together may be %(room)s MB. Make one smaller, or take one away.")
        % {"room": ROOM // (1024 * 1024)},
    )


def kept(
    kind: str, state: str, taken: Taken | None, file_name: str, row: Attachment | None
) -> tuple[Document | None, str]:
    """Return the document of the paper and what its sender calls it."""
    if state != State.HERE:
        return None, ""
    if taken is None:
        assert row is not None
        return row.document, row.file_name
    neutral = f"{KINDS[kind].neutral}-{taken.sha256[:8]}.{ENDINGS[taken.kind]}"
    document = keep_file(
        taken.content, file_name=neutral, content_type=taken.kind, is_foreign=True
    )
    return document, file_name


@transaction.atomic
def remove_attachment(application: Application, *, pk: int, read_revision: int, by: Actor) -> None:
    """Take a paper away from a draft. Its file stays on the shelf; a second click is harmless."""
    application = opened(application, "attachments", by=by)
    if not Attachment.objects.filter(application=application, pk=pk).exists():
        return
    row = row_as_read(Attachment.objects, application, "attachments", pk, read_revision, yours={})
    assert row is not None
    held = {"kind": row.kind, "state": row.state, "document": row.document_id}
    row.delete()
    record("applications.remove_attachment", application, by=by, row=pk, held=held)
    touch(application, by=by)


def warn_of_files(*, at_once: int = 100) -> int:
    """Tell the pair, once, that a file is kept out because the scan found a virus in it."""
    found = Attachment.objects.filter(
        document__scan=Document.Scan.INFECTED, warned_at__isnull=True
    )
    return sum(map(_warn, found.order_by("pk")[:at_once]))


@transaction.atomic
def _warn(row: Attachment) -> bool:
    row = locked(row, "application")
    if row.document_id is None or row.warned_at is not None:
        return False
    row.warned_at = clock.now()
    row.save(update_fields=["warned_at"])
    tell_pair(PAPER_KEPT_OUT, row.application)
    record("applications.warn_of_attachment", row.application, by=SYSTEM, row=row.pk)
    return True
