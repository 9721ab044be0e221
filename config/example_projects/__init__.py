"""What a demonstration has of projects: made by the rooms' own acts, each as far as it reaches."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from config.example_projects import ending, handling, writing
from config.example_projects.scene import Scene
from naboskap.applications.models import Application
from naboskap.core.errors import Refusal

# What each state adds to the one before it.
STEPS = {
    "draft": (writing.begin, writing.write),
    "sent": (writing.send,),
    "confirmed": (writing.confirm,),
    "assessing": (handling.take, handling.ask),
    "running": (handling.take, handling.decide, handling.pay, ending.begin_report),
    "told": (handling.take, handling.decide, handling.pay, ending.end, ending.tell),
}
TAKEN = "its role was taken from one of the cast"
FIRST = ("draft", "sent", "confirmed")


def make_projects(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Make the projects that are missing, each of them whole or not at all.

    Returns by key why a project is left out: somebody has taken a role away from who should do
    it, or what is in force today does not allow it.
    """
    left_out = {}
    for row in rows:
        if Application.objects.filter(key=row["key"]).exists():
            continue
        try:
            with transaction.atomic():
                _make(row)
        except PermissionDenied:
            left_out[row["key"]] = TAKEN
        except Refusal as refusal:
            left_out[row["key"]] = str(refusal)
    return left_out


def _make(row: Mapping[str, Any]) -> None:
    scene, reaches = Scene(row), row["reaches"]
    before = FIRST[: FIRST.index(reaches)] if reaches in FIRST else FIRST
    for state in (*before, reaches):
        for step in STEPS[state]:
            step(scene)
