"""Activities on days that are none of the project's: said wherever one meets them, never moved."""

import json
from datetime import date

import pytest

from naboskap.applications.actions import save_activity
from naboskap.applications.models import Activity, Application
from naboskap.applications.tests.factories import fill
from naboskap.portal.tests.places import at, seen, shown_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

BEFORE = "Aktivitet 1 begynner 14. mars 2022, før den første dagen i prosjektet, 1. april 2022."
AFTER = "Aktivitet 1 slutter 16. mars 2022, etter den siste dagen i prosjektet, 1. mars 2022."


def drawn(answer):
    return answer.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"change": "MoveStart", "to": "2022-04-01", "end": None}, BEFORE),
        ({"change": "MoveEnd", "to": "2022-03-01"}, AFTER),
    ],
)
def test_a_change_that_leaves_an_activity_outside_says_which_one_and_moves_none(
    ours, application, lead, change, words
):
    fill(application, by=lead)
    told = {"change": json.dumps(change), "back": "basics"}

    answer = ours.post(at("change", application), told, follow=True)

    assert Activity.objects.get().from_date == date(2022, 3, 14)
    way = at("activity", application, pk=Activity.objects.get().pk) + "#id_from_date"
    assert f'data-level="warning"><a class="ds-link" href="{way}">{words}' in drawn(answer)
    # Of what lay outside before, another change says nothing anew.
    again = ours.post(at("change", application), told, follow=True)
    assert 'data-level="warning"' not in again.text


def test_it_is_asked_at_the_check_in_the_plan_and_beside_the_day_and_keeps_nobody_from_sending(
    ours, application, lead
):
    fill(application, by=lead)
    page = at("activity", application, pk=Activity.objects.get().pk)
    pages = [at("send", application), at("activities", application), page]
    assert not any("i prosjektet, " in drawn(ours.get(each)) for each in pages)
    assert seen(application, lead).is_ready

    Application.objects.filter(pk=application.pk).update(start_date=date(2022, 4, 1))

    assert [drawn(ours.get(each)).count(BEFORE) for each in pages] == [1, 1, 1]
    assert f'href="{page}#id_from_date"' in ours.get(pages[0]).text
    assert seen(application, lead).is_ready


def test_the_short_form_asks_while_one_writes_and_beside_the_day(ours, application, lead):
    save_activity(application, what="Vi møtes", from_date=date(2022, 3, 14), by=lead)
    Application.objects.filter(pk=application.pk).update(size="short")
    page = at("short", application)
    told = shown_on(ours.get(page).context["sheet"]) | {"basics-start_date": "1.4.2022"}

    answer = ours.post(page, told, headers={"X-Autosave": "1"}).json()

    assert [words.replace("\u00a0", " ").partition(" Endre")[0] for words in answer["said"]] == [
        BEFORE
    ]
    beside = drawn(ours.get(page)).split('id="id_activity0-from_date-advice">')[1]
    assert beside.startswith(BEFORE)
    check = drawn(ours.get(at("send", application)))
    assert f'href="{page}#id_activity0-from_date">{BEFORE}' in check
