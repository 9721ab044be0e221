"""In which languages an issue or an event is told, and what must leave it first."""

from collections.abc import Iterable

from naboskap.advice.models import Adviser
from naboskap.core.secretariat import secretariat
from naboskap.core.words import FALLBACK
from naboskap.disclosure import gate, masking
from naboskap.disclosure.gate import Public
from naboskap.disclosure.masking import CONTACT
from naboskap.disclosure.queries import Seen, every_name
from naboskap.network.leaks import Forbidden, forbidden, is_ordinary, leaks_in, towns_in
from naboskap.network.models import Event, Issue
from naboskap.network.prose import on_a_page, readings

Told = Issue | Event  # What is told to everybody, in the languages that somebody has written.


def languages_of(told: Told) -> list[str]:
    """Return the languages that it is whole in, in the house's order."""
    return [code for code in secretariat().languages if is_whole(told, code)]


def is_whole(told: Told, language: str) -> bool:
    return all(getattr(told, part).get(language) for part in told.PARTS)


def language_for(told: Told, reader: str) -> str:
    """Return the language in which a reader of ``reader`` gets it: theirs, or the nearest.

    It is then said so on top. Empty where it is whole in none.
    """
    there = languages_of(told)
    return next(
        (code for code in FALLBACK.get(reader, (reader,)) if code in there),
        there[0] if there else "",
    )


def held() -> Forbidden:
    """Return what no text may hold, and the ways to the house and its advisers, which it may."""
    house = secretariat()
    advisers = Adviser.objects.filter(is_shown=True).values_list("email", "phone")
    ours = {house.email, house.phone, *(way for both in advisers for way in both)}
    return forbidden(every_name(), filter(None, ours))


def texts_of(told: Told) -> Iterable[str]:
    return (text for part in told.PARTS for text in getattr(told, part).values() if text)


def leaks_of(told: Told) -> Seen:
    """Return what stands in its texts and must not go out, but for words vouched for.

    It is read as its readers read it: in the mail and on the page, where a mark that cuts a name
    in two is gone.
    """
    names = held()
    seen: dict[str, dict[str, None]] = {"names": {}, "ordinary": {}, "contacts": {}}
    for text in texts_of(told):
        for read in readings(text):
            for span in leaks_in(read, names, told.ordinary):
                kind = "ordinary" if is_ordinary(read, span) else "names"
                kind = "contacts" if span.kind == CONTACT else kind
                seen[kind][read[span.start : span.end]] = None
    for said in seen["names"]:
        seen["ordinary"].pop(said, None)
    return Seen(**{kind: tuple(words) for kind, words in seen.items()})


def towns_of(told: Told) -> tuple[str, ...]:
    """Return the places across the border that it names: whoever sends looks at them."""
    return tuple(dict.fromkeys(town for text in texts_of(told) for town in towns_in(text)))


def as_shown(told: Told, part: str, language: str, names: Forbidden) -> Public:
    """Return a part of it as anybody may read it, without names that were protected since."""
    words = getattr(told, part).get(language, "")
    found = {read: leaks_in(read, names, told.ordinary) for read in on_a_page(words)}
    # The reading in which most is found, the first of those: a mark must not hide a name.
    read = max(found, key=lambda one: len(found[one]))
    return gate.own_words(masking.without(read, found[read], language), language)
