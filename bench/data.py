"""Fill a house with 20,000 applications: one pair's is written by the acts, the rest are copies.

Run inside Django with the house's own database. Copies get keys of their own and everything that
hangs on them, row for row, so that no list meets emptier rows than in life.
"""

import itertools
import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.color import no_style
from django.db import connection, models, transaction

from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.applications import models as written
from naboskap.applications.actions import (
    accept_invitation,
    invite_to_seat,
    mark_informed,
    start_application,
)
from naboskap.applications.tests.example import ANSWER, TITLE, write_example
from naboskap.assessments.actions import send_application
from naboskap.assessments.models import Case, Impartiality
from naboskap.core import clock
from naboskap.letters.models import Letter
from naboskap.organisations.models import Membership, Organisation, Place
from naboskap.programmes.models import Programme
from naboskap.questionnaires.models import Answer, AnswerVersion
from naboskap.records.models import CaseFile, JournalEntry, Sequence
from naboskap.search.actions import index_many

APPLICATIONS = 20_000
DRAFTS = 2_400
STAFF = 40
PEOPLE = 400
# A business project may ask for half at most: the example asks for more.
THEMES = [theme for theme in written.Application.Theme.values if theme != "business"]
BATCH = 1_000


def people(number: int, prefix: str, **facts: Any) -> list[User]:
    """Make people who sign in by a session that is there already: they have no password."""
    rows = [
        User(
            email=f"{prefix}-{n}@example.org",
            name=f"Rolle {n} (eksempel)",
            password="!",  # noqa: S106 -- no password opens it
            is_demonstration=True,
            **facts,
        )
        for n in range(number)
    ]
    return User.objects.bulk_create(rows)


def staff() -> list[User]:
    made = people(STAFF, "bench-staff")
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=Role.CASE_OFFICER, from_date=clock.today()) for user in made
    )
    return made


def session_of(user: User) -> str:
    """Return the cookie of somebody who has signed in already."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def exemplar(programme: Programme, lead: User, partner: User, *, size: str) -> Any:
    """Write one application as a pair does, by the acts alone."""
    place = Place.objects.filter(side="a").latest("valid_from")
    across = Place.objects.filter(side="b").earliest("pk")
    home = Organisation.objects.create(
        name="Demoskolen",
        kind="school",
        country=place.country,
        number="999999999",
        place=place,
        control="local_authority",
    )
    Membership.objects.create(organisation=home, user=lead, standing="active")
    application = start_application(
        programme, size=size, key=f"bench-{size}", by=lead, organisation=home
    )
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    accept_invitation(secret, by=partner)
    mark_informed(application, by=partner)
    begins = clock.today() + timedelta(days=70)
    return write_example(
        application,
        here=place,
        there=across,
        period=(begins, begins + timedelta(days=90)),
        meetings=[
            (begins + timedelta(days=7 * n), begins + timedelta(days=7 * n + 2)) for n in range(3)
        ],
        answer=f"{ANSWER} " * 40,
        by=lead,
    )


class Copier:
    """Copies rows and what hangs on them; remembers which copy stands for which row."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.copies: dict[tuple[type[models.Model], Any], range] = {}
        self.touched: list[type[models.Model]] = []

    def copy(self, rows: Iterable[models.Model], vary: Any = lambda _row, _n: None) -> None:
        """Copy ``rows`` ``number`` times; what they point at is pointed at in its copy."""
        found = list(rows)
        if not found:
            return
        model = type(found[0])
        self.touched.append(model)
        highest = model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0
        first = highest + 1
        for place, row in enumerate(found):
            start = first + place
            self.copies[model, row.pk] = range(start, start + self.number * len(found), len(found))
        keys = [f for f in model._meta.concrete_fields if f.is_relation]
        kept = [
            (row, {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
            for row in found
        ]

        def made() -> Iterator[models.Model]:
            for n in range(self.number):
                for row, facts in kept:
                    new = model(**facts)
                    new.pk = self.copies[model, row.pk][n]
                    for key in keys:
                        old = (key.related_model, facts[key.attname])
                        if old in self.copies:
                            setattr(new, key.attname, self.copies[old][n])
                    vary(new, n)
                    yield new

        rows_to_make = made()
        while batch := list(itertools.islice(rows_to_make, BATCH)):
            model._default_manager.bulk_create(batch)

    def end(self) -> None:
        """Let the database number what comes after the copies."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), self.touched):
                cursor.execute(statement)


def copy_written(copier: Copier, application: Any, leads: list[User], prefix: str) -> None:
    """Copy an application and all that the pair wrote."""

    def vary(new: Any, n: int) -> None:
        new.key = f"{prefix}-{n}"
        new.title = f"{TITLE} {n}"
        new.theme = THEMES[n % len(THEMES)]

    def seated(new: Any, n: int) -> None:
        if new.user_id == application_lead:
            new.user_id = leads[n % len(leads)].pk

    seats = list(application.seats.all())
    application_lead = written.SeatPerson.objects.get(
        seat__in=seats, is_lead=True, seat__side="a"
    ).user_id
    copier.copy([application.sheet])
    answers = list(Answer.objects.filter(sheet=application.sheet))
    copier.copy(answers)
    copier.copy(AnswerVersion.objects.filter(answer__in=answers))
    copier.copy([application], vary)
    copier.copy(seats)
    copier.copy(written.SeatPerson.objects.filter(seat__in=seats), seated)
    for model in (
        written.Activity,
        written.ParticipantGroup,
        written.BudgetLine,
        written.FinancingLine,
    ):
        copier.copy(model._default_manager.filter(application=application))


def copy_case(copier: Copier, case: Case, officers: list[User]) -> None:
    """Copy what the secretariat has of it. Nine in ten are closed; the rest are being handled."""
    chance = random.Random(4)  # noqa: S311 -- the same house every time
    last = CaseFile.objects.count()
    entries = JournalEntry.objects.count()

    def numbered(new: Any, n: int) -> None:
        new.sequence = last + n + 1

    def journalled(new: Any, n: int) -> None:
        new.sequence = entries + n + 1

    def vary(new: Any, n: int) -> None:
        new.title = f"{TITLE} {n}"
        new.theme = THEMES[n % len(THEMES)]
        new.officer_id = officers[n % len(officers)].pk
        new.amount_applied_for = chance.randrange(20_000_00, 900_000_00, 500_00)
        new.received_at = case.received_at - timedelta(hours=chance.randrange(1, 80_000))
        if n % 10:
            new.status, new.due_on = "closed", None
        else:
            new.due_on = case.due_on - timedelta(days=chance.randrange(-40, 40))

    def impartial(new: Any, n: int) -> None:
        new.user_id = officers[n % len(officers)].pk

    application = case.application
    snapshots = list(application.snapshots.all())
    copier.copy(snapshots)
    copier.copy(written.Confirmation.objects.filter(snapshot__in=snapshots))
    copier.copy([case.case_file], numbered)
    copier.copy([case], vary)
    copier.copy(Impartiality.objects.filter(case=case), impartial)
    copier.copy(JournalEntry.objects.filter(case_file=case.case_file)[:1], journalled)
    copier.copy(Letter.objects.filter(case_file=case.case_file))
    year = case.case_file.year
    Sequence.objects.filter(name__endswith=f"/{year}").update(
        last=last + copier.number + entries + 1
    )


@transaction.atomic
def fill() -> dict[str, Any]:
    """Fill the house, and tell what the measurement needs: cookies, keys, numbers."""
    leads, partners, officers = (
        people(PEOPLE, "bench-lead"),
        people(1, "bench-partner", language="ru"),
        staff(),
    )
    programme = Programme.objects.filter(needs_partner=True).earliest("order")
    draft = exemplar(programme, leads[0], partners[0], size="full")
    drafts = Copier(DRAFTS)
    copy_written(drafts, draft, leads, "bench-draft")
    drafts.end()
    case = send_application(draft, by=leads[0])
    Impartiality.objects.create(
        case=case, user=officers[0], is_impartial=True, declared_at=clock.now()
    )
    sent = written.Application.objects.get(pk=draft.pk)
    copies = Copier(APPLICATIONS)
    copy_written(copies, sent, leads, "bench-sent")
    copy_case(copies, case, officers)
    copies.end()
    cases = Case.objects.exclude(pk=case.pk).values_list("pk", "title")
    index_many("office", "case", ((pk, {"nb": title}) for pk, title in cases))
    return {
        "programme": programme.slug,
        "officer": session_of(officers[0]),
        "leads": [session_of(lead) for lead in leads],
        "drafts": [f"bench-draft-{n}" for n in range(DRAFTS)],
        "question": Answer.objects.filter(sheet=draft.sheet).earliest("pk").identity.key,
    }
