"""Set a page as PDF: tagged, archivable, with our own fonts and no other."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

FONT = "Noto Sans"
STANDARDS = ["a-2a", "ua-1"]
TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"


class NoFontError(Exception):
    """The letters' font is not there: another in its place would be silent and wrong."""


@lru_cache(maxsize=1)
def _compiler() -> Any:
    import typst  # noqa: PLC0415 -- only the worker sets letters; the web server need not hold it

    folder = Path(settings.FONTS_DIR)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if FONT not in fonts.families():
        raise NoFontError(f"{FONT} is not in {folder.name}: run script/assets")
    return typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)


def pdf(page: dict[str, Any]) -> bytes:
    """Return the page as PDF/A-2a with PDF/UA-1 marks. The same page gives the same bytes."""
    year, month, day = page["date"]
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=datetime(year, month, day, 12, tzinfo=UTC),
    )
    return bytes(made)
