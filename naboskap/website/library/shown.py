"""What a visitor is told of a file, in one line: what it is, its kind, size and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.ui.wording import language as reading
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import DRAWN


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file on a page. Without ``href`` it is withheld for the time being."""

    what: str
    told: str  # "PDF, 1,2 MB, russisk"
    language: str
    href: str
    kind: str
    size: int


def told_of(called: str, size: int | None, language: str) -> str:
    """Say what one gets before one gets it."""
    spoken = str(LANGUAGES.get(language, language))
    if reading() != "en":  # English writes languages with a capital, wherever they stand.
        spoken = spoken.lower()
    return ", ".join(filter(None, [called, filesizeformat(size) if size else "", spoken]))


def shown_files(page: Any, *, is_draft: bool = False) -> list[ShownFile]:
    """Return the files of a page as visitors meet them; of a draft, as an editor opens them."""
    files = {one.pk: one for one in page.every_file()}
    rows = [row for row in page.files.all() if row.file_id in files]
    standings = standing_of(files.values())

    def href(file: Any) -> str:
        if is_draft:
            return str(file.url)
        drawn = file.filename
        may_leave = standings[file.pk].may_leave and DRAWN.fullmatch(drawn)
        return reverse("library-file", args=[drawn]) if may_leave else ""

    return [
        ShownFile(
            row.what,
            told_of(files[row.file_id].called, files[row.file_id].file_size, row.language),
            row.language,
            href(files[row.file_id]),
            files[row.file_id].kind,
            files[row.file_id].file_size or 0,
        )
        for row in rows
    ]


def download_name(title: str, language: str, drawn: str) -> str:
    """Return a name of plain letters, digits and lines: what the page is called, not the file."""
    plain = slugify(string_to_ascii(title))[:60].strip("-") or "publication"
    return f"{'-'.join(filter(None, [plain, language]))}.{drawn.rpartition('.')[2]}"


def as_data(page: Any, files: list[ShownFile]) -> Mapping[str, Any]:
    """Return the publication as structured data (schema.org)."""
    return {
        "@type": "Report" if page.kind in {"report", "annual", "study"} else "CreativeWork",
        "name": page.title,
        "abstract": page.lead,
        "inLanguage": page.locale.language_code,
        "datePublished": page.came_out_on.isoformat()
        if page.came_out_on
        else str(page.year or ""),
        "publisher": {"@type": "Organization", "name": page.publisher},
        "url": f"{settings.SITE_URL}{page.get_url() or '/'}",
        "encoding": [
            {
                "@type": "MediaObject",
                "name": one.what,
                "contentUrl": f"{settings.SITE_URL}{one.href}",
                "encodingFormat": one.kind,
                "contentSize": str(one.size),
                "inLanguage": one.language,
            }
            for one in files
            if one.href
        ],
    }
