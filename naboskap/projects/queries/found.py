"""By what words the public may find a project."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, override

from naboskap.disclosure import gate
from naboskap.disclosure.gate import Name, Shown
from naboskap.disclosure.masking import matcher, whole
from naboskap.projects.models import Card
from naboskap.projects.queries.held import eyes_on, shelf
from naboskap.projects.statuses import Theme


def index_texts(cards: Iterable[Card]) -> Iterator[tuple[int, dict[str, str], bool]]:
    """Say by what words each card may be found, and whether its applicant's name is among them.

    As hidden as can be: no place and no name of the protected side, whatever is shown today;
    the name of the home side only while it is open.
    """
    on = shelf()
    entries = {entry.pk: entry for entry in on.entries}
    for card in cards:
        entry = entries.get(card.pk)
        if entry is None:
            continue
        nobody = gate.show_party(entry.b, gate.Crowds({}), "nb")
        a = gate.show_party(entry.a, on.crowds, "nb")
        eyes = eyes_on(entry, on, a, _unnamed(nobody), gate.HIDDEN)
        texts: dict[str, list[str]] = {"nb": [], "en": [], "ru": []}
        for code, parts in texts.items():
            if entry.theme:
                with override(code):
                    parts.append(gettext(str(Theme(entry.theme).label)))
        for language, text in _told(card):
            masked = eyes.masked(text, "nb")
            texts.setdefault(language, []).append(_without_neutral(masked))
        facts = [str(card.year or ""), card.programme]
        if a.is_named:
            facts += [entry.a.name, entry.a.place]
        texts["nb"] += facts
        yield card.pk, {code: " ".join(parts) for code, parts in texts.items()}, a.is_named


def naming(names: frozenset[Name]) -> list[Card]:
    """Return the cards in whose texts one of ``names`` may stand, by a word of it or whole."""
    ways = (matcher(names), whole(names))
    return [
        card
        for card in Card.objects.only("language", "title", "story").iterator()
        if any(any(way.spans(text)) for _language, text in _told(card) for way in ways)
    ]


def _told(card: Card) -> list[tuple[str, str]]:
    """Return what a card tells in words of its own, each with its language."""
    rows = (*card.story.get("texts", ()), *card.story.get("activities", ()))
    return [
        (card.language, card.title),
        *((row.get("language", card.language), row.get("text") or row["what"]) for row in rows),
    ]


def _unnamed(shown: Shown) -> Shown:
    return Shown(shown.side, gate.HIDDEN, shown.text)


def _without_neutral(text: str) -> str:
    """Leave out the words that stand where a name was: nobody looks for those."""
    for words in gate.neutral_words():
        text = text.replace(words, " ")
    return text
