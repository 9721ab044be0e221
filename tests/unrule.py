"""Switch off one rule, permission, constraint or kind of clause while the tests run.

Loaded first (``-p tests.unrule``), before any room. ``OFF`` says what is off, as ``rule:APP-3``,
``permission:applications.submit_application``, ``kind:share_ceiling`` or
``constraint:applications.Application.application_status_is_known``. See ``script/unrule``.

With nothing off it notes which test saw what say no (``SAID_NO``): the tests to try first.
"""

import json
import os
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from naboskap.core import errors, permissions

OFF = ""
SAID_NO: dict[str, set[str]] = defaultdict(set)
FAILED: list[str] = []
_test = ""

_require, _applies = errors.require, errors.applies
_allow, _may = permissions.allow, permissions.may


def note(what: str) -> None:
    SAID_NO[what].add(_test)


def require(rule: str, holds: object, reason: Any) -> None:
    if f"rule:{rule}" == OFF:
        return
    if not holds:
        note(f"rule:{rule}")
    _require(rule, holds, reason)


def applies(rule: str, case: object) -> bool:
    if f"rule:{rule}" == OFF:
        return False
    if case:
        note(f"rule:{rule}")
    return _applies(rule, case)


def allow(permission: str, who: permissions.Predicate) -> None:
    is_off = permissions.predicate(lambda _actor: f"permission:{permission}" == OFF)
    # What everybody may is off when nobody may; all else when everybody may.
    _allow(permission, ~is_off if who is permissions.anybody else is_off | who)


def may(actor: permissions.Actor, permission: str, subject: Any = None) -> bool:
    answer = _may(actor, permission, subject)
    if not answer:
        note(f"permission:{permission}")
    return answer


errors.require, errors.applies = require, applies
permissions.allow, permissions.may = allow, may


def switch_kinds() -> None:
    """Let each kind of clause that judges be one that can be off: it then finds nothing."""
    from naboskap.guidelines.judge.registry import KINDS  # noqa: PLC0415 -- not before Django

    def switched(name: str, judges: Any) -> Any:
        def asked(*facts: Any) -> Any:
            breach = None if f"kind:{name}" == OFF else judges(*facts)
            if breach is not None:
                note(f"kind:{name}")
            return breach

        return asked

    for name, kind in KINDS.items():
        if kind.function is not None:
            KINDS[name] = replace(kind, function=switched(name, kind.function))


def constraints() -> dict[str, Any]:
    """Return every constraint of ours by name, with the table it belongs to."""
    from django.apps import apps  # noqa: PLC0415 -- not before Django

    return {
        f"{table._meta.label}.{constraint.name}": (table, constraint)
        for table in apps.get_models()
        if table.__module__.startswith("naboskap.")
        for constraint in table._meta.constraints
    }


def names_in(refusal: str) -> list[str]:
    """Return the constraints that a database's refusal speaks of."""
    said = []
    for name, (table, constraint) in constraints().items():
        fields = [table._meta.get_field(each) for each in getattr(constraint, "fields", ())]
        listed = ", ".join(f"{table._meta.db_table}.{field.column}" for field in fields)
        if constraint.name in refusal or (listed and refusal.endswith(listed)):
            said.append(name)
    return said


@contextmanager
def watched():
    """Note which constraints the database holds while the block runs."""
    from django.db import IntegrityError, connection  # noqa: PLC0415 -- not before Django

    def listen(execute, *statement):
        try:
            return execute(*statement)
        except IntegrityError as refusal:
            for name in names_in(str(refusal)):
                note(f"constraint:{name}")
            raise

    with connection.execute_wrapper(listen):
        yield


@pytest.fixture(scope="session", autouse=True)
def _constraint_is_off(request: pytest.FixtureRequest) -> None:
    if not OFF.startswith("constraint:"):
        return
    from django.db import connection  # noqa: PLC0415 -- not before Django

    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    table, constraint = constraints()[OFF.removeprefix("constraint:")]
    # SQLite makes the table anew, from what the model says: so the model must not say it.
    table._meta.constraints = [c for c in table._meta.constraints if c is not constraint]
    with blocker.unblock(), connection.schema_editor() as editor:
        editor.remove_constraint(table, constraint)


@pytest.fixture(autouse=True)
def _constraints_are_watched():
    if OFF:
        yield
        return
    with watched():
        yield


def pytest_configure():
    if not OFF:
        switch_kinds()


def pytest_runtest_setup(item):
    global _test  # noqa: PLW0603 -- one test runs at a time
    _test = item.nodeid


def pytest_runtest_logreport(report):
    if report.failed:
        FAILED.append(report.nodeid)


def pytest_collectreport(report):
    if report.failed:
        FAILED.append(report.nodeid)


def pytest_sessionfinish():
    if folder := os.environ.get("UNRULE_NOTES"):
        notes = {what: sorted(tests) for what, tests in SAID_NO.items()}
        Path(folder, f"{os.getpid()}.json").write_text(json.dumps(notes), "utf-8")
