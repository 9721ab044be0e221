"""Counts what a run of the tests came to, for script/test: a file that it reads afterwards."""

import json
import os
from pathlib import Path

COUNT = {"passed": 0, "failed": 0, "skipped": []}
ALLOWED: set[str] = set()


def pytest_collection_modifyitems(items):
    ALLOWED.update(item.nodeid for item in items if item.get_closest_marker("oracle"))


def pytest_runtest_logreport(report):
    if report.failed:
        COUNT["failed"] += 1
    elif report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        allowed = report.nodeid in ALLOWED
        COUNT["skipped"].append([report.nodeid, why, allowed])
    elif report.when == "call":
        COUNT["passed"] += 1


def pytest_collectreport(report):
    if report.failed:
        COUNT["failed"] += 1


def pytest_sessionfinish(session):
    # A worker of a spread-out run reports to the one that counts.
    if "PYTEST_XDIST_WORKER" not in os.environ and (path := os.environ.get("TALLY")):
        Path(path).write_text(json.dumps(COUNT), "utf-8")
