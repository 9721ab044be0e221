import json
from datetime import UTC, datetime
from pathlib import Path

import factory

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Rulebook
from naboskap.guidelines.tests.factories import starter_rows
from naboskap.programmes.actions import load_programmes
from naboskap.programmes.models import Programme, Round
from naboskap.questionnaires.models import Form

STARTER = Path(__file__).resolve().parents[3] / "starter" / "programmes.json"


def programme_rows() -> list[dict]:
    return json.loads(STARTER.read_text(encoding="utf-8"))


def load_starter() -> dict[str, Programme]:
    """Load the five programmes of 2021 and their guidelines, by slug."""
    load_guidelines(starter_rows(), by=SYSTEM)
    load_programmes(programme_rows(), by=SYSTEM)
    return {programme.slug: programme for programme in Programme.objects.all()}


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme with everything set that a round needs, and no guidelines."""

    class Meta:
        model = Programme

    slug = factory.Sequence(lambda number: f"programme-{number}")
    name = factory.LazyAttribute(lambda o: {"nb": o.slug, "en": o.slug, "ru": o.slug})
    rulebook = factory.LazyAttribute(lambda o: Rulebook.objects.create(slug=f"rules-{o.slug}"))
    full_form = factory.LazyAttribute(
        lambda _o: Form.objects.get_or_create(
            slug="application-full", defaults={"purpose": "application"}
        )[0]
    )
    board_threshold = 400_000_00
    answer_from_weeks = 4
    answer_to_weeks = 6
    accept_within_days = 21
    report_within_days = 90
    auditor_above = 100_000_00


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.LazyFunction(lambda: {"nb": "Runde", "en": "Round", "ru": "Конкурс"})
    opens_at = datetime(2021, 10, 1, tzinfo=UTC)
