"""The files of the library: what an editor handed in, cleaned, and what stands in it.

A file is never another: what readers get is what a second reader read. Another version is
another file.
"""

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.models import Page

from naboskap.core.errors import require
from naboskap.records.uploads import DOCX, ODT, PDF, XLSX

# What a visitor is told that the file is; those that are not here are not taken.
KINDS = {PDF: "PDF", DOCX: "Word", ODT: "ODT", XLSX: "Excel"}
DRAWN = re.compile(r"[0-9a-f]{24}\.[a-z]{3,4}")  # What a file is called that was taken in.


class LibraryFiles(DocumentQuerySet):
    """Files; none goes while a page needs it, whichever of the editor's lists it goes from."""

    def delete(self) -> tuple[int, dict[str, int]]:
        for one in self:
            one.require_unused()
        gone: tuple[int, dict[str, int]] = super().delete()
        return gone


class LibraryFile(AbstractDocument):
    """A file that a publication may show. It leaves only past the gate (``library.standing``)."""

    class Meta(AbstractDocument.Meta):
        verbose_name = _("File")
        verbose_name_plural = _("Files")

    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    kind = models.CharField(max_length=100, editable=False)  # By its content.
    read_at = models.DateTimeField(null=True, editable=False)  # By the machine.
    is_whole = models.BooleanField(default=False, editable=False)  # It read all of it.
    pages = models.JSONField(default=list, editable=False)  # That it did not read, from one.
    # Who among the editors has read what the machine could not, or has asked about.
    vouched_by_id = models.BigIntegerField(null=True, editable=False)
    vouched_at = models.DateTimeField(null=True, editable=False)
    ordinary = models.JSONField(default=list, editable=False)  # Words that are no names.

    objects = LibraryFiles.as_manager()
    admin_form_fields = ("title", "file")

    @property
    def url(self) -> str:
        """Where an editor opens it. Visitors have another address, once a page shows it."""
        return reverse("desk-file", args=[self.pk])

    @property
    def called(self) -> str:
        """What a visitor is told that it is."""
        return KINDS.get(self.kind, "")

    def pages_that_need_it(self) -> list[Page]:
        """Return the pages that show it, or have it in a draft or a version set to an hour."""
        from naboskap.website.models.library import PublicationPage  # noqa: PLC0415 -- a circle

        needing = []
        rows = PublicationPage.objects.select_related("latest_revision")
        shown = set(rows.filter(files__file=self).values_list("pk", flat=True))
        for page in rows:
            versions = filter(None, [page.latest_revision, page.scheduled_revision])
            told = [row for one in versions for row in one.content.get("files", [])]
            if page.pk in shown or any(row.get("file") == self.pk for row in told):
                needing.append(page)
        return needing

    def require_unused(self) -> None:
        """Hold WEB-68: nobody takes away a file that a page shows or is about to."""
        needing = self.pages_that_need_it()
        require(
            "WEB-68",
            not needing,
            _("The file is used on: %(pages)s. Take it out there first.")
            % {"pages": ", ".join(page.title for page in needing)},
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hold WEB-90: only what was looked at when it came is kept, on whichever way it came."""
        if self._state.adding:
            drawn = bool(self.file) and DRAWN.fullmatch(self.filename)
            is_taken_in = self.kind in KINDS and drawn
            if self.file and self.file._committed and not is_taken_in:
                self.file.delete(save=False)  # It lies on the disk already, as it came.
            require(
                "WEB-90",
                is_taken_in,
                _("The file was not looked at when it came. Hand it in once more, by itself."),
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.require_unused()
        return super().delete(*args, **kwargs)


class FileWords(models.Model):
    """What stands in a file, and which protected names were found in it when it was looked at."""

    file = models.OneToOneField(LibraryFile, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)  # As a reader of the file sees it.
    beside = models.TextField(blank=True)  # Titles, descriptions of pictures, addresses of links.
    withheld_at = models.DateTimeField(null=True)  # Told to the editors, once each time.
    swept_at = models.DateTimeField(null=True)
    faulted_at = models.DateTimeField(null=True)  # It could not be looked at then.
    swept_with = models.CharField(max_length=64, blank=True)  # As the worker looked last.
    looked_with = models.CharField(max_length=64, blank=True)  # A digest of the names looked for.
    names = models.JSONField(default=list)
    asked = models.JSONField(default=list)  # May be ordinary words, or lead across the border.
