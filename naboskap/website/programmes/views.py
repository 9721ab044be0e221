"""Which programme fits, and what each of them asks and gives."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from naboskap.advice.queries import adviser_for
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import open_rounds, shown_programmes
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.models import ProgrammePage
from naboskap.website.programmes.asked import forms_asked
from naboskap.website.programmes.page import TEMPLATE, facts_of
from naboskap.website.rounds import next_change


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes with what is open now."""
    rounds = open_rounds()
    listed = [{"programme": one, "round": rounds.get(one.pk)} for one in shown_programmes()]
    response = render(
        request,
        "website/programmes/list.html",
        {"listed": listed, "adviser": adviser_for("", language())},
    )
    return hold(response, until=next_change())


@login_not_required
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell who may apply, for what, how much, when: the data, and an editor's words about it."""
    shown = get_object_or_404(shown_programmes(), slug=slug)
    context = {**facts_of(shown), "written": ProgrammePage.about(slug)}
    response = render(request, TEMPLATE, context)
    if getattr(request, "has_failed_part", False):
        return response
    return hold(response, until=next_change())


@login_not_required
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every question before anybody signs in, with why it is asked and what it is for."""
    shown = _asked_for(slug)
    response = render(
        request,
        "website/programmes/questions.html",
        {
            "programme": shown,
            "forms": forms_asked(shown),
            "adviser": adviser_for(shown.adviser_theme, language()),
        },
    )
    return hold(response)


@login_not_required
@require_safe
def questions_in_word(request: HttpRequest, slug: str, size: str) -> HttpResponse:
    """Give the questions of one form as a Word file to write in."""
    shown = _asked_for(slug)
    form = next((one for one in forms_asked(shown) if one.slug == size), None)
    if form is None:
        raise Http404
    # Thirteen megabytes in every worker, for one file.
    from naboskap.website.programmes.working_copy import (  # noqa: PLC0415
        MEDIA_TYPE,
        working_copy,
    )

    name = f"{shown.slug}-{form.slug}-{language()}.docx"
    return HttpResponse(
        working_copy(shown, form),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked_for(slug: str) -> Programme:
    return get_object_or_404(Programme, slug=slug, is_shown=True)
