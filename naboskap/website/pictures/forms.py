"""A picture as an editor gives it: the same doubts as about any file that is handed in."""

import secrets
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from naboskap.core.errors import Refusal, require
from naboskap.records.actions import check_upload
from naboskap.records.pictures import FORMATS, UnreadableError, without_metadata
from naboskap.records.ports import Clean
from naboskap.records.scanner import scanner_in_use
from naboskap.records.uploads import ENDINGS, real_kind


def safe_picture(file: Any) -> InMemoryUploadedFile:
    """Return the picture drawn anew, without what it tells of place and camera.

    Rules REC-1 to REC-6, REC-11, and WEB-13: it is a photograph or a drawing that opens, and
    where the house has a scanner, it has looked.
    """
    file.seek(0)
    content = file.read()
    check_upload(file.name or "", content)
    kind = real_kind(content)
    require("WEB-13", kind in FORMATS, _("Choose a picture: JPG or PNG."))
    scanner = scanner_in_use()
    require(
        "WEB-14",
        scanner is None or isinstance(scanner.scan([content]), Clean),
        _("The picture was not taken in, since the virus scanner did not say that it is clean."),
    )
    try:
        plain = without_metadata(content, kind)
    except UnreadableError:
        plain = b""
    require("WEB-13", plain, _("The picture cannot be opened. Save it again and try once more."))
    # Drawn: nobody guesses a draft's picture, and another picture never gets the name of one that
    # browsers keep. What the editor's file was called may name somebody.
    name = f"{secrets.token_hex(12)}.{ENDINGS[kind]}"
    return InMemoryUploadedFile(BytesIO(plain), "file", name, kind, len(plain), None)


class PictureForm(BaseImageForm):
    """Wagtail's form for a picture, with the house's own look at the file."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            return safe_picture(file)
        except Refusal as refusal:
            raise ValidationError(str(refusal.reason)) from refusal
