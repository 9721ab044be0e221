"""Pages that an editor writes. A page is words: what is applied to, and who may, lives below."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from naboskap.advice.queries import adviser_for, progress_of, shown_advisers
from naboskap.ui.parts import Step
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.cache import hold
from naboskap.website.rounds import next_change, shown_round

SCHOOL = "sokeskolen"
# What is ticked is kept by the line's number on the page, so that it is the same in all languages.
AT_MOST = {"checklist": {"max_num": 1}}


class OurPage(Page):
    """What all pages share: nothing of a visitor, so that one making serves everybody."""

    class Meta:
        abstract = True

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]

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
    """The first page. Its heading is the secretariat's own slogan."""

    lead = models.TextField(_("Lead"))
    body = StreamField(blocks.front_blocks(), verbose_name=_("Parts"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
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


class ContentPage(OurPage):
    """A page of plain words."""

    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )
    # Which adviser stands beside the text: a theme by code, or empty for all of them.
    theme = models.CharField(_("Theme of the adviser beside"), max_length=20, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("theme"),
    ]
    parent_page_types = ["website.HomePage", "website.ContentPage"]
    template = "website/content.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        path = self._path(request) if self.slug == SCHOOL else []
        return {**context, "path": path, "adviser": adviser_for(self.theme, language())}

    def _path(self, request: HttpRequest) -> list[Step]:
        done = {one.lesson for one in progress_of(request.user) if one.done_at}
        return self.steps_of_school(self.school(), done=done)


class LessonPage(OurPage):
    """One step of the application school, with an example. Both sides read the same."""

    number = models.PositiveSmallIntegerField(_("Step"))
    minutes = models.PositiveSmallIntegerField(_("Minutes to read"), default=5)
    teaser = models.CharField(_("In one line"), max_length=120)
    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("minutes"),
        FieldPanel("teaser"),
        FieldPanel("lead"),
        FieldPanel("body"),
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


class MissedAddress(models.Model):
    """An address that was asked for and is not there: how often, and never by whom (WEB-1)."""

    path = models.CharField(max_length=200, unique=True)  # Without its question mark.
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # An editor has led it on, or found that it needs nothing.
    settled_at = models.DateTimeField(null=True)


class PageFault(models.Model):
    """What somebody told us is wrong on a page. How to reach them goes when it is mended."""

    path = models.CharField(max_length=200)
    text = models.TextField()
    contact = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5)  # The one that the page was read in.
    key = models.CharField(max_length=40, unique=True)  # The form's own: a second click is none.
    origin = models.CharField(max_length=64, blank=True)  # A digest that means nothing tomorrow.
    told_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)
    mended_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="page_fault_mended_keeps_no_contact",
                condition=models.Q(mended_at__isnull=True) | models.Q(contact=""),
            )
        ]
