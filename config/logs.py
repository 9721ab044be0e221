"""Log lines: JSON, and nothing in them of a person.

An exception's own words may quote what somebody wrote (a database repeats the row that it
refused), and an address may hold a token. So a line tells what kind of fault it was, where in
the code, and on which route: never the words, never the address.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from http import HTTPStatus


class Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        request = getattr(record, "request", None)
        if request is not None or record.name.startswith("django."):
            status = getattr(record, "status_code", None)
            match = getattr(request, "resolver_match", None)
            line["message"] = HTTPStatus(status).phrase if status else record.levelname.title()
            line["status"] = status
            line["method"] = getattr(request, "method", None)
            line["route"] = match.route if match else None
        else:
            line["message"] = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)
