"""The library: publications and reports with their files, and the list of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision

from naboskap.advice.queries import adviser_for
from naboskap.core.errors import require
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.editing.panels import Standing
from naboskap.website.library.indexing import forget_publication, index_publication
from naboskap.website.library.listing import Filters, listing
from naboskap.website.library.panels import FilesStanding
from naboskap.website.library.shown import shown_files
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import LibraryFile
from naboskap.website.models.pages import AT_MOST, Correctable, OurPage

FIRST_YEAR, LAST_YEAR = 1950, 2100


class LibraryPage(OurPage):
    """The publications and reports, newest first. One in each language."""

    class Meta:
        verbose_name = _("Library")
        verbose_name_plural = _("Libraries")

    lead = models.TextField(_("Lead"))

    content_panels = [Standing(), *Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["website.HomePage"]
    subpage_types = ["website.PublicationPage"]
    max_count_per_parent = 1
    template = "website/library/list.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        filters = Filters.asked(request.GET)
        return {
            **context,
            "listing": listing(filters, language(), number=request.GET.get("page", "1")),
            "adviser": adviser_for(filters.theme, language()),
        }


class PublicationPage(Correctable):
    """A publication: what it is, who made it and when, and its files."""

    class Meta:
        verbose_name = _("Publication")
        verbose_name_plural = _("Publications")

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        STUDY = "study", _("Study")
        HANDBOOK = "handbook", _("Handbook")
        ANNUAL = "annual", _("Annual report")
        OTHER = "other", _("Other")

    lead = models.TextField(_("Summary"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.REPORT)
    publisher = models.CharField(_("Publisher"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("Year"),
        null=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    came_out_on = models.DateField(
        _("The day it came out, where it is known"), null=True, blank=True
    )
    theme = models.CharField(_("Theme"), max_length=20, blank=True, choices=list(THEMES.items()))
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )

    content_panels = [
        Standing(),
        FilesStanding(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
        FieldPanel("publisher"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("came_out_on")]),
        InlinePanel("files", heading=_("Files"), label=_("File")),
        FieldPanel("body"),
        Correctable.correction_panel,
    ]
    parent_page_types = ["website.LibraryPage"]
    subpage_types: list[str] = []
    template = "website/library/publication.html"
    og_type = "article"

    def clean(self) -> None:
        super().clean()
        if self.came_out_on and self.year and self.came_out_on.year != self.year:
            raise ValidationError({"year": _("The day is in another year.")})

    def every_file(self) -> list[LibraryFile]:
        """Return the files of this version of the page, once each."""
        files: dict[int, LibraryFile] = LibraryFile.objects.in_bulk(
            [row.file_id for row in self.files.all() if row.file_id]
        )
        return list(files.values())

    def hold_back(self) -> None:
        """Let no file out that nobody has read, or that names somebody. Rules WEB-60 to WEB-64."""
        files = self.every_file()
        require("WEB-60", files, _("A publication has a file at least. Send it back, to add one."))
        standings = self.standings()
        require(
            "WEB-62",
            all(one.is_read for one in standings),
            _(
                "The house is reading the file still. Try again in a minute. If it stays so, hand"
                " the file in anew."
            ),
        )
        named = {word: one.file.title for one in standings for word in one.names}
        require(
            "WEB-63",
            not named,
            _(
                "The file %(file)s cannot go out, since it may name somebody who is protected:"
                " %(found)s. Send the page back, so that another file is put in its place."
            )
            % {"file": next(iter(named.values()), ""), "found": ", ".join(named)},
        )
        require(
            "WEB-64",
            all(one.may_leave for one in standings),
            _(
                "There is something in the files that no machine can read or judge. Open them,"
                " read them, and say so when you approve the page."
            ),
        )

    def standings(self) -> list[Any]:
        return list(standing_of(self.every_file()).values())

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, **how: Any) -> None:
        super().publish(revision, user=user, **how)
        index_publication(PublicationPage.objects.get(pk=self.pk))

    @transaction.atomic
    def unpublish(self, *args: Any, **how: Any) -> None:
        super().unpublish(*args, **how)
        forget_publication(self.pk)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "files": shown_files(self, is_draft=getattr(request, "is_preview", False)),
            "adviser": adviser_for(self.theme, language()),
        }


class PublicationFile(Orderable):
    """A file as a publication shows it: what it is, and in which language."""

    class Meta(Orderable.Meta):
        verbose_name = _("File")
        verbose_name_plural = _("Files")

    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(
        LibraryFile, verbose_name=_("File"), on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(
        _("What it is"), max_length=120, help_text=_("The whole report, or: Summary for schools")
    )
    language = models.CharField(_("Language"), max_length=5, choices=list(LANGUAGES.items()))

    panels = [FieldPanel("file"), FieldPanel("what"), FieldPanel("language")]


def pages_showing(file: LibraryFile) -> "models.QuerySet[PublicationFile]":
    """Return where a file is shown to everybody, the first language's page first."""
    rows = PublicationFile.objects.filter(file=file, page__live=True).select_related("page")
    ordered: models.QuerySet[PublicationFile] = rows.order_by(
        "page__locale_id", "page_id", "sort_order"
    )
    return ordered
