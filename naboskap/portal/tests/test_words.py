"""All of it in one's own language: the short texts on one page, and where one is led to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import remove_activity, save_answer, save_short_translation
from naboskap.applications.models import (
    Activity,
    BudgetLine,
    Seat,
    ShortTranslation,
    ShortTranslationVersion,
)
from naboskap.applications.tests.factories import fill, join
from naboskap.portal.tests.places import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
TITLE = "Elva mellom oss"


@pytest.fixture
def partner(application, lead):
    found = join(application, UserFactory(language="ru"), by=lead)
    Seat.objects.filter(application=application, side="b").update(language="ru")
    return found


@pytest.fixture
def whole(application, lead, partner):
    return fill(application, by=lead)


@pytest.fixture
def theirs(client, partner):
    client.force_login(partner)
    return client


def words(application, language="ru"):
    return at("words", application, language=language)


def said(**texts):
    """Say what a page sends: ``title="Река"``, with what stood there as read."""
    told = {}
    for key, (text, of, number) in texts.items():
        name = key.replace("__", "-")
        told |= {f"{name}-text": text, f"{name}-of": of, f"{name}-number": str(number)}
    return {**told, "mark": "translated"}


def say(application, text, *, by):
    return save_short_translation(
        application,
        "title",
        text,
        language="ru",
        mark="translated",
        of_text=TITLE,
        read_number=0,
        by=by,
    )


def test_the_short_texts_stand_on_one_page_each_beside_its_original(theirs, whole):
    act = Activity.objects.filter(application=whole).first()

    text = theirs.get(f"/ru{words(whole)}").text

    for name in ("title", f"activity-{act.pk}-what", f"activity-{act.pk}-task_b"):
        assert f'name="{name}-text"' in text
    line = BudgetLine.objects.filter(application=whole, text="Buss").first()
    assert f'name="cost-{line.pk}-text-text"' in text
    assert "Оригинал, язык: норвежский" in text
    assert "Здесь то, что написано на другом языке" in text
    # Nothing of it is in another language for whoever reads Norwegian.
    assert 'name="title-text"' not in theirs.get(words(whole, "nb")).text
    assert theirs.get(words(whole, "xx")).status_code == 404


def test_what_is_written_is_saved_each_for_itself_and_what_nobody_touched_is_not(theirs, whole):
    told = said(title=("Река между нами", TITLE, 0))

    answer = theirs.post(words(whole), told)

    assert answer.url == words(whole)
    row = ShortTranslation.objects.get()
    assert (row.key, row.text, row.mark, row.of_text) == (
        "title",
        "Река между нами",
        "translated",
        TITLE,
    )
    theirs.post(words(whole), said(title=("Река между нами", TITLE, 1)))
    assert ShortTranslationVersion.objects.count() == 1


def test_the_other_side_says_that_both_say_the_same_in_the_same_form(ours, whole, partner):
    say(whole, "Река", by=partner)
    assert "Jeg har lest begge, og de sier det samme" in ours.get(words(whole)).text

    ours.post(words(whole), {**said(title=("Река", TITLE, 1)), "title-check": "on"})

    assert ShortTranslation.objects.get().mark == "checked"
    assert 'name="title-check"' not in ours.get(words(whole)).text


def test_two_who_translate_at_once_meet_and_the_rest_is_saved(ours, whole, partner):
    say(whole, "Река", by=partner)
    line = BudgetLine.objects.filter(application=whole, text="Buss").first()
    told = said(title=("Речка", TITLE, 0), **{f"cost__{line.pk}__text": ("Автобус", "Buss", 0)})

    text = ours.post(words(whole), told).text

    assert "Din egen tekst står i feltet" in text
    assert ">Речка</textarea>" in text.replace("\n", "")
    assert set(ShortTranslation.objects.values_list("text", flat=True)) == {"Река", "Автобус"}
    assert 'name="title-number" value="1"' in text


def test_what_belonged_to_an_activity_that_is_gone_is_there_to_copy(theirs, whole, lead):
    act = Activity.objects.filter(application=whole).first()
    remove_activity(whole, act.pk, read_revision=act.revision, by=lead)

    text = theirs.post(
        words(whole), said(**{f"activity__{act.pk}__what": ("Пробы воды", act.what, 0)})
    ).text

    assert "Kopier det, så du ikke mister det" in text
    assert "Пробы воды" in text


def test_whoever_does_not_read_a_text_is_led_to_translating_it_on_every_page(theirs, whole):
    with translation.override("ru"):
        for name in ("basics", "activities", "money", "read", "send"):
            text = theirs.get(at(name, whole)).text
            assert "Добавить перевод" in text, name
            assert words(whole) in text, name
        text = theirs.get(at("texts", whole)).text
        here = at("translation", whole, question="summary", language="ru")
        assert f'href="{here}">Добавить перевод' in text
        assert words(whole) in theirs.get(at("draft", whole)).text


def test_whoever_reads_it_is_not_led_anywhere(ours, whole):
    for name in ("basics", "activities", "money", "texts", "draft"):
        assert "Legg til oversettelse" not in ours.get(at(name, whole)).text, name


def test_before_sending_a_gentle_word_of_what_is_in_one_language_only(ours, whole, partner):
    text = ours.get(at("send", whole)).text
    assert "Noen tekster er bare på ett språk" in text
    assert f"{words(whole)}#title" in text
    assert "Navnet på prosjektet, bare på norsk" in text or "bare på norsk" in text
    assert at("translation", whole, question="summary", language="ru") in text
    say(whole, "Река", by=partner)
    assert f"{words(whole)}#title" not in ours.get(at("send", whole)).text
    # Where both sides and the house read one language, nothing is said.
    Seat.objects.filter(application=whole).update(language="nb")
    assert "Noen tekster er bare på ett språk" not in ours.get(at("send", whole)).text


def test_a_translation_is_read_where_the_text_is(theirs, whole, partner):
    say(whole, "Река между нами", by=partner)

    with translation.override("ru"):
        assert "Река между нами" in theirs.get(at("draft", whole)).text
        assert "переведено, не проверено" in theirs.get(at("read", whole)).text


def test_whoever_reads_only_writes_no_translation(client, whole, lead):
    client.force_login(join(whole, UserFactory(), side="a", by=lead, may_write=False))

    assert "<textarea" not in client.get(words(whole)).text
    client.post(words(whole), said(title=("Река", TITLE, 0)))

    assert not ShortTranslation.objects.exists()


def test_translations_cost_no_statement_more(ours, whole, lead, partner):
    def statements(name):
        with CaptureQueriesContext(connection) as asked:
            ours.get(at(name, whole))
        return len(asked)

    for name in ("draft", "send"):
        ours.get(at(name, whole))
    before = [statements(name) for name in ("draft", "send")]
    say(whole, "Река", by=partner)
    save_answer(whole, "summary", "Ny", language="nb", read_number=1, by=lead)
    assert [statements(name) for name in ("draft", "send")] == before
    assert before[0] <= 12
