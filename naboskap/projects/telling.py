"""What a story says, by language, and by what a yes knows its text again. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

NEEDED = ("title", "done", "result")  # Without one of them a language has no story.
LONGEST = {"title": 120, "done": 3_000, "result": 3_000, "quotation": 400, "role": 80}


@dataclass(frozen=True, slots=True)
class Told:
    """A story by language: title, what was done, what came of it; a quotation, and whose role."""

    title: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, str] = field(default_factory=dict)
    quotation: Mapping[str, str] = field(default_factory=dict)
    role: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, Mapping[str, str]]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def in_order(self, languages: Iterable[str]) -> "Told":
        """Return it without what says nothing, its languages in the order of the house."""
        codes = list(languages)
        return Told(
            **{
                name: {code: words[code].strip() for code in codes if words.get(code, "").strip()}
                for name, words in self.parts.items()
            }
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the whole story is told."""
        return tuple(
            code for code in self.title if all(code in self.parts[name] for name in NEEDED)
        )

    @property
    def is_whole(self) -> bool:
        """Whether no language has a part of the story and lacks another."""
        whole = set(self.languages)
        extra = [set(self.quotation), set(self.role)]
        return all(set(self.parts[name]) == whole for name in NEEDED) and all(
            one <= whole for one in extra
        )

    @property
    def quotes_by_role(self) -> bool:
        """Whether a quotation has the role of whoever said it, in each language or in none."""
        return set(self.quotation) == set(self.role) and set(self.quotation) in (
            set(),
            set(self.languages),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for words in self.parts.values() for text in words.values())

    @property
    def too_long(self) -> bool:
        return any(
            len(text) > LONGEST[name]
            for name, words in self.parts.items()
            for text in words.values()
        )


def digest_of(told: Told, people: Mapping[str, int | None], revision: int) -> str:
    """Return what names a text with its figures: whoever says yes says it to this alone."""
    said = {"people": people, "revision": revision, **told.parts}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=dict).encode()).hexdigest()
