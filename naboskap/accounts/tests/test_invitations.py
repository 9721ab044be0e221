from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from naboskap.accounts import actions, queries
from naboskap.accounts.models import Invitation, Role, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message


@pytest.fixture
def token(cast):
    return actions.invite_staff(
        "Ny@example.org", "Ny (eksempel)", [Role.HEAD, Role.EDITOR], by=cast.administrator
    )


def refused(rule, call):
    with pytest.raises(RuleNotMet) as refusal:
        call()
    assert refusal.value.rule == rule


def test_the_invited_comes_in_with_roles_from_today(cast, token):
    message = Message.objects.get()
    assert message.address == "ny@example.org"
    assert token in message.body
    assert token not in str(vars(Invitation.objects.get()))
    with translation.override("en"):
        person = actions.accept_invitation(token, name="Ny (eksempel)", password="en lang setning")
    assert User.objects.get(pk=person.pk).roles == {"head", "editor"}
    assert person.check_password("en lang setning")
    assert (person.language, person.emailaddress_set.get().verified) == ("en", True)
    assert person.role_grants.first().given_by_id == cast.administrator.pk


def test_acc_8_an_invitation_works_once(cast, token):
    actions.accept_invitation(token, name="Ny (eksempel)", password="en lang setning")
    refused("ACC-8", lambda: actions.accept_invitation(token, name="To", password="en annen"))
    refused("ACC-8", lambda: actions.accept_invitation("other", name="To", password="en annen"))
    assert User.objects.get(email="ny@example.org").check_password("en lang setning")
    assert queries.open_invitation(token) is None


def test_acc_8_an_invitation_lasts_two_weeks(cast, token):
    assert queries.open_invitation(token) is not None
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        assert queries.open_invitation(token) is None
        refused("ACC-8", lambda: actions.accept_invitation(token, name="Ny", password="en lang"))
    assert not User.objects.filter(email="ny@example.org").exists()


def test_whoever_has_an_account_keeps_it(cast):
    known = UserFactory(email="kjent@example.org", roles=[Role.HEAD])
    token = actions.invite_staff(
        known.email, "X", [Role.HEAD, Role.AUDITOR], by=cast.administrator
    )
    actions.accept_invitation(token, name="", password="")
    known = User.objects.get(pk=known.pk)
    assert known.roles == {"head", "auditor"}
    assert known.role_grants.count() == 2
    assert known.name.startswith("Rolle")


def test_acc_7_an_invitation_names_a_role(cast):
    refused(
        "ACC-7",
        lambda: actions.invite_staff("ny@example.org", "Ny", [], by=cast.administrator),
    )
    assert not Invitation.objects.exists()


def test_only_an_administrator_invites_and_sees_invitations(cast, token):
    with pytest.raises(PermissionDenied):
        actions.invite_staff("ny@example.org", "Ny", [Role.HEAD], by=cast.head)
    assert queries.open_invitations(cast.administrator).count() == 1
    assert queries.open_invitations(cast.head).count() == 0


def test_the_first_administrator_gives_an_address(db):
    token = actions.first_invitation()
    person = actions.accept_invitation(
        token, name="Først (eksempel)", password="en lang setning", email="Forst@example.org"
    )
    assert person.email == "forst@example.org"
    assert person.roles == {"administrator"}
    assert not Message.objects.exists()


def test_acc_9_the_first_administrator_takes_no_known_address(db):
    known = UserFactory(email="kjent@example.org")
    token = actions.first_invitation()
    refused(
        "ACC-9",
        lambda: actions.accept_invitation(
            token, name="Først", password="en lang setning", email="Kjent@example.org"
        ),
    )
    assert User.objects.get(pk=known.pk).roles == set()


def test_two_invitations_never_share_a_token(cast, token):
    twin = Invitation.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_an_administrator_lets_somebody_begin_again(cast):
    Authenticator.objects.create(user=cast.head, type="totp", data={"secret": "x"})
    with pytest.raises(PermissionDenied):
        actions.take_second_factor_away(cast.head, by=cast.head)
    assert queries.has_second_factor(cast.head)
    actions.take_second_factor_away(cast.head, by=cast.administrator)
    assert not queries.has_second_factor(cast.head)
    assert Message.objects.get().kind == "accounts.second_factor_changed"


@pytest.mark.parametrize(
    ("machine", "is_forwarded", "let_in"),
    [
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("127.0.0.1", True, False),
        ("192.0.2.1", False, False),
    ],
)
def test_acc_10_demonstration_people_sign_in_on_the_machine_itself(
    db, machine, is_forwarded, let_in
):
    shown = UserFactory(is_demonstration=True)
    real = UserFactory()
    actions.check_place_of_sign_in(real, machine=machine, is_forwarded=is_forwarded)

    def attempt():
        actions.check_place_of_sign_in(shown, machine=machine, is_forwarded=is_forwarded)

    if let_in:
        attempt()
    else:
        refused("ACC-10", attempt)
