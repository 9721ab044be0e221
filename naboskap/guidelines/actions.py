"""Take guidelines in, and let a version that lies ready take over from a day."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.guidelines.editions import whole
from naboskap.guidelines.judge import PlainClause, read_parameters
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.models import Clause, Rulebook, Version
from naboskap.guidelines.wording.paragraphs import PLACEHOLDER, values_of

DIGIT = re.compile(r"\d")


@transaction.atomic
def load_guidelines(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Version]:
    """Take in versions of guidelines, each a row with its rulebook and clauses.

    A row may be told by what it changes in another (``editions``). One without a date lies ready.
    A version that is there already is left as it is: the office may have changed it.

    Rules: GUI-1 to GUI-5 (see docs/rules/guidelines.md). Returns the versions that are new.
    """
    if not may(by, "guidelines.load_guidelines"):
        raise PermissionDenied
    return [version for row in whole(rows) if (version := _load_version(row, by)) is not None]


def _load_version(row: Mapping[str, Any], by: Actor) -> Version | None:
    rulebook, _new = Rulebook.objects.get_or_create(
        slug=row["rulebook"], defaults={"name": row["rulebook_name"]}
    )
    if Version.objects.filter(slug=row["slug"]).exists():
        return None
    begins = date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else None
    require(
        "GUI-5",
        begins is None or not rulebook.versions.filter(in_force_from=begins).exists(),
        _("Another version of these guidelines is in force from the same day."),
    )
    version = Version.objects.create(
        rulebook=rulebook, slug=row["slug"], name=row["name"], in_force_from=begins
    )
    Clause.objects.bulk_create(
        Clause(version=version, position=position, **checked(clause))
        for position, clause in enumerate(row["clauses"], start=1)
    )
    record("guidelines.load_guidelines", version, by=by, clauses=len(row["clauses"]))
    return version


@transaction.atomic
def propose_version(version: Version, from_date: date, *, by: User) -> Version:
    """Say from which day a version that lies ready shall hold. Another person publishes it.

    A new proposal takes the place of the last. Rules: GUI-6 (it is not published), GUI-7 (a day to
    come: what has been sent was judged by what was in force then), GUI-5 (no other from that day).
    """
    if not may(by, "guidelines.propose_version"):
        raise PermissionDenied
    version = locked(version)
    _check_day(version, from_date)
    version.proposed_from, version.proposed_by_id = from_date, by.pk
    version.save(update_fields=["proposed_from", "proposed_by"])
    record("guidelines.propose_version", version, by=by, from_date=from_date.isoformat())
    return version


@transaction.atomic
def drop_proposal(version: Version, *, by: User) -> Version:
    """Take a proposed day back. The version lies ready as before. Rule GUI-6."""
    if not may(by, "guidelines.propose_version"):
        raise PermissionDenied
    version = locked(version)
    _is_ready(version)
    version.proposed_from = version.proposed_by = None
    version.save(update_fields=["proposed_from", "proposed_by"])
    record("guidelines.drop_proposal", version, by=by)
    return version


@transaction.atomic
def publish_version(version: Version, *, by: User) -> Version:
    """Let a version be in force from the day that somebody else has proposed.

    Rules: GUI-6 (it is not published), GUI-8 (a day is proposed), GUI-9 (by another person), and
    GUI-7 and GUI-5 once more: time has passed since.
    """
    if not may(by, "guidelines.publish_version"):
        raise PermissionDenied
    version = locked(version)
    _is_ready(version)
    day = version.proposed_from
    require("GUI-8", day, _("Somebody must first say from which day they shall hold."))
    assert day is not None
    require(
        "GUI-9",
        version.proposed_by_id != by.pk,
        _("You proposed the day yourself. Another person must publish them."),
    )
    _check_day(version, day)
    version.in_force_from, version.published_by_id = day, by.pk
    version.published_at = clock.now()
    version.save(update_fields=["in_force_from", "published_by", "published_at"])
    record("guidelines.publish_version", version, by=by, from_date=day.isoformat())
    return version


def _is_ready(version: Version) -> None:
    require("GUI-6", version.in_force_from is None, _("These guidelines are published already."))


def _check_day(version: Version, day: date) -> None:
    _is_ready(version)
    require(
        "GUI-7",
        day > clock.today(),
        _("Choose a day to come. What has been sent is judged by what was in force then."),
    )
    require(
        "GUI-5",
        not Version.objects.filter(rulebook=version.rulebook_id, in_force_from=day).exists(),
        _("Another version of these guidelines is in force from the same day."),
    )


def checked(clause: Mapping[str, Any]) -> dict[str, Any]:
    """Return a clause's values, if its text and its rule are fit to be one thing."""
    kind, severity = clause.get("kind", ""), clause.get("severity", "")
    place = {"number": clause["number"]}
    require(
        "GUI-1",
        not kind or _reads(kind, clause.get("parameters", {})),
        _("Paragraph %(number)s: the kind or its values are not known.") % place,
    )
    judges = bool(kind) and kind in KINDS and KINDS[kind].function is not None
    require(
        "GUI-4",
        bool(severity) == judges,
        _("Paragraph %(number)s: a rule that judges says how hard, and no other does.") % place,
    )
    plain = PlainClause(
        number=clause["number"],
        kind=kind,
        severity=severity,
        parameters=clause.get("parameters", {}),
        heading=clause["heading"],
        words=clause["words"],
    )
    texts = [text for words in (plain.heading, plain.words) for text in words.values()]
    asked = {language: set(PLACEHOLDER.findall(text)) for language, text in plain.words.items()}
    known = set(values_of(plain, {}))
    require(
        "GUI-2",
        all(names <= known for names in asked.values())
        and len({frozenset(names) for names in asked.values()}) <= 1,
        _("Paragraph %(number)s: the texts do not name the same values.") % place,
    )
    require(
        "GUI-3",
        not kind or not any(DIGIT.search(text) for text in texts),
        _("Paragraph %(number)s: a figure of a rule comes from its values only.") % place,
    )
    return {
        "number": plain.number,
        "heading": plain.heading,
        "words": plain.words,
        "kind": kind,
        "parameters": plain.parameters,
        "severity": severity,
        "basis": clause.get("basis", ""),
        "source": clause.get("source", ""),
    }


def _reads(kind: str, parameters: Mapping[str, Any]) -> bool:
    try:
        read_parameters(kind, parameters)
    except (ValueError, ValidationError):
        return False
    return True
