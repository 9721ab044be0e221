"""What has been said and decided about being shown, for one party or for a whole page of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, Value, When

from naboskap.disclosure.gate import Name
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


def hidden_subjects() -> frozenset[str]:
    """Return the keys of all that is hidden everywhere."""
    return frozenset(Hidden.objects.values_list("subject", flat=True))
