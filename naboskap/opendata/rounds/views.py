"""The rounds for machines: what one can apply to, and until when."""

from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.core.words import in_language
from naboskap.opendata.serving import open_data_of_the_hour
from naboskap.programmes.models import Round
from naboskap.programmes.queries import rounds_ahead, rounds_open
from naboskap.ui.feed import Entry, atom
from naboskap.ui.wording import at_both


@open_data_of_the_hour
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give the rounds that are open or ahead as an Atom feed, those that open last first."""
    rounds = sorted(
        [*rounds_open(), *rounds_ahead()], key=lambda one: (one.opens_at, one.pk), reverse=True
    )
    return atom(
        request,
        title=_("Deadlines"),
        alternate=reverse("deadlines"),
        updated=max((_instant(one.opens_at) for one in rounds), default=""),
        entries=[_entry(request, one) for one in rounds],
    )


def _entry(request: HttpRequest, one: Round) -> Entry:
    link = request.build_absolute_uri(reverse("programme", args=[one.programme.slug]))
    closes = (
        _("Closes %(moment)s.") % {"moment": at_both(one.closes_at)}
        if one.closes_at
        else _("You can apply at any time.")
    )
    return Entry(
        # A closing that was moved is something new to tell.
        name=f"{link}#round-{one.pk}-{one.closes_at.date() if one.closes_at else 'open'}",
        link=link,
        title=f"{in_language(one.programme.name)}: {in_language(one.name)}",
        updated=_instant(one.opens_at),
        summary=_("Opens %(moment)s.") % {"moment": at_both(one.opens_at)} + f" {closes}",
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
