"""Can our project get support? Six questions, no account; the answers stand in the address."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from naboskap.advice.outline import Outline
from naboskap.advice.queries import adviser_for
from naboskap.core import clock
from naboskap.guidelines.queries import now_and_next
from naboskap.guidelines.wording.reading import side_in_text
from naboskap.organisations.queries import places_on
from naboskap.programmes.queries import asks_who_runs_the_partner, new_guidelines
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.rounds import next_change
from naboskap.website.support.forms import QUESTIONS, Question
from naboskap.website.support.result import answer_to

CHANGE = "endre"  # The number of a question that is answered already, and shown again.
SENT = "svart"  # The number of the question that was just answered, also with nothing chosen.


@login_not_required
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Ask what is not answered yet, one question at a time; then answer.

    Nothing is kept: the address bears the answers, so it can be gone back to and shared.
    """
    known = {
        "places": list(places_on(clock.today())),
        "asks_who_runs": asks_who_runs_the_partner(),
    }
    forms = [
        _filled(question, request.GET, known, is_sent=request.GET.get(SENT) == str(each))
        for each, question in enumerate(QUESTIONS, 1)
    ]
    wanted = request.GET.get(CHANGE, "")
    number = int(wanted) if wanted in {str(each + 1) for each in range(len(forms))} else 0
    if not number:
        number = next((each for each, one in enumerate(forms, 1) if not one.is_answered), 0)
    if number:
        return hold(_ask(request, number, forms, known), until=next_change())
    return hold(_answer(request, forms), until=next_change())


def _filled(
    question: type[Question], told: QueryDict, known: dict[str, Any], *, is_sent: bool
) -> Question:
    """Return the question with its answer, or bare where it was not sent.

    A group of choices with nothing chosen sends nothing: that it was sent is told beside it.
    """
    form = question(None, **known)
    return question(told, **known) if is_sent or set(form.fields) & set(told) else form


def _told(forms: list[Question]) -> dict[str, list[str]]:
    """Return what is answered as it was typed, by its name in the address."""
    return {
        name: typed for form in forms if form.is_answered for name, typed in form.typed().items()
    }


def _ask(
    request: HttpRequest, number: int, forms: list[Question], known: dict[str, Any]
) -> HttpResponse:
    form = forms[number - 1]
    others = _told([one for one in forms if one is not form])
    if form.is_answered:  # Asked again: what was chosen stands there, and nothing is wrong.
        typed = {
            name: values if len(values) > 1 else values[0] for name, values in form.typed().items()
        }
        form = type(form)(None, initial=typed, **known)
    back = urlencode({**others, CHANGE: number - 1}, doseq=True) if number > 1 else ""
    context = {
        "form": form,
        "number": number,
        "in_all": len(forms),
        "others": others,
        "back": back,
        "is_first": number == 1 and not request.GET,
        "adviser": adviser_for("".join(others.get("tema", [])), language()),
    }
    return render(request, "website/support/question.html", context)


def _answer(request: HttpRequest, forms: list[Question]) -> HttpResponse:
    told: dict[str, Any] = {}
    for form in forms:
        told |= form.answers()
    outline = Outline(**told)
    typed = _told(forms)
    here = f"{reverse('support')}?{urlencode(typed, doseq=True)}"
    answer = answer_to(outline, forms[0].places)
    first = answer.first
    theme = outline.theme or (first.programme.adviser_theme if first else "")
    context = {
        "answer": answer,
        "outline": outline,
        "theme": outline.theme,
        "said": [
            {
                "title": form.title,
                "said": _said(form),
                "change": f"{here}&{CHANGE}={number}",
            }
            for number, form in enumerate(forms, 1)
        ],
        "leaves_open": any(form.leaves_open for form in forms),
        "now": clock.now(),
        "tasks": next(
            f"{here}&{CHANGE}={number}"
            for number, form in enumerate(forms, 1)
            if "sammen" in form.fields
        ),
        "soon": first
        and new_guidelines(
            now_and_next(first.programme.rulebook), [first.round] if first.round else []
        ),
        "home": side_in_text("a"),
        "share": request.build_absolute_uri(here),
        "adviser": adviser_for(theme, language()),
    }
    return render(request, "website/support/answer.html", context)


def _said(form: Question) -> list[str]:
    return [words for name in form.fields if (words := form.in_words(name))]
