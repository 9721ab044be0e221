"""From which day a version holds: one person proposes, another publishes who wrote none of it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.contradictions import contradictions
from naboskap.guidelines.fitness import missing_names, missing_texts
from naboskap.guidelines.models import Version
from naboskap.guidelines.notices import (
    PUBLISHED,
    REPLACED,
    SENT_BACK,
    tell_keeper,
    tell_publishers,
)
from naboskap.guidelines.queries import newly_unset, rules_of


@transaction.atomic
def propose_version(version: Version, from_date: date, *, seen: str = "", by: User) -> Version:
    """Say from which day a version that lies ready shall hold. Another person publishes it.

    A new proposal takes the place of the last. Those who may publish are told (GUI-21). ``seen``
    is the version's stamp as it was when ``by`` read what does not go together. Rules: GUI-6 (it
    is not published), GUI-7 (a day to come: what has been sent was judged by what was in force
    then), GUI-5 (no other from that day), GUI-29 and GUI-16 (the name and every paragraph are
    there in each of the house's languages), GUI-54 (a value that a text uses is not emptied) and
    GUI-53 (what does not go together is seen).
    """
    if not may(by, "guidelines.propose_version"):
        raise PermissionDenied
    version = locked(version, "rulebook", "proposed_by")
    _check_day(version, from_date)
    languages = secretariat().languages
    require(
        "GUI-29",
        not missing_names(version.name, languages),
        _("The version has no name in every language yet: visitors read it there."),
    )
    lacking = [
        clause.number
        for clause in version.clauses.all()
        if missing_texts(clause.heading, clause.words, languages)
    ]
    require(
        "GUI-16",
        not lacking,
        _("These paragraphs are not there in every language yet: %(numbers)s.")
        % {"numbers": ", ".join(lacking)},
    )
    _check_values(version, from_date)
    seen_of = _seen(version, seen)
    earlier = version.proposed_by
    if earlier is not None and earlier.pk != by.pk and version.proposed_from is not None:
        tell_keeper(REPLACED, version, earlier, day=version.proposed_from)
    version.proposed_from, version.proposed_by_id = from_date, by.pk
    version.save(update_fields=["proposed_from", "proposed_by"])
    tell_publishers(version, from_date)
    day = from_date.isoformat()
    record("guidelines.propose_version", version, by=by, from_date=day, **seen_of)
    return version


@transaction.atomic
def drop_proposal(version: Version, *, because: str = "", by: User) -> Version:
    """Take a proposed day back, or send another's back. The version lies ready as before.

    Who proposed the day is told ``because`` of what it came back. Rules: GUI-6, and GUI-22: who
    sends another's proposal back says why, and it is kept with the version.
    """
    if not may(by, "guidelines.propose_version"):
        raise PermissionDenied
    version = locked(version, "rulebook", "proposed_by")
    _is_ready(version)
    proposer, day = version.proposed_by, version.proposed_from
    if proposer is None or day is None:
        return version  # A second click.
    if proposer.pk != by.pk:
        require("GUI-22", because.strip(), _("Write why. Who proposed it reads that."))
        version.sent_back.create(
            proposed_from=day,
            proposed_by=proposer,
            sent_by=by,
            sent_at=clock.now(),
            reason=because.strip(),
        )
        tell_keeper(SENT_BACK, version, proposer, day=day, reason=because.strip())
    version.proposed_from = version.proposed_by = None
    version.save(update_fields=["proposed_from", "proposed_by"])
    record("guidelines.drop_proposal", version, by=by, is_own=proposer.pk == by.pk)
    return version


@transaction.atomic
def publish_version(version: Version, *, seen: str = "", by: User) -> Version:
    """Let a version be in force from the day that somebody else has proposed.

    ``seen`` is as for ``propose_version``. Rules: GUI-6 (it is not published), GUI-8 (a day is
    proposed), GUI-9 (by another person), GUI-27 (who has written none of it), GUI-7, GUI-5 and
    GUI-54 once more, since time has passed, and GUI-53 (who publishes has seen it too). Who
    proposed is told (GUI-21).
    """
    if not may(by, "guidelines.publish_version"):
        raise PermissionDenied
    version = locked(version, "rulebook", "proposed_by")
    _is_ready(version)
    day, proposer = version.proposed_from, version.proposed_by
    require("GUI-8", day, _("Somebody must first say from which day they shall hold."))
    assert day is not None
    assert proposer is not None
    require(
        "GUI-9",
        version.proposed_by_id != by.pk,
        _("You proposed the day yourself. Another person must publish them."),
    )
    require(
        "GUI-27",
        not version.writers.filter(pk=by.pk).exists(),
        _("You have written in them yourself. Somebody who has not must publish them."),
    )
    _check_day(version, day)
    _check_values(version, day)
    seen_of = _seen(version, seen)
    version.in_force_from, version.published_by_id = day, by.pk
    version.published_at = clock.now()
    version.save(update_fields=["in_force_from", "published_by", "published_at"])
    tell_keeper(PUBLISHED, version, proposer, day=day)
    told = day.isoformat()
    record("guidelines.publish_version", version, by=by, from_date=told, **seen_of)
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


def _check_values(version: Version, day: date) -> None:
    unset = newly_unset(version, day)
    require(
        "GUI-54",
        not unset,
        _("The text uses values that nobody has written: %(values)s.")
        % {"values": ", ".join(f"{number} {{{name}}}" for number, name in unset)},
    )


def _seen(version: Version, seen: str) -> dict[str, list[str]]:
    """Return what does not go together as the trail keeps it (GUI-53): the numbers of each."""
    found = contradictions(rules_of(version).clauses)
    require(
        "GUI-53",
        not found or seen == str(version.stamp),
        _("Some paragraphs do not go together. Say that you have seen it."),
    )
    return {"seen": [", ".join(one.numbers) for one in found]} if found else {}
