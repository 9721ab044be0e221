"""Answers for everybody in the office: offered from a question, read by a second, taken back."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import answer_thread
from naboskap.advice.models import SharedAnswer
from naboskap.advice.tests.factories import ThreadFactory
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.office.tests.test_ideas import ADVISERS, enter

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/svar-for-alle/"
WORDS = {
    "theme": "culture",
    "revision": "1",
    "question_nb": "Kan en skole få støtte?",
    "answer_nb": "Ja, sammen med en partner.",
}


@pytest.fixture
def thread(db):
    by = UserFactory(roles=[Role.CASE_OFFICER])
    asked = ThreadFactory(text="Vi er fire lærere og vil synge. Kan vi?", language="nb")
    return answer_thread(asked, "Ja.", language="nb", key="a", by=by)


def offer(client, thread, **facts):
    return client.post(f"/saksbehandling/sporsmal/{thread.pk}/for-alle/", {**WORDS, **facts})


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_answers_for_everybody(client, thread, role):
    enter(client, Role.CASE_OFFICER)
    offer(client, thread)
    slug = SharedAnswer.objects.get().slug
    client.logout()
    enter(client, *([role] if role else []))
    may = role in ADVISERS
    for page in (LIST, f"{LIST}{slug}/", f"{LIST}{slug}/endre/"):
        assert client.get(page).status_code == (200 if may else 403), page
    offering = client.get(f"/saksbehandling/sporsmal/{thread.pk}/for-alle/")
    assert offering.status_code == (302 if may else 403)
    for act in ("publiser/", "ta-tilbake/"):
        answer = client.post(f"{LIST}{slug}/{act}", {"revision": "0", "because": ""})
        assert answer.status_code in ({200, 302} if may else {403})
    assert SharedAnswer.objects.get().status == "offered"


def test_a_question_is_offered_and_a_second_adviser_publishes_it(client, thread):
    enter(client, Role.CASE_OFFICER)
    page = f"/saksbehandling/sporsmal/{thread.pk}/"
    assert f"{page}for-alle/" in client.get(page).text
    form = client.get(f"{page}for-alle/").text
    assert "Vi er fire lærere og vil synge. Kan vi?" in form
    assert "Skriv spørsmålet" in offer(client, thread, question_nb="").text
    here = offer(client, thread).url
    assert f"{here}publiser/" not in client.get(here).text
    assert here in client.get(page).text
    client.logout()
    enter(client, Role.HEAD)
    assert here in client.get("/saksbehandling/").text
    assert here in client.get(LIST).text
    assert f"{here}publiser/" in client.get(here).text
    client.post(f"{here}publiser/", {"revision": "1"})
    shared = SharedAnswer.objects.get()
    assert shared.status == "published"
    assert f"/sporsmal/{shared.slug}/" in client.get(here).text
    client.post(f"{here}endre/", {**WORDS, "answer_nb": "Ja.", "question_en": "May a school?"})
    assert SharedAnswer.objects.get().status == "published"  # English is half.
    english = {"question_en": "May a school?", "answer_en": "Yes."}
    assert client.post(f"{here}endre/", {**WORDS, **english}).url == here
    shared.refresh_from_db()
    assert (shared.status, shared.revision, shared.answer["en"]) == ("offered", 2, "Yes.")
    assert 'id="id_because-error"' in client.post(f"{here}ta-tilbake/", {"because": ""}).text
    client.post(f"{here}ta-tilbake/", {"because": "Feil."})
    shared.refresh_from_db()
    assert shared.status == "taken_back"
    assert "Feil." in client.get(here).text


def test_a_name_is_told_and_an_ordinary_word_is_asked_about(client, thread):
    enter(client, Role.CASE_OFFICER)
    protect_names("seats/7/b", [Name("Vera", "person"), Name("Canaryna", "person")], by=SYSTEM)
    said = offer(client, thread, answer_nb="Spør Canaryna.").text
    assert "Canaryna." in said
    assert "words_are_ordinary" not in said
    assert not SharedAnswer.objects.exists()
    said = offer(client, thread, answer_nb="Dere må være to.").text
    assert 'name="words_are_ordinary"' in said
    assert "Dere må være to." in said
    here = offer(client, thread, answer_nb="Dere må være to.", words_are_ordinary="on").url
    assert "være" in client.get(here).text


def test_what_is_not_answered_is_not_offered(client):
    enter(client, Role.CASE_OFFICER)
    waiting = ThreadFactory()
    page = f"/saksbehandling/sporsmal/{waiting.pk}/"
    assert f"{page}for-alle/" not in client.get(page).text
    assert client.get(f"{page}for-alle/").url == page
    assert offer(client, waiting).url == page
    assert not SharedAnswer.objects.exists()


def test_what_is_held_back_says_so(client, thread):
    enter(client, Role.CASE_OFFICER)
    offer(client, thread, answer_nb="Spør Canaryna.")
    SharedAnswer.objects.update(status="published", published_at=thread.asked_at)
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    assert "Holdt tilbake" in client.get(LIST).text
    assert "Canaryna" in client.get(f"{LIST}{SharedAnswer.objects.get().slug}/").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(number, client, django_assert_num_queries):
    enter(client, Role.CASE_OFFICER)
    for _each in range(number):
        one = answer_thread(
            ThreadFactory(), "Ja.", language="nb", key="a", by=UserFactory(roles=[Role.HEAD])
        )
        offer(client, one)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
