"""Wishes for a partner in the office: read, sent back, translated, put in touch."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.office.tests.test_ideas import ADVISERS, enter
from naboskap.partnering.actions import propose
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.tests.factories import shown, told, written

LIST = "/saksbehandling/partner/"


@pytest.fixture
def adviser(db):
    return AdviserFactory().user


@pytest.fixture
def officer(client, adviser):
    return enter(client, Role.CASE_OFFICER)


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_wishes(client, adviser, role):
    enter(client, *([role] if role else []))
    wish = written(UserFactory())
    seen = role in ADVISERS
    assert client.get(LIST).status_code == (200 if seen else 403)
    for page in (f"onske/{wish.key}/", "nytt/"):
        assert client.get(f"{LIST}{page}").status_code == (200 if seen else 403)
    shut = {"act": "show", "revision": "1"}
    answer = client.post(f"{LIST}onske/{wish.key}/gjor/", shut)
    assert answer.status_code == (302 if seen else 403)
    wish.refresh_from_db()
    assert wish.status == ("shown" if seen else "waiting")


def test_a_wish_is_read_with_what_looks_like_an_address(client, officer):
    wish = written(UserFactory(), told(text="Ring 00 00 00 99", leaks_are_meant=True))
    assert wish.key in client.get(LIST).text
    text = client.get(f"{LIST}onske/{wish.key}/").text
    assert "et telefonnummer" in text
    assert wish.user.email in text


def test_the_adviser_is_told_of_what_may_be_a_name(client, officer):
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    wish = written(UserFactory(), told(text="Vi kjenner Canaryna."))
    assert (
        "vi verner, eller et sted som få er fra: Canaryna."
        in client.get(f"{LIST}onske/{wish.key}/").text
    )
    other = written(UserFactory())
    assert "vi verner" not in client.get(f"{LIST}onske/{other.key}/").text


def test_it_is_sent_back_with_words(client, officer):
    wish = written(UserFactory())
    page = f"{LIST}onske/{wish.key}/gjor/"
    assert client.post(page, {"act": "back", "because": ""}).status_code == 200
    client.post(page, {"act": "back", "because": "Uten navnet på byen."})
    wish.refresh_from_db()
    assert (wish.status, wish.sent_back_because) == ("sent_back", "Uten navnet på byen.")
    assert "Uten navnet" in client.get(f"{LIST}onske/{wish.key}/").text
    assert client.post(page, {"act": "strange"}).status_code == 404
    assert "nk-message" in client.post(page, {"act": "show"}, follow=True).text


def test_it_is_translated(client, officer):
    wish = written(UserFactory())
    page = f"{LIST}onske/{wish.key}/oversett/"
    facts = {"language": "ru", "text": "Играть.", "revision": "1"}
    assert client.post(page, {**facts, "text": ""}).status_code == 200
    assert client.post(page, {**facts, "revision": "9"}).context["translation"].errors
    client.post(page, facts)
    assert "Играть." in client.get(f"{LIST}onske/{wish.key}/").text


def test_an_adviser_writes_for_who_has_no_account(client, officer):
    written(UserFactory())
    facts = {
        "kind": "school", "place": "NO-54", "age": "all", "theme": "sport", "languages": ["nb"],
        "language": "nb", "text": "Vi vil spille ball.", "months": "2", "key": "one",
        "contact": "ring meg",
    }  # fmt: skip
    answer = client.post(f"{LIST}nytt/", facts)
    assert answer.context["form"].errors.keys() == {"contact"}
    client.post(f"{LIST}nytt/", {**facts, "contact": "00 00 00 99"})
    wish = Wish.objects.get(key="one")
    assert (wish.user, wish.status) == (None, "waiting")
    page = f"{LIST}onske/one/"
    client.post(f"{page}gjor/", {"act": "show", "revision": "1"})
    for act, status in (("pause", "paused"), ("confirm", "shown")):
        client.post(f"{page}gjor/", {"act": act})
        wish.refresh_from_db()
        assert wish.status == status
    client.post(f"{page}endre/", {**facts, "contact": "00 00 00 98", "revision": "1"})
    wish.refresh_from_db()
    assert (wish.status, wish.contact) == ("waiting", "00 00 00 98")
    client.post(f"{page}gjor/", {"act": "take-away"})
    wish.refresh_from_db()
    assert (wish.status, wish.contact) == ("taken_away", "")
    assert client.get(page).status_code == 200
    assert client.get(f"{page}endre/").status_code == 404


def test_who_has_an_account_keeps_their_own(client, officer):
    wish = written(UserFactory())
    assert client.get(f"{LIST}onske/{wish.key}/endre/").status_code == 404
    assert client.post(f"{LIST}onske/{wish.key}/gjor/", {"act": "take-away"}).status_code == 403
    wish.refresh_from_db()
    assert wish.status == "waiting"


def test_two_are_put_in_touch(client, officer, adviser):
    club, school = shown(UserFactory(), adviser), shown(UserFactory(), adviser, place="RU-MUR")
    asked = propose(club, school, by=club.user)
    page = f"{LIST}forslag/{asked.key}/"
    assert page in client.get(LIST).text
    text = client.get(page).text
    assert club.text in text
    assert school.text in text
    client.post(f"{page}gjor/", {"act": "pass-on"})
    asked.refresh_from_db()
    assert asked.status == "asked"
    # Who has an account answers themselves.
    answer = client.post(f"{page}gjor/", {"act": "yes", "wish": school.key}, follow=True)
    assert "nk-message" in answer.text
    asked.refresh_from_db()
    assert asked.asked_yes_at is None
    client.post(f"{page}gjor/", {"act": "no"})
    asked.refresh_from_db()
    assert asked.status == "not_now"
    assert client.get(page).status_code == 200
    assert client.post(f"{page}gjor/", {"act": "strange"}).status_code == 404


def test_what_waits_stands_on_the_work_page(client, officer, adviser):
    club, school = shown(UserFactory(), adviser), shown(UserFactory(), adviser, place="RU-MUR")
    waiting = written(UserFactory())
    Wish.objects.update(adviser=None)
    asked = propose(club, school, by=club.user)
    text = client.get("/saksbehandling/").text
    assert f"{LIST}onske/{waiting.key}/" in text
    assert f"{LIST}forslag/{asked.key}/" in text
    # Another's are theirs.
    Wish.objects.update(adviser=AdviserFactory())
    assert LIST + "onske/" not in client.get("/saksbehandling/").text


def test_an_adviser_proposes_and_notes_an_answer_from_a_call(client, officer, adviser):
    club = shown(UserFactory(), adviser)
    school = written(officer, told(place="RU-MUR", contact="00 00 00 99"))
    Wish.objects.filter(pk=school.pk).update(
        status="shown", shown_at=club.shown_at, fades_at=club.fades_at, read_revision=1
    )
    page = f"{LIST}onske/{club.key}/"
    assert school.key in client.get(page).text
    client.post(f"{page}foresla/", {"other": school.key})
    made = Introduction.objects.get()
    client.post(f"{LIST}forslag/{made.key}/gjor/", {"act": "yes", "wish": school.key})
    made.refresh_from_db()
    assert (made.status, made.asked_yes_at is not None) == ("asked", True)
    again = client.post(f"{page}foresla/", {"other": club.key}, follow=True)
    assert "nk-message" in again.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    number, client, officer, adviser, django_assert_num_queries
):
    club = shown(UserFactory(), adviser)
    for _ in range(number):
        written(UserFactory())
        propose(club, shown(UserFactory(), adviser, place="RU-MUR"), by=club.user)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(f"{LIST}onske/{club.key}/")
