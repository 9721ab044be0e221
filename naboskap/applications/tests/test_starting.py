from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.outline import NO_PARTNER, Outline
from naboskap.advice.tests.factories import IdeaFactory
from naboskap.applications.actions import (
    go_on_in_full_form,
    save_activity,
    save_answer,
    start_application,
    start_from_idea,
)
from naboskap.applications.models import Activity, Application, SeatPerson
from naboskap.applications.tests.factories import draft, organisation, place, programme
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.organisations.models import Membership
from naboskap.questionnaires.queries import answers_of

pytestmark = pytest.mark.django_db


def test_a_draft_has_two_equal_seats(application, lead):
    seats = {seat.side: seat for seat in application.seats.all()}

    assert {side: seat.language for side, seat in seats.items()} == {"a": "nb", "b": "ru"}
    assert seats["b"].time_zone == "Europe/Moscow"
    person = SeatPerson.objects.get(seat=seats["a"])
    assert (person.user, person.is_lead, person.informed_at is not None) == (lead, True, True)
    assert [entry.action for entry in trail_of(application)] == ["applications.start"]


def test_a_second_click_brings_the_same_draft(lead):
    of = programme()
    own = organisation(lead)
    first = start_application(of, size="full", key="k1", by=lead, organisation=own)
    again = start_application(of, size="full", key="k1", by=lead, organisation=own)

    assert first == again
    assert Application.objects.count() == 1


def refused(rule, **facts):
    before = Application.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        start_application(**facts)
    assert refusal.value.rule == rule
    assert Application.objects.count() == before


def test_a_key_is_its_starters_own(application):
    refused(
        "APP-1",
        programme=application.programme,
        size="full",
        key=application.key,
        by=UserFactory(),
    )


def test_a_key_that_no_address_can_hold_begins_no_draft(lead):
    refused("APP-1", programme=programme(), size="full", key="x/y", by=lead)


def test_a_hidden_programme_takes_no_draft(lead):
    refused("APP-1", programme=programme(is_shown=False), size="full", key="k", by=lead)


@pytest.mark.parametrize("standing", [None, "asked", "declined", "ended"])
def test_only_a_member_applies_for_an_organisation(lead, standing):
    other = organisation()
    if standing:
        Membership.objects.create(organisation=other, user=lead, standing=standing)

    refused("APP-2", programme=programme(), size="full", key="k", by=lead, organisation=other)


def test_a_private_person_applies_only_where_the_programme_allows_it(lead):
    person = organisation(lead, kind="private_person")
    refused("APP-3", programme=programme(), size="full", key="k", by=lead, organisation=person)

    allowed = programme(allows_private_person=True)
    assert draft(lead, of=allowed, own=person).seats.get(side="a").organisation == person


@pytest.mark.parametrize("facts", [{"short_form": None}, {"short_form_up_to": None}])
def test_a_short_form_only_where_there_is_one(lead, facts):
    refused("APP-4", programme=programme(**facts), size="short", key="k", by=lead)


def test_staff_do_not_apply():
    with pytest.raises(PermissionDenied):
        start_application(
            programme(), size="full", key="k", by=UserFactory(roles=[Role.CASE_OFFICER])
        )
    assert not Application.objects.exists()


def test_a_short_draft_goes_on_in_the_full_form_with_its_texts(lead):
    short = draft(lead, size="short")
    save_answer(short, "summary", "Elva", language="nb", read_number=0, by=lead)

    go_on_in_full_form(short, by=lead)

    full = Application.objects.get(pk=short.pk)
    assert (full.size, full.sheet.version.form.slug) == ("full", "application-full")
    assert answers_of(full.sheet)["summary"].text == "Elva"


def test_dis_6_a_region_that_the_short_form_took_is_asked_for_in_the_full_one(lead):
    short = draft(lead, size="short")
    save_activity(
        short,
        what="Møte",
        language="nb",
        place=place("NO-56", "a", "Finnmark"),
        place_text="Gjøkelia",
        by=lead,
    )

    go_on_in_full_form(short, by=lead)

    activity = Activity.objects.get()
    assert (activity.place, activity.place_text) == (None, "Gjøkelia")


def test_an_adviser_opens_a_draft_with_the_one_who_had_the_idea():
    adviser = UserFactory(roles=[Role.CASE_OFFICER])
    idea = IdeaFactory(text="Vi vil måle vannet i elva sammen.")

    application = start_from_idea(idea, programme=programme(), size="short", key="k", by=adviser)

    idea.refresh_from_db()
    assert idea.status == "drafted"
    assert answers_of(application.sheet)["summary"].text == idea.text
    assert not SeatPerson.objects.exists()
    save_answer(application, "result", "Et kart.", language="nb", read_number=0, by=adviser)
    with pytest.raises(TransitionRefused):
        start_from_idea(idea, programme=programme(), size="short", key="k2", by=adviser)
    assert Application.objects.count() == 1


def test_only_an_adviser_opens_a_draft_with_somebody(lead):
    idea = IdeaFactory()
    with pytest.raises(PermissionDenied):
        start_from_idea(idea, programme=programme(), size="short", key="k", by=lead)
    idea.refresh_from_db()
    assert idea.status == "new"


def test_an_idea_is_the_first_text_of_ones_own_draft(lead):
    idea = IdeaFactory(text="Vi vil måle vannet i elva sammen.")

    application = start_application(programme(), size="full", key="k", by=lead, idea=idea)

    assert answers_of(application.sheet)["summary"].text == idea.text
    idea.refresh_from_db()
    assert idea.status == "drafted"  # It waits for no adviser any more.
    assert [entry.action for entry in trail_of(idea)] == ["advice.begin_draft"]


def test_an_idea_that_was_settled_gives_its_words_and_stays_settled(lead):
    idea = IdeaFactory(status="settled")
    application = start_application(programme(), size="full", key="k", by=lead, idea=idea)
    assert answers_of(application.sheet)["summary"].text == idea.text
    idea.refresh_from_db()
    assert idea.status == "settled"


@pytest.mark.parametrize("status", ["new", "settled"])
def test_one_draft_is_begun_from_an_idea(lead, status):
    """ADV-29."""
    of, idea = programme(), IdeaFactory(status=status)
    first = start_application(of, size="full", key="k", by=lead, idea=idea)
    assert start_application(of, size="full", key="k", by=lead, idea=idea) == first
    with pytest.raises(RuleNotMet) as refused:
        start_application(of, size="full", key="k2", by=lead, idea=idea)
    assert refused.value.rule == "ADV-29"
    assert Application.objects.get() == first


def answers(**told):
    facts = {
        "kind": "sports_club",
        "place": "NO-54",
        "partner": "RU-MUR",
        "control": "independent",
        "theme": "sport",
        "age": "15-30",
        "together": "both",
        "amount": 50_000_00,
        "total": 80_000_00,
        "start": date(2022, 2, 1),
    }
    return Outline(**facts | told)


def test_what_was_answered_before_stands_in_the_draft(lead):
    of, there = programme(), place("RU-MUR", "b", "Murmansk oblast")
    place()
    begun = start_application(of, size="short", key="k1", by=lead, outline=answers())

    assert (begun.theme, begun.for_children_and_youth) == ("sport", True)
    assert (begun.amount_applied_for, begun.start_date) == (50_000_00, date(2022, 2, 1))
    seats = {seat.side: seat for seat in begun.seats.all()}
    assert (seats["b"].place, seats["b"].described_control) == (there, "independent")
    assert (seats["a"].described_kind, seats["a"].place.code) == ("sports_club", "NO-54")
    told = {"total": 80_000_00, "together": "both"}
    assert begun.told_before == told
    assert "applications.carry_answers" in [entry.action for entry in trail_of(begun)]
    # A second click changes nothing that was written meanwhile.
    Application.objects.filter(pk=begun.pk).update(theme="culture")
    again = start_application(of, size="short", key="k1", by=lead, outline=answers())
    assert (again.pk, again.theme) == (begun.pk, "culture")


def test_what_was_not_answered_is_left_empty(lead):
    begun = start_application(programme(), size="full", key="k1", by=lead, outline=Outline())
    assert (begun.theme, begun.amount_applied_for, begun.start_date) == ("", None, None)
    assert begun.told_before == {}
    assert all(seat.place is None for seat in begun.seats.all())


def test_ones_own_organisation_is_not_written_over(lead):
    own = organisation(lead)
    begun = start_application(
        programme(), size="full", key="k1", by=lead, organisation=own, outline=answers()
    )
    seat = begun.seats.get(side="a")
    assert (seat.organisation, seat.described_kind, seat.place) == (own, "", None)


@pytest.mark.parametrize("partner", [NO_PARTNER, "RU-*", ""])
def test_a_partner_that_is_not_found_yet_has_no_place(lead, partner):
    begun = start_application(
        programme(), size="full", key="k1", by=lead, outline=answers(partner=partner)
    )
    assert begun.seats.get(side="b").place is None
