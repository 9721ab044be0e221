"""A draft is told in time what guidelines that take over will say of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from naboskap.applications.tests.factories import draft, fill
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def page(ours, application, lead):
    fill(application, by=lead)

    def read(name):
        answer = ours.get(reverse(f"portal:{name}", kwargs={"key": application.key}))
        return answer.text.replace("\xa0", " ")

    return read


@pytest.fixture
def takes_over(application):
    """Publish a version for the draft's programme: ``takes_over("ordinary-2022", days=30)``."""
    load_guidelines(every_row(), by=SYSTEM)

    def publish(slug, days):
        day = clock.today() + timedelta(days=days)
        Version.objects.filter(slug=slug).update(
            rulebook=application.programme.rulebook, in_force_from=day
        )

    return publish


@pytest.mark.parametrize("name", ["draft", "send"])
def test_what_changes_is_told_in_words(page, takes_over, name):
    assert "Andre retningslinjer fra" not in page(name)
    takes_over("ordinary-2022", days=30)
    text = page(name)
    assert "Andre retningslinjer fra 3. november 2021" in text
    assert "En slik partner kan ikke være med nå" in text
    assert "/retningslinjer/ordinary-2022/endringer/" in text


def test_what_is_in_force_today_is_not_still_to_come(page, takes_over):
    takes_over("ordinary-2022", days=0)
    assert "Andre retningslinjer fra" not in page("draft")


def test_a_version_that_changes_nothing_for_the_draft_is_not_told(page, takes_over, application):
    takes_over("ordinary-2022", days=30)
    version = Version.objects.get(slug="ordinary-2022")
    version.clauses.filter(kind__in=["partner_kind", "activity_mode"]).update(
        kind="", parameters={}, severity=""
    )
    Version.objects.filter(pk=version.pk).update(stamp="00000000-0000-4000-8000-000000000001")
    assert "Andre retningslinjer fra" not in page("draft")


def test_what_falls_away_is_told_too(page, takes_over, application):
    application.activities.update(mode="online", place=None)
    application.budget_lines.filter(side="b").delete()
    application.financing_lines.filter(side="b").delete()
    takes_over("ordinary-2024", days=30)
    text = page("draft")
    assert "Dette faller bort:" in text
    assert "Noe må komme fra partneren" in text.split("Dette faller bort:")[1]


@pytest.mark.parametrize("size", ["full", "short"])
def test_a_new_draft_is_told_before_anything_is_written(ours, lead, application, takes_over, size):
    new = draft(lead, size=size)
    start = reverse("portal:start", kwargs={"slug": application.programme.slug})
    first = reverse(f"portal:{'short' if size == 'short' else 'draft'}", kwargs={"key": new.key})
    assert "Nye retningslinjer fra" not in ours.get(first).text
    takes_over("ordinary-2022", days=14)
    for address in (start, first):
        text = ours.get(address).text.replace("\xa0", " ")
        assert "Nye retningslinjer fra 18. oktober 2021" in text
        assert "Dette blir annerledes:" in text
        assert 'href="/retningslinjer/ordinary-2022/endringer/"' in text


def test_what_takes_over_after_the_round_is_not_told_to_a_new_draft(ours, lead, takes_over):
    new = draft(lead)
    takes_over("ordinary-2022", days=60)
    page = ours.get(reverse("portal:draft", kwargs={"key": new.key}))
    assert "Nye retningslinjer fra" not in page.text
