"""How a page of the draft answers a refusal: beside the form, with what was typed kept."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from naboskap.accounts.models import User
from naboskap.applications.actions import PartChanged
from naboskap.core.errors import Refusal
from naboskap.portal.applications.page import DraftPage
from naboskap.ui.answers import keep


def say_no(request: HttpRequest, form: forms.Form, refusal: Refusal) -> None:
    """Show a refusal above the form; where the other side changed it, take over what it read.

    The form keeps what was typed, and the next save counts as having read the other's version.
    """
    keep(request, refusal)
    form.add_error(None, str(refusal.reason))
    if isinstance(refusal, PartChanged):
        data: Any = dict(form.data.items())
        data[form.add_prefix("revision")] = str(refusal.revision)
        form.data = data


def clash_of(refusal: Refusal | None) -> dict[str, Any] | None:
    """Return the other's version for the page, with who saved it and when."""
    if not isinstance(refusal, PartChanged):
        return None
    person = User.objects.filter(pk=refusal.changed_by_id).first()
    return {
        "who": str(person) if person else "",
        "at": refusal.changed_at,
        "is_gone": refusal.theirs is None,
    }


def show(
    request: HttpRequest, page: DraftPage, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Render one page of the draft."""
    context = {"page": page, "draft": page.draft, "application": page.application, **more}
    return render(request, f"portal/applications/{name}.html", context, status=status)
