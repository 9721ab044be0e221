"""On the editor's desk: addresses that are missed, and what was told to be wrong."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naboskap.accounts.requests import SignedInRequest
from naboskap.core.errors import Refusal
from naboskap.ui.answers import keep
from naboskap.ui.context import language_of
from naboskap.website.desk.home import edit_addresses
from naboskap.website.desk.redirects import pages_to_choose
from naboskap.website.faults.actions import mark_mended
from naboskap.website.finding.missed import lead_on, settle
from naboskap.website.finding.search import nearest_pages
from naboskap.website.finding.views import words_of_address
from naboskap.website.models import MissedAddress, PageFault

AT_A_TIME = 50


@require_http_methods(["GET", "HEAD"])
def missed(request: HttpRequest) -> HttpResponse:
    """List what is asked for and not there, most asked for first."""
    waiting = MissedAddress.objects.filter(settled_at=None).order_by("-count", "-last_at", "pk")
    return render(
        request,
        "website/desk/missed.html",
        {"rows": waiting[:AT_A_TIME], "total": waiting.count(), "page_title": _("Missed pages")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def missed_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead one address on to a page, or say that it needs nothing."""
    row = get_object_or_404(MissedAddress, pk=pk)
    person = cast("SignedInRequest", request).user
    if request.method == "POST":
        try:
            if request.POST.get("act") == "settle":
                settle(row, by=person)
                messages.success(request, _("Taken off the list."))
            else:
                lead_on(row, request.POST.get("to", ""), by=person)
                messages.success(request, _("Whoever asks for it is led on."))
        except Refusal as refusal:
            keep(request, refusal)
            messages.error(request, str(refusal.reason))
            return redirect("desk-missed-one", pk=pk)
        return redirect("desk-missed")
    spoken = language_of(row.path)
    near = nearest_pages(words_of_address(row.path), spoken)
    return render(
        request,
        "website/desk/missed_one.html",
        {
            "row": row,
            "near": near[0].href if near else "",
            "pages": pages_to_choose(spoken),
            "page_title": _("Lead on"),
        },
    )


@require_http_methods(["GET", "HEAD"])
def faults(request: HttpRequest) -> HttpResponse:
    """List what was told to be wrong and waits, oldest first, and what was mended last."""
    waiting = PageFault.objects.filter(mended_at=None).order_by("told_at", "pk")
    shown = list(waiting[:AT_A_TIME])
    edit = edit_addresses([one.path for one in shown])
    mended = PageFault.objects.exclude(mended_at=None).order_by("-mended_at", "-pk")
    return render(
        request,
        "website/desk/faults.html",
        {
            "waiting": [(one, edit.get(one.path, "")) for one in shown],
            "mended": mended[:10],
            "page_title": _("Errors on pages"),
        },
    )


@require_POST
def mended(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as mended."""
    fault = get_object_or_404(PageFault, pk=pk)
    try:
        mark_mended(fault, by=cast("SignedInRequest", request).user)
        messages.success(request, _("Marked as mended."))
    except Refusal as refusal:
        keep(request, refusal)
        messages.error(request, str(refusal.reason))
    return redirect("desk-faults")
