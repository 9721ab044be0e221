"""Where a page that answers a form stands, so that nobody goes back to an error of the browser."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.ui.context import answered_at


def shows(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


BOTH = require_http_methods(["GET", "HEAD", "POST"])


@pytest.mark.parametrize(
    ("view", "at"),
    [
        (shows, "own"),
        (never_cache(login_not_required(BOTH(shows))), "own"),
        (View.as_view(), "own"),
        (require_safe(shows), "own"),
        (require_POST(shows), "before"),
        (login_not_required(never_cache(require_POST(shows))), "before"),
    ],
)
def test_what_can_only_be_sent_to_stands_where_it_was_sent_from(view, at):
    request = RequestFactory().post("/spor/")
    request.resolver_match = ResolverMatch(view, (), {})
    assert answered_at(request) == at


def test_what_answers_no_form_stands_where_it_is():
    assert answered_at(RequestFactory().get("/spor/")) == ""


def test_what_no_address_is_found_for_stands_where_it_is():
    assert answered_at(RequestFactory().post("/finnes-ikke/")) == "own"
