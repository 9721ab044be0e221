"""At the bottom of the page editor, the next step is the button, and nothing is done by a slip."""

import re

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(few_pages, client, settings):
    """Open the page editor as somebody, and return its page."""
    settings.DEMONSTRATION = True

    def ask(person, path):
        client.force_login(person)
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


@pytest.fixture
def people():
    return [
        UserFactory(name=name, roles=[Role.EDITOR], is_demonstration=True)
        for name in ("Skriver", "Leser")
    ]


def buttons(text):
    """Return what the buttons of the footer say, the first one first."""
    footer = text[text.rindex("<footer") :]
    footer = footer[: footer.index("</footer>")]
    told = re.findall(r"<(?:button|a)\b[^>]*>(.*?)</(?:button|a)>", footer, re.DOTALL)
    said = (re.sub("<svg.*?</svg>|<[^>]*>", "", one, flags=re.DOTALL) for one in told)
    return [" ".join(one.split()) for one in said if one.strip()]


def the_page():
    return ContentPage.objects.get(slug="kontakt", locale__language_code="nb")


def path():
    return f"/cms/pages/{the_page().pk}/edit/"


def change(by, lead):
    page = the_page().get_latest_revision_as_object()
    page.lead = lead
    page.save_revision(user=by)


def send(by):
    change(by, "Ring oss nå.")
    the_page().get_workflow().start(the_page(), by)


def test_a_writer_sends_to_a_second_reader(at, people):
    shown = buttons(at(people[0], path()))
    assert shown[0] == "Send til Andreleser"
    assert "Lagre utkast" in shown


def test_enter_in_a_field_saves_and_sends_nothing(at, people):
    text = at(people[0], path())
    first = re.search(r'<button type="submit"[^>]*>', text[text.rindex("<footer") :])
    assert "name=" not in first.group()
    assert 'tabindex="-1"' in first.group()


def test_a_new_page_is_sent_to_a_second_reader_too(at, people):
    parent = the_page().get_parent().pk
    text = at(people[0], f"/cms/pages/add/website/contentpage/{parent}/")
    assert buttons(text)[0] == "Send til Andreleser"


def test_a_second_reader_approves_and_publishes(at, people):
    send(people[0])
    shown = buttons(at(people[1], path()))
    assert shown[0] == "Godkjenn og publiser"
    assert "Send tilbake" in shown


def test_whoever_waits_does_not_take_it_back_by_a_slip(at, people):
    send(people[0])
    shown = buttons(at(people[0], path()))
    assert shown[0] == "Siden er låst"
    assert any("vbryt arbeidsflyt" in one for one in shown[1:])


def test_what_was_changed_is_sent_again_by_the_first_button(at, people):
    send(people[0])
    change(people[1], "Ring oss, eller skriv.")
    assert buttons(at(people[1], path()))[0] == "Send til lesing på nytt"


def test_nobody_takes_a_page_down_by_a_slip(at, people):
    text = at(people[0], path())
    footer = text[text.rindex("<footer") :]
    assert the_page().live
    assert "/unpublish/" not in footer
    assert f"/cms/pages/{the_page().pk}/unpublish/" in text


def test_the_bar_says_who_changed_it_since_it_was_sent(at, people):
    writer, reader = people
    send(writer)
    assert "står slik du sendte den" in at(writer, path())
    change(reader, "Ring oss, eller skriv.")
    told = at(writer, path())
    assert "står slik du sendte den" not in told
    assert "Leser har endret siden etter at du sendte den" in told
    assert "Venter på en andreleser siden" not in told
    assert "Leser endret siden" in told
    assert "Leser endret siden" in at(reader, path())
