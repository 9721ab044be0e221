"""Whoever is hidden in one project is read in no other's text either, and found by none."""

import json

import pytest
from django.utils.translation import override

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.gate import Name
from naboskap.projects import actions, queries, tasks
from naboskap.projects.shelf import Filters
from naboskap.projects.tests.factories import CardFactory

BODY = "Центр «Чибисёнок»"
FORMS = [
    "Чибисёнок", "Чибисенка", "ЧИБИСЁНКУ", "Tsjibisionok", "Chibisyonok", "Čibisënok",
    "Чиби\u00adсёнок", "Чиби-сёнок", "Чибиcёнoк",
]  # fmt: skip


@pytest.fixture
def other(db):
    """A party of another application, which no public project has."""
    names = [Name(BODY, "organisation"), Name("Жужелица Щукогорьева", "person")]
    disclosure.protect_names("applications/77/b", names, by=SYSTEM)


def read(card):
    """All that the public reads of a project, in every language."""
    told = {}
    for code in ("nb", "en", "ru"):
        with override(code):
            told[code] = (
                repr(queries.public_card(card.slug)),
                repr(queries.public_cards(Filters()).cards),
            )
    return json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["nb", "ru"])
def test_dis_10_no_text_names_a_party_of_another_project(other, form, language):
    title = {"nb": f"Skitur med {form}", "ru": f"Лыжи вместе с «{form}»"}[language]
    rows = [{"part": "summary", "language": language, "text": title}]
    deeds = [{"what": title, "language": language, "task_a": title, "task_b": title}]
    card = CardFactory(title=title, language=language, story={"texts": rows, "activities": deeds})
    actions.index_cards([card])
    said = read(card)
    assert form not in said
    assert queries.public_cards(Filters(words="tsjibisjonok")).total == 0
    assert queries.public_cards(Filters(words="чибисёнок")).total == 0


def test_dis_10_what_stands_for_a_name_is_in_the_language_of_the_text(other):
    card = CardFactory(title="Skitur med Чибисёнок", language="nb")
    with override("ru"):
        assert queries.public_card(card.slug).title == "Skitur med [en partner]"


def test_dis_10_a_name_that_is_protected_later_finds_the_project_no_longer(db):
    card = CardFactory(title="Skitur med Чибисёнок")
    actions.index_cards([card])
    tasks.run_due()
    assert queries.public_cards(Filters(words="чибисёнок")).total == 1
    disclosure.protect_names("applications/77/b", [Name(BODY, "organisation")], by=SYSTEM)
    assert "Чибисёнок" not in queries.public_card(card.slug).title
    tasks.run_due()
    assert queries.public_cards(Filters(words="чибисёнок")).total == 0
    assert queries.public_cards(Filters(words="skitur")).total == 1


def test_a_name_that_comes_or_goes_has_those_projects_indexed_that_name_it(db, monkeypatch):
    def index(chosen):
        indexed.extend(card.pk for card in chosen)
        real(chosen)

    named, _other = CardFactory(title="Skitur med Чибисёнок"), CardFactory(title="Elva")
    tasks.run_due()
    indexed, real = [], actions.index_cards
    monkeypatch.setattr(actions, "index_cards", index)
    for names in ([Name(BODY, "organisation")], []):
        disclosure.protect_names("applications/77/b", names, by=SYSTEM)
        tasks.run_due()
        assert indexed == [named.pk]
        is_found = not names
        assert queries.public_cards(Filters(words="чибисёнок")).total == is_found
        indexed.clear()
    disclosure.protect_names("applications/77/b", [Name("Жужелица", "person")], by=SYSTEM)
    tasks.run_due()
    assert indexed == []


def test_dis_11_the_name_of_the_applicant_does_not_tell_the_partners(db):
    card = CardFactory(
        applicant_name="Vennene av Tsjibisjonok",
        applicant_kind="voluntary",
        applicant_region="NO-56",
        applicant_number="999999999",
        partner_name=BODY,
    )
    actions.index_cards([card])
    shown = queries.public_card(card.slug)
    assert (shown.a.text, shown.applicant_number) == ("En frivillig organisasjon i Finnmark", None)
    assert queries.public_cards(Filters(words="vennene")).total == 0
    plain = CardFactory(applicant_name="Vennene av skogen", partner_name=BODY)
    assert queries.public_card(plain.slug).a.text == "Vennene av skogen"
