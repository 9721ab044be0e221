"""Whether a paragraph is fit: its text and its rule as one thing, and what to do where not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from naboskap.guidelines.judge import PlainClause, read_parameters
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.wording.paragraphs import PLACEHOLDER, units_of

NUMBER = re.compile(r"[1-9]\d{0,2}(\.[1-9]\d{0,2})?")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not fit: by which rule, where, and what to do.

    ``field``: ``kind``, ``severity``, ``parameters``, ``parameters.percent``, ``heading.nb``,
    ``words.nb``.
    """

    rule: str
    field: str
    words: str | Promise


def judges(kind: str) -> bool:
    """Say whether paragraphs of this kind find something, and so must say how hard."""
    return kind in KINDS and KINDS[kind].function is not None


def faults_of(clause: PlainClause) -> tuple[Fault, ...]:
    """Return everything that is not fit (GUI-1 to GUI-4), in the order of the rules."""
    faults = tuple(_of_values(clause))
    if any(one.field == "kind" for one in faults):
        return faults  # Without a known kind nothing more can be said.
    return (*faults, *_of_names(clause), *_of_figures(clause), *_of_severity(clause))


def names_of(clause: PlainClause) -> tuple[str, ...]:
    """Return the values that the clause's texts may name, as they stand between the braces."""
    names: list[str] = []
    for name in units_of(clause.kind) if clause.kind in KINDS else ():
        value = clause.parameters.get(name)
        if isinstance(value, Mapping):
            names += [f"{name}_{code}" for code in value]
        else:
            names.append(name)
    return tuple(names)


def unset_names(clause: PlainClause) -> tuple[str, ...]:
    """Return the values that the clause's texts name and nobody has set, in order."""
    used = {
        name
        for text in (*clause.heading.values(), *clause.words.values())
        for name in PLACEHOLDER.findall(text)
    }
    return tuple(
        name for name in names_of(clause) if name in used and _value_of(clause, name) is None
    )


def _value_of(clause: PlainClause, name: str) -> object:
    """Return the value that stands for ``name``: of a kind that has one for each, that one."""
    if name in clause.parameters:
        return clause.parameters[name]
    for whole, values in clause.parameters.items():
        if isinstance(values, Mapping) and name.startswith(f"{whole}_"):
            return values.get(name.removeprefix(f"{whole}_"))
    return None


def missing_names(name: Mapping[str, str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the languages in which a version has no name yet."""
    return tuple(code for code in languages if not name.get(code, "").strip())


def missing_texts(
    heading: Mapping[str, str], words: Mapping[str, str], languages: Iterable[str]
) -> tuple[str, ...]:
    """Return the languages in which a heading or a text is not written yet.

    A chapter has a heading and no text: what no language has is not missing.
    """
    has_text = any(words.values())
    return tuple(
        code for code in languages if not heading.get(code) or (has_text and not words.get(code))
    )


def _of_values(clause: PlainClause) -> Iterator[Fault]:
    if not clause.kind:
        return
    if clause.kind not in KINDS:
        yield Fault("GUI-1", "kind", _("Choose a kind of rule from the list."))
        return
    try:
        read_parameters(clause.kind, clause.parameters)
    except ValidationError as wrong:
        for each in wrong.errors():
            place = ".".join(["parameters", *(str(step) for step in each["loc"][:1])])
            yield Fault("GUI-1", place, _("This value is not of the right kind. Write it anew."))


def _of_names(clause: PlainClause) -> Iterator[Fault]:
    known = set(names_of(clause))
    asked = {code: set(PLACEHOLDER.findall(text)) for code, text in clause.words.items() if text}
    every = set().union(*asked.values())
    for code, names in asked.items():
        for name in sorted(names - known):
            words = _("There is no value {%(name)s} here. Take it out, or give the value.")
            yield Fault("GUI-2", f"words.{code}", words % {"name": name})
        if lacking := sorted((every & known) - names):
            words = _("Another language has these values, and this text has not: %(names)s.")
            told = ", ".join(f"{{{name}}}" for name in lacking)
            yield Fault("GUI-2", f"words.{code}", words % {"names": told})


def _of_figures(clause: PlainClause) -> Iterator[Fault]:
    if not clause.kind:
        return
    for where, texts in (("heading", clause.heading), ("words", clause.words)):
        for code, text in texts.items():
            if DIGIT.search(text):
                words = _("Write no figure here: put in the value instead, as {%(name)s}.")
                name = next(iter(names_of(clause)), "percent")
                yield Fault("GUI-3", f"{where}.{code}", words % {"name": name})


def _of_severity(clause: PlainClause) -> Iterator[Fault]:
    if judges(clause.kind) and not clause.severity:
        yield Fault("GUI-4", "severity", _("Choose how hard: stops, warns or advises."))
    elif clause.severity and not judges(clause.kind):
        words = _("This kind only tells. Choose that it tells only.")
        yield Fault("GUI-4", "severity", words)
