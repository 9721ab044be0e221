"""What everybody may read of those who look for a partner: never anything from across."""

import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.partnering.actions import pause, translate
from naboskap.partnering.tests.factories import shown

PAGE = "/finn-partner/onsker/"
# Whatever a stranger, a feed reader or a search engine can come to without an invitation.
OPEN = (
    PAGE, f"/en{PAGE}", f"/ru{PAGE}", "/", "/ru/", "/prosjekter/", "/prosjekter/?q=Мурманск",
    "/radgivere/", "/data/", "/data/prosjekter.json", "/data/prosjekter.csv",
    "/data/prosjekter.atom", "/data/frister.atom", "/data/tilskudd-360giving.json",
    "/sitemap.xml", "/robots.txt",
)  # fmt: skip


@pytest.fixture
def adviser(db):
    return AdviserFactory().user


@pytest.mark.parametrize("page", OPEN)
def test_a_wish_from_across_is_nowhere_in_public(page, client, adviser):
    words = "Uvanligord ищем театр"
    school = shown(UserFactory(language="ru"), adviser, place="RU-MUR", text=words)
    translate(school, "nb", f"{words} på norsk", read_revision=1, by=adviser)
    quiet = shown(UserFactory(), adviser, text="Stilleord hjemmefra")
    answer = client.get(page)
    whole = answer.getvalue() if answer.streaming else answer.content
    text = whole.decode(errors="replace")
    for word in ("Uvanligord", "ищем театр", "Stilleord", school.key, quiet.key):
        assert word not in text


def test_a_wish_from_home_is_read_where_its_writer_says_so(client, adviser):
    club = shown(UserFactory(), adviser, is_public=True, text="Vi vil spille teater.")
    translate(club, "ru", "Хотим играть.", read_revision=1, by=adviser)
    text = client.get(f"/ru{PAGE}").text
    assert 'lang="nb"><p>Vi vil spille teater.' in text
    assert "Хотим играть." in text
    for secret in (club.key, club.user.name, club.user.email):
        assert secret not in text


def test_a_page_that_is_kept_goes_when_the_wish_does(client, adviser):
    club = shown(UserFactory(), adviser, is_public=True, text="Vi vil spille teater.")
    for _ in range(3):
        assert "spille teater" in client.get(PAGE).text
    pause(club, by=club.user)
    assert "spille teater" not in client.get(PAGE).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    number, client, adviser, django_assert_num_queries
):
    for _ in range(number):
        shown(UserFactory(), adviser, is_public=True)
    client.get(PAGE, {"a": "1"})
    with django_assert_num_queries(3):
        client.get(PAGE, {"b": "1"}, headers={"hx-request": "true"})
