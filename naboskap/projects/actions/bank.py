"""Put projects in the bank, hide them, and stand behind a party's wish."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Seat
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.gate import Name
from naboskap.disclosure.queries import EVERYONE, party_levels
from naboskap.grants.models import Grant
from naboskap.projects import cards, queries
from naboskap.projects.models import Card
from naboskap.projects.queries.own import SHOWN
from naboskap.projects.queries.public import SUBJECT
from naboskap.search import actions as search

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class _Told:
    """Who told us a wish, by number: the person may have left since."""

    pk: int


def _permit(actor: Actor, permission: str, subject: Any = None) -> None:
    if not may(actor, permission, subject):
        raise PermissionDenied


def neutral_slug(year: int | None) -> str:
    """Draw an address that says the year and nothing else, and cannot be guessed from a title."""
    return f"{year or 'x'}-" + "".join(secrets.choice(LETTERS) for _place in range(6))


@transaction.atomic
def import_catalogue(
    rows: Iterable[Mapping[str, str]], *, by: Actor, names: Iterable[Mapping[str, str]] = ()
) -> int:
    """Take in the catalogue of earlier projects; return how many were new.

    A row that is there already is brought up to date (PUB-1). ``names`` are protected names
    that the catalogue's titles hold; they are looked for in every public text.
    """
    _permit(by, "projects.import_catalogue")
    known = {card.import_key: card for card in Card.objects.exclude(import_key="")}
    new, changed = [], []
    for row in rows:
        key, facts = cards.import_key(row), cards.read(row)
        if not applies("PUB-1", key in known):
            known[key] = Card(
                slug=neutral_slug(facts["year"]),
                source=Card.Source.CATALOGUE,
                import_key=key,
                published_at=clock.now(),
                **facts,
            )
            new.append(known[key])
        elif any(getattr(known[key], name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(known[key], name, value)
            changed.append(known[key])
    Card.objects.bulk_create(new)
    for card in changed:
        card.save()
    has_new_names = False
    if names := list(names):
        protected = [Name(name["name"], name["kind"]) for name in names]
        has_new_names = disclosure.protect_names(EVERYONE, protected, by=by)
    if new or changed:
        record(
            "projects.import_catalogue", (new or changed)[0], by=by, new=len(new), all=len(known)
        )
        disclosure.touch_public()
    if has_new_names:  # They may stand in any text, and by none may they be found.
        index_cards(Card.objects.all())
    elif new or changed:
        index_cards([*new, *changed])
    return len(new)


def index_cards(chosen: Iterable[Card]) -> None:
    """Let the public find the cards by the words they may be found by today."""
    found = list(queries.index_texts(chosen))
    search.index_many("public", SUBJECT, [(pk, texts) for pk, texts, _is_open in found])
    for is_open in (True, False):
        Card.objects.filter(
            pk__in=[pk for pk, _texts, was_open in found if was_open is is_open]
        ).update(indexed_open=is_open)
    disclosure.touch_public()


@transaction.atomic
def card_for(grant: Grant, *, by: Actor) -> Card | None:
    """Make or refresh the card of an accepted or closed grant, from what was sent and reported.

    Only such a grant is shown (PUB-2). The names of both sides are protected first, in the same
    transaction, so that no text of the card is ever public without them.
    """
    _permit(by, "projects.make_card", grant)
    grant = locked(grant)
    require("PUB-2", grant.status in SHOWN, _("A grant is shown once it is accepted."))
    facts = queries.facts_of(grant)
    if facts is None:
        return None
    card = Card.objects.filter(grant=grant).first() or Card(
        grant=grant, source=Card.Source.OWN, slug=neutral_slug(grant.award_date.year)
    )
    for name, value in facts.card.items():
        setattr(card, name, value)
    card.made_of = queries.made_of(grant)
    card.published_at = card.published_at or clock.now()
    card.save()
    said = party_levels(card.party_key(side) for side in facts.wishes)
    for side, names in facts.names.items():
        disclosure.protect_names(f"{card.subject_key}/{side}", names, by=by)
    for side, (wish, language, who) in facts.wishes.items():
        if card.party_key(side) not in said:
            disclosure.set_wish(card.party_key(side), wish, language=language, by=_Told(who))
    record("projects.card_for", card, by=by, grant=grant.pk)
    disclosure.touch_public()
    index_cards([card])
    return card


@transaction.atomic
def hide_card(card: Card, *, reason: str, by: Actor) -> None:
    """Hide a project everywhere at once: page, list, search, figures, files and feed."""
    _permit(by, "projects.hide_card", card)
    disclosure.hide(card.subject_key, reason=reason, by=by)
    search.remove("public", SUBJECT, card.pk)


@transaction.atomic
def show_card_again(card: Card, *, by: Actor) -> None:
    """Lift the hide of a project."""
    _permit(by, "projects.show_card_again", card)
    disclosure.show_again(card.subject_key, by=by)
    index_cards([card])


@transaction.atomic
def confirm_wish(seat: Seat, level: str, *, by: Actor) -> None:
    """Stand behind what a side has said of being shown, as the second person (DIS-2)."""
    _permit(by, "projects.confirm_wish", seat)
    seat = locked(seat)
    require("PUB-4", seat.publication_wish, _("This side has not said how it wants to be shown."))
    standing = party_levels([seat.party_key]).get(seat.party_key)
    if standing is None or standing.wish != seat.publication_wish:
        disclosure.set_wish(
            seat.party_key,
            seat.publication_wish,
            language=seat.language,
            by=_Told(seat.publication_wished_by_id or 0),
        )
    disclosure.confirm_wish(seat.party_key, level, by=by)
