"""What a partner brings is told with the figures of the guidelines in force, and no others."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.tests.factories import starter_rows
from naboskap.programmes.actions import load_programmes
from naboskap.programmes.tests.factories import load_starter, programme_rows
from naboskap.website.written import PageError, read

ROOT = Path(__file__).resolve().parents[3]


def told(language="nb"):
    with translation.override(language):
        drawn = Template("{% include 'website/blocks/brought.html' %}").render(Context())
    return " ".join(re.sub(r"<[^>]+>", " ", drawn).replace("\xa0", " ").split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["teller som 100 kr", "4 av dere i 10 timer hver", "lagt inn 4 000 kr"]),
        ("nb", ["Ingen minste andel er satt", "frivillig organisasjon"]),
        ("nb", ["støtte på 100 000 kr kan opptil 75 000 kr", "De siste 25 000 kr", "legge ut"]),
        ("en", ["counts as NOK 100", "brought NOK 4 000", "up to NOK 75 000"]),
        ("ru", ["за 100 NOK", "ваш вклад — 4 000 NOK", "до 75 000 NOK"]),
    ],
)
def test_it_tells_an_example_and_who_pays_first(language, words):
    load_starter()
    assert [one for one in words if one not in told(language)] == []


@pytest.mark.django_db
def test_other_guidelines_tell_other_figures():
    rows = starter_rows()
    for row in rows:
        for clause in row["clauses"]:
            if clause.get("kind") == "own_work_rate":
                clause["parameters"]["side_b"] = 15_000
    load_guidelines(rows, by=SYSTEM)
    load_programmes(programme_rows(), by=SYSTEM)
    assert "teller som 150 kr" in told()
    assert "lagt inn 6 000 kr" in told()


@pytest.mark.django_db
def test_without_guidelines_nothing_is_said():
    assert told() == ""


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_the_partners_page_types_no_figure_of_the_guidelines(code):
    text = (ROOT / "starter/pages" / code / "for-partneren.md").read_text(encoding="utf-8")
    assert re.findall(r"\d+\s*(?:kr|NOK|крон|prosent|per cent|процент)|NOK\s*\d", text) == []
    page = read(ROOT / "starter/pages" / code / "for-partneren.md", prefix="")
    assert "brought" in [name for name, _value in page.blocks]


def test_the_block_has_no_words_of_its_own(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("title: X\nlead: Y\n---\n::: brought Z\n100 kroner\n", encoding="utf-8")
    with pytest.raises(PageError):
        read(path, prefix="")
