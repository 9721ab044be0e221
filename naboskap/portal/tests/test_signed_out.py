"""A session that ended while somebody wrote: their own words come back under their questions."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from naboskap.applications.models import Application
from naboskap.applications.tests.factories import organisation, programme
from naboskap.core import clock
from naboskap.portal.returning import writer_mark
from naboskap.portal.tests.places import shown_on
from naboskap.portal.written import words_written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def page(ours, lead):
    own = organisation(lead)
    start = reverse("portal:start", kwargs={"slug": programme().slug})
    ours.post(start, {"key": "k", "size": "short", "organisation": own.pk})
    return reverse("portal:short", kwargs={"key": Application.objects.get().key})


@pytest.fixture
def strict(lead):
    """A browser whose forms need their token, as they do outside tests."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lead)
    return strict


def lose_the_session(client):
    del client.cookies[settings.SESSION_COOKIE_NAME]


WRITTEN = {
    "basics-title": "Elva",
    "basics-theme": "environment",
    "text-summary": "Vi vil gå langs elva\nog måle vannet.",
    "activity0-task_a": "Lager mat",
    "cost0-text": "Buss",
    "cost0-category": "travel",
}


def test_own_words_come_back_under_their_questions_and_nothing_of_the_machine(ours, lead, page):
    told = shown_on(ours.get(page).context["sheet"]) | WRITTEN | {"writer": writer_mark(lead)}
    lose_the_session(ours)
    ours.post(page, told)
    ours.force_login(lead)

    answer = ours.get(page)

    found = {one.question: one.text for one in answer.context["words"]}
    assert found["Hva heter prosjektet?"] == "Elva"
    assert found["Hva handler det mest om?"] == "Miljø"
    assert WRITTEN["text-summary"] in {one.replace("\r\n", "\n") for one in found.values()}
    assert [one for question, one in found.items() if question.startswith("Aktivitet 1: ")] == [
        "Lager mat"
    ]
    assert (found["Hva"], len(found)) == ("Buss", len(WRITTEN))
    said = answer.text.partition("<dl")[2].partition("</dl>")[0]
    assert "{" not in said
    assert told["sheet"] not in said

    kept = dict(answer.context["given_back"])
    ours.post(page, kept)
    assert Application.objects.get().title == "Elva"


def test_whoever_is_led_to_sign_in_is_told_that_the_words_are_kept(ours, lead, page):
    told = shown_on(ours.get(page).context["sheet"]) | WRITTEN | {"writer": writer_mark(lead)}
    lose_the_session(ours)

    answer = ours.post(page, told, follow=True)

    assert "Det du skrev, er tatt vare på i en time" in answer.text
    assert "siden du ba om" not in answer.text
    another = ours.get(reverse("account_login"), {"next": "/min-side/"})
    assert "tatt vare på" not in another.text
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        late = ours.get(reverse("account_login"), {"next": page})
    assert "tatt vare på" not in late.text
    assert "siden du ba om" in late.text


def test_without_any_cookie_one_is_told_to_be_signed_out_and_led_back_to_ones_words(
    ours, lead, page, strict
):
    told = shown_on(ours.get(page).context["sheet"]) | WRITTEN | {"writer": writer_mark(lead)}
    strict.cookies.clear()

    answer = strict.post(page, told)

    assert answer.status_code == 403
    assert "Du er logget ut" in answer.text
    assert f'href="/logg-inn/?next={page}"' in answer.text
    assert "stått åpen for lenge" not in answer.text
    strict.force_login(lead)
    again = strict.get(page)
    assert "Elva" in {one.text for one in again.context["words"]}


def test_a_form_that_no_page_of_ours_marked_is_not_promised_back(strict, page):
    strict.cookies.clear()

    answer = strict.post(page, WRITTEN)

    assert "Du er logget ut" in answer.text
    assert "kommer fram igjen" not in answer.text
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_whoever_is_signed_in_or_needs_not_be_hears_that_the_page_is_old(strict, page):
    signed_in = strict.post(page, WRITTEN)
    strict.cookies.clear()
    open_to_all = strict.post(reverse("account_login"), {"login": "x"})

    for answer in (signed_in, open_to_all):
        assert answer.status_code == 403
        assert "Siden hadde stått åpen for lenge" in answer.text
        assert "Du er logget ut" not in answer.text


def test_words_whose_page_is_gone_come_back_and_marks_do_not():
    fields = [("marks", '{"basics": "0751e5081ff5"}'), ("text", "Vi vil måle vannet.")]

    assert [tuple(one) for one in words_written(fields, "")] == [("", "Vi vil måle vannet.")]


def test_a_choice_is_told_in_the_words_it_stood_in():
    html = (
        '<fieldset><legend>Hvor?</legend><input type="radio" name="w" value="o" id="o">'
        '<label for="o">På nett</label></fieldset><label for="t">Navn'
        '<span class="nk-optional">(ikke nødvendig)</span></label>'
        '<input id="t" name="t" value="x">'
        '<input type="checkbox" id="c" name="c"><label for="c">For unge</label>'
    )

    found = words_written([("w", "o"), ("t", "y"), ("c", "on")], html)

    assert [tuple(one) for one in found] == [
        ("Hvor?", "På nett"),
        ("Navn", "y"),
        ("For unge", "✓"),
    ]
