"""Pages that an editor writes. A page is words: what is applied to, and who may, lives below."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.locks import WorkflowLock
from wagtail.models import Page, PagePermissionTester, Revision, Task, TaskState

from naboskap.accounts.models import Role, User
from naboskap.accounts.queries import people_with
from naboskap.advice.queries import (
    adviser_for,
    has_public_answers,
    progress_of,
    shown_advisers,
)
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.permissions import SYSTEM, may
from naboskap.ui.parts import Step
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.cache import hold
from naboskap.website.editing.forms import SentBackForm
from naboskap.website.editing.notices import SENT_BACK, WAITS, tell_editors
from naboskap.website.editing.panels import Standing
from naboskap.website.editing.translating import original_of
from naboskap.website.editing.words import (
    is_whole,
    may_publish,
    require_second_reader,
    stands_as_sent,
    writer_of,
    writers_of,
)
from naboskap.website.rounds import next_change, shown_round

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


class OurPage(Page):
    """What all pages share: nothing of a visitor, so that one making serves everybody."""

    class Meta:
        abstract = True

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels = [
        PublishingPanel(
            help_text=_(
                "The clock is Oslo's. It holds when a second reader has said yes, and the page"
                " comes out or goes away within a minute of it."
            )
        )
    ]

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
            "WEB-52",
            user is None or page.expire_at is None or page.expire_at > now,
            _(
                "The hour at which the page is taken down has passed already. Send the page back,"
                " so that the hour is taken away or a later one is chosen."
            ),
        )
        super().publish(revision, user=user, **{**how, "skip_permission_checks": True})
        is_ahead = page.go_live_at is not None and page.go_live_at > now
        act = "website.schedule_page" if is_ahead else "website.publish_page"
        record(act, self, by=user or SYSTEM)

    @transaction.atomic
    def unpublish(self, *args: Any, **how: Any) -> None:
        """Take the page down, with the way that leads on from it, or not at all."""
        super().unpublish(*args, **how)

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


class ContentPage(Correctable):
    """A page of plain words."""

    class Meta:
        verbose_name = _("Page")
        verbose_name_plural = _("Pages")

    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )
    # Which adviser stands beside the text: a theme by code, or empty for all of them.
    theme = models.CharField(_("Theme of the adviser beside"), max_length=20, blank=True)

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("theme"),
        Correctable.correction_panel,
    ]
    parent_page_types = ["website.HomePage", "website.ContentPage"]
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


class LessonPage(Correctable):
    """One step of the application school, with an example. Both sides read the same."""

    class Meta:
        verbose_name = _("Lesson")
        verbose_name_plural = _("Lessons")

    number = models.PositiveSmallIntegerField(_("Step"))
    minutes = models.PositiveSmallIntegerField(_("Minutes to read"), default=5)
    teaser = models.CharField(_("In one line"), max_length=120)
    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("minutes"),
        FieldPanel("teaser"),
        FieldPanel("lead"),
        FieldPanel("body"),
        Correctable.correction_panel,
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


class NewsListPage(OurPage):
    """The news, newest first. One in each language."""

    class Meta:
        verbose_name = _("List of news")
        verbose_name_plural = _("Lists of news")

    lead = models.TextField(_("Lead"))

    content_panels = [Standing(), *Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["website.HomePage"]
    subpage_types = ["website.NewsPage"]
    max_count_per_parent = 1
    template = "website/news_list.html"

    def news(self) -> "models.QuerySet[NewsPage]":
        """Return what is published, newest first."""
        live = NewsPage.objects.child_of(self).live()
        return live.order_by("-first_published_at", "-pk")  # type: ignore[no-any-return]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "news": Paginator(self.news(), 20).get_page(request.GET.get("page"))}


class NewsPage(Correctable):
    """Something that has happened or is coming, with the day it was told."""

    class Meta:
        verbose_name = _("News")
        verbose_name_plural = _("News")

    lead = models.TextField(_("Lead"))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )

    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        Correctable.correction_panel,
    ]
    parent_page_types = ["website.NewsListPage"]
    subpage_types: list[str] = []
    template = "website/news.html"
    og_type = "article"


SEND_AGAIN = "send_again"


class WaitsToBeRead(WorkflowLock):
    """What the writer is told who wants to go on writing while it is read."""

    def get_message(self, user: Any) -> str | None:
        if not self.for_user(user):
            return None
        return str(
            _(
                "It waits for a second reader, and stands as you sent it. To change it, cancel the"
                " workflow, change it, and send it again."
            )
        )


class SecondReader(Task):
    """Another than whoever wrote the last words reads them: publishes, or sends back."""

    class Meta:
        verbose_name = _("second reader")
        verbose_name_plural = _("second readers")

    lock_class = WaitsToBeRead

    @classmethod
    def get_description(cls) -> str:
        return str(_("An editor who did not write the last words publishes them or sends back"))

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Whoever wrote what was sent leaves it alone while it is read: it is what is read."""
        state = obj.current_workflow_task_state
        return state is not None and writer_of(state.revision) == user.pk

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if state is None or not may(user, "website.edit_page"):
            return []
        if not stands_as_sent(state, obj.get_latest_revision()):
            return [(SEND_AGAIN, str(_("Send to be read again")), False)]
        if not may_publish(state.revision, user):
            return []
        return [("approve", str(_("Approve")), False), ("reject", str(_("Send back")), True)]

    @transaction.atomic
    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Ask the others to read it."""
        state = super().start(workflow_state, user=user)
        writer = writer_of(state.revision)
        others = [one for one in people_with(Role.EDITOR) if one.pk != writer]
        tell_editors(WAITS, workflow_state.content_object, others)
        return state

    def get_form_for_action(self, action: str) -> Any:
        return SentBackForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        states = list(waiting.select_related("revision"))
        numbers = [one.revision.object_id for one in states]
        pages = Page.objects.filter(pk__in=numbers).select_related("latest_revision")
        latest = {str(page.pk): page.latest_revision for page in pages}
        writers = writers_of(one.revision for one in states)
        mine = [
            one.pk
            for one in states
            if may(user, "website.edit_page")
            and stands_as_sent(one, latest.get(one.revision.object_id))
            and writers[one.revision_id] != user.pk
        ]
        return TaskState.objects.filter(pk__in=mine)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kw: Any) -> None:
        """Publish what was sent (WEB-9, WEB-50) or send back with the reason (WEB-10).

        Where another has changed it meanwhile, it is sent anew, and the others are asked again.
        """
        asked = task_state.workflow_state.content_object
        page = Page.objects.select_for_update().get(pk=asked.pk).specific
        if action_name == SEND_AGAIN:
            if not may(user, "website.edit_page"):
                raise PermissionDenied
            task_state.cancel(user=user, resume=True)
            return
        require_second_reader(page.get_latest_revision(), user)
        require(
            "WEB-50",
            stands_as_sent(task_state, page.get_latest_revision()),
            _(
                "The page was changed after it was sent to be read. Whoever changed it sends it"
                " again, and then you read it as it is."
            ),
        )
        if action_name == "reject":
            require(
                "WEB-10",
                str(kw.get("comment", "")).strip(),
                _("Say what should be changed. Whoever wrote it sees it on the page."),
            )
        super().on_action(task_state, user, action_name, **kw)
        if action_name == "reject":
            writer = writer_of(page.get_latest_revision())
            tell_editors(SENT_BACK, page, User.objects.filter(pk=writer or 0))


class LaidPage(models.Model):
    """A page that came with the house: laid once, and an editor's to rename or delete since."""

    language = models.CharField(max_length=5)
    slug = models.CharField(max_length=255)  # As the house calls it.
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="laid_page_once"),
        ]


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
