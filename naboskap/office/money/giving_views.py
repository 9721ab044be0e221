"""A giver's letter has come: which giver, which pot, and what it says."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.ledger import actions
from naboskap.ledger.models import Giver, Pot
from naboskap.ledger.queries import givers_with_sums, left
from naboskap.office.money.forms import GiftForm, GiverForm, PotForm
from naboskap.office.money.views import user_of
from naboskap.programmes.models import Programme
from naboskap.ui.answers import done, page

FIELD_OF = {
    "MON-6": "letter",
    "MON-12": "dated_on",
    "MON-8": "amount",
    "MON-9": "amount",
    "MON-11": "year",
}


def _record(request: HttpRequest) -> None:
    """Let only those through who may record what a giver gives."""
    if not may(user_of(request), "ledger.record_gift"):
        raise PermissionDenied


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """Ask which pot the letter is about: those of this year and the years beside it."""
    _record(request)
    near = clock.today().year - 1
    givers = [
        (each.giver, [pot for pot in each.pots if pot.pot.year >= near])
        for each in givers_with_sums()
    ]
    return page(request, "office/money/letters.html", {"givers": givers})


def gift(request: HttpRequest, slug: str) -> HttpResponse:
    """Book what the letter gives to a pot, or takes back."""
    _record(request)
    pot = get_object_or_404(Pot.objects.select_related("giver"), slug=slug)
    form = GiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        act = actions.record_gift if told["way"] == "gives" else actions.record_return
        facts = {name: told[name] for name in ("key", "letter", "dated_on")}
        if done(
            request,
            form,
            lambda: act(pot, told["amount"], by=user_of(request), **facts),
            beside=FIELD_OF,
        ):
            messages.success(request, _("It is booked."))
            return redirect("office:giver", pot.giver.slug)
    return _form(
        request,
        form,
        title=_("A giver's letter"),
        pot=pot,
        left=left(pot),
        intro=_(
            "Write what the letter says of this pot. What is booked is never changed:"
            " a mistake is put right by booking what was too much back."
        ),
        button=_("Book it"),
    )


def pot(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a pot for a giver: as one that is there, for another year, or for something new."""
    _record(request)
    giver = get_object_or_404(Giver, slug=slug)
    like = giver.pots.filter(slug=request.GET.get("som", "")).first()
    form = PotForm(
        request.POST or None,
        name=like.name if like else {},
        programmes=[
            (each.slug, in_language(each.name)) for each in Programme.objects.order_by("pk")
        ],
        initial={
            "year": like.year + 1 if like else clock.today().year,
            "purpose": like.purpose if like else Pot.Purpose.PROJECTS,
            "only_programmes": like.only_programmes if like else [],
            "only_children_and_youth": bool(like and like.only_children_and_youth),
        },
    )
    if request.method == "POST" and form.is_valid():
        told = {key: form.cleaned_data[key] for key in form.fields if not key.startswith("name_")}
        if opened := done(
            request,
            form,
            lambda: actions.open_pot(giver, name=form.name(), by=user_of(request), **told),
            beside={**FIELD_OF, "MON-10": form.first_name},
        ):
            return redirect("office:gift", opened.value.slug)
    return _form(
        request,
        form,
        title=_("A new pot"),
        intro=_(
            "A pot is money from one giver, for one thing, for one year. It stands empty"
            " until a letter is booked."
        ),
        giver=giver,
        button=_("Open the pot"),
    )


def new_giver(request: HttpRequest) -> HttpResponse:
    """Add somebody who gives."""
    _record(request)
    form = GiverForm(request.POST or None, name={})
    if request.method == "POST" and form.is_valid():
        is_owner = form.cleaned_data["is_owner"]
        if added := done(
            request,
            form,
            lambda: actions.add_giver(form.name(), is_owner=is_owner, by=user_of(request)),
            beside={"MON-10": form.first_name},
        ):
            return redirect("office:pot-new", added.value.slug)
    return _form(
        request,
        form,
        title=_("A new giver"),
        intro=_("A ministry, a county, or somebody else who gives money to the work."),
        button=_("Add the giver"),
    )


def _form(  # type: ignore[no-untyped-def]  # what a page needs, by name
    request: HttpRequest, form, **context
) -> HttpResponse:
    return page(
        request,
        "office/money/form.html",
        {"form": form, **context},
        status=422 if form.errors else 200,
    )
