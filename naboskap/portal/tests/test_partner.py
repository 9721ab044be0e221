"""Finding a partner on My page: written, read by an adviser, asked, answered, begun."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import programme
from naboskap.partnering.actions import (
    edit_wish,
    pass_on,
    propose,
    say_no,
    say_yes,
    take_away,
    translate,
)
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.queries import confirm_token
from naboskap.partnering.tests.factories import agreed, shown, told, written
from naboskap.portal.applications.forms.pair import StartForm
from naboskap.portal.partnering.forms import BeginForm

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 10, tzinfo=UTC)
ROOT = "/min-side/partner/"
FACTS = {
    "kind": "school",
    "place": "NO-54",
    "age": "15-30",
    "theme": "culture",
    "languages": ["nb", "en"],
    "language": "nb",
    "text": "Vi vil spille teater sammen.",
    "months": "6",
    "key": "my-wish",
}


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def adviser(db):
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC), tick=False):
        return AdviserFactory().user


@pytest.fixture
def person(client, adviser):
    made = UserFactory()
    client.force_login(made)
    return made


def enter(client, staff):
    client.force_login(staff)
    session = client.session
    session[SEEN] = True
    session.save()


@pytest.fixture
def school(adviser):
    return shown(UserFactory(language="ru", name="Rolle Ru"), adviser, place="RU-MUR")


@pytest.fixture
def club(person, adviser):
    return shown(person, adviser)


def test_a_wish_is_written_and_waits(client, person):
    written(UserFactory())  # So that there is a place.
    assert client.get(f"{ROOT}nytt/").status_code == 200
    answer = client.post(f"{ROOT}nytt/", FACTS, follow=True)
    wish = Wish.objects.get(user=person)
    assert (wish.status, wish.key) == ("waiting", "my-wish")
    assert "En rådgiver" in answer.text
    client.post(f"{ROOT}nytt/", FACTS)
    assert Wish.objects.filter(user=person).count() == 1
    assert reverse("portal:partner-wish", args=["my-wish"]) in client.get(ROOT).text


@pytest.mark.parametrize("key", ["x/y", "another-s"])
def test_a_strange_key_is_met_with_words(key, client, person):
    written(UserFactory(), key="another-s")
    answer = client.post(f"{ROOT}nytt/", {**FACTS, "key": key})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Wish.objects.filter(user=person).exists()


def test_a_form_takes_no_key_that_an_address_cannot_hold():
    facts = {"size": "full", "key": "x/y"}
    for form in (
        StartForm(facts, sizes=[("full", "full")], organisations=[]),
        BeginForm({**facts, "programme": programme().pk}, organisations=[]),
    ):
        assert form.errors.keys() == {"key"}


def test_the_words_are_not_read_before_an_adviser_has(client, club, school, adviser):
    introduction = propose(school, club, by=school.user)
    pass_on(introduction, by=adviser)
    page = f"{ROOT}forslag/{introduction.key}/"
    assert school.text in client.get(page).text
    edit_wish(school, told(place="RU-MUR", text="Слово."), read_revision=1, by=school.user)
    text = client.get(page).text
    assert "Слово." not in text
    assert school.text not in text
    assert 'value="yes"' not in text
    assert 'value="no"' in text
    assert "nk-message" in client.post(f"{page}svar/", {"answer": "yes"}, follow=True).text
    introduction.refresh_from_db()
    assert introduction.asked_yes_at is None


def test_what_looks_like_an_address_is_asked_about(client, person):
    written(UserFactory())
    there = {**FACTS, "text": "Skriv til navn@example.org"}
    answer = client.post(f"{ROOT}nytt/", there)
    assert 'name="leaks_are_meant"' in answer.text
    assert not Wish.objects.filter(user=person).exists()
    client.post(f"{ROOT}nytt/", {**there, "leaks_are_meant": "on"})
    assert Wish.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": ""}, "text"),
        ({"languages": []}, "languages"),
        ({"place": "RU-MUR", "is_public": "on"}, "is_public"),
        ({"translation": "Det samme"}, "translation_language"),
        ({"translation": "Det samme", "translation_language": "nb"}, "translation"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(facts, field, client, person):
    written(UserFactory())
    written(UserFactory(), told(place="RU-MUR"))
    answer = client.post(f"{ROOT}nytt/", {**FACTS, **facts})
    assert answer.context["form"].errors.keys() == {field}
    assert not Wish.objects.filter(user=person).exists()


def test_a_wish_is_changed_paused_shown_again_and_taken_away(client, club):
    page = f"{ROOT}{club.key}/"
    client.post(f"{page}pause/")
    club.refresh_from_db()
    assert club.status == "paused"
    client.post(f"{page}leter/")
    club.refresh_from_db()
    assert club.status == "shown"
    form = client.get(f"{page}endre/").context["form"]
    assert form.initial["text"] == club.text
    client.post(f"{page}endre/", {**FACTS, "text": "Noe annet.", "revision": "1"})
    club.refresh_from_db()
    assert (club.status, club.text) == ("waiting", "Noe annet.")
    answer = client.post(f"{page}endre/", {**FACTS, "text": "For sent.", "revision": "1"})
    assert answer.context["form"].non_field_errors()
    client.get(f"{page}fjern/")
    club.refresh_from_db()
    assert club.status == "waiting"
    client.post(f"{page}fjern/")
    club.refresh_from_db()
    assert (club.status, club.text) == ("taken_away", "")
    assert client.get(page).status_code == 404


def test_an_act_at_the_wrong_time_says_why(client, club):
    page = f"{ROOT}{club.key}/"
    client.post(f"{page}pause/")
    assert "nk-message" in client.post(f"{page}pause/", follow=True).text
    take_away(club, by=club.user)
    for act in ("pause/", "leter/", "fjern/", "endre/", "andre/"):
        assert client.post(f"{page}{act}").status_code in {404, 405}


def test_of_others_wishes_nobody_hears(client, person, school):
    assert client.get(f"{ROOT}{school.key}/").status_code == 404
    for act in ("endre/", "fjern/", "andre/"):
        assert client.get(f"{ROOT}{school.key}/{act}").status_code == 404
    waiting = written(person)
    assert client.post(f"{ROOT}{waiting.key}/andre/{school.key}/").status_code == 404
    assert school.text not in client.get(f"{ROOT}{waiting.key}/andre/").text
    assert not Introduction.objects.exists()


def test_the_other_side_is_read_without_a_name_and_asked(client, club, school, adviser):
    translate(school, "nb", "Vi vil lage et stykke.", read_revision=1, by=adviser)
    text = client.get(f"{ROOT}{club.key}/andre/").text
    assert f'lang="ru"><p>{school.text}' in text
    assert "Vi vil lage et stykke." in text
    assert "Samme område: kultur" in text
    assert school.user.name not in text
    assert school.user.email not in text
    nothing = client.get(f"{ROOT}{club.key}/andre/", {"theme": "sport"}).text
    assert school.text not in nothing
    client.post(f"{ROOT}{club.key}/andre/{school.key}/")
    made = Introduction.objects.get()
    assert (made.status, made.asks) == ("proposed", club)
    page = client.get(f"{ROOT}{club.key}/andre/").text
    assert f"{ROOT}{club.key}/andre/{school.key}/" not in page
    assert f"{ROOT}forslag/{made.key}/" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    number, client, club, adviser, django_assert_num_queries
):
    for _ in range(number):
        one = shown(UserFactory(), adviser, place="RU-MUR")
        propose(club, one, by=club.user)
    client.get(f"{ROOT}{club.key}/andre/")
    with django_assert_num_queries(10):
        client.get(f"{ROOT}{club.key}/andre/")
    with django_assert_num_queries(7):
        client.get(ROOT)


def test_the_one_who_asks_learns_no_more_than_not_this_time(client, club, school, adviser):
    introduction = propose(club, school, by=club.user)
    page = f"{ROOT}forslag/{introduction.key}/"
    before = client.get(page).text
    introduction = pass_on(introduction, by=adviser)
    assert _bare(client.get(page).text) == _bare(before)
    say_no(introduction, by=school.user)
    text = client.get(page).text
    assert "Ikke denne gangen" in client.get(ROOT).text
    assert school.user.name not in text
    assert client.get(f"{page}utkast/").status_code == 302


def _bare(text):
    return [line for line in text.splitlines() if "csrf" not in line]


def test_both_say_yes_and_then_names_are_shown(client, club, school, adviser):
    introduction = propose(school, club, by=school.user)
    page = f"{ROOT}forslag/{introduction.key}/"
    assert client.get(page).status_code == 404
    pass_on(introduction, by=adviser)
    assert page in client.get("/min-side/").text
    text = client.get(page).text
    assert school.user.email not in text
    client.post(f"{page}svar/", {"answer": "yes"})
    text = client.get(page).text
    assert school.user.email in text
    assert school.user.name in text
    client.post(f"{page}svar/", {"answer": "no"})
    assert school.user.email not in client.get(page).text


def test_strangers_see_no_introduction(client, school, adviser):
    club = shown(UserFactory(), adviser)
    introduction = agreed(club, school, adviser)
    client.force_login(shown(UserFactory(), adviser).user)
    page = f"{ROOT}forslag/{introduction.key}/"
    assert client.get(page).status_code == 404
    assert client.post(f"{page}svar/", {"answer": "no"}).status_code == 404
    assert client.get(f"{page}utkast/").status_code == 404
    enter(client, adviser)
    assert client.get(page).status_code == 404


def test_they_found_each_other_and_begin(client, club, school, adviser):
    under = programme()
    introduction = agreed(club, school, adviser)
    page = f"{ROOT}forslag/{introduction.key}/utkast/"
    key = client.get(page).context["form"].fields["key"].initial
    assert client.post(page, {"size": "full", "key": key}).status_code == 200
    facts = {"programme": under.pk, "size": "full", "organisation": "", "key": key}
    answer = client.post(page, facts)
    application = Application.objects.get()
    assert answer.url == reverse("portal:draft", args=[application.key])
    assert client.get(answer.url).status_code == 200
    assert client.post(page, facts).url == answer.url
    assert client.get(f"{ROOT}forslag/{introduction.key}/").status_code == 200


def test_a_mail_s_link_opens_a_button_and_does_nothing_by_itself(client, club):
    client.logout()
    page = f"{ROOT}bekreft/{confirm_token(club)}/"
    club.reminded_at = NOW
    club.save()
    text = client.get(page).text
    assert club.text not in text
    club.refresh_from_db()
    assert club.reminded_at == NOW
    assert client.post(page).status_code == 200
    club.refresh_from_db()
    assert club.reminded_at is None
    assert client.get(f"{ROOT}bekreft/strange/").status_code == 404


def test_the_office_has_its_own_page(client, adviser):
    enter(client, adviser)
    assert "/saksbehandling/partner/" in client.get(ROOT).text
    assert client.get(f"{ROOT}nytt/").url == ROOT
    enter(client, UserFactory(roles=[Role.AUDITOR]))  # Whom the page in the office is shut to.
    assert "/saksbehandling/partner/" not in client.get(ROOT).text


def test_without_a_wish_of_one_s_own_there_is_nothing_to_see(client, person, school):
    assert school.text not in client.get(ROOT).text
    answered = say_yes(
        pass_on(propose(school, shown(person, school.adviser.user), by=school.user),
                by=school.adviser.user),
        Wish.objects.get(user=person), by=person,
    )  # fmt: skip
    assert answered.status == "agreed"


def test_a_wish_that_ended_while_one_wrote_says_so_and_keeps_what_was_written(client, person):
    wish = written(user=person)
    page = reverse("portal:partner-edit", kwargs={"key": wish.key})
    Wish.objects.filter(pk=wish.pk).update(status="found", ended_at=NOW, fades_at=None)

    told_why = client.post(page, {**FACTS, "text": "Vi vil danse.", "revision": wish.revision})

    assert told_why.status_code == 200
    assert "Vi vil danse." in told_why.content.decode()
    assert client.get(page).status_code == 302
