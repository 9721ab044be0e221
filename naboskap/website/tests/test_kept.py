"""What a visitor types in a form of the public pages is kept until it has been taken."""

from pathlib import Path

import naboskap.website

PAGES = Path(naboskap.website.__file__).parent / "templates" / "website"


def test_every_page_on_which_a_visitor_writes_keeps_what_is_typed():
    writing = {
        page: text
        for page in PAGES.rglob("*.html")
        if '{% extends "website/base.html" %}' in (text := page.read_text("utf-8"))
        and 'method="post"' in text
        and "{% field" in text
    }

    assert len(writing) >= 4
    assert [page.name for page, text in writing.items() if "ui/_kept.html" not in text] == []
