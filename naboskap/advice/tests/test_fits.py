"""Which programme a project fits: all are asked, under the guidelines in force."""

from datetime import UTC, datetime, timedelta

import pytest

from naboskap.advice.outline import BOTH, NO_PARTNER, TRAVELS, Outline
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.models import Version
from naboskap.guidelines.outlook import NO, NOT_YET, YES
from naboskap.programmes.actions import fill_examples, open_example_rounds
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.queries import also_open_to, asks_who_runs_the_partner, fits
from naboskap.programmes.tests.factories import load_starter, programme_rows

pytestmark = pytest.mark.django_db
CLUB = {"kind": "sports_club", "place": "NO-56", "partner": "RU-MUR", "theme": "sport"}


@pytest.fixture(autouse=True)
def _programmes():
    load_starter()


def asked(**answers):
    outline = Outline(**{**CLUB, **answers})
    found = fits(
        lambda on: outline.facts(on, home="NO"), theme=outline.theme, travels=outline.travels
    )
    others = [fit.programme.slug for fit in also_open_to(found)]
    return found[0].programme.slug, found[0].outlook.verdict, others


def test_a_club_fits_the_first_and_hears_of_no_programme_for_art():
    """PRO-13."""
    slugs = ["barentsmidler", "ungdomsprogrammet"]
    outline = Outline(**CLUB)
    found = fits(lambda on: outline.facts(on, home="NO"), theme="sport", travels=False)
    assert [fit.programme.slug for fit in found] == slugs
    assert asked(age="0-14", together=BOTH) == ("barentsmidler", YES, [])
    assert asked(age="15-30", together=BOTH) == ("barentsmidler", YES, ["ungdomsprogrammet"])


def test_a_person_alone_fits_where_a_person_may_apply():
    alone = {"kind": "private_person"}
    assert asked(**alone)[:2] == ("barentsmidler", NO)
    assert asked(**alone, theme="culture")[:2] == ("barentskult", YES)


def test_a_journey_is_named_first_to_whoever_travels_and_to_no_other():
    """PRO-14."""
    culture = {"theme": "culture", "partner": NO_PARTNER}
    assert asked(**culture, together=TRAVELS)[:2] == ("barentskult-reisestotte", YES)
    # Whoever wants to do something together is told what that lacks, and of the journey after.
    first = asked(**culture, together=BOTH)
    assert first == ("barentsmidler", NOT_YET, ["barentskult-reisestotte"])


def test_a_field_without_a_journey_is_told_what_is_lacking():
    assert asked(partner=NO_PARTNER, together=TRAVELS)[:2] == ("barentsmidler", NOT_YET)


def test_where_the_field_is_not_chosen_the_one_for_all_fields_comes_first():
    assert asked(theme="")[:2] == ("barentsmidler", YES)


def test_the_version_in_force_when_the_round_opens_judges():
    ordinary = Programme.objects.get(slug="barentsmidler")
    opens_at = datetime.now(UTC) + timedelta(days=40)
    Round.objects.create(programme=ordinary, opens_at=opens_at)
    later = Version.objects.create(
        rulebook=ordinary.rulebook,
        slug="later",
        name={},
        in_force_from=(opens_at - timedelta(days=2)).date(),
    )
    outline = Outline(**CLUB)
    found = fits(lambda on: outline.facts(on, home="NO"), theme="sport", travels=False)
    fit = next(one for one in found if one.programme == ordinary)
    assert (fit.version, fit.round.opens_at) == (later, opens_at)


def test_one_without_guidelines_in_force_is_not_named():
    Version.objects.filter(rulebook__slug="youth").update(in_force_from=None)
    assert asked(age="15-30", together=BOTH) == ("barentsmidler", YES, [])


def test_it_costs_the_same_with_two_programmes_and_with_five(django_assert_num_queries):
    fill_examples(programme_rows(), by=SYSTEM)
    open_example_rounds(programme_rows(), by=SYSTEM)
    asked(theme="")
    with django_assert_num_queries(4):
        asked(theme="")
    Programme.objects.exclude(order__lte=1).update(is_shown=False)
    with django_assert_num_queries(4):
        asked(theme="")


def test_who_runs_the_partner_is_asked_where_a_programme_bars_by_it():
    assert not asks_who_runs_the_partner()
    version = Version.objects.get(slug="youth-2021")
    version.clauses.filter(number="2.5").update(
        kind="partner_kind",
        parameters={"kinds": None, "barred_controls": ["local_authority"], "of_countries": None},
    )
    version.save()  # A new stamp: what was read of it is read anew.
    Version.objects.filter(pk=version.pk).update(stamp="0" * 32)
    assert asks_who_runs_the_partner()
