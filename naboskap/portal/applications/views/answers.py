"""How a page of the draft answers a refusal: beside the form, with what was typed kept."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.applications.actions import PartChanged
from naboskap.core.errors import Refusal
from naboskap.portal.applications.page import DraftPage, writer
from naboskap.portal.applications.tasks import onward
from naboskap.ui.answers import done
from naboskap.ui.fields import read_back


def saved(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    clash: dict[str, Any],
    *,
    beside: Mapping[str, str] | None = None,
) -> bool:
    """Save a part; a refusal stands above the form (or ``beside``), with what was typed kept.

    Where the other side changed it meanwhile, ``clash`` tells who and when (``clash_of``).
    """

    def meet(refusal: Refusal) -> None:
        take_over(form, refusal)
        clash.update(clash_of(refusal, writer(request)) or {})

    return bool(done(request, form, act, beside=beside, meet=meet))


def tell_saved(request: HttpRequest, *shown: forms.Form) -> None:
    """Say that it is saved, and how what was written roughly was read."""
    messages.success(request, _("Saved."))
    for words in read_back(shown):
        messages.info(request, words)


def take_over(form: forms.Form, refusal: Refusal) -> None:
    """Let the next save count as having read the other's version, where that is what refused."""
    if isinstance(refusal, PartChanged):
        data: Any = dict(form.data.items())
        data[form.add_prefix("revision")] = str(refusal.revision)
        form.data = data


def clash_of(refusal: Refusal | None, reader: User) -> dict[str, Any] | None:
    """Return the other's version for the page, with who saved it and when.

    ``is_own``: nobody but the reader changed it, in another window.
    """
    if not isinstance(refusal, PartChanged):
        return None
    others = [pk for pk in refusal.writers if pk != reader.pk]
    person = User.objects.filter(pk=next(iter(others), refusal.changed_by_id)).first()
    return {
        "who": str(person) if person else "",
        "at": refusal.changed_at,
        "is_gone": refusal.theirs is None,
        "is_own": bool(refusal.writers) and not others,
    }


def gone_on(request: HttpRequest, page: DraftPage, *, last: str = "") -> HttpResponse:
    """Lead to the next page after one that was saved, or stay there where that is asked for.

    Where the pages are not walked through, ``last`` is where one is led.
    """
    then = None if "stay" in request.POST else onward(page, request.path)
    if then is None and last:
        return redirect(last, key=page.application.key)
    return redirect(then.href if then else request.path)


# Pages where the draft is written. Whoever only reads has it all on one page instead.
WRITTEN = frozenset(
    {"activities", "activity", "basics", "line", "money", "participants", "short", "texts"}
)


def show(
    request: HttpRequest, page: DraftPage, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Render one page of the draft; to a page for writing, whoever only reads is led past."""
    if request.method == "GET" and name in WRITTEN and page.reads_only:
        return redirect("portal:read", key=page.application.key)
    context = {
        "page": page,
        "draft": page.draft,
        "application": page.application,
        "onward": lambda: onward(page, request.path),
        **more,
    }
    return render(request, f"portal/applications/{name}.html", context, status=status)
