"""Proposals and meetings made as rows."""

import factory
from django.utils import timezone

from naboskap.applications.models import BudgetLine
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.core import clock
from naboskap.decisions.models import Complaint, Decision, Meeting, Presence
from naboskap.ledger.models import Giver, Pot


class DecisionFactory(factory.django.DjangoModelFactory):
    """A refusal proposed to the head."""

    class Meta:
        model = Decision

    case = factory.SubFactory(CaseFactory, status="proposed")
    outcome = "refusal"
    level = "head"
    reason = "Partneren har ingen oppgave."
    criterion_reasons = [{"criterion": "cooperation", "reason": "Bare én part gjør noe."}]
    proposed_by_id = 0
    proposed_at = factory.LazyFunction(timezone.now)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of the board, held today."""

    class Meta:
        model = Meeting

    held_on = factory.LazyFunction(clock.today)
    opened_by_id = 0


def present(meeting, *users):
    for user in users:
        Presence.objects.create(meeting=meeting, user=user)


def pot(slug="prosjekt", **facts):
    giver, _new = Giver.objects.get_or_create(slug="giver", defaults={"name": {"nb": "Giver"}})
    given = {"name": {"nb": slug, "en": slug}, "year": 2021, "purpose": "projects"}
    return Pot.objects.create(giver=giver, slug=slug, **given | facts)


def budget_line(case, position, amount):
    return BudgetLine.objects.create(
        application=case.application,
        position=position,
        side="a",
        category="travel",
        amount=amount,
        changed_by_id=0,
        changed_at=timezone.now(),
    )


def complaint(decision, user, side="a"):
    return Complaint.objects.create(
        decision=decision,
        side=side,
        text="Dere har oversett oppgavene til partneren.",
        entered_by_id=user.pk,
        entered_at=timezone.now(),
        due_on=clock.today(),
    )
