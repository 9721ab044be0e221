"""A side confirms in a call, and an adviser writes it down."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.actions import record_confirmation
from naboskap.applications.content import short_digest
from naboskap.cases import queries
from naboskap.core import clock
from naboskap.core.permissions import may, one_reading
from naboskap.office.cases.behind import behind_of
from naboskap.office.cases.forms import CallForm
from naboskap.office.cases.views.fetching import address, readable
from naboskap.ui.answers import done, page

FIELD_OF = {"APP-21": "said_by", "APP-23": "clock", "APP-24": "read_aloud"}


def confirm(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down a call in which a side confirmed what was sent."""
    with one_reading():
        found = readable(request, number)
        if not may(request.user, "applications.record_confirmation", found.application):
            raise PermissionDenied
    snapshot = queries.what_was_sent(found)
    if snapshot is None:
        raise Http404
    behind = behind_of(found, snapshot)
    waiting = [each for each in behind if each.is_awaited]
    form = CallForm(request.POST or None, sides=waiting, sha256=snapshot.sha256)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> None:
            record_confirmation(
                found.application,
                side=told["side"],
                sha256=told["sha256"],
                language=told["language"],
                said_by=told["said_by"],
                spoken_at=datetime.combine(told["day"], told["clock"], tzinfo=clock.OSLO),
                read_aloud=told["read_aloud"],
                by=request.user,
            )

        if done(request, form, act, beside=FIELD_OF):
            messages.success(request, _("The call is written down. Both sides see it."))
            return redirect(address(found))
    return page(
        request,
        "office/cases/confirm.html",
        {
            "case": found,
            "form": form,
            "behind": behind,
            "waiting": waiting,
            "snapshot": snapshot,
            "fingerprint": short_digest(snapshot.sha256),
        },
        status=422 if form.errors else 200,
    )
