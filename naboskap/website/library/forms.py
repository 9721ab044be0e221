"""A file as an editor hands it in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from naboskap.core.errors import Refusal, require
from naboskap.records.actions import check_size
from naboskap.website.library.actions import taken_in


class FileForm(BaseDocumentForm):
    """Wagtail's form for a document, with the house's own look at the file."""

    class Meta(BaseDocumentForm.Meta):
        pass

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            require(
                "WEB-68",
                not self.instance.pk,
                _(
                    "A file is not exchanged for another: what readers get is what was read."
                    " Hand in the new version as a file of its own, and choose that on the page."
                ),
            )
            check_size(file.size or 0)  # Before it is had in memory.
            file.seek(0)
            taken = taken_in(file.name or "", file.read())
        except Refusal as refusal:
            raise ValidationError(str(refusal.reason)) from refusal
        self.instance.kind = taken.content_type
        return taken

    def clean(self) -> Any:
        """Keep no file where something else is amiss: Wagtail would keep it as it came."""
        cleaned = super().clean()
        if self.errors and isinstance(self.cleaned_data.get("file"), UploadedFile):
            why = " ".join(str(one) for every in self.errors.values() for one in every)
            self.add_error(
                "file",
                _("The file was not kept yet: %(why)s Put that right, and choose the file again.")
                % {"why": why},
            )
        return cleaned
