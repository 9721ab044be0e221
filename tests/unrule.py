"""Switch off one rule, permission or constraint for a run of the tests.

Loaded first (``-p tests.unrule``), before any room: ``NABOSKAP_UNRULE`` names what is off, as
``rule:APP-3``, ``permission:applications.submit_application`` or
``constraint:applications.Application.application_status_is_known``. See ``script/unrule``.
"""

import os
from typing import Any

import pytest

from naboskap.core import errors, permissions

KIND, _, NAME = os.environ.get("NABOSKAP_UNRULE", "").partition(":")

_require, _allow = errors.require, permissions.allow


def require(rule: str, holds: object, reason: Any) -> None:
    if not (KIND == "rule" and rule == NAME):
        _require(rule, holds, reason)


def allow(permission: str, who: permissions.Predicate) -> None:
    everybody = permissions.predicate(lambda _actor: True)
    _allow(permission, everybody if KIND == "permission" and permission == NAME else who)


errors.require = require
permissions.allow = allow


@pytest.fixture(scope="session", autouse=True)
def _constraint_is_off(request: pytest.FixtureRequest) -> None:
    if KIND != "constraint":
        return
    # Not before: this file is loaded ahead of Django's own set-up.
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    app, model, name = NAME.split(".")
    table = apps.get_model(app, model)
    constraint = next(c for c in table._meta.constraints if c.name == name)
    # SQLite makes the table anew, from what the model says: so the model must not say it.
    table._meta.constraints = [c for c in table._meta.constraints if c is not constraint]
    with blocker.unblock(), connection.schema_editor() as editor:
        editor.remove_constraint(table, constraint)
