"""One goes on from page to page in the order of the list, and ends where it is sent."""

import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    begin_change,
    invite_to_seat,
    save_short_translation,
    submit_application,
)
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import draft, fill, join
from naboskap.portal.applications.tasks import onward, walk_of
from naboskap.portal.applications.tongues import read_by_each
from naboskap.portal.tests.places import at, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def named(one, *names):
    return [at(name, one) for name in names]


def test_each_page_leads_to_the_next_of_the_list_and_the_last_to_the_check(
    ours, application, lead
):
    fill(application, by=lead)
    join(application, UserFactory(language="ru"), by=lead)
    steps = [step.href for step in walk_of(seen(application, lead))]

    assert sorted(steps[:5]) == sorted(
        named(application, "basics", "texts", "activities", "participants", "money")
    )
    assert steps[5:] == [
        at("papers", application),
        at("words", application, language="ru"),
        *named(application, "pair", "wish", "read", "send"),
    ]
    saves_and_goes_on = set(named(application, "basics", "texts", "participants", "wish"))
    for place, step in enumerate(steps[:-1]):
        text = ours.get(step).text
        assert ("Lagre og gå videre" if step in saves_and_goes_on else steps[place + 1]) in text
    assert onward(seen(application, lead), steps[-1]) is None


def test_what_is_saved_leads_on(ours, application, lead):
    fill(application, by=lead)
    steps = [step.href for step in walk_of(seen(application, lead))]
    told = {"level": "region"}
    assert ours.post(at("wish", application), told).url == at("read", application)
    here = at("participants", application)
    numbers = {f"{side}_{age}": "3" for side in "ab" for age in ("0-14", "15-30", "31-")}
    answer = ours.post(here, {**numbers, "revision": "1"})
    assert answer.url == steps[steps.index(here) + 1]


def test_a_change_of_what_was_sent_is_walked_to_where_it_is_sent_again(application, lead):
    submit_application(fill(application, by=lead), by=lead)
    sent = Application.objects.select_related("round", "sheet__version__form").get()
    begin_change(sent, is_taken_up=False, by=lead)
    steps = [step.href for step in walk_of(seen(application, lead))]
    assert steps[-1] == at("changing", application)
    assert at("papers", application) not in steps


def test_nobody_is_led_on_where_nothing_is_written(application, lead):
    reader = join(application, UserFactory(), by=lead, side="a", may_write=False)
    path = at("basics", application)
    assert onward(seen(application, lead), path)
    assert onward(seen(application, reader), path) is None
    assert onward(seen(draft(lead, size="short"), lead), path) is None
    submit_application(fill(application, by=lead), by=lead)
    assert onward(seen(application, lead), path) is None


def test_the_list_says_how_much_of_it_the_other_side_can_read(ours, application, lead):
    fill(application, by=lead)
    join(application, UserFactory(language="ru"), by=lead)
    told = {one.language: (one.number, one.of) for one in read_by_each(seen(application, lead))}
    assert list(told) == ["ru"]
    number, of = told["ru"]
    save_short_translation(
        Application.objects.get(),
        "title",
        "Река",
        language="ru",
        mark="translated",
        of_text="Elva mellom oss",
        read_number=0,
        by=lead,
    )
    (after,) = read_by_each(seen(application, lead))
    assert (after.number, after.of) == (number + 1, of)

    text = ours.get(at("draft", application)).text

    assert f"{number + 1} av {of} tekster står også på russisk" in text
    assert at("words", application, language="ru") in text


def test_a_language_is_told_of_as_soon_as_somebody_is_asked_in(ours, application, lead):
    fill(application, by=lead)
    told = {"way": "mail", "address": "partner@example.org", "purpose": "write"}
    invite_to_seat(application, "b", language="en", by=lead, **told)
    assert [one.language for one in read_by_each(seen(application, lead))] == ["en"]


def test_whoever_asks_the_other_side_in_is_told_first_what_they_can_read(ours, application, lead):
    invite = at("pair-invite", application)
    assert "Hva den andre siden kan lese" in ours.get(invite).text
    assert at("words", application, language="ru") not in ours.get(invite).text
    fill(application, by=lead)
    text = ours.get(invite).text
    assert "tekster står også på russisk." in text
    assert at("words", application, language="ru") in text


def test_the_short_form_says_how_much_of_it_the_other_side_can_read(ours, lead):
    small = draft(lead, size="short")
    join(small, UserFactory(language="ru"), by=lead)
    fill(small, by=lead)
    assert at("words", small, language="ru") in ours.get(at("short", small)).text
