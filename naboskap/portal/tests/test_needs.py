"""What a draft tells early: that the applicant needs a number, and how a start is counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from naboskap.applications.actions import save_basics, start_application
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import NOW, organisation, programme
from naboskap.portal.tests.places import at, seen
from naboskap.programmes.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
NUMBER, WAY = "må ha organisasjonsnummer", "brreg.no"


@pytest.fixture(params=["short", "full"])
def without(request, lead):
    """A draft in which nobody has said yet which organisation applies."""
    return start_application(programme(), size=request.param, key="k", organisation=None, by=lead)


def test_whoever_has_no_number_hears_of_it_at_the_start(ours, lead):
    """GUI-51."""
    page = reverse("portal:start", kwargs={"slug": programme().slug})
    before = ours.get(page).text
    assert NUMBER in before
    assert WAY in before
    organisation(lead)
    after = ours.get(page).text
    assert NUMBER not in after


def test_among_what_is_missing_it_stands_that_the_applicant_needs_a_number(ours, without):
    """GUI-51."""
    list_ = ours.get(at("send", without)).text
    assert "Velg hvilken organisasjon som søker. Den må ha organisasjonsnummer." in list_
    there = ours.get(at("side-organisation", without)).text
    assert NUMBER in there
    assert WAY in there
    if without.size == Application.Size.SHORT:
        assert WAY in ours.get(at("short", without)).text


def test_guidelines_that_ask_for_no_number_tell_of_none(ours, lead):
    """GUI-51."""
    alone = programme("journalist", needs_partner=False)
    draft = start_application(alone, size="full", key="j", organisation=None, by=lead)
    assert "organisasjonsnummer" not in ours.get(at("send", draft)).text
    assert NUMBER not in ours.get(reverse("portal:start", kwargs={"slug": alone.slug})).text


def test_a_start_before_the_round_opens_must_be_put_right_as_the_six_questions_say(
    ours, application, lead
):
    """GUI-52: judged for the day on which the round that it waits for opens."""
    save_basics(
        application,
        title="Elva",
        theme="sport",
        for_children_and_youth=False,
        start_date=date(2021, 10, 20),
        end_date=date(2022, 5, 1),
        read_revision=0,
        by=lead,
    )
    assert [one.clause for one in seen(application, lead).stops if one.fact == "start_date"] == []
    Round.objects.update(opens_at=NOW + timedelta(days=30), closes_at=None, takes_until=None)

    found = seen(application, lead)

    assert [one.clause for one in found.stops if one.fact == "start_date"] == ["3.3"]
    text = ours.get(at("send", application)).text.replace("\xa0", " ")
    assert "Runden åpner 3. november 2021. Dere kan ikke sende før det" in text
    Round.objects.all().delete()
    assert [one.clause for one in seen(application, lead).stops if one.fact == "start_date"] == []
