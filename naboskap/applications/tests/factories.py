"""A programme to apply under, and drafts written by the acts themselves."""

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.actions import (
    accept_invitation,
    invite_to_seat,
    mark_informed,
    save_activity,
    save_amount,
    save_answer,
    save_basics,
    save_cost,
    save_financing,
    start_application,
)
from naboskap.applications.models import Application, Attachment, SeatPerson, Snapshot
from naboskap.applications.profile import facts_from
from naboskap.applications.queries import draft_of
from naboskap.applications.tests.example import write_example
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Clause, Rulebook, Version
from naboskap.organisations.models import Membership, Organisation, Place
from naboskap.programmes.models import Programme, Round
from naboskap.questionnaires.queries import everything_in
from naboskap.questionnaires.tests.factories import starter_forms

STARTER = Path(__file__).resolve().parents[3] / "starter"
NOW = datetime(2021, 10, 4, 10, tzinfo=UTC)
_numbers = itertools.count(1)


def place(code="NO-54", side="a", name="Troms og Finnmark"):
    made, _new = Place.objects.get_or_create(
        code=code,
        defaults={"country": code[:2], "side": side, "name": {"nb": name, "en": name, "ru": name}},
    )
    return made


def programme(slug="ordinary", *, is_open=True, **facts):
    """Return a programme, with its guidelines of 2021 in force and a round open."""
    forms = starter_forms("application-short", "application-full")
    path = STARTER / "guidelines" / f"2021-{slug}.json"
    load_guidelines([json.loads(path.read_text(encoding="utf-8"))], by=SYSTEM)
    defaults = {
        "name": {"nb": "Barentsmidler", "en": "Barents funds", "ru": "Проектные средства"},
        "rulebook": Rulebook.objects.get(slug=slug),
        "short_form": forms["application-short"],
        "full_form": forms["application-full"],
        "short_form_up_to": 100_000_00,
        "board_threshold": 400_000_00,
        **facts,
    }
    made, _new = Programme.objects.update_or_create(slug=slug, defaults=defaults)
    if is_open and not made.rounds.exists():
        Round.objects.create(
            programme=made,
            opens_at=datetime(2021, 9, 1, tzinfo=UTC),
            closes_at=datetime(2021, 11, 1, 22, 59, tzinfo=UTC),
        )
    return made


def organisation(member=None, *, kind="school", country="NO", **facts):
    """Return an organisation in the north, with ``member`` speaking for it."""
    number = next(_numbers)
    made = Organisation.objects.create(
        name=f"Demoskolen {number}",
        kind=kind,
        country=country,
        number="" if kind == "private_person" else f"9{number:08d}",
        control="local_authority",
        place=place(),
        **facts,
    )
    if member is not None:
        Membership.objects.create(
            organisation=made, user=member, standing=Membership.Standing.ACTIVE
        )
    return made


def draft(lead=None, *, size="full", of=None, key=None, own=None):
    """Return an empty draft with ``lead`` on side a."""
    lead = lead or UserFactory()
    return start_application(
        of or programme(),
        size=size,
        key=key or f"draft-{next(_numbers)}",
        by=lead,
        organisation=own or organisation(lead),
    )


def adviser_of_ours(**facts):
    """Return a case officer who stands in the directory of advisers."""
    person = UserFactory(roles=[Role.CASE_OFFICER])
    Adviser.objects.create(user=person, phone="78", email=person.email, **facts)
    return person


def join(application, person, *, side="b", by, informed=True, may_write=True):
    """Ask ``person`` to a seat by a code, and let them take it.

    Whoever leads the side already asks; ``by`` does where nobody sits there.
    """
    leads = SeatPerson.objects.filter(
        seat__application=application, seat__side=side, is_lead=True, left_at__isnull=True
    )
    leader = leads.select_related("user").first()
    _invitation, secret = invite_to_seat(
        application,
        side,
        way="code",
        language="ru",
        may_write=may_write,
        by=leader.user if leader else by,
    )
    accept_invitation(secret, by=person)
    if informed:
        mark_informed(application, by=person)
    return person


def fill(application, *, by, amount=60_000_00):
    """Write the example into a draft, so that nothing stops it."""
    return write_example(
        application,
        here=place(),
        there=place("RU-MUR", "b", "Murmansk oblast"),
        period=(date(2022, 1, 17), date(2022, 6, 10)),
        meetings=[(date(2022, 3, 14), date(2022, 3, 16))],
        amount=amount,
        by=by,
    )


def awaited(application, *, kind="statutes", **facts):
    """Let a paper have been promised, whatever the guidelines ask for."""
    return Attachment.objects.create(
        key=f"promised-{next(_numbers)}",
        application=application,
        kind=kind,
        position=1,
        changed_by_id=1,
        changed_at=clock.now(),
        **{"state": "later", "due_on": clock.today() + timedelta(days=30), **facts},
    )


def promised(application, *, kind="statutes", severity="stops", **facts):
    """Let a paper have been promised in what was sent, under guidelines that ask for it."""
    row = awaited(application, kind=kind, **facts)
    snapshot = Snapshot.objects.filter(application=application).latest("number")
    version = Version.objects.get(pk=snapshot.guideline_version_id)
    Clause.objects.create(
        version=version,
        number="9.9",
        position=99,
        kind="required_attachments",
        parameters={"attachments": [kind]},
        severity=severity,
    )
    version.stamp = uuid4()
    version.save(update_fields=["stamp"])
    told = facts_from(draft_of(application), on=clock.today())
    Snapshot.objects.filter(pk=snapshot.pk).update(facts=told.model_dump(mode="json"))
    return row


def fill_alone(application, *, by):
    """Write a journey of one into a draft that needs no partner, so that nothing stops it."""
    save_basics(
        application,
        title="Ved elva",
        theme="media",
        for_children_and_youth=False,
        start_date=date(2022, 1, 17),
        end_date=date(2022, 1, 24),
        read_revision=0,
        by=by,
    )
    save_activity(application, what="Reportasje", place=place(), task_a="Skriver", by=by)
    save_cost(application, side="a", category="travel", amount=10_000_00, by=by)
    save_financing(application, side="a", source="own", amount=4_000_00, by=by)
    save_amount(application, 6_000_00, read_revision=0, by=by)
    for question in everything_in(application.sheet.version):
        if not question.is_built_in:
            save_answer(
                application, question.key, "Reportasje", language="nb", read_number=0, by=by
            )
    return Application.objects.get(pk=application.pk)
