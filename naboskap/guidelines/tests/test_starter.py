"""The guidelines that ship: complete in four languages, and every figure from its values."""

import re

import pytest

from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.parameters import Unit
from naboskap.guidelines.tests.factories import EDITIONS, plain, starter_row
from naboskap.guidelines.wording.paragraphs import PLACEHOLDER, paragraph

LANGUAGES = {"nb", "nn", "en", "ru"}
# Everything goes to the board, so no boundary is told.
UNTOLD = {("barentskult", "6.1")}


def lix(text):
    words = re.findall(r"\w+", text)
    ends = max(1, len(re.findall(r"[.!?]", text)))
    return len(words) / ends + 100 * sum(len(word) > 6 for word in words) / max(1, len(words))


@pytest.mark.parametrize("rulebook", EDITIONS)
def test_every_text_is_there_in_four_languages(rulebook):
    row = starter_row(rulebook)
    for words in [row["name"], row["rulebook_name"], *(c["heading"] for c in row["clauses"])]:
        assert {language for language, text in words.items() if text} == LANGUAGES
    for clause in row["clauses"]:
        assert set(clause["words"]) in (LANGUAGES, set())
        assert clause["source"] or "." not in clause["number"]


@pytest.mark.parametrize("rulebook", EDITIONS)
def test_every_figure_that_is_enforced_is_told(rulebook):
    for clause in starter_row(rulebook)["clauses"]:
        if not clause.get("kind") or (rulebook.split("-")[-1], clause["number"]) in UNTOLD:
            continue
        fields = KINDS[clause["kind"]].parameters.model_fields
        told = {
            f"{name}_{code}" if isinstance(value, dict) else name
            for name, value in clause["parameters"].items()
            if any(isinstance(one, Unit) for one in fields[name].metadata)
            and value not in (None, {}, 0)  # None at all needs no figure.
            for code in (value if isinstance(value, dict) else [""])
        } - {"countries", "little_expected_of"}
        asked = set(PLACEHOLDER.findall(clause["words"]["nb"]))
        assert told <= asked, clause["number"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("rulebook", EDITIONS)
def test_no_placeholder_is_left(rulebook, language):
    for clause in starter_row(rulebook)["clauses"]:
        heading, text = paragraph(plain(clause), language)
        assert "{" not in heading + text


@pytest.mark.parametrize("rulebook", EDITIONS)
def test_the_norwegian_is_easy_to_read(rulebook):
    texts = [paragraph(plain(c), "nb") for c in starter_row(rulebook)["clauses"]]
    whole = " ".join(f"{heading}. {text}" for heading, text in texts if text)
    assert lix(whole) <= 40


def test_a_value_that_nobody_has_set_says_so():
    share = next(c for c in starter_row("youth")["clauses"] if c.get("kind") == "share_ceiling")
    assert "not set yet" in paragraph(plain(share), "en")[1]
