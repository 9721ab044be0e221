"""Programmes in the office: what is not set is set, and rounds open and close."""

import pytest

from naboskap.accounts.models import Role
from naboskap.core import clock
from naboskap.office.tests.test_ideas import enter
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.tests.factories import load_starter

PAGE = "/saksbehandling/ordninger/barentsmidler/"
READERS = {
    Role.CASE_OFFICER,
    Role.HEAD,
    Role.DEPUTY,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
    Role.ADMINISTRATOR,
}
VALUES = {
    "answer_from_weeks": "4",
    "answer_to_weeks": "6",
    "accept_within_days": "21",
    "report_within_days": "90",
    "confirm_within_days": "14",
    "complain_within_days": "21",
    "board_threshold": "400 000",
    "board_threshold_included": "on",
    "board_quorum": "2",
    "short_form_up_to": "100 000",
    "advance_share_percent": "75",
    "auditor_above": "100 000",
    "guidance": "second_reader",
}
ROUND = {"name_nb": "Vår", "name_en": "Spring", "name_ru": "Весна", "closes_on": ""}


@pytest.fixture
def _starter(db):
    load_starter()


@pytest.mark.usefixtures("_starter")
@pytest.mark.parametrize("role", [None, *Role])
def test_who_sees_and_who_sets(client, role):
    enter(client, *([role] if role else []))
    for path in ("/saksbehandling/ordninger/", PAGE):
        assert client.get(path).status_code == (200 if role in READERS else 403)
    answer = client.post(PAGE, VALUES)
    sets = role in {Role.HEAD, Role.DEPUTY, Role.ADMINISTRATOR}
    assert answer.status_code == (302 if sets else 403)
    ordinary = Programme.objects.get(slug="barentsmidler")
    assert ordinary.report_within_days == (90 if sets else None)


@pytest.mark.usefixtures("_starter")
def test_a_round_opens_when_the_values_are_set(client):
    enter(client, Role.HEAD)
    today = clock.today()
    form = {**ROUND, "opens_on": f"{today.day}.{today.month}.{today.year}"}
    text = client.post(f"{PAGE}apne/", form).text
    assert not Round.objects.exists()
    assert "Vår" not in text or "nk-errors" in text
    client.post(PAGE, VALUES)
    assert client.post(f"{PAGE}apne/", {**form, "opens_on": "31.2.2030"}).status_code == 200
    assert client.post(f"{PAGE}apne/", form).status_code == 302
    opened = Round.objects.get()
    assert opened.is_open(clock.now())
    assert opened.name["ru"] == "Весна"
    again = client.post(f"{PAGE}apne/", form)
    assert again.status_code == 200
    assert "nk-errors" in again.text
    close = f"/saksbehandling/ordninger/runder/{opened.pk}/steng/"
    assert client.post(close).url == PAGE
    opened.refresh_from_db()
    assert opened.closed_early_at
    assert client.post(close).url == PAGE


@pytest.mark.usefixtures("_starter")
def test_a_value_against_the_guidelines_is_told_and_kept_in_the_form(client):
    enter(client, Role.ADMINISTRATOR)
    text = client.post(PAGE, {**VALUES, "board_threshold": "300 000"}).text
    assert "nk-errors" in text
    assert "300 000" in text
    crossed = client.post(PAGE, {**VALUES, "answer_from_weeks": "8"}).text
    assert 'id="id_answer_to_weeks-error"' in crossed
    assert Programme.objects.get(slug="barentsmidler").report_within_days is None


@pytest.mark.usefixtures("_starter")
def test_the_head_chooses_what_help_means_for_the_assessment(client):
    enter(client, Role.HEAD)
    assert '"second_reader" selected' in client.get(PAGE).text

    client.post(PAGE, {**VALUES, "guidance": "cannot_assess"})

    assert Programme.objects.get(slug="barentsmidler").guidance == "cannot_assess"
    refused = client.post(PAGE, {**VALUES, "guidance": "nothing"})
    assert refused.status_code == 200
    assert Programme.objects.get(slug="barentsmidler").guidance == "cannot_assess"
    client.logout()
    enter(client, Role.CASE_OFFICER)
    assert "En annen vurderer saken" in client.get(PAGE).text
