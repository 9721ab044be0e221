"""A form's act: done once it is valid, and refused in words beside its field."""

import pytest
from django import forms
from django.test import RequestFactory

from naboskap.core.errors import RuleNotMet
from naboskap.ui.answers import done


class TwoFields(forms.Form):
    first = forms.CharField()
    second = forms.CharField(required=False)


@pytest.fixture
def request_(rf: RequestFactory):
    return rf.post("/")


def refuses(rule="X-1"):
    raise RuleNotMet(rule, "Not now.")


def test_nothing_is_done_before_something_valid_is_sent(request_):
    acts = []
    for form in (TwoFields(), TwoFields({"first": ""})):
        assert done(request_, form, lambda: acts.append(1)) is None
    assert acts == []


def test_what_was_done_is_true_whatever_it_returned(request_):
    did = done(request_, TwoFields({"first": "x"}), lambda: None)
    assert did
    assert did.value is None


@pytest.mark.parametrize(
    ("beside", "field"),
    [
        ("second", "second"),
        ({"X-1": "first"}, "first"),
        ({"X-2": "first", "": "second"}, "second"),
        ({"X-2": "first"}, "__all__"),
        ("gone", "__all__"),
        (None, "__all__"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_the_trail_learns_of_it(request_, beside, field):
    form, met = TwoFields({"first": "x"}), []

    assert done(request_, form, refuses, beside=beside, meet=met.append) is None

    assert form.errors == {field: ["Not now."]}
    assert form.data["first"] == "x"
    assert [met[0]] == met == [request_.refusal]


def test_a_fault_is_not_a_refusal(request_):
    with pytest.raises(ZeroDivisionError):
        done(request_, TwoFields({"first": "x"}), lambda: 1 / 0)
