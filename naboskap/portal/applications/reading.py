"""An application as it is read: the same for the pair, for whoever confirms, and when sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from naboskap.applications.content import content_of
from naboskap.applications.draft import Draft
from naboskap.applications.papers import KINDS, STATES
from naboskap.applications.renderings import in_words, is_read_by, language_of
from naboskap.core.secretariat import secretariat
from naboskap.core.tongue import heard_in, languages_in
from naboskap.core.words import in_language, in_script
from naboskap.guidelines.vocabulary import AGES, LANGUAGES, SOURCES, THEMES
from naboskap.portal.applications.page import kind_of_cost
from naboskap.portal.applications.sums import counted, exchanged
from naboskap.questionnaires.text import QuestionText, asked_of
from naboskap.ui.parts import Rendering, renderings_of
from naboskap.ui.wording import language


@dataclass(frozen=True, slots=True)
class Text:
    key: str
    question: str
    text: str
    language: str
    called: Any = ""  # The language, in words.
    renderings: tuple[Rendering, ...] = ()

    @property
    def unread(self) -> set[str]:
        """The languages in it that the reader does not read, where it stands in no other."""
        beside = {one.language for one in self.renderings}
        if not self.text or is_read_by(language(), beside):
            return set()
        spoken = languages_in(self.text, self.language)
        return {code for code in spoken if not is_read_by(language(), {code})}

    @property
    def is_foreign(self) -> bool:
        """Whether there is a text, and some of it cannot be read in the reader's own language."""
        return bool(self.unread)


@dataclass(frozen=True, slots=True)
class GoesWith:
    """A paper as it was when the text was frozen: a file by its name and digest, or in words."""

    words: str
    state: Any
    note: str
    due_on: date | None
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    side: str
    side_name: str
    amount: int
    how: str = ""
    abroad: str = ""
    renderings: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was written, in the reader's language where the words are ours. Sums are øre."""

    content: dict[str, Any]
    texts: list[Text]

    @classmethod
    def of_draft(cls, draft: Draft, questions: tuple[QuestionText, ...]) -> "Reading":
        return cls.of_content(content_of(draft), questions)

    @classmethod
    def of_content(cls, content: dict[str, Any], questions: tuple[QuestionText, ...]) -> "Reading":
        answers = content["answers"]
        given = {key: answer["text"] for key, answer in answers.items()}
        texts = [
            _text(question, answers.get(question.key, {}))
            for question in asked_of(questions, given)
        ]
        return cls(content, texts)

    @property
    def foreign(self) -> list[Any]:
        """The languages, other than the reader's, that something can be read in only."""
        used = {code for one in self.texts for code in one.unread}
        for written_in, said in self._short_texts():
            known = {written_in, *(one["language"] for one in said if one["text"])}
            if not is_read_by(language(), known):
                used.add(written_in)
        return [LANGUAGES.get(code, code) for code in sorted(used - {""})]

    def _short_texts(self) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
        """Yield the language of each short text that has letters, and its translations.

        Of the title and the lines of money no language is told: they are in the reader's, unless
        their letters or small words are another's.
        """
        for one in self.content["activities"]:
            said = one.get("translations", {})
            texts = {"what": one["what"], "task_a": one["a"]["task"], "task_b": one["b"]["task"]}
            for name, text in texts.items():
                if _has_letters(text):
                    yield language_of(text, said=one["language"]), said.get(name, ())
        named = [(self.title, self.content.get("title_translations", ()))]
        lines = [*self.content["budget"], *self.content["financing"]]
        named += [(one["text"], one.get("translations", ())) for one in lines]
        for text, said in named:
            if _has_letters(text):
                yield heard_in(text, reader=language()), said

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def title_renderings(self) -> tuple[Rendering, ...]:
        return _renderings({"translations": self.content.get("title_translations", ())})

    @property
    def theme(self) -> Any:
        return THEMES.get(self.content["theme"], "")

    @property
    def start_date(self) -> date | None:
        return _day(self.content["start_date"])

    @property
    def end_date(self) -> date | None:
        return _day(self.content["end_date"])

    @property
    def activities(self) -> list[dict[str, Any]]:
        return [
            {
                **one,
                "from": _day(one["from_date"]),
                "to": _day(one["to_date"]),
                "side_a": _side("a"),
                "side_b": _side("b"),
                "said": {
                    name: _renderings({"translations": said})
                    for name, said in one.get("translations", {}).items()
                },
            }
            for one in self.content["activities"]
        ]

    @property
    def participants(self) -> list[dict[str, Any]]:
        return [
            {**one, "age": AGES[one["age"]], "side_name": _side(one["side"])}
            for one in self.content["participants"]
        ]

    @property
    def costs(self) -> list[Line]:
        return [
            Line(
                one["text"] or kind_of_cost(one["category"]),
                one["side"],
                _side(one["side"]),
                one["amount"],
                counted(one),
                exchanged(one),
                _renderings(one),
            )
            for one in self.content["budget"]
        ]

    @property
    def financing(self) -> list[Line]:
        return [
            Line(
                one["text"] or str(SOURCES[one["source"]]).capitalize(),
                one["side"],
                _side(one["side"]),
                one["amount"],
                renderings=_renderings(one),
            )
            for one in self.content["financing"]
        ]

    @property
    def payers(self) -> list[Line]:
        """Who pays all of it: money, own work side by side, and what is applied for."""
        lines = self.financing
        for side in ("a", "b"):
            worth = sum(
                one["amount"]
                for one in self.content["budget"]
                if (one["category"], one["side"]) == ("own_work", side)
            )
            if worth:
                lines.append(Line(_("Own work"), side, _side(side), worth))
        if asked := self.content["amount_applied_for"]:
            lines.append(Line(_("What you apply for"), "", in_language(secretariat().name), asked))
        return lines

    @property
    def papers(self) -> list[GoesWith]:
        return [
            GoesWith(
                one["called"] or str(KINDS[one["kind"]].words),
                STATES[one["state"]],
                one["note"],
                _day(one["due_on"]),
                one["name"],
                one["sha256"],
            )
            for one in self.content.get("attachments", [])
        ]

    @property
    def paid(self) -> int:
        return sum(line.amount for line in self.payers)

    @property
    def is_alone(self) -> bool:
        """Whether there is no other side: nobody is named there, and nobody has a task there."""
        other = self.content["sides"].get("b")
        return not (other and other["name"]) and not any(
            one["b"]["task"] for one in self.content["activities"]
        )

    @property
    def sides(self) -> list[tuple[str, str, str]]:
        return [
            (key, _side(key), in_script(one["name"], one.get("latin_name", "")))
            for key, one in sorted(self.content["sides"].items())
            if key == "a" or not self.is_alone
        ]


def _text(question: QuestionText, answer: dict[str, Any]) -> Text:
    spoken = answer.get("language", "")
    return Text(
        question.key,
        question.in_words,
        question.answer_in_words(answer.get("text", "")),
        spoken,
        in_words(answer.get("text", ""), spoken),
        _renderings(answer),
    )


def _renderings(frozen: dict[str, Any]) -> tuple[Rendering, ...]:
    """Return what a frozen text says in other languages, in words."""
    return renderings_of(frozen, LANGUAGES, {side: _side(side) for side in secretariat().sides})


def _side(side: str) -> str:
    return in_language(secretariat().sides[side].name)


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
