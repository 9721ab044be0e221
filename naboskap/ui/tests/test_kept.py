"""The mark of a form that a browser keeps, and what the house answers to it."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from naboskap.ui.kept import COOKIE, Taken

MARK = "m4x9kq2abc"


def answer(
    response: HttpResponse, *, mark=MARK, let_in=True, refusal=None, **headers
) -> str | None:
    """Return what the browser is told of a form that was sent and so answered."""
    request = RequestFactory(headers=headers).post("/", {"kept": mark})

    def view(sent: HttpRequest) -> HttpResponse:
        if let_in:
            taken.process_view(sent, None, (), {})
        if refusal is not None:
            sent.refusal = refusal
        return response

    taken = Taken(view)
    told = taken(request).cookies.get(COOKIE)
    return told.value if told else None


def test_what_leads_on_was_taken_and_may_be_forgotten():
    assert answer(HttpResponseRedirect("/min-side/")) == f"{MARK}.done"


@pytest.mark.parametrize("status", [200, 409, 422])
def test_what_is_shown_again_is_not_saved(status):
    assert answer(HttpResponse("wrong", status=status)) == f"{MARK}.back"


def test_what_was_refused_and_led_back_is_not_saved():
    assert answer(HttpResponseRedirect("/"), refusal=ValueError()) == f"{MARK}.back"


def test_who_is_sent_to_sign_in_first_still_has_it_in_the_browser():
    assert answer(HttpResponseRedirect("/logg-inn/"), let_in=False) is None


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_error_takes_nothing(status):
    assert answer(HttpResponse(status=status)) is None


@pytest.mark.parametrize("header", ["HX-Request", "X-Autosave"])
def test_what_a_script_asks_meanwhile_settles_nothing(header):
    assert answer(HttpResponse("sums"), **{header: "true"}) is None


@pytest.mark.parametrize(
    "mark", ["", "short", "UPPERCASE1", "a" * 33, "mark;path=/", "mark\r\nx: y"]
)
def test_nothing_but_a_mark_is_given_back(mark):
    assert answer(HttpResponseRedirect("/"), mark=mark) is None
