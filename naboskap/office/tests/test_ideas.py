"""Ideas in the office: found by the clock, answered, handed over, made a draft."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Idea
from naboskap.advice.outline import Outline, unsealed
from naboskap.advice.tests.factories import AdviserFactory, IdeaFactory
from naboskap.applications.models import Application
from naboskap.notifications.models import Message
from naboskap.programmes.tests.factories import load_starter
from naboskap.questionnaires.actions import load_forms

LIST = "/saksbehandling/ideer/"
ADVISERS = {Role.CASE_OFFICER, Role.HEAD, Role.DEPUTY}


@pytest.fixture
def ordinary(db, settings):
    forms = settings.ROOT / "starter" / "forms.json"
    load_forms(json.loads(forms.read_text(encoding="utf-8")))
    return load_starter()["barentsmidler"]


def enter(client, *roles):
    person = UserFactory(roles=roles)
    client.force_login(person)
    session = client.session
    session[SEEN] = True
    session.save()
    return person


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_ideas(client, db, role):
    enter(client, *([role] if role else []))
    idea = IdeaFactory(late=True)
    assert client.get(LIST).status_code == (200 if role in ADVISERS else 403)
    assert client.get(f"{LIST}{idea.pk}/").status_code == (200 if role in ADVISERS else 404)
    new = client.get(f"{LIST}ny-samtale/")
    assert new.status_code == (200 if role in ADVISERS else 403)
    for act in ("begynnelse", "samtale", "gi-videre", "utkast", "ferdig"):
        answer = client.post(f"{LIST}{idea.pk}/{act}/", {"text": ""})
        assert answer.status_code in ({200, 302} if role in ADVISERS else {404})
    if role not in ADVISERS:
        idea.refresh_from_db()
        assert idea.status == "new"


def test_a_late_idea_says_so_and_can_be_called(client, db):
    enter(client, Role.CASE_OFFICER)
    idea = IdeaFactory(late=True, adviser=AdviserFactory())
    assert "nk-late" in client.get(LIST).text
    text = client.get(f"{LIST}{idea.pk}/").text
    assert 'href="tel:+4700000099"' in text
    assert "nk-late" in text


def test_a_call_is_noted(client, db):
    person = enter(client, Role.CASE_OFFICER)
    idea = IdeaFactory()
    wrong = client.post(f"{LIST}{idea.pk}/samtale/", {"text": ""})
    assert 'id="id_text-error"' in wrong.text
    client.post(f"{LIST}{idea.pk}/samtale/", {"text": "Ringte. Fint."})
    text = client.get(f"{LIST}{idea.pk}/").text
    assert "Ringte. Fint." in text
    assert person.name in text


def test_an_idea_is_handed_over_and_put_away(client, db):
    enter(client, Role.CASE_OFFICER)
    idea, other = IdeaFactory(), AdviserFactory()
    client.post(f"{LIST}{idea.pk}/gi-videre/", {"adviser": other.pk})
    idea.refresh_from_db()
    assert idea.adviser == other
    assert client.post(f"{LIST}{idea.pk}/gi-videre/", {"adviser": 0}).status_code == 200
    client.post(f"{LIST}{idea.pk}/ferdig/")
    idea.refresh_from_db()
    assert idea.status == "settled"
    assert client.post(f"{LIST}{idea.pk}/ferdig/").url == f"{LIST}{idea.pk}/"
    assert client.post(f"{LIST}{idea.pk}/gi-videre/", {"adviser": other.pk}).status_code == 302


def test_a_draft_is_opened_together(client, db, ordinary):
    enter(client, Role.CASE_OFFICER)
    idea = IdeaFactory()
    form = {"programme": ordinary.pk, "size": "short", "key": "abcdefghij"}
    wrong = client.post(f"{LIST}{idea.pk}/utkast/", {**form, "size": ""})
    assert wrong.status_code == 200
    answer = client.post(f"{LIST}{idea.pk}/utkast/", form)
    draft = Application.objects.get()
    assert answer.url == reverse("portal:draft", args=[draft.key])
    assert Idea.objects.get().status == "drafted"
    again = client.post(f"{LIST}{idea.pk}/utkast/", {**form, "key": "klmnopqrst"})
    assert again.url == f"{LIST}{idea.pk}/"
    assert Application.objects.count() == 1
    assert f"{LIST}{idea.pk}/utkast/" not in client.get(f"{LIST}{idea.pk}/").text


def test_the_list_costs_the_same_with_one_idea_and_with_three(
    client, db, django_assert_num_queries
):
    enter(client, Role.CASE_OFFICER)
    IdeaFactory(adviser=AdviserFactory())
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    IdeaFactory.create_batch(2, adviser=AdviserFactory())
    with django_assert_num_queries(5):
        client.get(LIST)


def test_only_mine(client, db):
    person = enter(client, Role.CASE_OFFICER)
    IdeaFactory(text="Min egen", adviser=AdviserFactory(user=person))
    IdeaFactory(text="En annens", adviser=AdviserFactory())
    assert "En annens" in client.get(LIST).text
    mine = client.get(f"{LIST}?mine").text
    assert "Min egen" in mine
    assert "En annens" not in mine


def test_a_call_that_came_in_is_noted_on_one_page(client, db):
    person = enter(client, Role.CASE_OFFICER)
    form = {
        "caller": "En lærer",
        "contact": "larer@example.org",
        "about": "De vil ha en utveksling.",
        "theme": "education",
        "language": "nb",
        "said": "Vi snakket om reglene.",
        "next_step": "De finner en partner.",
        "key": "abcdefghij",
    }
    wrong = client.post(f"{LIST}ny-samtale/", {**form, "contact": "ring"})
    assert 'id="id_contact-error"' in wrong.text
    assert "Vi snakket om reglene." in wrong.text
    answer = client.post(f"{LIST}ny-samtale/", form)
    assert client.post(f"{LIST}ny-samtale/", form).url == answer.url
    text = client.get(answer.url).text
    for said in ("En lærer", "Vi snakket om reglene.", "De finner en partner.", person.name):
        assert said in text
    assert 'value="larer@example.org"' in text


def test_the_way_into_a_draft_is_sent_to_the_caller(client, db, ordinary):
    enter(client, Role.CASE_OFFICER)
    idea = IdeaFactory(contact="larer@example.org", theme="education")
    form = {"address": "", "programme": ordinary.pk, "kind": "school", "partner": "none"}
    wrong = client.post(f"{LIST}{idea.pk}/begynnelse/", form)
    assert 'id="id_address-error"' in wrong.text
    form["address"] = "larer@example.org"
    assert client.post(f"{LIST}{idea.pk}/begynnelse/", form).url == f"{LIST}{idea.pk}/"
    [mail] = Message.objects.all()
    assert mail.address == "larer@example.org"
    asked = parse_qs(urlsplit(next(word for word in mail.body.split() if "://" in word)).query)
    assert unsealed(asked["svar"][0]) == Outline(kind="school", partner="none", theme="education")
