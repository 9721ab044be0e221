"""Where the lessons of the application school are, for every door that points to one.

A form's question names its lesson by the last part of the lesson's address. Whether the lesson is
there, what it is called and where it is, is read from the page tree each time: an editor who
renames, translates or takes down a lesson need tell nobody.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Page

from naboskap.ui import wording


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson that is published in the language that is spoken."""

    title: str
    href: str


def lessons_in(spoken: str) -> dict[str, Lesson]:
    """Return the published lessons in one language, by the last part of their address."""
    rows = Page.objects.live().filter(
        content_type__app_label="website",
        content_type__model="lessonpage",
        locale__language_code=spoken,
    )
    prefix = "" if spoken == settings.LANGUAGE_CODE else f"/{spoken}"
    return {
        slug: Lesson(title, f"{prefix}/{below_the_front_page(path)}")
        for slug, title, path in rows.values_list("slug", "title", "url_path")
    }


def below_the_front_page(path: str) -> str:
    """Return a page's place in the tree as its address has it."""
    return path.lstrip("/").partition("/")[2]


def lesson_named(slug: str, request: Any) -> Lesson | None:
    """Return the lesson with ``slug``, or None; a page asks for all of them once."""
    if not slug:
        return None
    there: dict[str, Lesson] | None = getattr(request, "lessons_there", None)
    if there is None:
        there = lessons_in(wording.language())
        if request is not None:
            request.lessons_there = there
    return there.get(slug)
