"""The project bank for machines. Reads only; everything in it has passed the gate."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.opendata.projects import shapes
from naboskap.opendata.serving import open_data
from naboskap.projects.queries import PublicCard, every_public_card, public_card, shelf
from naboskap.ui.feed import Entry, atom, instant_of

NEWEST = 50


def _address(request: HttpRequest, card: PublicCard) -> str:
    return request.build_absolute_uri(reverse("bank-project", args=[card.slug]))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@open_data
def projects_json(request: HttpRequest) -> HttpResponseBase:
    """Give all projects, a few at a time, under a head that says what they are."""
    on = shelf()
    sums = on.figures()
    head = {
        "title": _("Projects"),
        "publisher": in_language(secretariat().name),
        "licence": shapes.LICENCE,
        "about": request.build_absolute_uri(reverse("bank-data")),
        "years": [sums.first_year, sums.last_year],
        "count": sums.projects,
    }

    def parts() -> Iterator[str]:
        yield _json(head)[:-1] + ', "projects": ['
        for number, card in enumerate(every_public_card(on)):
            yield (
                ("," if number else "")
                + "\n"
                + _json(shapes.project(card, _address(request, card)))
            )
        yield "\n]}\n"

    return StreamingHttpResponse(parts(), content_type="application/json")


@open_data
def project(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give one project with its story."""
    card = public_card(slug)
    if card is None:
        return _no_such()
    return HttpResponse(
        _json(shapes.project(card, _address(request, card), with_story=True)),
        content_type="application/json",
    )


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


@open_data
def projects_csv(request: HttpRequest) -> HttpResponseBase:
    """Give all projects as a table, row by row, with the mark that spreadsheets look for."""
    writer = csv.writer(_Echo())

    def rows() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(shapes.CSV_COLUMNS)
        for card in every_public_card():
            yield writer.writerow(shapes.csv_row(card, _address(request, card)))

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="prosjekter.csv"'
    return response


@open_data
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give the newest projects as an Atom feed. A shielded project tells no day, only its year."""
    newest = sorted(every_public_card(), key=lambda card: str(card.shown_since), reverse=True)
    return atom(
        request,
        title=_("New in the project bank"),
        alternate=reverse("bank"),
        rights=shapes.LICENCE,
        updated=max((instant_of(card.shown_since) for card in newest), default=""),
        entries=[
            Entry(
                link=_address(request, card),
                title=card.title,
                updated=instant_of(card.shown_since),
                summary=f"{card.a.text} + {card.b.text}",
            )
            for card in newest[:NEWEST]
        ],
    )


@open_data
def grants(request: HttpRequest) -> HttpResponseBase:
    """Give own grants in 360Giving's shape, where both sides let us say what it asks for."""
    house = secretariat()
    told = [
        made
        for card in every_public_card(with_story=True)
        if card.is_own and (made := shapes.grant(card, house))
    ]
    return HttpResponse(
        _json({"version": "1.4", "publisher": {"name": house.name["nb"]}, "grants": told}),
        content_type="application/json",
    )


def _no_such() -> HttpResponse:
    return JsonResponse({"error": "not found"}, status=404)


@login_not_required
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say as data that there is nothing at this address."""
    return _no_such()
