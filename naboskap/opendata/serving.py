"""How open data is given: to anybody, from anywhere, and only when something is new."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from naboskap.disclosure.queries import public_stamp

View = Callable[..., HttpResponseBase]


def _stamp(request: HttpRequest, **_kwargs: Any) -> str:
    return f'W/"{public_stamp()}-{get_language()}"'


def open_data(view: View) -> View:
    """Let anybody read it from anywhere, and be told when nothing has changed."""
    return _open(condition(etag_func=_stamp)(_from_anywhere(view)))


def open_data_of_the_hour(view: View) -> View:
    """The same for what changes as time goes by too: nobody is told that nothing has changed."""
    return _open(_from_anywhere(view))


def _open(view: View) -> View:
    opened: View = login_not_required(require_safe(view))
    return opened


def _from_anywhere(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = view(request, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer
