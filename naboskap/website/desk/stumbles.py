"""On the editor's desk: what people fail at most, and the lesson that should have helped."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naboskap.applications.queries import FEWEST_SHOWN, stumbles
from naboskap.core.words import in_language
from naboskap.guidelines.queries import paragraphs, version_in_force
from naboskap.programmes.queries import shown_programmes
from naboskap.ui.lessons import Lesson, lesson_named
from naboskap.website.programmes.asked import forms_asked


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that many stumble over: what it says, where it stands, and its lesson."""

    text: str
    where: str
    href: str
    count: int
    lesson: Lesson | None


@require_http_methods(["GET", "HEAD"])
def failing(request: HttpRequest) -> HttpResponse:
    """List what is in the way of most, while they write and when they send, most first."""
    clauses, questions = _clauses(), _questions()
    told: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in stumbles():
        place = clauses if one.what == "clause" else questions
        text, where, href = place.get(
            (one.rulebook, one.name), (_("No longer in force, or no longer asked"), one.name, "")
        )
        lesson = lesson_named(one.lesson, request)
        told[one.stage, one.what].append(Row(text, where, href, one.count, lesson))
    return render(
        request,
        "website/desk/stumbles.html",
        {
            "stages": [
                (
                    heading,
                    [(name, told[stage, what]) for what, name in _kinds()],
                )
                for stage, heading in (
                    ("writing", _("While they write: when they check the draft")),
                    ("sending", _("When they want to send")),
                )
            ],
            "floor": FEWEST_SHOWN,
            "page_title": _("What people fail at"),
        },
    )


def _kinds() -> list[tuple[str, str]]:
    return [
        ("clause", _("Paragraphs of the guidelines")),
        ("question", _("Questions without an answer")),
        ("length", _("Texts that are too long")),
    ]


Place = dict[tuple[str, str], tuple[str, str, str]]


def _clauses() -> Place:
    found: Place = {}
    for rulebook in {one.rulebook_id: one.rulebook for one in shown_programmes()}.values():
        version = version_in_force(rulebook)
        if version is not None:
            address = reverse("guidelines-version", args=[version.slug])
            for one in paragraphs(version):
                where = f"{in_language(rulebook.name)}, {one.number}"
                said = (one.heading, where, f"{address}#p{one.number}")
                found[rulebook.slug, one.number] = said
    return found


def _questions() -> Place:
    return dict(_asked())


def _asked() -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
    for programme in shown_programmes():
        address = reverse("programme-questions", args=[programme.slug])
        for form in forms_asked(programme):
            for section in form.sections:
                for one in section.asked:
                    key = ("", str(one.question.identity_id))
                    yield key, (one.question.in_words, form.title, f"{address}#{form.slug}")
