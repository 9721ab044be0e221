"""Time the judge alone and a trial on past cases: python -m bench.judging, in a filled house.

Prints JSON: how many projects a second one core judges (by the processor's own time, since
neighbours on the machine are no part of it), and how many seconds a trial of all that was sent
takes by the clock. No server, no worker and no control: nothing else waits.
"""

import json
import statistics
import time
from typing import Any

import django

PROJECTS = 5_000
RUNS = 3


def judge_alone() -> dict[str, Any]:
    """Judge frozen projects by the guidelines in force: the middle of three runs."""
    from naboskap.applications.models import Snapshot  # noqa: PLC0415 -- after set-up
    from naboskap.guidelines.facts import Facts  # noqa: PLC0415
    from naboskap.guidelines.judge import judge  # noqa: PLC0415
    from naboskap.guidelines.queries import rules_of, version_in_force  # noqa: PLC0415

    snapshot = Snapshot.objects.select_related("application__programme__rulebook").earliest("pk")
    version = version_in_force(snapshot.application.programme.rulebook)
    assert version is not None
    rules = rules_of(version)
    rates = []
    for _ in range(RUNS):
        # Each is read anew, so that none remembers the sums that another judging made.
        projects = [Facts.model_validate(snapshot.facts) for _project in range(PROJECTS)]
        began = time.process_time()
        for project in projects:
            judge(rules, project)
        rates.append(PROJECTS / (time.process_time() - began))
    return {"per_second": statistics.median(rates), "rates": rates, "clauses": len(rules.asked)}


def try_on_past_cases() -> dict[str, Any]:
    """Try a version that lies ready on all that was sent: the middle of three runs."""
    from naboskap.accounts.models import Role, RoleGrant  # noqa: PLC0415 -- after set-up
    from naboskap.applications.actions import carry_on_trials, try_on_past  # noqa: PLC0415
    from naboskap.applications.models import Snapshot, Trial  # noqa: PLC0415
    from naboskap.guidelines.models import Version  # noqa: PLC0415

    snapshot = Snapshot.objects.select_related("application__programme").earliest("pk")
    version = Version.objects.filter(
        rulebook=snapshot.application.programme.rulebook_id, in_force_from__isnull=True
    ).earliest("pk")
    officer = RoleGrant.objects.filter(role=Role.CASE_OFFICER).earliest("pk").user
    seconds, processor = [], []
    for _ in range(RUNS):
        trial = try_on_past(version, 10, by=officer)
        began, busy = time.perf_counter(), time.process_time()
        carry_on_trials()
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    done = Trial.objects.get(pk=trial.pk)
    return {
        "seconds": statistics.median(seconds),
        "processor": statistics.median(processor),
        "runs": seconds,
        "applications": done.done,
    }


if __name__ == "__main__":
    django.setup()
    print("TIMED " + json.dumps({"judge": judge_alone(), "try": try_on_past_cases()}))
