"""Why two wishes fit together. Pure: what they have in common, named, and never a number.

Nobody is scored, ranked or measured: whether two fit is for them to say. All of it is the same
seen from either side.
"""

from dataclasses import dataclass

THEME, KIND, AGE, LANGUAGE = "theme", "kind", "age", "language"
EVERY_AGE = "all"
AGES = ("0-14", "15-30", "31-")


@dataclass(frozen=True, slots=True)
class Sought:
    """A wish, as far as it can be laid beside another."""

    theme: str
    kind: str
    age: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that two wishes have in common: which, and the codes of it."""

    what: str
    codes: tuple[str, ...]


def ages_of(age: str) -> frozenset[str]:
    """Return the age groups that an answer holds: each of them where all are welcome."""
    return frozenset(AGES) if age == EVERY_AGE else frozenset({age})


def why(one: Sought, other: Sought) -> tuple[Reason, ...]:
    """Return what the two have in common, always in the same order."""
    common_ages = ages_of(one.age) & ages_of(other.age)
    ages = (EVERY_AGE,) if len(common_ages) == len(AGES) else tuple(sorted(common_ages))
    both_speak = tuple(sorted(one.languages & other.languages))
    found = (
        Reason(THEME, (one.theme,) if one.theme == other.theme else ()),
        Reason(KIND, (one.kind,) if one.kind == other.kind else ()),
        Reason(AGE, ages),
        Reason(LANGUAGE, both_speak),
    )
    return tuple(reason for reason in found if reason.codes)
