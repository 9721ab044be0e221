"""What a person who is signed in keeps of the application school: their own, and nobody else's."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.requests import SignedInRequest
from naboskap.advice.actions import go_through_lesson, tick_off
from naboskap.ui.lessons import lesson_named


@require_POST
def remember(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is ticked in a lesson, or that it is gone through."""
    person = cast("SignedInRequest", request).user
    lesson = lesson_named(slug, request)
    if lesson is None:
        raise Http404
    act = request.POST.get("act", "")
    if act == "tick":
        numbers = [int(one) for one in request.POST.getlist("tick") if one.isdecimal()]
        tick_off(slug, numbers, by=person)
        messages.success(request, _("Kept. It is there when you come back."))
        return redirect(f"{lesson.href}#check")
    go_through_lesson(slug, is_done=act == "done", by=person)
    return redirect(lesson.href)
