"""Which programme fits, and what each of them asks and gives."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from naboskap.advice.queries import adviser_for
from naboskap.cases.queries import handling, latest_of
from naboskap.core import clock
from naboskap.guidelines.queries import Paragraph, now_and_next, paragraphs
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import (
    new_guidelines,
    open_rounds,
    rounds_ahead,
    rounds_open,
    shown_programmes,
)
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.programmes.asked import forms_asked
from naboskap.website.rounds import next_change

# What a visitor wants to know first, by the kinds of paragraph that tell it.
IN_SHORT = (
    "applicant_place",
    "applicant_kind",
    "partner_required",
    "partner_place",
    "participant_ages",
    "amount_limits",
    "share_ceiling",
    "cofinancing",
    "own_work_rate",
    "start_after_sending",
    "decision_level",
    "answer_time",
)
NOT_COVERED = "not_covered"


def _in_short(rules: tuple[Paragraph, ...]) -> list[Paragraph]:
    found = [one for one in rules if one.kind in IN_SHORT]
    return sorted(found, key=lambda one: IN_SHORT.index(one.kind))


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
    """Tell who may apply, for what, how much, when, and how it is decided."""
    shown = get_object_or_404(shown_programmes(), slug=slug)
    versions = now_and_next(shown.rulebook)
    version = versions[0]
    rules = paragraphs(version) if version else ()
    rounds = [
        *rounds_open().filter(programme=shown),
        *rounds_ahead().filter(programme=shown),
    ]
    response = render(
        request,
        "website/programmes/programme.html",
        {
            "programme": shown,
            "version": version,
            "in_short": _in_short(rules),
            "not_covered": [one for one in rules if one.kind == NOT_COVERED],
            "criteria": shown.criteria.all(),
            "soon": new_guidelines(versions, rounds),
            "rounds": rounds,
            "now": clock.now(),
            "handled": latest_of(handling()).get(shown.pk),
            "adviser": adviser_for(shown.adviser_theme, language()),
        },
    )
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
