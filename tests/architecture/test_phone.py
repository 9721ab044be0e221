"""Wherever the house's number stands, it is said in which languages one is answered."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NUMBER = ("house.phone ", "house.phone}", "house_phone", "secretariat.phone")
TOLD = ("phone_answered", "ui/_phone.html", "ui/_urgent.html")
NUMBER_IN_MAIL = re.compile(r"\{\{ (?:phone|reach) \}\}")
TELLS = re.compile(r"(\S+) \{\{ (?:house\.secretariat\.|secretariat\.)?(?:phone_)?answered\|")
BEFORE_IN_PAGE = re.compile(r"(\S+)\s+\{answered\}")
PUBLIC = [
    path
    for door in ("ui", "website", "portal")
    for path in (ROOT / "naboskap" / door / "templates").rglob("*.html")
]
PAGES = [
    path
    for folder in ("pages", "pages-plain", "neutral")
    for path in (ROOT / "starter" / folder).rglob("*.md")
]


def test_each_template_with_the_number_tells_in_which_languages_one_is_answered():
    texts = {path: path.read_text(encoding="utf-8") for path in PUBLIC}
    with_number = {path for path, text in texts.items() if any(one in text for one in NUMBER)}
    assert len(with_number) > 5
    assert {
        path.name for path in with_number if not any(one in texts[path] for one in TOLD)
    } == set()


def test_each_page_that_ships_with_the_number_does_too():
    texts = {path: path.read_text(encoding="utf-8") for path in PAGES}
    with_number = {path: text for path, text in texts.items() if "{phone}" in text}
    assert len(with_number) > 10
    assert {
        path.name for path, text in with_number.items() if "{phone}. {answered}" not in text
    } == set()


@pytest.mark.parametrize("code", ["nb", "nn", "se", "en", "ru"])
def test_the_house_that_ships_tells_it_in_each_of_its_languages(code):
    house = json.loads((ROOT / "starter" / "secretariat.json").read_text(encoding="utf-8"))
    assert house["phone_answered"][code]


MAILS = {
    path: path.read_text(encoding="utf-8")
    for path in (ROOT / "naboskap").rglob("templates/*/notices/*.txt")
}


def test_each_mail_with_the_number_tells_it_after_a_whole_sentence_or_leaves_it_out():
    with_number = {
        path.name: text
        for path, text in MAILS.items()
        if "{{ phone }}" in text or "{{ reach }}" in text
    }
    assert len(with_number) > 8
    numbers = {name: len(NUMBER_IN_MAIL.findall(text)) for name, text in with_number.items()}
    told = {name: text.count("{% if answered %}") for name, text in with_number.items()}
    assert told == numbers


def test_a_house_that_does_not_tell_it_has_no_half_sentence():
    """What stands before it ends a sentence, or is left out with it."""
    for path in PUBLIC:
        for before in TELLS.findall(path.read_text(encoding="utf-8")):
            is_whole = before.endswith((".", "%}"))
            assert is_whole, path.name
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert all(before == "{phone}." for before in BEFORE_IN_PAGE.findall(text)), path.name
