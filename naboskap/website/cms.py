"""The editor's desk (Wagtail's admin) under ``/cms/``: for those who are editors today, no others.

The door asks the role each time. There is no way in past our own sign-in with its second
factor: Wagtail's own sign-in and password pages are closed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from naboskap.accounts.requests import SignedInRequest
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.ui.answers import keep
from naboskap.website.desk import redirects, stumbles, translations
from naboskap.website.desk import views as desk
from naboskap.website.library.views import desk_file

View = Callable[..., HttpResponseBase]


def for_editors(view: View) -> View:
    """Let an editor in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = cast("SignedInRequest", request).user
        if not may(user, "website.edit_page"):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return told(request, refusal)

    # Also where Wagtail opened the view, or knows another place to sign in.
    vars(guarded).update(login_required=True, login_url="")
    return guarded


def told(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say why not, where the editor stands. A dialogue's answer is a word to its script."""
    keep(request, refusal)
    messages.error(request, str(refusal.reason))
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"success": False, "error_message": str(refusal.reason)}, status=400)
    return redirect("wagtailadmin_home" if request.method == "GET" else request.get_full_path())


def to_our_sign_in(request: HttpRequest) -> HttpResponse:
    """Whoever gets here is signed in already: on to the desk."""
    return redirect("wagtailadmin_home")


CLOSED = {"wagtailadmin_login", "wagtailadmin_logout"}

# Wagtail would send its mails inside the act. Ours wait in the outbox (``editing.notices``).
for signal, name in (
    (workflow_submitted, "submitted"),
    (workflow_approved, "approved"),
    (workflow_rejected, "rejected"),
):
    signal.disconnect(
        sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification"
    )


def guarded(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Put the guard before every view, however deep."""
    kept: list[URLPattern | URLResolver] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "password_reset/":
                continue
            guarded(pattern.url_patterns)
        elif pattern.name in CLOSED:
            continue
        elif not getattr(pattern.callback, "is_guarded", False):
            pattern.callback = for_editors(pattern.callback)
            pattern.callback.is_guarded = True  # type: ignore[attr-defined]
        kept.append(pattern)
    return kept


urlpatterns = [
    path("login/", for_editors(to_our_sign_in), name="wagtailadmin_login"),
    path("logout/", for_editors(to_our_sign_in), name="wagtailadmin_logout"),
    path("savnet/", for_editors(desk.missed), name="desk-missed"),
    path("savnet/<int:pk>/", for_editors(desk.missed_one), name="desk-missed-one"),
    path("videresendinger/", for_editors(redirects.redirects), name="desk-redirects"),
    path("videresendinger/<int:pk>/bort/", for_editors(redirects.undo), name="desk-redirect-undo"),
    path("feil/", for_editors(desk.faults), name="desk-faults"),
    path("feil/<int:pk>/rettet/", for_editors(desk.mended), name="desk-fault-mended"),
    path("filer/<int:pk>/", for_editors(desk_file), name="desk-file"),
    path("vansker/", for_editors(stumbles.failing), name="desk-stumbles"),
    path("oversettelser/", for_editors(translations.translations), name="desk-translations"),
    path(
        "oversettelser/<int:pk>/", for_editors(translations.translate_one), name="desk-translate"
    ),
    path(
        "oversettelser/<int:pk>/i-takt/",
        for_editors(translations.in_step),
        name="desk-translation-in-step",
    ),
    *guarded(wagtail_patterns),
]
