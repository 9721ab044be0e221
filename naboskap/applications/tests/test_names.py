"""Names in their own script, and the one Latin form that the side itself chose."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    answer_lead_offer,
    describe_side,
    offer_lead,
    set_names,
    submit_application,
)
from naboskap.applications.content import content_of
from naboskap.applications.models import Seat, SeatPerson
from naboskap.applications.queries import draft_of, sides_of, visible_to
from naboskap.applications.tests.factories import join
from naboskap.core.errors import RuleNotMet
from naboskap.disclosure.models import ProtectedName

pytestmark = pytest.mark.django_db
NAMES = {"side_name": "Klubb Sever", "own_name": "Alexandra Severnaya", "letters_in": "en"}


@pytest.fixture
def partner(application, lead):
    person = UserFactory(language="ru", name="Александра Северная")
    join(application, person, by=lead)
    describe_side(
        application,
        "b",
        described_as="Клуб «Север»",
        kind="sports_club",
        place=None,
        read_revision=0,
        by=person,
    )
    return person


def seat_of(application, side="b"):
    return Seat.objects.select_related("application").get(application=application, side=side)


def test_each_reads_a_name_in_their_script(application, partner):
    before = content_of(draft_of(visible_to(partner).get()))["sides"]["b"]
    assert "latin_name" not in before
    set_names(seat_of(application), by=partner, **NAMES)

    read = {}
    for language in ("nb", "en", "ru"):
        with translation.override(language):
            side = sides_of(application)["b"]
            read[language] = (side.name, side.lead.name, seat_of(application).name_in(language))
    latin = ("Klubb Sever", "Alexandra Severnaya", "Klubb Sever")
    assert read == {
        "nb": latin,
        "en": latin,
        "ru": ("Клуб «Север»", "Александра Северная", "Клуб «Север»"),
    }
    with translation.override("nb"):
        sent = content_of(draft_of(visible_to(partner).get()))["sides"]["b"]
    assert (sent["name"], sent["latin_name"]) == ("Клуб «Север»", "Klubb Sever")
    assert sides_of(application)["b"].language == "en"


def test_the_latin_form_is_protected_like_the_name(application, partner):
    set_names(seat_of(application), by=partner, **NAMES)

    kept = set(ProtectedName.objects.values_list("name", flat=True))
    assert {"Klubb Sever", "Клуб «Север»"} & kept
    assert any("Alexandra" in name or "Александра" in name for name in kept)


@pytest.mark.parametrize("field", ["side_name", "own_name"])
def test_a_latin_form_holds_latin_letters(application, partner, field):
    with pytest.raises(RuleNotMet) as refusal:
        set_names(seat_of(application), by=partner, **{**NAMES, field: "Клуб Sever"})

    assert refusal.value.rule == "APP-43"
    assert seat_of(application).latin_name == ""


def test_only_the_side_itself_chooses(application, lead, partner):
    reader = join(application, UserFactory(), by=lead, may_write=False)
    for person in (lead, reader, UserFactory()):
        with pytest.raises(PermissionDenied):
            set_names(seat_of(application), by=person, **NAMES)
    assert seat_of(application).latin_name == ""


def test_what_is_sent_keeps_its_names(ready, lead):
    submit_application(ready, by=lead)
    with pytest.raises(RuleNotMet) as refusal:
        set_names(seat_of(ready, "a"), by=lead, side_name="", own_name="", letters_in="en")
    assert refusal.value.rule == "APP-5"
    assert seat_of(ready, "a").language == "nb"


def test_another_name_has_its_own_latin_form(application, partner):
    set_names(seat_of(application), by=partner, **NAMES)
    facts = {"kind": "sports_club", "place": None, "by": partner}
    describe_side(application, "b", described_as="Клуб «Север»", read_revision=1, **facts)
    assert seat_of(application).latin_name == "Klubb Sever"

    describe_side(application, "b", described_as="Клуб «Юг»", read_revision=2, **facts)

    assert seat_of(application).latin_name == ""


def test_letters_follow_whoever_leads_the_side(application, lead, partner):
    other = join(application, UserFactory(language="en"), by=lead)
    offer_lead(SeatPerson.objects.get(user=other), by=partner)
    answer_lead_offer(application, accepts=True, by=other)

    assert seat_of(application).language == "en"
