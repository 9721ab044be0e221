"""Cases made as rows, without walking the way there."""

from datetime import timedelta

import factory
from django.utils import timezone

from naboskap.applications.models import Application, Seat, SeatPerson
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case, CriterionNote, Impartiality, Interest
from naboskap.assessments.statuses import OPEN
from naboskap.guidelines.models import Rulebook
from naboskap.organisations.models import Organisation
from naboskap.programmes.models import Criterion, Programme
from naboskap.questionnaires.models import Form, FormVersion, Sheet
from naboskap.records.models import CaseFile


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme with a threshold of NOK 400,000 and two criteria."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"ordning-{number}")
    name = factory.LazyAttribute(lambda programme: {"nb": programme.slug, "en": programme.slug})
    rulebook = factory.LazyAttribute(lambda p: Rulebook.objects.create(slug=p.slug))
    full_form = factory.LazyAttribute(
        lambda p: Form.objects.create(slug=p.slug, purpose="application")
    )
    board_threshold = 400_000_00
    answer_from_weeks = 4
    answer_to_weeks = 6

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        for position, slug in enumerate(("cooperation", "budget"), 1):
            Criterion.objects.create(
                programme=self, slug=slug, position=position, name={"nb": slug, "en": slug}
            )


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    country = "NO"
    name = factory.Sequence(lambda number: f"Demolaget {number}")
    kind = "sports_club"


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application sent and confirmed, with both seats filled."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"key-{number}")
    programme = factory.SubFactory(ProgrammeFactory)
    size = "short"
    title = "Ski uten grenser"
    theme = "sport"
    amount_applied_for = 210_000_00
    status = ApplicationStatus.CONFIRMED
    started_by_id = 0
    changed_by_id = 0
    created_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)
    submitted_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def sheet(self):
        version, _new = FormVersion.objects.get_or_create(
            form=self.programme.full_form, number=1, defaults={"published_at": timezone.now()}
        )
        return Sheet.objects.create(version=version)

    @factory.post_generation
    def seats(self, create, extracted, **kwargs):
        home, across = extracted or (OrganisationFactory(), OrganisationFactory(country="RU"))
        Seat.objects.create(application=self, side="a", organisation=home)
        Seat.objects.create(
            application=self,
            side="b",
            organisation=across,
            language="ru",
            time_zone="Europe/Moscow",
        )


class CaseFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseFile

    year = 2021
    sequence = factory.Sequence(lambda number: number + 1000)
    title = "Ski uten grenser"
    public_title = "Søknad"
    opened_at = factory.LazyFunction(timezone.now)


class CaseFactory(factory.django.DjangoModelFactory):
    """A case as it is right after it was sent."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    case_file = factory.SubFactory(CaseFileFactory)
    programme = factory.SelfAttribute("application.programme")
    title = factory.SelfAttribute("application.title")
    theme = factory.SelfAttribute("application.theme")
    amount_applied_for = factory.SelfAttribute("application.amount_applied_for")
    received_at = factory.LazyFunction(timezone.now)
    promised_by = factory.LazyFunction(lambda: timezone.now().date() + timedelta(weeks=6))
    due_on = factory.LazyAttribute(lambda c: c.promised_by if c.status in OPEN else None)
    status = "received"

    @factory.post_generation
    def impartial(self, create, extracted, **kwargs):
        for user in extracted or ():
            said(self, user)


def said(case, user, *, impartial=True):
    """Let the person have said of their impartiality in the case."""
    return Impartiality.objects.create(
        case=case,
        user=user,
        is_impartial=impartial,
        reason="" if impartial else "en nær slektning",
        declared_at=timezone.now(),
    )


def interest(user, organisation, *, ended_at=None):
    return Interest.objects.create(
        user=user,
        organisation=organisation,
        reason="sitter i styret",
        declared_at=timezone.now(),
        ended_at=ended_at,
    )


def seated(case, user, side, **facts):
    """Let the person write for a side of the case's pair."""
    seat = Seat.objects.get(application=case.application, side=side)
    return SeatPerson.objects.create(seat=seat, user=user, joined_at=timezone.now(), **facts)


def noted(case, user):
    """Let every criterion of the case be marked with a reason."""
    return [
        CriterionNote.objects.create(
            case=case,
            criterion=criterion,
            mark="good",
            reason="Begge sider har en oppgave.",
            saved_by_id=user.pk,
            saved_at=timezone.now(),
        )
        for criterion in Criterion.objects.filter(programme=case.programme)
    ]
