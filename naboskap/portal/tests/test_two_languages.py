"""A text in another language beside the original, on the pair's pages and in what is sent."""

import pytest
from django.urls import reverse

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    check_translation,
    save_answer,
    save_translation,
    submit_application,
)
from naboskap.applications.content import changed_parts, content_of
from naboskap.applications.models import Application
from naboskap.applications.queries import draft_of, visible_to
from naboskap.applications.tests.factories import fill, join
from naboskap.questionnaires.models import Translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def partner(application, lead):
    return join(application, UserFactory(name="Partner (eksempel)", language="ru"), by=lead)


@pytest.fixture
def theirs(client, partner):
    client.force_login(partner)
    return client


def at(application, question="summary", language="ru"):
    kwargs = {"key": application.key, "question": question, "language": language}
    return reverse("portal:translation", kwargs=kwargs)


def told(**facts):
    return {"text": "Река", "mark": "translated", "number": "0", "of_number": "1"} | facts


def test_the_other_side_writes_its_translation_beside_the_text(theirs, application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    page = at(application)
    assert "Elva" in theirs.get(page).text

    assert theirs.post(page, told()).url == page
    row = Translation.objects.get()
    assert (row.text, row.mark, row.saved_by_id) == ("Река", "translated", partner.pk)
    answer = theirs.post(page, {"check": "1", "number": "1", "of_number": "1"})
    assert answer.url == page
    assert "Du selv" in theirs.get(page).text
    assert Translation.objects.get().mark == "checked"
    texts = reverse("portal:texts", kwargs={"key": application.key})
    assert page in theirs.get(texts).text
    # Read in one's own language, the translation stands below the text.
    assert "Река" in theirs.get(f"/ru{texts}").text


def test_a_translation_that_has_grown_old_says_so(theirs, application, lead):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    page = at(application)
    theirs.post(page, told())
    save_answer(application, "summary", "Elva og fisken", read_number=1, by=lead)

    text = theirs.get(f"/en{page}").text

    assert "The original has changed since this was translated." in text
    assert "<ins>" in text
    refused = theirs.post(
        f"/en{page}", {"check": "1", "number": "1", "of_number": "1"}, follow=True
    )
    assert "Read both again" in refused.text
    assert Translation.objects.get().mark == "translated"


def test_a_translation_saves_itself_and_is_met(theirs, application, lead):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    page, by_itself = at(application), {"X-Autosave": "1"}

    assert theirs.post(page, told(), headers=by_itself).json() == {"number": 1}
    met = theirs.post(page, told(text="Речка"), headers=by_itself)
    assert (met.status_code, met.json()["theirs"]) == (409, "Река")
    shown = theirs.post(page, told(text="Речка"))
    assert 'value="summary:both"' in shown.text
    theirs.post(page, told(text="Речка", number="1", settle="summary:both"))
    assert Translation.objects.get().text == "Река\n\nРечка"
    refused = theirs.post(page, told(mark="checked"), headers=by_itself)
    assert refused.status_code in {200, 422}
    assert Translation.objects.get().mark == "translated"


def test_there_is_no_page_for_what_cannot_be_translated(theirs, application, lead):
    assert theirs.get(at(application)).status_code == 302
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    assert theirs.get(at(application, language="nb")).status_code == 302
    assert theirs.get(at(application, language="fi")).status_code == 404
    assert theirs.get(at(application, question="no-such")).status_code == 404
    theirs.force_login(UserFactory())
    assert theirs.get(at(application)).status_code == 404
    assert theirs.post(at(application), told()).status_code == 404


def content(application, lead):
    return content_of(draft_of(visible_to(lead).get(pk=application.pk)))


def test_what_is_sent_holds_the_translations_and_what_they_render(
    theirs, application, lead, partner
):
    fill(application, by=lead)
    application = Application.objects.get()
    before = content(application, lead)
    assert "translations" not in before["answers"]["summary"]
    save_translation(
        application,
        "summary",
        "Мы изучаем реку.",
        language="ru",
        mark="translated",
        of_number=1,
        read_number=0,
        by=partner,
    )
    check_translation(application, "summary", "ru", of_number=1, read_number=1, by=lead)

    after = content(application, lead)

    assert changed_parts(before, after) == ["answer:summary"]
    assert after["answers"]["summary"]["version"] == 1
    assert after["answers"]["summary"]["translations"] == [
        {
            "language": "ru",
            "text": "Мы изучаем реку.",
            "mark": "checked",
            "by_side": "a",
            "of_version": 1,
        }
    ]
    submit_application(application, by=lead)
    confirm = reverse("portal:confirm", kwargs={"key": application.key})
    text = theirs.get(f"/ru{confirm}").text
    assert "Мы изучаем реку." in text
    assert "сверено с оригиналом" in text
    assert theirs.post(at(application), told(number="2")).status_code == 200
    assert Translation.objects.get().text == "Мы изучаем реку."


def test_an_earlier_translation_stands_again(theirs, application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    page = at(application)
    past = f"{page}tidligere/"
    assert "Her er det ikke skrevet noe ennå." in theirs.get(past).text
    theirs.post(page, told())
    theirs.post(page, told(text="Речка", number="1"))
    assert past in theirs.get(page).text
    shown = theirs.get(past).text
    assert "Речка<span" in shown.partition("<ins>")[2]
    assert "Река<span" in shown.partition("<del>")[2]

    answer = theirs.post(past, {"restore": "1", "number": "2"})

    assert answer.url == past
    assert Translation.objects.get().text == "Река"
    assert "Versjon 2" in theirs.get(past).text
    # Somebody saved meanwhile: nothing is overwritten.
    assert theirs.post(past, {"restore": "2", "number": "2"}).status_code == 302
    assert Translation.objects.get().text == "Река"


def test_who_only_reads_takes_no_translation_back(theirs, client, application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    theirs.post(at(application), told())
    theirs.post(at(application), told(text="Речка", number="1"))
    past = f"{at(application)}tidligere/"
    reader = join(application, UserFactory(), by=lead, may_write=False)
    client.force_login(reader)
    shown = client.get(past)
    assert shown.status_code == 200
    assert 'name="restore"' not in shown.text
    assert client.post(past, {"restore": "1", "number": "2"}).status_code == 302  # Told why.
    client.force_login(UserFactory())
    assert client.get(past).status_code == 404
    assert Translation.objects.get().text == "Речка"
    client.force_login(partner)
    assert client.get(f"{at(application, language='fi')}tidligere/").status_code == 404
    assert client.get(f"{at(application, question='result')}tidligere/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_long_history_costs_the_same(
    number, theirs, application, lead, django_assert_max_num_queries
):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    for place in range(number):
        theirs.post(at(application), told(text=f"Река {place}", number=str(place)))
    past = f"{at(application)}tidligere/"
    theirs.get(past)
    with django_assert_max_num_queries(16):
        theirs.get(past)
