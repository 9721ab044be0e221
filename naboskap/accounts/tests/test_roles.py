from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from naboskap.accounts import actions
from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message

TODAY = date(2021, 10, 4)
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2021-10-04 10:00+02:00", tick=False):
        yield


def roles_of(person):
    return User.objects.get(pk=person.pk).roles


def refused(rule, call):
    with pytest.raises(RuleNotMet) as refusal:
        call()
    assert refusal.value.rule == rule


def test_a_role_is_given_told_and_written_down(cast):
    grant = actions.give_role(
        cast.applicant, Role.BOARD_MEMBER, TODAY, TOMORROW, by=cast.administrator
    )
    assert roles_of(cast.applicant) == {"board_member"}
    assert grant.given_by_id == cast.administrator.pk
    message = Message.objects.get()
    assert (message.address, message.language) == (cast.applicant.email, "nb")
    entry = trail_of(cast.applicant).get()
    assert entry.action == "accounts.give_role"
    assert entry.data["role"] == "board_member"


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2021-10-03 23:59+02:00", False),
        ("2021-10-04 00:00+02:00", True),
        ("2021-10-05 23:59+02:00", True),
        ("2021-10-06 00:00+02:00", False),
    ],
)
def test_a_role_holds_on_its_first_and_last_day_in_oslo(cast, day, held):
    actions.give_role(cast.applicant, Role.AUDITOR, TODAY, TOMORROW, by=cast.administrator)
    with time_machine.travel(day, tick=False):
        assert (roles_of(cast.applicant) == {"auditor"}) is held


def test_who_may_give_a_role_at_all(cast):
    for name, person in vars(cast).items():
        if name == "administrator":
            continue
        with pytest.raises(PermissionDenied):
            actions.give_role(cast.applicant, Role.HEAD, TODAY, None, by=person)
    assert roles_of(cast.applicant) == set()
    assert not Message.objects.exists()


def test_acc_1_not_backwards_in_time(cast):
    refused(
        "ACC-1",
        lambda: actions.give_role(
            cast.applicant, Role.AUDITOR, YESTERDAY, None, by=cast.administrator
        ),
    )
    assert roles_of(cast.applicant) == set()


def test_acc_2_the_last_day_is_not_before_the_first(cast):
    refused(
        "ACC-2",
        lambda: actions.give_role(
            cast.applicant, Role.AUDITOR, TOMORROW, TODAY, by=cast.administrator
        ),
    )


@pytest.mark.parametrize(
    ("from_date", "to_date"), [(TODAY, TODAY), (TODAY, None), (TOMORROW, TOMORROW)]
)
def test_acc_3_not_twice_on_the_same_day(cast, from_date, to_date):
    actions.give_role(cast.applicant, Role.AUDITOR, TODAY, TOMORROW, by=cast.administrator)
    refused(
        "ACC-3",
        lambda: actions.give_role(
            cast.applicant, Role.AUDITOR, from_date, to_date, by=cast.administrator
        ),
    )
    later = TOMORROW + timedelta(days=1)
    actions.give_role(cast.applicant, Role.AUDITOR, later, None, by=cast.administrator)
    assert RoleGrant.objects.filter(user=cast.applicant).count() == 2


def test_acc_3_an_earlier_stretch_may_end_where_the_other_begins(cast):
    actions.give_role(cast.applicant, Role.AUDITOR, TOMORROW, None, by=cast.administrator)
    actions.give_role(cast.applicant, Role.AUDITOR, TODAY, TODAY, by=cast.administrator)
    assert roles_of(cast.applicant) == {"auditor"}


def test_acc_4_nobody_gives_a_role_to_themself(cast):
    refused(
        "ACC-4",
        lambda: actions.give_role(
            cast.administrator, Role.HEAD, TODAY, None, by=cast.administrator
        ),
    )
    assert roles_of(cast.administrator) == {"administrator"}


def test_a_role_ends_after_its_last_day(cast):
    grant = cast.head.role_grants.get()
    actions.end_role(grant, last_day=TODAY, by=cast.administrator)
    assert roles_of(cast.head) == {"head"}
    with time_machine.travel("2021-10-05 00:00+02:00", tick=False):
        assert roles_of(cast.head) == set()
    assert [entry.action for entry in trail_of(cast.head)] == ["accounts.end_role"]
    assert Message.objects.count() == 1


def test_a_role_that_has_not_begun_is_taken_away(cast):
    grant = actions.give_role(cast.head, Role.AUDITOR, TOMORROW, None, by=cast.administrator)
    actions.end_role(grant, last_day=TODAY, by=cast.administrator)
    assert list(cast.head.role_grants.values_list("role", flat=True)) == ["head"]


def test_a_role_can_end_at_once(cast):
    grant = RoleGrant.objects.create(user=cast.head, role=Role.AUDITOR, from_date=YESTERDAY)
    actions.end_role(grant, last_day=YESTERDAY, by=cast.administrator)
    assert roles_of(cast.head) == {"head"}


def test_only_an_administrator_ends_a_role(cast):
    with pytest.raises(PermissionDenied):
        actions.end_role(cast.head.role_grants.get(), last_day=TODAY, by=cast.head)


@pytest.mark.parametrize("last_day", [YESTERDAY - timedelta(days=1), TOMORROW + timedelta(days=1)])
def test_acc_5_not_ended_in_the_past_nor_made_longer(cast, last_day):
    grant = actions.give_role(cast.head, Role.AUDITOR, TODAY, TOMORROW, by=cast.administrator)
    refused("ACC-5", lambda: actions.end_role(grant, last_day=last_day, by=cast.administrator))


def test_acc_6_an_administrator_is_left(cast):
    mine = cast.administrator.role_grants.get()
    refused("ACC-6", lambda: actions.end_role(mine, last_day=TODAY, by=cast.administrator))
    actions.give_role(cast.head, Role.ADMINISTRATOR, TODAY, None, by=cast.administrator)
    actions.end_role(mine, last_day=TODAY, by=cast.administrator)
    assert mine.user.role_grants.get().to_date == TODAY


def test_a_role_nobody_knows_is_not_kept(cast):
    with pytest.raises(IntegrityError, match="role_is_known"), transaction.atomic():
        RoleGrant.objects.create(user=cast.head, role="king", from_date=TODAY)


def test_a_role_that_ends_before_it_begins_is_not_kept(cast):
    with (
        pytest.raises(IntegrityError, match="role_ends_after_it_begins"),
        transaction.atomic(),
    ):
        RoleGrant.objects.create(
            user=cast.head, role=Role.AUDITOR, from_date=TODAY, to_date=YESTERDAY
        )


def test_an_address_is_kept_without_capitals(db):
    with (
        pytest.raises(IntegrityError, match="user_email_has_no_capitals"),
        transaction.atomic(),
    ):
        UserFactory(email="Rolle@example.org")
    person = User.objects.create_user("Rolle@Example.org")
    assert User.objects.get_by_natural_key("ROLLE@example.org") == person


def test_an_address_belongs_to_one_person(db):
    UserFactory(email="rolle@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="rolle@example.org")


def test_a_language_we_do_not_speak_is_not_kept(db):
    with pytest.raises(IntegrityError, match="user_language_is_known"), transaction.atomic():
        UserFactory(language="de")


def test_the_system_adds_a_person_once(db):
    first = actions.add_person("a@example.org", "A (eksempel)", password="one", by=SYSTEM)
    again = actions.add_person("A@example.org", "A (eksempel)", password="two", by=SYSTEM)
    assert first == again
    assert User.objects.get().check_password("two")
    assert again.emailaddress_set.get().verified


def test_nobody_else_adds_a_person(cast):
    with pytest.raises(PermissionDenied):
        actions.add_person("a@example.org", "A", password=None, by=cast.head)


def test_a_person_tells_about_themself_and_nobody_else(cast):
    facts = {"name": " Ny (eksempel) ", "phone": "+47 12 34 56 78", "language": "ru"}
    person = actions.edit_person(cast.applicant, **facts, by=cast.applicant)
    assert (person.name, person.language) == ("Ny (eksempel)", "ru")
    assert actions.set_language(person, "en", by=person).language == "en"
    with pytest.raises(PermissionDenied):
        actions.edit_person(cast.applicant, **facts, by=cast.administrator)
    with pytest.raises(PermissionDenied):
        actions.set_language(cast.applicant, "nb", by=cast.administrator)
    assert User.objects.get(pk=person.pk).language == "en"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Saksbehandler 2 (eksempel)"),
        ("en", "Case officer 2 (example)"),
        ("ru", "Консультант 2 (пример)"),
    ],
)
def test_a_role_of_the_demonstration_is_said_in_the_readers_language(language, words):
    role = User(name="Saksbehandler 2 (eksempel)", is_demonstration=True)
    real = User(name="Saksbehandler 2 (eksempel)")
    own = User(name="Leder Ledersen", is_demonstration=True)
    with override(language):
        assert role.called == words
        assert real.called == real.name
        assert own.called == own.name
