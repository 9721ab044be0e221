"""What has been said and decided about being shown, for one party or for a whole page of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, Value, When

from naboskap.disclosure import gazetteer
from naboskap.disclosure.elsewhere import NOBODY, Elsewhere
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import CONTACT, Span, found_in, may_be_ordinary
from naboskap.disclosure.models import Hidden, ProtectedName, PublicStamp, Wish

EVERYONE = "everyone"  # The holder of names that are looked for in every text.


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a party's being shown. As it is for one that was never asked."""

    wish: str | None = None
    wish_is_confirmed: bool = False
    is_hidden: bool = False


NEVER_ASKED = Standing()


def public_stamp() -> int:
    """Return the number under which public pages are kept: it moves when anything shown may."""
    return PublicStamp.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def party_levels(keys: Iterable[str]) -> dict[str, Standing]:
    """Return what stands for each of ``keys`` that anything was said of. One query for all.

    Whoever is not in the answer was never asked, and the default of their side holds.
    """
    return _standings(list(keys))


def every_level() -> dict[str, Standing]:
    """Return what stands for everyone of whom anything was said. One query."""
    return _standings(None)


def _standings(keys: list[str] | None) -> dict[str, Standing]:
    wished, hides = Wish.objects.all(), Hidden.objects.all()
    if keys is not None:
        wished, hides = wished.filter(party__in=keys), hides.filter(subject__in=keys)
    wishes = wished.values_list(
        "party",
        "level",
        Case(
            When(Q(confirmed_at__isnull=False), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
    )
    hidden = hides.values_list(
        "subject", Value("hide"), Value(value=True, output_field=BooleanField())
    )
    found: dict[str, Standing] = {}
    for key, level, is_confirmed in wishes.union(hidden, all=True):
        before = found.get(key, NEVER_ASKED)
        if level == "hide":
            found[key] = Standing(before.wish, before.wish_is_confirmed, is_hidden=True)
        else:
            found[key] = Standing(level, bool(is_confirmed), before.is_hidden)
    return found


def names_of(holders: Iterable[str]) -> dict[str, frozenset[Name]]:
    """Return the protected names of each holder, and under ``EVERYONE`` those of no one."""
    found: dict[str, set[Name]] = defaultdict(set)
    rows = ProtectedName.objects.filter(holder__in=[EVERYONE, *holders])
    for holder, name, kind in rows.values_list("holder", "name", "kind"):
        found[holder].add(Name(name, kind))
    return {holder: frozenset(names) for holder, names in found.items()}


def every_name() -> dict[str, frozenset[Name]]:
    """Return all protected names by their holder, for a text that belongs to no one. One query."""
    found: dict[str, set[Name]] = defaultdict(set)
    for holder, name, kind in ProtectedName.objects.values_list("holder", "name", "kind"):
        found[holder].add(Name(name, kind))
    return {holder: frozenset(names) for holder, names in found.items()}


def protected_names() -> frozenset[Name]:
    """Return all protected names: for a text that is nobody's, and may tell of anybody."""
    return frozenset().union(*every_name().values())


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in texts for everybody and would be masked there, each once, in order.

    ``ordinary`` may be a word that only folds as a name does («være», Vera; «Можно», a village):
    it is in small letters, or begins a sentence. Somebody must look at it; nobody vouches for the
    others.
    """

    names: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    def but(self, vouched: Iterable[str]) -> "Seen":
        """Return it without the words that somebody has said are ordinary."""
        known = {word.casefold() for word in vouched}
        left = tuple(word for word in self.ordinary if word.casefold() not in known)
        return Seen(self.names, left, self.contacts)

    @property
    def is_nothing(self) -> bool:
        return not (self.names or self.ordinary or self.contacts)


def names_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in the texts and may be a name, or a place that few are from.

    For whoever reads them before others do: what would be masked, but for addresses, which have
    a warning of their own.
    """
    regions, names = gazetteer.regions(), protected_names()
    found = _spans(texts, names, regions, places_too=True)
    return tuple(dict.fromkeys(said for said, span, _ordinary in found if span.kind != CONTACT))


def seen_in(
    texts: Iterable[str],
    names: frozenset[Name] | None = None,
    *,
    regions_shown: frozenset[str] | None = None,
    places_too: bool = True,
    others: Elsewhere = NOBODY,
    shown: frozenset[Name] = frozenset(),
) -> Seen:
    """Return what stands in the texts that no text for everybody may hold, told apart.

    ``names`` are those that are looked for; else all that are protected. A place may stand where
    it says no more than one of ``regions_shown``; else than any region. ``others``: whom else no
    text may name, but for the bodies ``shown`` in the same place.
    """
    sought = protected_names() if names is None else names
    regions = gazetteer.regions() if regions_shown is None else regions_shown
    told: dict[str, dict[str, None]] = {"names": {}, "ordinary": {}, "contacts": {}}
    found = _spans(texts, sought, regions, places_too=places_too, others=others, shown=shown)
    for said, span, is_ordinary in found:
        kind = "contacts" if span.kind == CONTACT else "ordinary" if is_ordinary else "names"
        told[kind][said] = None
    return Seen(**{kind: tuple(words) for kind, words in told.items()})


def _spans(
    texts: Iterable[str],
    names: frozenset[Name],
    regions: frozenset[str],
    *,
    places_too: bool,
    others: Elsewhere = NOBODY,
    shown: frozenset[Name] = frozenset(),
) -> Iterator[tuple[str, Span, bool]]:
    """Find what must leave the texts, and say of each whether it may be an ordinary word."""
    for text in texts:
        besides = others.spans(text, shown)
        for span in found_in(text, names, regions, places_too=places_too, besides=besides):
            yield text[span.start : span.end], span, may_be_ordinary(text, span)


def hidden_subjects() -> frozenset[str]:
    """Return the keys of all that is hidden everywhere."""
    return frozenset(Hidden.objects.values_list("subject", flat=True))
