import shutil

import pytest

from naboskap.website.actions import load_pages

FEW = ("00-forside.md", "om-oss.md", "kontakt.md")


@pytest.fixture
def few_pages(db, tmp_path, settings):
    """A front page and two others, in every language: enough, and quickly laid out."""
    for code in ("nb", "en", "ru"):
        (tmp_path / code).mkdir()
        for name in FEW:
            shutil.copy(settings.ROOT / "starter/pages" / code / name, tmp_path / code / name)
    load_pages(tmp_path)
    return tmp_path
