"""What was taken out of a draft, in words, with the way to put it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from naboskap.applications.queries import TakenOut, taken_out
from naboskap.guidelines.vocabulary import SOURCES
from naboskap.portal.applications.page import DraftPage, capital, kind_of_cost
from naboskap.ui.wording import money

JUST_NOW = "tatt-ut"  # In the address: what was taken out at this moment.


@dataclass(frozen=True, slots=True)
class Out:
    """A row that was taken out: what it was, and where it is put back."""

    words: str
    at: datetime
    row: str  # "cost-12"
    href: str
    is_just_now: bool


def taken_out_in(request: HttpRequest, page: DraftPage, names: Collection[str]) -> list[Out]:
    """Return what was taken out of this part of the draft and may be put back, last one first."""
    if page.reads_only or not page.is_open_to_write:
        return []
    now, key = request.GET.get(JUST_NOW, ""), page.application.key
    found = []
    for one in taken_out(page.application, names):
        row = f"{one.name}-{one.pk}"
        href = reverse("portal:money", kwargs={"key": key})
        if one.name == "activity":
            href = reverse("portal:alter-activity", kwargs={"key": key, "pk": one.pk})
        found.append(Out(_words(one), one.at, row, href, row == now))
    return found


def _words(one: TakenOut) -> str:
    if one.name == "activity":
        return str(one.held["what"])
    is_cost = one.name == "cost"
    kind = kind_of_cost(one.held["category"]) if is_cost else capital(SOURCES[one.held["source"]])
    said = one.held["text"] or kind
    return f"{said}, {money(one.held['amount'])}"


def to_taken_out(name: str, key: str, row: str, pk: int) -> HttpResponse:
    """Lead back to the list, where what was taken out can be put back at once."""
    return redirect(f"{reverse(name, kwargs={'key': key})}?{JUST_NOW}={row}-{pk}")
