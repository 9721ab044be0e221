"""People and their roles for the administrator; requests to join for a case officer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts import actions as accounts
from naboskap.accounts import queries as people_there
from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.accounts.requests import user_of
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.office.people.forms import InviteForm, LastDayForm, RoleForm
from naboskap.organisations import actions as organisations
from naboskap.organisations import queries as organisations_there
from naboskap.organisations.models import BankAccount, Membership
from naboskap.organisations.numbers import account_written, written
from naboskap.ui.answers import done, refused


def _administrator(request: HttpRequest) -> User:
    user = user_of(request)
    if not may(user, "accounts.manage_roles"):
        raise PermissionDenied
    return user


def people(request: HttpRequest) -> HttpResponse:
    """List everybody with a role, now, before or later, and the invitations nobody has used."""
    user = _administrator(request)
    context = {
        "staff": people_there.staff(user),
        "invitations": [
            (one, ", ".join(str(Role(role).label) for role in one.roles))
            for one in people_there.open_invitations(user)
        ],
        "today": clock.today(),
    }
    return render(request, "office/people/people.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by a link that works once."""
    user = _administrator(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if done(
            request,
            form,
            lambda: accounts.invite_staff(
                told["email"], told["name"], told["roles"], language=told["language"], by=user
            ),
        ):
            messages.success(request, _("The invitation is sent."))
            return redirect("office:people")
    return render(request, "office/people/invite.html", {"form": form})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person's roles, and give another."""
    user = _administrator(request)
    one = get_object_or_404(people_there.visible_to(user), pk=pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if done(
            request,
            form,
            lambda: accounts.give_role(
                one, Role(told["role"]), told["from_date"], told["to_date"], by=user
            ),
        ):
            messages.success(request, _("The role is given, and the person is told."))
            return redirect("office:person", pk=one.pk)
    today = clock.today()
    context = {
        "one": one,
        "form": form,
        "grants": [
            (
                grant,
                LastDayForm(auto_id=f"id_{grant.pk}_%s")
                if grant.to_date is None or grant.to_date >= today
                else None,
            )
            for grant in one.role_grants.order_by("-from_date", "role")
        ],
        "has_second_factor": people_there.has_second_factor(one),
    }
    return render(request, "office/people/person.html", context)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a role end after a day."""
    user = _administrator(request)
    grant = get_object_or_404(RoleGrant, pk=pk)
    back_to = reverse("office:person", args=[grant.user_id])
    form = LastDayForm(request.POST)
    if not form.is_valid():
        wrong = Refusal(str(form.errors["last_day"][0]))
        return refused(request, wrong, back_to=back_to)
    try:
        accounts.end_role(grant, last_day=form.cleaned_data["last_day"], by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=back_to)
    messages.success(request, _("The role has got its last day, and the person is told."))
    return redirect(back_to)


@require_POST
def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody who has lost their codes set up new ones."""
    user = _administrator(request)
    one = get_object_or_404(people_there.visible_to(user), pk=pk)
    accounts.take_second_factor_away(one, by=user)
    messages.success(request, _("The old app is disconnected. They connect a new one."))
    return redirect("office:person", pk=one.pk)


def memberships(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer: requests to join, and changed accounts."""
    user = user_of(request)
    if not user.is_staff_member:
        raise PermissionDenied
    context = {
        "requests": [
            (one, written(one.organisation.country, one.organisation.number))
            for one in organisations_there.memberships_to_settle(user)
        ],
        "accounts": [
            (one, account_written(one.number))
            for one in organisations_there.accounts_to_confirm(user)
        ],
    }
    return render(request, "office/people/memberships.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request to join."""
    user = user_of(request)
    membership = get_object_or_404(Membership, pk=pk)
    accept = request.POST.get("answer") == "yes"
    try:
        organisations.settle_membership(membership, accept=accept, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:memberships"))
    messages.success(request, _("The answer is sent to both sides of it."))
    return redirect("office:memberships")


@require_POST
def answer_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a changed account as the second person, or turn it down."""
    user = user_of(request)
    account = get_object_or_404(BankAccount, pk=pk)
    says_yes = request.POST.get("answer") == "yes"
    act = organisations.confirm_account if says_yes else organisations.drop_account
    try:
        act(account, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:memberships"))
    messages.success(request, _("Saved."))
    return redirect("office:memberships")
