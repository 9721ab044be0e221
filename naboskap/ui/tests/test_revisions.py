"""What a form was begun from is a number, or nothing that ever was saved."""

import pytest
from django.test import RequestFactory

from naboskap.ui.revisions import NONE, revision_read


@pytest.mark.parametrize(
    ("said", "read"),
    [("0", 0), ("12", 12), ("", NONE), ("-1", NONE), ("x", NONE), ("9" * 30, NONE), ("²", NONE)],
)
def test_a_form_says_which_version_it_was_begun_from(said, read):
    request = RequestFactory().post("/", {"revision": said, "number": "7"})
    assert revision_read(request) == read
    assert revision_read(request, "number") == 7
    assert revision_read(request, "other") == NONE
