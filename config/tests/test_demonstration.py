"""What a demonstration has to show from the start: made by the house's own acts, and once."""

from pathlib import Path

import pytest

from config.management.commands.load_starter import STARTER, read
from config.management.commands.make_demonstration import make_people, show_answers
from config.people import CAST
from naboskap.advice.queries import public_answers
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import PERSON
from naboskap.disclosure.queries import seen_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shown(settings, tmp_path, db):
    settings.DATA_DIR = tmp_path
    settings.DEMONSTRATION = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for _start in range(2):
        make_people()
        show_answers(read(STARTER / "answers.json"))


def test_an_answer_stands_there_in_three_languages_and_once(shown):
    [one] = public_answers()
    assert {*one.answer} >= {"nb", "en", "ru"}


def test_no_word_that_texts_use_is_a_protected_name():
    across = frozenset(Name(one.name, PERSON) for one in CAST if one.language == "ru")
    assert across
    starter = "".join(path.read_text("utf-8") for path in (ROOT / "starter").rglob("*.json"))
    found = seen_in([starter, "Партнёр и заявитель пишут вместе."], across, places_too=False)
    assert not [word for word in (*found.names, *found.ordinary) if word != "пример"]
