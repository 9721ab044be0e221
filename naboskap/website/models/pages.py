"""Pages that an editor writes. A page is words: what is applied to lives below."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, Revision

from naboskap.advice.queries import (
    adviser_for,
    has_public_answers,
    progress_of,
    shown_advisers,
)
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.ui.parts import Step
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.cache import hold
from naboskap.website.editing.panels import Standing
from naboskap.website.editing.translating import original_of
from naboskap.website.editing.words import (
    is_whole,
    require_second_reader,
)
from naboskap.website.library.asking import seen_in_page
from naboskap.website.rounds import next_change, shown_round

FRONT_DEPTH = 2  # Of a front page in the tree.
SCHOOL = "sokeskolen"
OFTEN_ASKED = "sporsmal-og-svar"  # Leads on to what advisers have answered for everybody.
# What is ticked is kept by the line's number on the page, so that it is the same in all languages.
AT_MOST = {"checklist": {"max_num": 1}}


class OnlyByReading(PagePermissionTester):
    """What an editor may do with a page. Words go out by a second reader's yes, no other way.

    Nothing is hidden from strangers by a password either: a kept page is everybody's.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return bool(super().can_publish())

    def can_copy(self) -> bool:
        return bool(super().can_copy()) and not self.page.specific_class.is_one_of_a_kind


class OurPage(Page):
    """What all pages share: nothing of a visitor, so that one making serves everybody."""

    class Meta:
        abstract = True

    is_one_of_a_kind = False  # Nobody makes a copy of it in the same language.
    has_own_address = True  # False: it stands on a page that is no editor's.

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels = [
        PublishingPanel(
            help_text=_(
                "The clock is Oslo's. It holds when a second reader has said yes, and the page"
                " comes out or goes away within a minute of it."
            )
        )
    ]

    @property
    def kind_of_page(self) -> str:
        """Return the name of its kind, by which one page stands for all that look like it."""
        return str(self._meta.model_name)

    @classmethod
    def told_in(cls) -> list[str]:
        """Return the languages that such a page may be written in."""
        return list(secretariat().site_languages)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return OnlyByReading(user, self)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        modes = [("", _("This page"))]
        return [*modes, ("original", _("The original"))] if original_of(self) else modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft, or what it is translated from, in its own language."""
        beside = original_of(self) if mode_name == "original" else None
        shown = beside.original.specific if beside else self
        with override(shown.locale.language_code):
            response: TemplateResponse = Page.serve_preview(shown, request, "")
            response.render()
        return response

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, **how: Any) -> None:
        """Bring a version out, or set it to its hour, all or nothing. Rule WEB-9."""
        require_second_reader(revision, user)
        page, now = revision.as_object(), timezone.now()
        require(
            "WEB-51",
            is_whole(page),
            _(
                "Something on the page is left out that must be there, such as what a picture"
                " shows, or a link leads nowhere. Send the page back: what is missing is marked"
                " when it is sent to be read again."
            ),
        )
        require(
            "WEB-74",
            page.leads_on(),
            _(
                "The main button or a card leads to a page that is not there. Send the page back,"
                " so that each of them leads on."
            ),
        )
        require(
            "WEB-52",
            user is None or page.expire_at is None or page.expire_at > now,
            _(
                "The hour at which the page is taken down has passed already. Send the page back,"
                " so that the hour is taken away or a later one is chosen."
            ),
        )
        seen = seen_in_page(revision)
        require(
            "WEB-61",
            not seen.names,
            _(
                "The page cannot go out, since it may name somebody who is protected: %(found)s."
                " Send it back, so that it is said without the name."
            )
            % {"found": ", ".join(seen.names)},
        )
        require(
            "WEB-61",
            not seen.ordinary,
            _(
                "There are words on the page that may be somebody's name: %(found)s. Say that they"
                " are ordinary words when you approve the page, or send it back."
            )
            % {"found": ", ".join(seen.ordinary)},
        )
        page.hold_back()
        super().publish(revision, user=user, **{**how, "skip_permission_checks": True})
        is_ahead = page.go_live_at is not None and page.go_live_at > now
        act = "website.schedule_page" if is_ahead else "website.publish_page"
        record(act, self, by=user or SYSTEM)

    def hold_back(self) -> None:
        """Refuse to bring out what is not ready beside the words. Most kinds have nothing."""

    def standings(self) -> list[Any]:
        """Return how the files of this version stand. Most kinds have none."""
        return []

    @transaction.atomic
    def unpublish(self, *args: Any, **how: Any) -> None:
        """Take the page down, with the way that leads on from it, or not at all."""
        super().unpublish(*args, **how)

    def leads_on(self) -> bool:
        """Whether what must lead on from the page does."""
        return True

    @cached_property
    def above(self) -> list[Page]:
        """Return the published pages above this one, the front page first; none for that one."""
        if self.depth <= FRONT_DEPTH:
            return []
        pages = Page.objects.ancestor_of(self).live().filter(depth__gte=FRONT_DEPTH)
        return list(pages.order_by("path"))

    def school(self) -> list["LessonPage"]:
        """The lessons of the application school in the page's language, in order."""
        live = LessonPage.objects.live().filter(locale_id=self.locale_id)
        return list(live.order_by("number", "path"))

    def steps_of_school(
        self,
        lessons: "list[LessonPage]",
        *,
        done: Collection[str] = (),
        now: "LessonPage | None" = None,
    ) -> list[Step]:
        """The school as a path, with the lesson that one reads marked, and the steps gone through.

        A step may have several lessons: the first bears its name, the others stand under it.
        """
        prefix = "" if self.locale.is_default else f"/{self.locale.language_code}"

        def step(first: "LessonPage", *also: "LessonPage") -> Step:
            every = {first.slug, *(one.slug for one in also)}
            state = "now" if now and now.slug in every else "done" if every <= set(done) else ""
            return Step(
                title=first.title,
                href="" if first == now else f"{prefix}/{SCHOOL}/{first.slug}/",
                text="" if now else first.teaser,
                state=state,
                also=tuple(step(one) for one in also),
            )

        return [step(*one) for _number, one in groupby(lessons, attrgetter("number"))]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Where the language of the address has no tree, Wagtail gives the first one's: WEB-31.
        if applies("WEB-31", self.locale.language_code != language()):
            raise Http404
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        response.render()
        if getattr(request, "has_failed_part", False):
            return response
        return hold(response, until=next_change())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "round": shown_round(), "in_languages": self.in_languages()}

    def in_languages(self) -> dict[str, str]:
        """Return where the page is to be read, by language: only where it is published."""
        same = Page.objects.filter(translation_key=self.translation_key).live()
        pages = same.select_related("locale")
        return {page.locale.language_code: page.get_url() or "/" for page in pages}


class HomePage(OurPage):
    """The first page. Its heading is the secretariat's own slogan.

    One comes with the house in each language, or is translated; no editor makes another.
    """

    class Meta:
        verbose_name = _("Front page")
        verbose_name_plural = _("Front pages")

    is_creatable = False
    is_one_of_a_kind = True

    lead = models.TextField(_("Lead"))
    body = StreamField(blocks.front_blocks(), verbose_name=_("Parts"), blank=True)

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "website/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        done = {one.lesson for one in progress_of(request.user) if one.done_at}
        return {
            **context,
            "path": self.steps_of_school(self.school(), done=done),
            "advisers": shown_advisers(),
        }


class Correctable(OurPage):
    """A page that says so where something on it was wrong and has been put right."""

    class Meta:
        abstract = True

    corrected_on = models.DateField(
        _("Corrected on"),
        null=True,
        blank=True,
        help_text=_("Where readers may have acted on what was wrong. Leave a slip of the pen."),
    )
    correction = models.CharField(
        _("What was wrong, and what is right"), max_length=300, blank=True
    )

    correction_panel = MultiFieldPanel(
        [FieldPanel("corrected_on"), FieldPanel("correction")], heading=_("Correction")
    )

    def clean(self) -> None:
        """Hold WEB-15: a correction has its day and its words, and is not in the future."""
        super().clean()
        if applies("WEB-15", bool(self.corrected_on) != bool(self.correction.strip())):
            missing = "correction" if self.corrected_on else "corrected_on"
            raise ValidationError({missing: _("Give both the day and what was corrected.")})
        if self.corrected_on and self.corrected_on > clock.today():
            raise ValidationError({"corrected_on": _("The day of a correction has been.")})


class Worded(Correctable):
    """A page of a lead and what an editor puts together under it."""

    class Meta:
        abstract = True

    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )


class ContentPage(Worded):
    """A page of plain words."""

    class Meta:
        verbose_name = _("Page")
        verbose_name_plural = _("Pages")

    # Which adviser stands beside the text: a theme by code, or empty for all of them.
    theme = models.CharField(_("Theme of the adviser beside"), max_length=20, blank=True)

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("theme"),
        Worded.correction_panel,
    ]
    parent_page_types = ["website.HomePage", "website.ContentPage", "website.SectionPage"]
    template = "website/content.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        path = self._path(request) if self.slug == SCHOOL else []
        return {
            **context,
            "path": path,
            "adviser": adviser_for(self.theme, language()),
            "leads_to_answers": self.slug == OFTEN_ASKED and has_public_answers(),
        }

    def _path(self, request: HttpRequest) -> list[Step]:
        done = {one.lesson for one in progress_of(request.user) if one.done_at}
        return self.steps_of_school(self.school(), done=done)


class LessonPage(Worded):
    """One step of the application school, with an example. Both sides read the same."""

    class Meta:
        verbose_name = _("Lesson")
        verbose_name_plural = _("Lessons")

    number = models.PositiveSmallIntegerField(_("Step"))
    minutes = models.PositiveSmallIntegerField(_("Minutes to read"), default=5)
    teaser = models.CharField(_("In one line"), max_length=120)

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("minutes"),
        FieldPanel("teaser"),
        FieldPanel("lead"),
        FieldPanel("body"),
        Worded.correction_panel,
    ]
    parent_page_types = ["website.ContentPage"]
    subpage_types: list[str] = []
    template = "website/lesson.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        lessons = self.school()
        kept = {one.lesson: one for one in progress_of(request.user)}
        own = kept.get(self.slug)
        done = {slug for slug, one in kept.items() if one.done_at}
        after = lessons[lessons.index(self) + 1 :] if self in lessons else []
        return {
            **context,
            "path": self.steps_of_school(lessons, done=done, now=self),
            "next_lesson": after[0] if after else None,
            "steps_in_all": len({one.number for one in lessons}),
            "adviser": adviser_for("", language()),
            # Who is signed in keeps their progress here; everybody else in their own browser.
            "learner": request.user.is_authenticated,
            "remember": reverse("remember-lesson", kwargs={"slug": self.slug}),
            "is_done": self.slug in done,
            "ticked": own.ticked if own else [],
        }
