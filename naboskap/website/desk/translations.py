"""On the editor's desk: which pages wait for their translation, and which have fallen behind."""

from collections import defaultdict
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from naboskap.accounts.requests import SignedInRequest
from naboskap.core.secretariat import secretariat
from naboskap.website.editing.translating import (
    language_name,
    languages_for,
    languages_without,
    mark_in_step,
    originals,
    translate,
)
from naboskap.website.models import LaidPage


@require_http_methods(["GET", "HEAD"])
def translations(request: HttpRequest) -> HttpResponse:
    """List the translations whose original was changed after them, and what is not translated."""
    pages = list(Page.objects.filter(depth__gt=1).select_related("locale").order_by("path"))
    beside = originals(pages)
    behind = [one for one in beside.values() if one.is_behind]
    spoken = defaultdict(set)
    for one in pages:
        spoken[one.translation_key].add(one.locale.language_code)
    also = _also_asked_for()
    missing = [
        (one, [language_name(code) for code in asked if code not in spoken[one.translation_key]])
        for one in pages
        if one.pk not in beside and one.live
        for asked in [_asked_for(one, also[one.translation_key])]
    ]
    return render(
        request,
        "website/desk/translations.html",
        {
            "behind": sorted(behind, key=lambda one: (one.changed_at, one.page.pk)),
            "missing": [(one, codes) for one, codes in missing if codes],
            "page_title": _("Translations"),
        },
    )


def _asked_for(page: Page, also: set[str]) -> list[str]:
    """Return the languages that a page is missed in: people's own, and ``also``."""
    house = secretariat()
    kind = page.specific_class
    # What stands on a page of the house's own is asked for wherever that page is told.
    wanted = {*house.languages, *also, *(() if kind.has_own_address else kind.told_in())}
    return [code for code in languages_for(page) if code in wanted]


def _also_asked_for() -> defaultdict[UUID, set[str]]:
    """Return, by page, the other languages that the house laid it in, also where it is gone."""
    laid = list(LaidPage.objects.select_related("page"))
    keys = {one.slug: one.page.translation_key for one in laid if one.page}
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for one in laid:
        if one.slug in keys and one.language in secretariat().page_languages:
            found[keys[one.slug]].add(one.language)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def translate_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a language, and go on to the draft in it."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=pk)
    if request.method == "POST":
        language = request.POST.get("language", "")
        made = translate(page, language, by=cast("SignedInRequest", request).user)
        messages.success(
            request,
            _("Here it is as a draft. Write over the words; the original is in the preview."),
        )
        return redirect("wagtailadmin_pages:edit", made.pk)
    there = page.get_translations().select_related("locale")
    return render(
        request,
        "website/desk/translate.html",
        {
            "page": page,
            "without": [(code, language_name(code)) for code in languages_without(page)],
            "there": [(one, language_name(one.locale.language_code)) for one in there],
            "page_title": _("Translate"),
        },
    )


@require_POST
def in_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one translation says what its original says."""
    page = get_object_or_404(Page, pk=pk)
    mark_in_step(page, by=cast("SignedInRequest", request).user)
    messages.success(request, _("Noted: it says what the original says."))
    return redirect("desk-translations")
