import json
from pathlib import Path

from naboskap.questionnaires.actions import load_forms

STARTER = Path(__file__).resolve().parents[3] / "starter" / "forms.json"


def starter_rows():
    return json.loads(STARTER.read_text(encoding="utf-8"))


def starter_forms():
    """Publish the starter's forms; return them by slug."""
    return {version.form.slug: version.form for version in load_forms(starter_rows())}
