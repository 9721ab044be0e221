import json
from functools import cache
from pathlib import Path

from naboskap.questionnaires.actions import load_forms

STARTER = Path(__file__).resolve().parents[3] / "starter" / "forms.json"


@cache
def _starter_text():
    return STARTER.read_text(encoding="utf-8")


def starter_rows(*slugs):
    """Return the starter's forms, or those of them that are named."""
    return [row for row in json.loads(_starter_text()) if not slugs or row["slug"] in slugs]


def starter_forms(*slugs):
    """Publish the starter's forms, or those that are named; return them by slug."""
    return {version.form.slug: version.form for version in load_forms(starter_rows(*slugs))}
