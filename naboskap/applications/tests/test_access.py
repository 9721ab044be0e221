import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application
from naboskap.applications.queries import find, find_received, find_to_save, visible_to
from naboskap.applications.tests.conftest import CAST
from naboskap.applications.tests.factories import draft
from naboskap.core.permissions import may

pytestmark = pytest.mark.django_db

FINDERS = [find, find_to_save, find_received]
PAIR = {"lead", "co_writer", "partner"}
OFFICERS = {"adviser", "writing_adviser", "case_officer"}
WHO_MAY = {
    "applications.start_application": {
        "lead",
        "co_writer",
        "reader",
        "partner",
        "stranger",
        "colleague",
        "superuser",
    },
    "applications.begin_from_application": PAIR | {"reader"},
    "applications.open_draft_with_pair": OFFICERS,
    "applications.view_application": PAIR | {"reader", "adviser", "writing_adviser"},
    "applications.write_application": PAIR | {"writing_adviser"},
    "applications.let_in_adviser": PAIR,
    "applications.take_out_partner": {"lead"},
    "applications.comment_application": {"adviser", "writing_adviser"},
    "applications.settle_comment": PAIR,
    "applications.submit_application": {"lead", "partner"},
    "applications.withdraw_application": {"lead", "partner"},
    "applications.confirm_application": PAIR | OFFICERS | {"system"},
    "applications.record_confirmation": OFFICERS,
    "applications.lapse_application": {"system"},
    "applications.roll_drafts_forward": {"system"},
    "applications.move_drafts": {"editor", "head", "deputy"},
    "applications.ask_late_door": OFFICERS,
    "applications.lay_aside_draft": {"system"},
    "applications.try_guidelines": OFFICERS
    | {"head", "deputy", "finance_preparer", "finance_releaser", "editor"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast, application):
    allowed = {person for person in CAST if may(getattr(cast, person), permission, application)}

    assert allowed == WHO_MAY[permission]


@pytest.mark.parametrize(
    ("permission", "side", "expected"),
    [
        ("applications.speak_for_seat", "a", {"lead", "co_writer"}),
        ("applications.speak_for_seat", "b", {"partner"}),
        ("applications.sit_on_seat", "a", {"lead", "co_writer", "reader"}),
        ("applications.sit_on_seat", "b", {"partner"}),
        ("applications.lead_seat", "a", {"lead"}),
        ("applications.lead_seat", "b", {"partner"}),
        ("applications.invite_to_seat", "a", {"lead"}),
        ("applications.invite_to_seat", "b", {"partner"}),
    ],
)
def test_each_side_speaks_for_itself(permission, side, expected, cast, application):
    seat = application.seats.get(side=side)

    allowed = {person for person in CAST if may(getattr(cast, person), permission, seat)}

    assert allowed == expected


def test_the_pair_and_the_adviser_end_the_help(cast, application):
    helping = application.helpers.get(user=cast.adviser)

    allowed = {
        person for person in CAST if may(getattr(cast, person), "applications.end_help", helping)
    }

    assert allowed == PAIR | {"adviser"}


def test_to_an_empty_side_the_other_sides_lead_asks_somebody(cast, application):
    seat = application.seats.get(side="b")
    seat.people.update(left_at=application.created_at, is_lead=False)

    allowed = {
        person
        for person in CAST
        if may(getattr(cast, person), "applications.invite_to_seat", seat)
    }

    assert allowed == {"lead", "writing_adviser"}


def test_the_list_and_the_lock_agree(cast, application):
    draft(UserFactory(), of=application.programme)
    people = {name: getattr(cast, name) for name in CAST}
    look = "applications.view_application"

    by_lock = {
        name: {one for one in Application.objects.all() if may(user, look, one)}
        for name, user in people.items()
    }

    assert {name: set(visible_to(user)) for name, user in people.items()} == by_lock
    keys = list(Application.objects.values_list("key", flat=True))
    for finder in FINDERS:
        found = {
            name: {one for key in keys if (one := finder(user, key))}
            for name, user in people.items()
        }
        assert found == by_lock


def test_whoever_left_sees_nothing(cast, application):
    application.seats.get(side="b").people.update(left_at=application.created_at, is_lead=False)

    assert not may(cast.partner, "applications.view_application", application)
    assert not visible_to(cast.partner).exists()
    assert [finder(cast.partner, application.key) for finder in FINDERS] == [None] * 3


def test_an_adviser_sees_no_draft_once_the_role_has_ended(cast, application):
    cast.adviser.role_grants.update(from_date="2021-01-01", to_date="2021-10-03")

    assert not visible_to(cast.adviser).exists()
    assert [finder(cast.adviser, application.key) for finder in FINDERS] == [None] * 3
    assert not may(cast.adviser, "applications.view_application", application)
