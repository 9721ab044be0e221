"""Count the statements and bytes of requests, inside the process: python -m bench.statements.

Reads requests as JSON lines, answers a JSON line each. A page is made three times and the last is
counted: the house is warm (a page is kept from the second time). A POST is made once.
"""

import json
import re
import sys
from typing import Any

import django

VERB = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE)", re.IGNORECASE)


def count(client: Any, asked: dict[str, str]) -> dict[str, Any]:
    """Make one request and count what it asked of the database."""
    from django.db import connection  # noqa: PLC0415 -- after set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    extra = {"HTTP_COOKIE": asked["cookie"]} if asked["cookie"] else {}

    def make() -> Any:
        client.cookies.clear()
        if asked["method"] == "POST":
            return client.post(
                asked["path"], asked["body"], "application/x-www-form-urlencoded", **extra
            )
        return client.get(asked["path"], **extra)

    if asked["method"] == "GET":
        make()
        make()
    with CaptureQueriesContext(connection) as captured:
        answer = make()
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    verbs = [match.group(1).upper() for q in captured if (match := VERB.match(q["sql"]))]
    return {
        "status": answer.status_code,
        "bytes": len(body),
        "queries": len(verbs),
        "by_verb": {verb: verbs.count(verb) for verb in sorted(set(verbs))},
        "links": re.findall(r'href="([^"]+)"', body.decode(errors="replace"))[:400],
    }


def numbers(question: str) -> dict[str, int]:
    """Return which version of an answer each of the copied drafts has."""
    from django.db import connection  # noqa: PLC0415 -- after set-up

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.key, w.number FROM applications_application a"
            " JOIN questionnaires_answer w ON w.sheet_id = a.sheet_id"
            " JOIN questionnaires_questionidentity q ON q.id = w.identity_id"
            " WHERE q.key = %s AND a.key LIKE 'bench-draft-%%'",
            [question],
        )
        return dict(cursor.fetchall())


if __name__ == "__main__":
    django.setup()
    from django.test import Client

    browser = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
    for line in sys.stdin:
        asked = json.loads(line)
        told = numbers(asked["numbers"]) if "numbers" in asked else count(browser, asked)
        print(json.dumps(told), flush=True)
