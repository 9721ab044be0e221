"""On the editor's desk: which old address leads where; make one, undo one."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from naboskap.accounts.requests import SignedInRequest
from naboskap.core.errors import Refusal
from naboskap.core.secretariat import secretariat
from naboskap.search.catalogue import Item
from naboskap.ui.answers import keep
from naboskap.ui.context import LANGUAGE_NAMES
from naboskap.website.finding.collected import catalogue
from naboskap.website.finding.kinds import LESSON, PAGE, PROGRAMME
from naboskap.website.finding.leading_on import make_redirect, undo_redirect

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An old address, and where whoever asks for it is led."""

    pk: int
    old: str
    to: str
    title: str  # Of the page that it leads to; nothing where it is no editor's, or is away.
    came_by_itself: bool


def pages_to_choose(language: str) -> list[Item]:
    """Return the pages that an address may lead to in a language, by title."""
    kinds = {PAGE, LESSON, PROGRAMME}
    found = [one for one in catalogue(language).items if one.kind in kinds]
    return sorted(found, key=lambda one: one.title.casefold())


def _rows(found: list[Redirect]) -> list[Row]:
    numbers = {one.redirect_page_id for one in found if one.redirect_page_id}
    pages = {one.pk: one for one in Page.objects.filter(pk__in=numbers).specific()}
    titles = {
        one.href: one.title
        for code in secretariat().site_languages
        for one in pages_to_choose(code)
    }
    rows = []
    for one in found:
        page = pages.get(one.redirect_page_id)
        to = (page.get_url() if page else one.redirect_link) or ""
        title = page.title if page else titles.get(to, "")
        old = one.old_path if "?" in one.old_path else f"{one.old_path}/"
        rows.append(Row(one.pk, old, to, title, one.automatically_created))
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def redirects(request: HttpRequest) -> HttpResponse:
    """List which old address leads where, the newest first; and make one more."""
    typed = {"old": request.POST.get("old", ""), "to": request.POST.get("to", "")}
    if request.method == "POST":
        try:
            make_redirect(**typed, by=cast("SignedInRequest", request).user)
        except Refusal as refusal:
            keep(request, refusal)
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("Whoever asks for it is led on."))
            return redirect("desk-redirects")
    asked = request.GET.get("q", "").strip()
    found = Redirect.objects.filter(old_path__icontains=asked) if asked else Redirect.objects.all()
    page = Paginator(found.order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("side")
    )
    return render(
        request,
        "website/desk/redirects.html",
        {
            "page": page,
            "rows": _rows(list(page)),
            "asked": asked,
            "typed": typed,
            "pages": [
                (LANGUAGE_NAMES.get(code, code), pages_to_choose(code))
                for code in secretariat().site_languages
            ],
            "page_title": _("Redirects"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before an old address leads nowhere again, and let it."""
    kept = get_object_or_404(Redirect, pk=pk)
    if request.method == "POST":
        undo_redirect(kept, by=cast("SignedInRequest", request).user)
        messages.success(request, _("The redirect is gone."))
        return redirect("desk-redirects")
    return render(
        request,
        "website/desk/redirect_undo.html",
        {"row": _rows([kept])[0], "page_title": _("Take away a redirect")},
    )
