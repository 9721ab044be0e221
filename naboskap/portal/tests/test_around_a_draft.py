"""What stands around a draft's own questions: the picture of the plan, and whom to ask."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from naboskap.advice.tests.factories import AdviserFactory
from naboskap.applications.models import LateDoor
from naboskap.applications.tests.factories import NOW, draft, fill
from naboskap.portal.tests.test_applications import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def test_the_plan_shows_what_the_cooperation_looks_like(ours, lead, application):
    empty = ours.get(at("activities", application)).content.decode()
    assert "nk-profile" not in empty

    fill(application, by=lead)
    text = ours.get(at("activities", application)).content.decode()

    assert "Slik ser samarbeidet ut" in text
    assert "Persondager. Norsk side: 66. Partnersiden: 66." in text


def test_every_page_of_a_draft_shows_the_adviser_of_its_theme(ours, lead, application):
    for theme in ("culture", "environment"):
        AdviserFactory(
            themes=[theme],
            phone=f"+47 00 00 00 {len(theme):02d}",
            ask_about={"nb": f"Spør om {theme}."},
            languages=["nb", "ru"],
            user__name=f"Rådgiver {theme}",
        )
    AdviserFactory(themes=[], user__name="Rådgiver for alt")
    assert "Rådgiver for alt" in ours.get(at("draft", application)).text

    fill(application, by=lead)
    for name in ("draft", "pair", "activities", "send"):
        text = ours.get(at(name, application)).text
        assert "Rådgiver environment" in text
        assert "Spør om environment." in text
        assert "Snakker norsk og russisk." in text
        assert 'href="tel:+4700000011"' in text
        assert "Rådgiver culture" not in text


def test_without_advisers_the_house_itself_answers(ours, application):
    text = ours.get(at("draft", application)).text
    assert 'href="tel:' in text
    assert "Snakker" not in text


def test_one_guesser_behind_our_proxy_keeps_nobody_else_waiting(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def guess(address):
        told = {"code": "KIRK ENES"}
        return client.post(reverse("portal:code"), told, HTTP_X_FORWARDED_FOR=address).text

    for _try in range(6):
        text = guess("203.0.113.5")
    assert "For mange forsøk" in text
    assert "For mange forsøk" not in guess("203.0.113.6")


def test_where_no_partner_is_needed_none_is_asked_for(ours, application):
    application.programme.needs_partner = False
    application.programme.save()
    pages = ("draft", "activities", "participants")
    for name in pages:
        assert "Partnersiden" not in ours.get(at(name, application)).text, name

    cost = {"act": "cost", "cost-category": "travel", "cost-side": "a", "cost-unit": "whole"}
    shown = ours.get(at("money", application)).context["cost"]
    assert (shown["side"].value(), shown["side"].field.widget.input_type) == ("a", "hidden")
    ours.post(at("money", application), cost | {"cost-amount": "900", "cost-revision": "0"})
    assert application.budget_lines.get().side == "a"

    application.seats.filter(side="b").update(described_as="Avisa")
    for name in pages:
        assert "Partnersiden" in ours.get(at(name, application)).text, name


@pytest.mark.parametrize("size", ["full", "short"])
def test_each_gap_leads_to_its_field(ours, lead, size):
    one = draft(lead, size=size)
    links = re.findall(r"<ol>.*?</ol>", ours.get(at("send", one)).text, re.DOTALL)[0]
    found = re.findall(r'href="([^"#]+)(?:#([^"]+))?"', links)
    assert len(found) > 8
    for path, anchor in found:
        answer = ours.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text, (path, anchor)


def test_a_draft_says_how_long_it_is_kept(ours, application):
    assert "holdes det åpent til 4. oktober 2023" in ours.get(
        at("draft", application)
    ).text.replace("\u00a0", " ")


def test_a_draft_let_in_late_says_until_when(ours, lead, application):
    LateDoor.objects.create(
        application=application,
        round=application.programme.rounds.get(),
        reason="x",
        until=NOW + timedelta(days=40),
        asked_by_id=1,
        asked_at=NOW,
        is_opened=True,
        answered_by_id=2,
        answered_at=NOW,
    )
    with time_machine.travel(NOW + timedelta(days=39), tick=False):
        ours.force_login(lead)
        text = ours.get(at("draft", application)).text
        assert "Vi har åpnet en dør for det" in text
        assert "Fristen er ute" not in text
    with time_machine.travel(NOW + timedelta(days=41), tick=False):
        ours.force_login(lead)
        text = ours.get(at("send", application)).text
        assert "Fristen er ute" in text
        assert f"utkast nummer {application.pk}" in text
