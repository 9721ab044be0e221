"""What a demonstration has to show from the start: made by the house's own acts, and once."""

from pathlib import Path

import pytest

from config.management.commands.load_starter import STARTER, read
from config.management.commands.make_demonstration import (
    make_people,
    show_answers,
    show_network,
)
from config.people import CAST
from naboskap.accounts.models import RoleGrant
from naboskap.advice.models import Thread
from naboskap.advice.queries import public_answers
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import PERSON
from naboskap.disclosure.queries import seen_in
from naboskap.network.models import Event, Issue
from naboskap.network.queries import archive, shown_in
from naboskap.network.queries.events import (
    by_side,
    coming_events,
    past_events,
    places_left,
    takes_registrations,
)
from naboskap.notifications.models import Message
from naboskap.website.actions import load_pages
from naboskap.website.models import NewsPage
from naboskap.website.news.example import make_news

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(settings, tmp_path, db):
    settings.DATA_DIR = tmp_path
    settings.DEMONSTRATION = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def shown(house):
    for _start in range(2):
        make_people()
        show_answers(read(STARTER / "answers.json"))
        show_network(read(STARTER / "network.json"))


@pytest.mark.parametrize("key", ["case-officer", "head", "editor"])
def test_where_a_role_was_taken_away_what_it_does_is_left_out(house, key):
    make_people()
    RoleGrant.objects.filter(user__email=f"{key}@example.org").delete()
    row = read(STARTER / "network.json")
    events = [event["key"] for event in row["events"]]
    assert show_network(row) == (events if key == "case-officer" else ["issue"])
    assert Event.objects.count() == (0 if key == "case-officer" else len(events))
    assert Issue.objects.count() == (1 if key == "case-officer" else 0)


@pytest.mark.parametrize("key", ["case-officer", "head"])
def test_where_a_role_was_taken_away_no_answer_is_begun_and_the_house_starts(house, key):
    make_people()
    RoleGrant.objects.filter(user__email=f"{key}@example.org").delete()
    rows = read(STARTER / "answers.json")
    assert show_answers(rows) == [row["key"] for row in rows]
    assert not Thread.objects.exists()
    assert public_answers() == []


def test_an_answer_stands_there_in_three_languages_and_once(shown):
    [one] = public_answers()
    assert {*one.answer} >= {"nb", "en", "ru"}


def test_one_event_is_coming_with_a_queue_and_one_has_been(shown):
    [coming], [past] = coming_events(), past_events()
    assert takes_registrations(coming)
    assert by_side(coming) == {"a": {"seated": 12, "listed": 5}, "b": {"seated": 8}}
    assert places_left(coming) == "none"
    assert (past.came_a, past.came_b) == (14, 11)
    assert not Message.objects.filter(kind__startswith="network.").exists()


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_an_issue_of_the_newsletter_has_been_sent(shown, code):
    [issue] = shown_in(code, archive())
    assert issue.language == code


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_a_piece_of_news_is_told_once(settings, shown, code):
    load_pages(settings.ROOT / "starter" / "pages")
    for _start in range(2):
        make_news(read(STARTER / "network.json")["news"])
    [news] = NewsPage.objects.live().filter(locale__language_code=code)
    assert news.get_parent().specific.news().get() == news
    assert len(set(NewsPage.objects.values_list("translation_key", flat=True))) == 1


def test_no_word_that_texts_use_is_a_protected_name():
    across = frozenset(Name(one.name, PERSON) for one in CAST if one.language == "ru")
    assert across
    starter = "".join(path.read_text("utf-8") for path in (ROOT / "starter").rglob("*.json"))
    found = seen_in([starter, "Партнёр и заявитель пишут вместе."], across, places_too=False)
    assert not [word for word in (*found.names, *found.ordinary) if word != "пример"]
