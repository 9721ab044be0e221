"""The same page in another language: begun as a draft, and kept in step with its original."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page, Revision

from naboskap.audit.actions import record
from naboskap.core.errors import require
from naboskap.core.permissions import Actor, may
from naboskap.website.editing.links import Translation


def language_name(code: str) -> str:
    """Return a language by its own name."""
    return dict(settings.LANGUAGES).get(code, code)


@dataclass(frozen=True, slots=True)
class Beside:
    """A page and its original: whether the original has been changed since."""

    page: Page
    original: Page
    in_step_at: datetime | None
    version_then: int | None = None  # The original as it was when they last said the same.

    @property
    def language(self) -> str:
        return language_name(self.page.locale.language_code)

    @property
    def original_language(self) -> str:
        return language_name(self.original.locale.language_code)

    @property
    def changed_at(self) -> datetime | None:
        """When the original was last published."""
        changed: datetime | None = self.original.last_published_at
        return changed

    @property
    def is_behind(self) -> bool:
        return bool(
            self.changed_at and (self.in_step_at is None or self.changed_at > self.in_step_at)
        )

    @property
    def compare(self) -> str:
        """Where the editor sees what was changed in the original since."""
        return reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[self.original.pk, self.version_then or "earliest", "live"],
        )


def originals(pages: Iterable[Page]) -> dict[int, Beside]:
    """Return what each page is a translation of, by the page's number; four statements.

    A page that nobody translated here is taken to be one of the page in the house's first
    language, where there is such a page.
    """
    pages = list(pages)
    rows = {row.page_id: row for row in Translation.objects.filter(page__in=pages)}
    same = Page.objects.filter(translation_key__in={one.translation_key for one in pages})
    by_pk = {one.pk: one for one in same.select_related("locale")}
    first = {
        one.translation_key: one
        for one in by_pk.values()
        if one.locale.language_code == settings.LANGUAGE_CODE
    }
    found = {}
    for page in pages:
        row = rows.get(page.pk)
        original = by_pk.get(row.original_id) if row else first.get(page.translation_key)
        if original is not None and original.pk != page.pk:
            in_step = row.in_step_at if row else page.first_published_at
            found[page.pk] = Beside(page, original, in_step)
    return found | _compared([one for one in found.values() if one.is_behind])


def _compared(behind: list[Beside]) -> dict[int, Beside]:
    """Return them with the version that the original had then, in one statement."""
    numbers = {str(one.original.pk) for one in behind}
    told = Revision.page_revisions.filter(object_id__in=numbers).order_by("created_at", "pk")
    versions = list(told.values_list("object_id", "created_at", "pk")) if numbers else []

    def then(one: Beside) -> int | None:
        before = [
            pk
            for page, at, pk in versions
            if page == str(one.original.pk) and one.in_step_at and at <= one.in_step_at
        ]
        return before[-1] if before else None

    return {one.page.pk: replace(one, version_then=then(one)) for one in behind}


def original_of(page: Page) -> Beside | None:
    """Return what ``page`` is a translation of, or None."""
    return originals([page]).get(page.pk) if page.pk else None


def languages_without(page: Page) -> list[str]:
    """Return the languages that ``page`` can be written in and is not, by code. Rule WEB-71."""
    same = Page.objects.filter(translation_key=page.translation_key)
    there = set(same.values_list("locale__language_code", flat=True))
    return [code for code in languages_for(page) if code not in there]


def languages_for(page: Page) -> list[str]:
    """Return the languages that a page of this kind may be written in, the house's first first."""
    may_be: list[str] = page.specific_class.told_in()
    return may_be


@transaction.atomic
def translate(page: Page, language: str, *, by: Actor) -> Page:
    """Begin the page in another language: a draft with the original's words. Rules WEB-11, 12.

    It stands where its original stands. Nobody else sees it until a second reader has said yes.
    """
    if not may(by, "website.edit_page"):
        raise PermissionDenied
    require(
        "WEB-71",
        language in languages_for(page),
        _("The page that these words stand on is not told in that language."),
    )
    require(
        "WEB-11",
        language in languages_without(page),
        _("The page is there in this language already."),
    )
    locale, _new = Locale.objects.get_or_create(language_code=language)
    above = page.get_parent()
    require(
        "WEB-12",
        above.is_root() or above.has_translation(locale),
        _("Translate the page above this one first: %(title)s.") % {"title": above.title},
    )
    made: Page = CopyPageForTranslationAction(page.specific, locale, user=by).execute(
        skip_permission_checks=True
    )
    Translation.objects.create(
        page=Page.objects.get(pk=made.pk),
        original=Page.objects.get(pk=page.pk),
        in_step_at=timezone.now(),
    )
    record("website.translate_page", made, by=by, language=language)
    return made


@transaction.atomic
def mark_in_step(page: Page, *, by: Actor) -> None:
    """Say that a translation says what its original says today."""
    if not may(by, "website.edit_page"):
        raise PermissionDenied
    beside = original_of(page)
    if beside is None:
        return
    Translation.objects.update_or_create(
        page=Page.objects.get(pk=page.pk),
        defaults={"original": beside.original, "in_step_at": timezone.now()},
    )
    record("website.mark_translation", page, by=by)
