"""Write a version of the guidelines: a copy of another, paragraph by paragraph."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.actions.checks import checked
from naboskap.guidelines.findings import order
from naboskap.guidelines.fitness import NUMBER
from naboskap.guidelines.judge import read_parameters
from naboskap.guidelines.models import Clause, TakenOut, Version

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FACTS = ("number", "heading", "words", "kind", "parameters", "severity", "basis", "source")


@transaction.atomic
def begin_version(source: Version, *, slug: str, name: Mapping[str, str], by: User) -> Version:
    """Make a new version with a copy of another's paragraphs. It lies ready, and changes nothing.

    Any version may be the source, also one that held long ago. What nobody has published takes
    its writers along, so that the second person who reads it is none of them (GUI-30). Rule
    GUI-13: it has a name, and a name for its address that no other has.
    """
    may_write(by)
    source = locked(source, "rulebook")
    given = _named(name)
    require(
        "GUI-13",
        SLUG.fullmatch(slug) and len(slug) <= 50,
        _("Write the address with small letters, figures and hyphens, as ordinary-2023."),
    )
    require(
        "GUI-13",
        not Version.objects.filter(slug=slug).exists(),
        _("Other guidelines have this address already. Choose another."),
    )
    made = Version.objects.create(
        rulebook=source.rulebook, slug=slug, name=given, made_by=by, made_at=clock.now()
    )
    Clause.objects.bulk_create(
        Clause(
            version=made,
            position=clause.position,
            **{fact: getattr(clause, fact) for fact in FACTS},
        )
        for clause in source.clauses.all()
    )
    made.writers.add(by)
    if applies("GUI-30", source.in_force_from is None):
        made.writers.add(*source.writers.all())
    record("guidelines.begin_version", made, by=by, source=source.slug, slug=slug)
    return made


@transaction.atomic
def name_version(version: Version, *, name: Mapping[str, str], by: User) -> Version:
    """Call a version that is being written something else. Rules GUI-10, GUI-11, GUI-13."""
    version = opened(version, by)
    before, version.name = version.name, _named(name)
    version.save(update_fields=["name"])
    version.writers.add(by)
    record("guidelines.name_version", version, by=by, before=before, after=version.name)
    return version


@transaction.atomic
def write_clause(
    version: Version,
    facts: Mapping[str, Any],
    *,
    by: User,
    clause: int | None = None,
    read_revision: int = 0,
) -> Clause:
    """Write a paragraph, or a new one without ``clause``. It stands where its number says.

    Rules: GUI-10 and GUI-11 (the version is being written), GUI-12 (nobody has changed the
    paragraph since it was read), GUI-14 (a number of its own), GUI-15 (a heading), and GUI-1 to
    GUI-4. The trail keeps what was other before.
    """
    version = opened(version, by)
    row = _as_read(version, clause, read_revision) if clause is not None else None
    values = checked(facts)
    if values["kind"]:
        read = read_parameters(values["kind"], values["parameters"])
        values["parameters"] = read.model_dump(mode="json")
    else:
        values["parameters"] = {}
    require(
        "GUI-14",
        NUMBER.fullmatch(values["number"]),
        _("Write the number as a chapter or a paragraph in it, as 4 or 4.12."),
    )
    others = version.clauses.exclude(pk=row.pk) if row else version.clauses.all()
    require(
        "GUI-14",
        not others.filter(number=values["number"]).exists(),
        _("Another paragraph has this number. Choose one that is free."),
    )
    require(
        "GUI-15",
        values["heading"].get(secretariat().languages[0], "").strip(),
        _("Write a heading in the house's own language."),
    )
    before: dict[str, Any] = {}
    if row is None:
        row = Clause(version=version, position=0, revision=0)
    else:
        before = {fact: getattr(row, fact) for fact in FACTS}
    changed = {fact: value for fact, value in values.items() if before.get(fact) != value}
    if before and not changed:
        return row
    _save(row, changed, by)
    _put_in_order(version, by)
    record(
        "guidelines.write_clause" if before else "guidelines.add_clause",
        version,
        by=by,
        number=row.number,
        before={fact: before[fact] for fact in changed if fact in before},
        after=changed,
    )
    return row


@transaction.atomic
def remove_clause(version: Version, clause: int, *, read_revision: int, by: User) -> None:
    """Take a paragraph out. It is kept whole, and can be put back (``put_back``).

    Rules GUI-10, GUI-11, GUI-12, and GUI-17: a chapter that has paragraphs stays.
    """
    version = opened(version, by)
    row = _as_read(version, clause, read_revision)
    require(
        "GUI-17",
        not version.clauses.filter(number__startswith=f"{row.number}.").exists(),
        _("This chapter has paragraphs. Take them out or give them another number first."),
    )
    facts = {fact: getattr(row, fact) for fact in FACTS}
    version.taken_out.create(facts=facts, taken_by=by, taken_at=clock.now())
    record("guidelines.remove_clause", version, by=by, number=row.number, before=facts)
    row.delete()
    _put_in_order(version, by)


@transaction.atomic
def put_back(version: Version, taken_out: int, *, by: User) -> Clause | None:
    """Put a paragraph that was taken out back as it stood; None where that is done already.

    Rules GUI-10, GUI-11, and GUI-28: no other has its number now.
    """
    version = opened(version, by)
    kept: TakenOut | None = version.taken_out.filter(pk=taken_out).first()
    if kept is None:
        return None  # A second click.
    number = kept.facts["number"]
    require(
        "GUI-28",
        not version.clauses.filter(number=number).exists(),
        _("Another paragraph is number %(number)s now. Give that one another number first.")
        % {"number": number},
    )
    row = Clause(version=version, position=0, revision=0)
    _save(row, kept.facts, by)
    kept.delete()
    _put_in_order(version, by)
    record("guidelines.put_back_clause", version, by=by, number=number)
    return row


@transaction.atomic
def move_clause(
    version: Version, clause: int, *, is_up: bool, read_revision: int, by: User
) -> Clause:
    """Let a paragraph change places, and so numbers, with the one before or after it.

    Rules GUI-10, GUI-11, GUI-12, and GUI-20: there is one in the same chapter.
    """
    version = opened(version, by)
    row = _as_read(version, clause, read_revision)
    other = neighbour(list(version.clauses.all()), row, is_up=is_up)
    require("GUI-20", other, _("There is no paragraph in the chapter to change places with."))
    assert other is not None
    mine, theirs = row.number, other.number
    Clause.objects.filter(pk=other.pk).update(number="")  # Two never have the same number.
    _save(row, {"number": theirs}, by)
    _save(other, {"number": mine}, by)
    _put_in_order(version, by)
    record("guidelines.move_clause", version, by=by, before=mine, after=theirs)
    return row


def neighbour(clauses: list[Clause], row: Clause, *, is_up: bool) -> Clause | None:
    """Return the paragraph before or after ``row`` in its chapter; a chapter has none."""
    chapter, _dot, place = row.number.partition(".")
    if not place:
        return None
    beside = [one for one in clauses if one.number.startswith(f"{chapter}.")]
    beside.sort(key=lambda one: order(one.number))
    at = [one.pk for one in beside].index(row.pk) + (-1 if is_up else 1)
    return beside[at] if 0 <= at < len(beside) else None


def may_write(by: User) -> None:
    if not may(by, "guidelines.write_version"):
        raise PermissionDenied


def opened(version: Version, by: User) -> Version:
    """Return the version held, if it may be changed."""
    may_write(by)
    version = locked(version)
    require(
        "GUI-10",
        version.in_force_from is None,
        _("These guidelines are published. Make a new version from them instead."),
    )
    require(
        "GUI-11",
        version.proposed_from is None,
        _("A day is proposed for these. Take the proposal back first, then change them."),
    )
    return version


def _as_read(version: Version, pk: int, read_revision: int) -> Clause:
    row = version.clauses.filter(pk=pk).first()
    require(
        "GUI-12",
        row is not None and row.revision == read_revision,
        _("Somebody has changed this paragraph after you opened it. Look at both."),
    )
    assert row is not None
    return row


def _named(name: Mapping[str, str]) -> dict[str, str]:
    given = {code: words.strip() for code, words in name.items() if words.strip()}
    require(
        "GUI-13", given.get(secretariat().languages[0]), _("Write a name for these guidelines.")
    )
    return given


def _save(row: Clause, facts: Mapping[str, Any], by: User) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.revision += 1
    row.changed_by, row.changed_at = by, clock.now()
    row.save()


def _put_in_order(version: Version, by: User) -> None:
    """Let the paragraphs stand in the order of their numbers, and the version be read anew.

    Whoever changed them is one of its writers from now on (GUI-27).
    """
    version.writers.add(by)
    clauses = sorted(version.clauses.all(), key=lambda one: order(one.number))
    for position, clause in enumerate(clauses, start=1):
        if clause.position != position:
            Clause.objects.filter(pk=clause.pk).update(position=position)
    version.stamp = uuid4()
    version.save(update_fields=["stamp"])
