import pytest
from django.core.exceptions import PermissionDenied

from naboskap.core.permissions import SYSTEM, may
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.projects import actions, queries, tasks
from naboskap.projects.models import Card
from naboskap.projects.shelf import Filters
from naboskap.projects.tests.factories import CardFactory

WHO_MAY = {
    "projects.import_catalogue": {"system", "administrator"},
    "projects.make_card": {"system", "case_officer", "head", "deputy"},
    "projects.hide_card": {"case_officer", "head", "deputy", "editor", "administrator"},
    "projects.show_card_again": {"head", "deputy"},
    "projects.confirm_wish": {"case_officer", "head", "deputy"},
    "projects.see_stories": {"case_officer", "head", "deputy"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(cast, permission):
    assert {name for name, who in vars(cast).items() if may(who, permission)} == WHO_MAY[
        permission
    ]


@pytest.fixture
def cards(db):
    made = CardFactory.create_batch(6)
    actions.index_cards(made)
    return made


def total(**asked):
    return queries.public_cards(Filters(**asked)).total


def test_a_hidden_project_is_gone_everywhere_at_once(cards, cast):
    hidden = cards[0]
    assert (total(), total(words="dans")) == (6, 6)
    actions.hide_card(hidden, reason="Bedt om", by=cast.case_officer)
    assert (total(), total(words="dans"), queries.figures().projects) == (5, 5, 5)
    assert queries.public_card(hidden.slug) is None
    assert hidden.slug not in {card.slug for card in queries.every_public_card()}
    actions.show_card_again(hidden, by=cast.head)
    assert (total(), total(words="dans")) == (6, 6)


def test_hiding_is_for_staff(cards, cast):
    for who in (cast.applicant, cast.board_member, cast.superuser):
        with pytest.raises(PermissionDenied):
            actions.hide_card(cards[0], reason="x", by=who)
    actions.hide_card(cards[0], reason="x", by=cast.editor)
    with pytest.raises(PermissionDenied):
        actions.show_card_again(cards[0], by=cast.editor)
    assert total() == 5


def test_a_crowd_that_shrinks_hides_the_others_too(cards, cast):
    assert total(region="RU-MUR") == 6
    for card in cards[:2]:
        disclosure.set_wish(card.party_key("b"), "hidden", language="ru", by=cast.applicant)
    assert (total(region="RU-MUR"), total(words="Murmansk"), total()) == (0, 0, 6)
    assert queries.public_card(cards[5].slug).b.text == "En partner i nord"


def test_an_applicant_who_asks_for_it_is_found_no_more_at_once(cards, cast):
    name = cards[0].applicant_name
    assert queries.public_card(cards[0].slug).a.text == name
    assert total(words=name) == 1
    disclosure.set_wish(cards[0].party_key("a"), "hidden", language="nb", by=cast.applicant)
    assert queries.public_card(cards[0].slug).a.text == "En søker i nord"
    assert total(words=name) == 0
    assert total(words="dans") == 5, "not until it is indexed without the name"
    assert tasks.run_due() == 1
    assert (total(words=name), total(words="dans")) == (0, 6)
    assert tasks.run_due() == 0


def test_no_planted_name_is_found_or_shown(db):
    disclosure.protect_names("cards/x/b", canaries.names(), by=SYSTEM)
    card = CardFactory(
        title="Кедрозёрске og Tsjibisjova på besøk",
        partner_name="Дом культуры «Чибисёнок»",
        parties="cards/x",
        story={
            "activities": [
                {
                    "what": f"Møte med {form}",
                    "language": "nb",
                    "task_a": form,
                    "task_b": f"{form} synger",
                    "place_text": form,
                    "from_date": "2021-06-04",
                }
                for form in canaries.ALL_FORMS
            ],
            "texts": [{"part": "story", "language": "ru", "text": " ".join(canaries.ALL_FORMS)}],
        },
    )
    actions.index_cards([card])
    shown = queries.public_card(card.slug)
    assert canaries.leaks(repr(shown)) == []
    assert "2021-06-04" not in repr(shown)
    assert len(shown.activities) == len(canaries.ALL_FORMS)
    for form in canaries.ALL_FORMS:
        assert total(words=form) == 0, form
    assert total(words="besøk synger") == 0
    assert total(words="besøk") == 1


def test_when_both_sides_are_open_the_day_and_the_names_are_told(cards, cast):
    card = cards[0]
    Card.objects.filter(pk=card.pk).update(
        partner_name="Школа «Радуга»", start_date="2021-06-04", title="Tur til Lovozero"
    )
    key = card.party_key("b")
    disclosure.set_wish(key, "open", language="ru", by=cast.applicant)
    shown = queries.public_card(card.slug)
    assert (shown.title, shown.start) == ("Tur til [et sted på partnersiden]", "2021")
    disclosure.confirm_wish(key, "open", by=cast.case_officer)
    shown = queries.public_card(card.slug)
    assert (shown.title, shown.start, shown.b.text, shown.level) == (
        "Tur til Lovozero",
        "2021-06-04",
        "Школа «Радуга»",
        "open",
    )
    disclosure.withdraw_wish(key, by=cast.applicant)
    assert "Lovozero" not in queries.public_card(card.slug).title
