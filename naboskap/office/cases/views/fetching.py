"""How a case is fetched: what is not seen is not found, and what is shut stays shut."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from naboskap.accounts.requests import SignedInRequest
from naboskap.assessments.models import Case
from naboskap.cases import queries
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.ui.answers import refused


def seen(request: SignedInRequest, number: str) -> Case:
    """Return a case whose row the person sees, or answer 404."""
    found = queries.find(request.user, number)
    if found is None:
        raise Http404
    return found


def readable(request: SignedInRequest, number: str) -> Case:
    """Return a case whose text is open to the person, or answer 404."""
    found = seen(request, number)
    if not may(request.user, "cases.read_case", found):
        raise Http404
    return found


def address(case: Case, name: str = "case", *args: Any) -> str:
    """Return the address of a page of the case."""
    return reverse(f"office:{name}", args=[case.case_file.number.replace("/", "-"), *args])


def acted(
    request: SignedInRequest, case: Case, act: Callable[[], object], *, done: str
) -> HttpResponse:
    """Do the act, and go back to the case; a refusal is told there."""
    back = address(case)
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=back)
    messages.success(request, done)
    return redirect(back)
