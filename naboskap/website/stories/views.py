"""What came of projects, told by yes of both sides: the list, and one story."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from naboskap.disclosure.gate import Public
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.projects.queries import PublicCard, PublicStory, public_stories, public_story
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.tongues import addresses_in, head


@dataclass(frozen=True, slots=True)
class Shown:
    """A story in one language: the reader's, or the one that it is told in."""

    slug: Public
    card: PublicCard
    title: Public
    done: Public
    result: Public
    quotation: Public | None
    role: Public | None
    participants_a: int | None
    participants_b: int | None
    told_on: Public | None
    language: str
    is_translated: bool


def shown(one: PublicStory, wanted: str) -> Shown:
    """Return a story as a reader of ``wanted`` meets it; what is not translated says so."""
    code = one.language_for(wanted)
    return Shown(
        one.slug,
        one.card,
        one.title[code],
        one.done[code],
        one.result[code],
        one.quotation.get(code),
        one.role.get(code),
        one.participants_a,
        one.participants_b,
        one.told_on,
        code,
        code == wanted,
    )


@login_not_required
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """List the stories, the newest first."""
    every = [shown(one, language()) for one in public_stories()]
    return hold(render(request, "website/stories/list.html", {"stories": every}))


@login_not_required
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one story, beside the facts of its project."""
    found = public_story(slug)
    if found is None:
        raise Http404
    one = shown(found, language())
    context = {
        "one": one,
        "page": head(one.title, one.done),
        "written_in": LANGUAGES.get(one.language, one.language),
        "data": _data(one),
        "in_languages": addresses_in(found.title, lambda: reverse("story", args=[found.slug])),
    }
    return hold(render(request, "website/stories/story.html", context))


def _data(one: Shown) -> dict[str, Any]:
    """Say the same as structured data (schema.org); a day only where it may be told."""
    day = str(one.told_on or "")
    return {
        "@type": "Article",
        "inLanguage": one.language,
        "headline": one.title,
        "articleBody": f"{one.done}\n\n{one.result}",
        **({"datePublished": day} if day else {}),
    }
