"""Names in two scripts: whose readers read which."""

import pytest
from django.utils import translation

from naboskap.core.words import in_script, is_latin


@pytest.mark.parametrize(
    ("language", "read"), [("nb", "Sever"), ("en", "Sever"), ("ru", "Север"), ("ru-ru", "Север")]
)
def test_a_name_is_read_in_ones_own_script(language, read):
    assert in_script("Север", "Sever", language) == read
    with translation.override(language):
        assert in_script("Север", "Sever") == read


def test_without_a_latin_form_the_name_stands_as_it_is():
    assert in_script("Север", "", "nb") == "Север"


@pytest.mark.parametrize("text", ["", "Klubb 7", "Čáhcesuolu", "Østre «Skole»", "Sever-2"])
def test_what_is_latin(text):
    assert is_latin(text)


@pytest.mark.parametrize("text", ["Север", "Klub Север", "Kлub", "Αθήνα"])
def test_what_is_not_latin(text):
    assert not is_latin(text)
