"""The project, with two things in front of it: a static answer, and the control laid bare.

The static answer shows that the generator is not what is measured. The bare control is the
same view without the project's middleware.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

from config.wsgi import application as project

# isort: split
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from bench.urls import control

STATIC = b"<!doctype html><title>static</title><p>static</p>"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/bench/static/":
        start_response(
            "200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(STATIC)))]
        )
        return [STATIC]
    if path.startswith("/bench/bare/"):
        close_old_connections()
        answer = control(WSGIRequest(environ), int(path.split("/")[3]))
        start_response("200 OK", list(answer.items()))
        return [answer.content]
    return project(environ, start_response)
