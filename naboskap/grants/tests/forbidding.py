"""A paragraph in force that stops a pair whose partner is an authority, and what was sent."""

from datetime import date

from django.utils import timezone

from naboskap.applications.content import content_of
from naboskap.applications.models import Snapshot
from naboskap.applications.queries import draft_of
from naboskap.guidelines.facts import Party
from naboskap.guidelines.models import Clause, Version
from naboskap.guidelines.tests.factories import good_facts

CLAUSE = "2.7"
AUTHORITIES = ["local_authority", "regional_authority", "national_authority"]


def forbidding(rulebook, *, from_date=date(2021, 1, 1), severity="stops", slug="varen"):
    """Let a version of the rulebook be in force that bars authorities across the border."""
    version = Version.objects.create(
        rulebook=rulebook,
        slug=f"{slug}-{rulebook.pk}",
        name={"nb": "Våren 2022", "en": "Spring 2022", "ru": "Весна 2022"},
        in_force_from=from_date,
    )
    Clause.objects.create(
        version=version,
        number=CLAUSE,
        position=1,
        kind="partner_kind",
        severity=severity,
        heading={"nb": "Partneren er uavhengig", "en": "", "ru": "Партнёр независим"},
        words={"nb": "Disse kan ikke være partner nå: {barred_controls}.", "en": "", "ru": ""},
        parameters={"kinds": None, "barred_controls": AUTHORITIES, "of_countries": ["RU"]},
    )
    Clause.objects.create(
        version=version,
        number="3.1",
        position=2,
        kind="lead_time",
        severity="advises",
        parameters={"to_weeks": 4},
    )
    return version


def with_a_ceiling(version):
    """Let the version stop almost every sum too: asked of what is sent, not of what runs."""
    Clause.objects.create(
        version=version,
        number="4.1",
        position=9,
        kind="share_ceiling",
        severity="stops",
        heading={"nb": "Høyst så mye", "en": "", "ru": ""},
        parameters={"percent": 1},
    )


def sent(case, *, control="regional_authority", number=1):
    """Let the pair have sent facts in which the partner is under this control."""
    partner = Party(kind="county", country="RU", place="RU-MUR", control=control)
    facts = good_facts(programme=case.programme.slug, partner=partner)
    return Snapshot.objects.create(
        application=case.application,
        number=number,
        content=content_of(draft_of(case.application)),
        sha256="ab" * 32,
        facts=facts.model_dump(mode="json"),
        findings=[],
        guideline_version_id=1,
        submitted_by_id=0,
        submitted_at=timezone.now(),
    )
