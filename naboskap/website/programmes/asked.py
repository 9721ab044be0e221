"""What a programme asks, as the page and the working copy in Word both show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from naboskap.core.words import in_language
from naboskap.programmes.models import Programme
from naboskap.questionnaires.effort import minutes_in_all
from naboskap.questionnaires.models import FormVersion
from naboskap.questionnaires.queries import everything_in
from naboskap.questionnaires.text import QuestionText
from naboskap.ui import wording


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, with the criterion that it feeds, where there is one."""

    question: QuestionText
    criterion: str
    only_if: str  # When it is asked, in words; empty where it always is.

    @property
    def limits(self) -> str:
        """How long an answer may be, in words."""
        told = []
        if self.question.length_advised:
            signs = wording.count(self.question.length_advised)
            told.append(_("About %(signs)s characters are enough.") % {"signs": signs})
        if self.question.length_limit:
            signs = wording.count(self.question.length_limit)
            told.append(_("There is room for %(signs)s.") % {"signs": signs})
        return " ".join(told)


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    asked: tuple[Asked, ...]


# What a section is called where a programme needs no partner.
FOR_ONE: dict[str, Promise] = {
    "pair": gettext_lazy("Who applies"),
    "together": gettext_lazy("What you will do"),
}


@dataclass(frozen=True, slots=True)
class FormAsked:
    """A form of a programme, section by section."""

    version: FormVersion
    is_short: bool
    is_only: bool
    is_for_one: bool
    minutes: int
    sections: tuple[Section, ...]

    @property
    def number(self) -> int:
        return sum(len(section.asked) for section in self.sections)

    @property
    def slug(self) -> str:
        return "kort" if self.is_short else "full"

    @property
    def title(self) -> str:
        if self.is_only:
            return _("The application")
        return _("The short application") if self.is_short else _("The full application")

    @property
    def time(self) -> str:
        """How long it takes, in words: more exact than a quarter nobody can say."""
        return time_in_words(self.minutes)


def time_in_words(minutes: int) -> str:
    """Write a time: "2 hours 15 minutes"."""
    hours, rest = divmod(minutes, 60)
    told = []
    if hours:
        told.append(ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours})
    if rest:
        told.append(ngettext("%(number)s minute", "%(number)s minutes", rest) % {"number": rest})
    return " ".join(told)


def forms_asked(programme: Programme) -> list[FormAsked]:
    """Return the forms of ``programme`` that are published, the short one first."""
    newest = FormVersion.objects.filter(
        form__in=[programme.short_form_id, programme.full_form_id], published_at__isnull=False
    ).order_by("number")
    forms = {one.form_id: one for one in newest.select_related("form")}  # The last one stands.
    in_order = dict.fromkeys((programme.short_form_id, programme.full_form_id))
    versions = [forms[key] for key in in_order if key in forms]
    criteria = {one.slug: in_language(one.name) for one in programme.criteria.all()}
    read = {one: everything_in(one) for one in versions}
    return [
        FormAsked(
            version=version,
            is_short=version.form_id == programme.short_form_id,
            is_only=len(versions) == 1,
            minutes=minutes_in_all(one for one in asked if one.only_if is None),
            is_for_one=not programme.needs_partner,
            sections=_sections(asked, criteria, {} if programme.needs_partner else FOR_ONE),
        )
        for version, asked in read.items()
    ]


def _sections(
    questions: Iterable[QuestionText],
    criteria: Mapping[str, str],
    titles: Mapping[str, Promise],
) -> tuple[Section, ...]:
    """Gather what stands together: a new section begins where the question names another."""
    known = {question.key: question for question in questions}
    found: list[tuple[str | Promise, list[Asked]]] = []
    for question in known.values():
        title = titles.get(question.section, question.section_in_words)
        if not found or found[-1][0] != title:
            found.append((title, []))
        asked = Asked(
            question,
            criteria.get(question.criterion, ""),
            _condition(question, known),
        )
        found[-1][1].append(asked)
    return tuple(Section(title, tuple(asked)) for title, asked in found)


def _condition(question: QuestionText, known: Mapping[str, QuestionText]) -> str:
    if question.only_if is None or question.only_if.key not in known:
        return ""
    before = known[question.only_if.key]
    words = {
        "question": before.in_words,
        "choice": before.answer_in_words(question.only_if.choice),
    }
    return _("Asked only if you answer “%(choice)s” to “%(question)s”.") % words
