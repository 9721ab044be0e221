"""Organisations as those who speak for them see them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.requests import user_of
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.organisations import actions, queries
from naboskap.organisations.actions import Told
from naboskap.organisations.models import Membership, Organisation
from naboskap.organisations.numbers import account_written, written
from naboskap.organisations.ports import Deleted, Found, NotFound
from naboskap.organisations.register import look_up
from naboskap.portal.applications.seats import choose_for_side
from naboskap.portal.organisations.forms import (
    AccountForm,
    KindForm,
    NumberForm,
    TypedForm,
    wants_number,
)
from naboskap.programmes.models import Programme
from naboskap.ui.answers import done, refused


def _onwards(request: HttpRequest) -> str:
    """Return where the person was going, when it is a page of ours."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()})
    return told if is_ours else ""


def _takes_persons() -> bool:
    return Programme.objects.filter(allows_private_person=True).exists()


def _own(request: HttpRequest, pk: int) -> Organisation:
    """Fetch an organisation that the person speaks for; of others nobody hears here."""
    return get_object_or_404(queries.spoken_for_by(user_of(request)), pk=pk)


def organisations(request: HttpRequest) -> HttpResponse:
    """List what one speaks for or has asked to, and what waits for one's answer."""
    user = user_of(request)
    with one_reading():
        context = {
            "memberships": [
                one for one in queries.memberships_of(user) if one.standing != "declined"
            ],
            "requests": [
                one
                for one in queries.memberships_to_settle(user)
                if queries.speaks_for(user, one.organisation_id)
            ],
        }
    return render(request, "portal/organisations/list.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Ask where the organisation is and for its number; the register answers on the next page."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        country, number = form.cleaned_data["country"], form.cleaned_data["number"]
        answer = look_up(country, number) if number else None
        if isinstance(answer, NotFound):
            form.add_error(
                "number", _("The register does not know this number. Check the digits.")
            )
        elif isinstance(answer, Deleted):
            form.add_error("number", _("The register has deleted this organisation. Check it."))
        else:
            asked = {"land": country, "nummer": number, "next": _onwards(request)}
            kept = urlencode({key: value for key, value in asked.items() if value})
            return redirect(f"{reverse('portal:organisation-details')}?{kept}")
    context = {
        "form": form,
        "next": _onwards(request),
        "takes_persons": _takes_persons(),
    }
    return render(request, "portal/organisations/add.html", context)


def details(request: HttpRequest) -> HttpResponse:
    """Show what the register told, or let the person type it in; then register, or ask to join."""
    user = user_of(request)
    asked = NumberForm({"country": request.GET.get("land"), "number": request.GET.get("nummer")})
    if not asked.is_valid():
        return redirect("portal:organisation-add")
    country, number = asked.cleaned_data["country"], asked.cleaned_data["number"]
    known = queries.registered(country, number) if number else None
    answer = look_up(country, number) if number else actions.NOT_ASKED
    if isinstance(answer, NotFound | Deleted):
        return redirect("portal:organisation-add")
    found = answer if isinstance(answer, Found) else None
    form: KindForm
    if found:
        form = KindForm(request.POST or None, initial={"kind": found.kind})
    else:
        form = TypedForm(request.POST or None, country=country)
    if request.method == "POST" and known is None and form.is_valid():
        told = Told(
            country=country,
            number=number,
            name=form.cleaned_data.get("name", ""),
            kind=form.cleaned_data["kind"],
            place_code=form.cleaned_data.get("place", ""),
            municipality=form.cleaned_data.get("municipality", ""),
        )
        if organisation := done(
            request, form, lambda: actions.register_organisation(told, by=user, answer=answer)
        ):
            messages.success(request, _("The organisation is registered, and you speak for it."))
            return _on_with(request, organisation.value)
    speaks = known is not None and queries.speaks_for(user, known.pk)
    if known is not None and (speaks or request.method == "POST"):
        # A second click on the button, or one's own organisation again.
        return redirect(organisation_page(known) if speaks else request.get_full_path())
    context = {
        "form": form,
        "known": known,
        "found": found,
        "number": written(country, number),
        "unreachable": bool(number) and not found,
        "without_number": not wants_number(country),
        "next": _onwards(request),
    }
    return render(request, "portal/organisations/details.html", context)


def _on_with(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Go on where the person was going; whoever came to say who their side is has said it."""
    onwards = _onwards(request)
    chosen = choose_for_side(onwards, organisation, by=user_of(request)) if onwards else ""
    return redirect(chosen or onwards or organisation_page(organisation))


def organisation_page(organisation: Organisation) -> str:
    """Return the address of an organisation's page."""
    return reverse("portal:organisation", args=[organisation.pk])


@require_POST
def add_oneself(request: HttpRequest) -> HttpResponse:
    """Let a person apply in their own name, where a programme takes that."""
    if not _takes_persons():
        return redirect("portal:organisation-add")
    person = actions.register_private_person(by=user_of(request))
    return _on_with(request, person)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to speak for an organisation that was found by its number."""
    number = request.POST.get("number", "")
    organisation = get_object_or_404(Organisation.objects.exclude(number=""), pk=pk, number=number)
    try:
        actions.ask_to_join(organisation, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:organisations"))
    messages.success(
        request,
        _("Your request is sent. A member or a case officer answers, and you get a mail."),
    )
    return redirect("portal:organisations")


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in, or not."""
    user = user_of(request)
    membership = get_object_or_404(Membership, pk=pk, organisation__in=queries.spoken_for_by(user))
    accept = request.POST.get("answer") == "yes"
    try:
        actions.settle_membership(membership, accept=accept, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("portal:organisations"))
    messages.success(request, _("Your answer is sent to both sides of it."))
    return redirect("portal:organisations")


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's organisation: what is known of it, who speaks for it, its account."""
    one = _own(request, pk)
    in_force = queries.account_in_force(one)
    context = {
        "one": one,
        "number": written(one.country, one.number),
        "members": queries.members_of(one),
        "account": account_written(in_force.number) if in_force else "",
        "has_proposal": queries.account_proposed(one) is not None,
        "owed": queries.open_obligations(one.pk),
    }
    return render(request, "portal/organisations/organisation.html", context)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what sort of organisation it is, and where, when that was typed in."""
    one = get_object_or_404(
        queries.spoken_for_by(user_of(request)).exclude(kind=Organisation.Kind.PRIVATE_PERSON),
        pk=pk,
    )
    initial = {
        "kind": one.kind,
        "place": one.place.code if one.place else "",
        "municipality": one.municipality,
    }
    form: KindForm
    if one.from_register_at:
        form = KindForm(request.POST or None, initial=initial)
    else:
        form = TypedForm(request.POST or None, country=one.country, initial=initial)
        del form.fields["name"]

    def act() -> Organisation:
        told = form.cleaned_data
        return actions.correct_organisation(
            one,
            kind=told["kind"],
            place_code=told.get("place"),
            municipality=told.get("municipality"),
            by=user_of(request),
        )

    if done(request, form, act):
        messages.success(request, _("Saved."))
        return redirect(organisation_page(one))
    return render(request, "portal/organisations/correct.html", {"one": one, "form": form})


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the account to pay to; give one, or ask for a change of it."""
    one, user = _own(request, pk), user_of(request)
    form = AccountForm(request.POST or None)
    if made := done(
        request,
        form,
        lambda: actions.propose_account(one, form.cleaned_data["number"], by=user),
        beside="number",
    ):
        holds = made.value.confirmed_at is not None
        messages.success(
            request,
            _("Saved. We pay to this account.")
            if holds
            else _("The change waits for another person. Until then we pay to the old one."),
        )
        return redirect("portal:account", pk=one.pk)
    in_force, proposed = queries.account_in_force(one), queries.account_proposed(one)
    context: dict[str, Any] = {
        "one": one,
        "form": form,
        "in_force": account_written(in_force.number) if in_force else "",
        "proposed": account_written(proposed.number) if proposed else "",
        "may_confirm": proposed and may(user, "organisations.confirm_account", proposed),
    }
    return render(request, "portal/organisations/account.html", context)


@require_POST
def answer_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to a change of account as the second person, or take it back."""
    one, user = _own(request, pk), user_of(request)
    back_to = reverse("portal:account", args=[one.pk])
    proposed = queries.account_proposed(one)
    if proposed is None:
        return redirect(back_to)
    act = actions.confirm_account if request.POST.get("answer") == "yes" else actions.drop_account
    try:
        act(proposed, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=back_to)
    messages.success(request, _("Saved."))
    return redirect(back_to)
