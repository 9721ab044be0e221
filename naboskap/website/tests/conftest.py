import shutil

import pytest
from django.core.cache import caches

from naboskap.website.actions import load_pages

FEW = ("00-forside.md", "om-oss.md", "kontakt.md")


@pytest.fixture(autouse=True)
def _no_picture_of_another_test():
    """What sizes of a picture are drawn is kept by its number, and each test begins at one."""
    caches["default"].clear()


@pytest.fixture
def few_pages(db, tmp_path, settings):
    """A front page and two others, in every language: enough, and quickly laid out."""
    for code in ("nb", "en", "ru"):
        (tmp_path / code).mkdir()
        for name in FEW:
            shutil.copy(settings.ROOT / "starter/pages" / code / name, tmp_path / code / name)
    load_pages(tmp_path)
    return tmp_path
