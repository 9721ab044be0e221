"""What advisers have answered for everybody: by field, and each at an address of its own."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naboskap.advice.queries import PublicAnswer, adviser_for, public_answers
from naboskap.disclosure.gate import Public
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.models import OFTEN_ASKED, ContentPage
from naboskap.website.tongues import addresses_in, head


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and its answer in one language: the reader's, or else the one that all have."""

    slug: str
    theme: str
    question: Public
    answer: Public
    language: str
    is_translated: bool


@dataclass(frozen=True, slots=True)
class Field:
    """The answers of one field: its code for the address on the page, and its name."""

    code: str
    name: str | Promise
    answers: tuple[Shown, ...]


def shown(one: PublicAnswer, wanted: str) -> Shown:
    """Return an answer as a reader of ``wanted`` meets it; what is not translated says so."""
    code = one.language_for(wanted)
    return Shown(one.slug, one.theme, one.question[code], one.answer[code], code, code == wanted)


def by_field(every: list[PublicAnswer], wanted: str) -> list[Field]:
    """Put the answers in order of the fields; what is about none comes first."""
    order = ["", *THEMES]
    found = sorted((shown(one, wanted) for one in every), key=lambda one: order.index(one.theme))
    return [
        Field(code or "alle", THEMES.get(code, "") or _("for everybody"), tuple(several))
        for code, several in groupby(found, key=lambda one: one.theme)
    ]


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """List the questions by field, each with how many there are."""
    every = public_answers()
    often = ContentPage.objects.live().filter(slug=OFTEN_ASKED, locale__language_code=language())
    context = {
        "fields": by_field(every, language()),
        "total": len(every),
        "often_asked": often.first(),
        "adviser": adviser_for("", language()),
    }
    return hold(render(request, "website/answers/list.html", context))


@login_not_required
@require_safe
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question and its answer, and the way on to an adviser."""
    every = public_answers()
    found = next((one for one in every if one.slug == slug), None)
    if found is None:
        raise Http404
    one = shown(found, language())
    near = [shown(each, language()) for each in every if each.theme == found.theme]
    context = {
        "one": one,
        "page": head(one.question, one.answer),
        "theme": THEMES.get(found.theme, ""),
        "read_on": found.read_on,
        "written_in": LANGUAGES.get(one.language, one.language),
        "near": [each for each in near if each.slug != slug][:5],
        "data": _data(one),
        "in_languages": addresses_in(found.answer, lambda: reverse("answer", args=[slug])),
        "adviser": adviser_for(found.theme, language()),
    }
    return hold(render(request, "website/answers/answer.html", context))


def _data(one: Shown) -> dict[str, object]:
    """Say the same as structured data (schema.org)."""
    return {
        "@type": "FAQPage",  # The house asks and answers: nobody else can add an answer.
        "inLanguage": one.language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.question,
                "acceptedAnswer": {"@type": "Answer", "text": one.answer},
            }
        ],
    }
