"""Awards on their way, made of the rooms below."""

from datetime import timedelta

from django.utils import timezone

from naboskap.applications.content import content_of
from naboskap.applications.models import Application, BudgetLine, Snapshot
from naboskap.applications.queries import draft_of
from naboskap.assessments.models import Case
from naboskap.core import clock
from naboskap.decisions.models import Decision
from naboskap.guidelines.models import Clause, Rulebook, Version
from naboskap.ledger.actions import give
from naboskap.ledger.models import Pot
from naboskap.ledger.tests.factories import PotFactory
from naboskap.programmes.models import Programme

AWARD = 180_000_00


def with_terms(case, **facts):
    """Let the case's programme say by when to answer and report, as staff do before a round."""
    terms = {"accept_within_days": 21, "report_within_days": 90, "auditor_above": 100_000_00}
    Programme.objects.filter(pk=case.programme_id).update(**terms | facts)
    case.refresh_from_db()
    case.application.refresh_from_db()
    return case


def budget(case, *amounts):
    """Give the case's application a budget, a line an amount, on both sides in turn."""
    for position, amount in enumerate(amounts):
        BudgetLine.objects.create(
            application=case.application,
            position=position,
            side="ab"[position % 2],
            category=["travel", "stay", "food", "rent"][position % 4],
            text=f"Linje {position}",
            amount=amount,
            changed_by_id=0,
            changed_at=timezone.now(),
        )


def guided(case, **parameters):
    """Let the application have been sent under guidelines with a ceiling."""
    rulebook = Rulebook.objects.create(slug=f"regler-{case.pk}")
    version = Version.objects.create(rulebook=rulebook, slug=f"versjon-{case.pk}")
    Clause.objects.create(
        version=version, number="4.1", position=1, kind="share_ceiling", parameters=parameters
    )
    return Snapshot.objects.create(
        application=case.application,
        number=1,
        content=content_of(draft_of(case.application)),
        sha256="ab" * 32,
        facts={},
        findings=[],
        guideline_version_id=version.pk,
        submitted_by_id=0,
        submitted_at=timezone.now(),
    )


def rich_pot(slug, kroner=1_000_000, **facts):
    pot = PotFactory(slug=slug, name={"nb": slug, "en": slug}, **facts)
    give(pot, kroner * 100, reference=f"gift/{slug}")
    return pot


def proposed_award(case, officer, *, sources=None, amount=AWARD, **facts):
    """Propose an award of ``amount`` to the head, from a pot made for it unless told."""
    Case.objects.filter(pk=case.pk).update(status="proposed", turn="head")
    Application.objects.filter(pk=case.application_id).update(
        start_date=clock.today() + timedelta(days=30), end_date=clock.today() + timedelta(days=60)
    )
    case.refresh_from_db()
    case.application.refresh_from_db()
    if sources is None:
        sources = {rich_pot(f"pott-{case.pk}"): amount}
    return Decision.objects.create(
        case=case,
        outcome="award",
        level="head",
        amount_awarded=amount,
        sources=[{"pot": pot.slug, "amount": each} for pot, each in sources.items()],
        reason="Begge sider har en oppgave.",
        proposed_by_id=officer.pk,
        proposed_at=timezone.now(),
        **facts,
    )


def pot_of(decision):
    return Pot.objects.get(slug=decision.sources[0]["pot"])
