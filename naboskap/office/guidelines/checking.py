"""What is looked at before a day is proposed: texts that lack, and translations left behind."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.audit.queries import trail_of
from naboskap.core.difference import Piece, apart
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines import actions
from naboskap.guidelines.contradictions import Contradiction, about, contradictions
from naboskap.guidelines.fitness import missing_names, missing_texts
from naboskap.guidelines.judge import PlainClause
from naboskap.guidelines.models import Clause, Version
from naboskap.guidelines.queries import Difference, LeftBehind, Paragraph, differences, newly_unset
from naboskap.office.guidelines.parameters import PREFIX
from naboskap.office.guidelines.words import TONGUES, clash_words, value_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text of a paragraph is written: its page and field, and the language's name."""

    href: str
    tongue: str


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A paragraph with texts to write or to look at, and the way to each."""

    number: str
    heading: str
    told: str
    places: list[Place]


def lacking(version: Version) -> list[ToLookAt]:
    """Return the name and the paragraphs that are not there in every language of the house."""
    found = []
    if nameless := missing_names(version.name, secretariat().languages):
        page = reverse("office:guidelines-write", args=[version.slug])
        places = [
            Place(f"{page}#id_name_{code}", str(TONGUES.get(code, code))) for code in nameless
        ]
        found.append(ToLookAt("", _("The name of the version"), _("Not written yet:"), places))
    for clause in version.clauses.all():
        codes = missing_texts(clause.heading, clause.words, secretariat().languages)
        if codes:
            places = [_place(version, clause, _first_gap(clause, code), code) for code in codes]
            heading = in_language(clause.heading)
            found.append(ToLookAt(clause.number, heading, _("Not written yet:"), places))
    return [*found, *_empty(version)]


def _empty(version: Version) -> list[ToLookAt]:
    """Return the paragraphs whose text uses a value that is emptied, and the way to each."""
    rows = {clause.number: clause for clause in version.clauses.all()}
    found: dict[str, list[Place]] = {}
    for number, name in newly_unset(version, version.proposed_from):
        page = reverse("office:guidelines-clause", args=[version.slug, rows[number].pk])
        words = value_words(rows[number].kind, name)
        found.setdefault(number, []).append(Place(f"{page}#id_{PREFIX}{name}", words))
    told = _("The text uses a value that is empty:")
    return [
        ToLookAt(number, in_language(rows[number].heading), told, places)
        for number, places in found.items()
    ]


def _first_gap(clause: Clause, code: str) -> str:
    return "words" if clause.heading.get(code) else "heading"


def _place(version: Version, clause: Clause, part: str, code: str) -> Place:
    page = reverse("office:guidelines-clause", args=[version.slug, clause.pk])
    return Place(f"{page}#id_{part}_{code}", str(TONGUES.get(code, code)))


def to_look_at(version: Version, found: Iterable[LeftBehind]) -> list[ToLookAt]:
    """Return the paragraphs reworded in some languages only."""
    shown = []
    for one in found:
        reworded = ", ".join(str(TONGUES.get(code, code)) for code in one.reworded)
        part = _("The heading") if one.part == "heading" else _("The text")
        told = _("%(part)s is changed in: %(languages)s. Look at:")
        shown.append(
            ToLookAt(
                one.clause.number,
                in_language(one.clause.heading),
                told % {"part": part, "languages": reworded},
                [_place(version, one.clause, one.part, code) for code in one.stands],
            )
        )
    return shown


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph as one version has it, its words marked where the other has others."""

    heading: list[Piece]
    text: list[Piece]
    severity: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph before and after; None where a version does not have it."""

    number: str
    before: Side | None
    after: Side | None


def side_by_side(differences: Iterable[Difference]) -> Iterator[Beside]:
    """Yield each paragraph that differs, with its words marked."""
    for one in differences:
        had, has = one.before, one.after
        headings = apart(had.heading if had else "", has.heading if has else "")
        texts = apart(had.text if had else "", has.text if has else "")
        yield Beside(
            one.number, _side(had, headings[0], texts[0]), _side(has, headings[1], texts[1])
        )


def elsewhere(
    before: Version, after: Version, *, told: Collection[str]
) -> list[tuple[str, str, list[Beside]]]:
    """Return what differs in another language of the house only: its code, its name, and what.

    ``told``: the paragraphs that differ in the language that is read, and are told already.
    """
    found = []
    for code in secretariat().languages:
        with translation.override(code):
            rows = [one for one in differences(before, after) if one.number not in told]
        if rows:
            found.append((code, str(TONGUES.get(code, code)), list(side_by_side(rows))))
    return found


def _side(one: Paragraph | None, heading: list[Piece], text: list[Piece]) -> Side | None:
    return Side(heading, text, one.severity) if one is not None else None


@dataclass(frozen=True, slots=True)
class Clash:
    """Paragraphs that do not go together: each number with the way to it, and why."""

    places: list[tuple[str, str]]
    words: str


def plain_clauses(version: Version) -> list[PlainClause]:
    """Return the paragraphs of a version as the judge knows them."""
    return [plain_of(clause) for clause in version.clauses.all()]


def plain_of(clause: Clause) -> PlainClause:
    """Return a paragraph that is saved as the page and the judge know it."""
    return actions.plain_of({fact: getattr(clause, fact) for fact in actions.FACTS})


def clashes(version: Version, clauses: Iterable[PlainClause], *, number: str = "") -> list[Clash]:
    """Return what does not go together, of the whole version or where ``number`` is part of it."""
    rows = {clause.number: clause.pk for clause in version.clauses.all()}
    found = contradictions(clauses)
    return [_clash(version, one, rows) for one in (about(number, found) if number else found)]


def _clash(version: Version, one: Contradiction, rows: Mapping[str, int]) -> Clash:
    ways = {
        number: reverse("office:guidelines-clause", args=[version.slug, rows[number]])
        for number in one.numbers
        if number in rows
    }
    return Clash([(number, ways.get(number, "")) for number in one.numbers], clash_words(one))


def seen_by(version: Version) -> list[User]:
    """Return who said, when it was last proposed and published, that they had seen the clashes."""
    entries = trail_of(version).filter(
        action__in=["guidelines.propose_version", "guidelines.publish_version"]
    )
    last = {entry.action: entry for entry in entries}
    keys = [entry.actor_id or 0 for entry in last.values() if entry.data.get("seen")]
    return list(User.objects.filter(pk__in=keys).order_by("name", "pk"))
