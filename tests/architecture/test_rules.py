"""Every rule has its line and its test; every permission has its table."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from naboskap.core.permissions import permissions

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"\b([A-Z]{3}-\d+[a-z]?)\b")
LINE = re.compile(r"^\| ([A-Z]{3}-\d+[a-z]?) \|(.+)\|\s*$", re.MULTILINE)


def code():
    for path in sorted((ROOT / "naboskap").rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


def lines_of_docs():
    for path in sorted((ROOT / "docs" / "rules").glob("*.md")):
        for rule, rest in LINE.findall(path.read_text(encoding="utf-8")):
            yield rule, [cell.strip() for cell in rest.split("|")]


NOT_RULES = {"SHA-256"}
IN_CODE = {rule for _path, text in code() for rule in NUMBER.findall(text)} - NOT_RULES
IN_DOCS = dict(lines_of_docs())
TESTS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("test_*.py")) if path.is_file()
)


def test_a_rule_has_one_line():
    counted = Counter(rule for rule, _cells in lines_of_docs())
    assert [rule for rule, lines in counted.items() if lines > 1] == []


def test_a_rule_is_asked_through_one_function():
    direct = [
        str(path.relative_to(ROOT))
        for path, text in code()
        if "RuleNotMet(" in text and path.name != "errors.py"
    ]
    assert direct == []


@pytest.mark.parametrize("rule", sorted(IN_CODE | set(IN_DOCS)))
def test_a_rule_stands_in_code_and_in_docs_with_source_and_test(rule):
    assert rule in IN_CODE, "docs/rules tells of a rule that nothing asks"
    assert rule in IN_DOCS, "write its line: | Rule | What it says | Source | Test |"
    what, source, test = IN_DOCS[rule]
    assert what
    assert source
    for name in re.findall(r"\btest_\w+\b(?!\.py)", test):
        assert f"def {name}(" in TESTS, f"{rule} names a test that is not there: {name}"
    assert "test_" in test


@pytest.mark.parametrize(
    "permission",
    [name for name in permissions() if apps.is_installed(f"naboskap.{name.partition('.')[0]}")],
)
def test_a_permission_stands_in_a_table_for_the_whole_cast(permission):
    room = permission.partition(".")[0]
    tables = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "naboskap" / room / "tests").glob("*.py")
    )
    assert f'"{permission}"' in tables
