"""A question as readers meet it: frozen, and the same for as long as its version stands."""

from dataclasses import dataclass

from naboskap.core.words import in_language


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question of a published version. ``in_words`` and its kin read the active language."""

    key: str
    identity_id: int
    kind: str
    role: str
    section: str
    position: int
    words: dict[str, str]
    help: dict[str, str]
    why: dict[str, str]
    criterion: str
    is_required: bool
    length_advised: int | None
    length_limit: int | None
    choices: tuple[Choice, ...]

    @property
    def in_words(self) -> str:
        return in_language(self.words)

    @property
    def help_in_words(self) -> str:
        return in_language(self.help)

    @property
    def why_in_words(self) -> str:
        return in_language(self.why)
