"""What the pages of one draft share: fetched for this reader, judged, and ready to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.content import content_of
from naboskap.applications.cooperation import Cooperation, cooperation_of, crowds
from naboskap.applications.draft import Draft, Person, Side
from naboskap.applications.gaps import Gap, gaps_of
from naboskap.applications.models import Application, Change, Comment
from naboskap.applications.profile import facts_from
from naboskap.applications.queries import (
    WayIn,
    change_under_way,
    changing_until,
    comments_on,
    draft_of,
    find,
    kept_until,
    way_in,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding, known, stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.parameters import AmountLimits, ShareCeiling
from naboskap.guidelines.queries import now_and_next, rules_of
from naboskap.guidelines.vocabulary import SOURCES
from naboskap.guidelines.wording import worded
from naboskap.portal.applications.advice import Advice, Coming, advice_of, parted
from naboskap.programmes.models import Round
from naboskap.programmes.queries import last_closed
from naboskap.questionnaires.queries import everything_in, improvements, kept_texts
from naboskap.questionnaires.text import QuestionText, asked_of
from naboskap.ui.parts import Seat

# The part of an application that asks what is built in, where it has another name.
ASKED_IN = {
    "title": "basics",
    "theme": "basics",
    "dates": "basics",
    "places": "activities",
    "budget": "money",
    "financing": "money",
    "amount": "money",
}


def writer(request: HttpRequest) -> User:
    """Return who is signed in; the login wall has seen to it."""
    return cast("SignedInRequest", request).user


def fetched(request: HttpRequest, key: str) -> Application:
    """Return the application if this person may see it; else it is not found."""
    found = find(writer(request), key)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line of money, in words."""

    pk: int | None
    words: str
    side: str
    side_name: str
    amount: int
    note: str = ""
    how: str = ""
    abroad: str = ""


@dataclass
class DraftPage:
    """One application for one reader. What costs a query is asked once."""

    application: Application
    user: User

    @cached_property
    def draft(self) -> Draft:
        return draft_of(self.application)

    @cached_property
    def side(self) -> str:
        """The side that the reader sits on; empty for an adviser."""
        for name, side in self.draft.sides.items():
            if any(person.user_id == self.user.pk for person in side.people):
                return name
        return ""

    @property
    def own(self) -> Side:
        return self.draft.sides[self.side or "a"]

    @property
    def cooperation(self) -> Cooperation:
        """What the plan says of who does what together."""
        countries = {key: side.country for key, side in secretariat().sides.items()}
        return cooperation_of(content_of(self.draft), countries)

    @property
    def crowds(self) -> list[str]:
        """Where an activity has more people of a side than take part in all, as questions."""
        told = {side: self.draft.participants_of(side) for side in ("a", "b")}
        text = _(
            "%(side)s: %(people)s take part in «%(activity)s», but %(told)s in all. Which of them"
            " is right?"
        )
        return [
            text
            % {
                "side": self.side_name(one.side),
                "people": one.people,
                "told": one.told,
                "activity": self.draft.activities[one.number - 1].what[:60],
            }
            for one in crowds(self.cooperation, told)
        ]

    @property
    def is_informed(self) -> bool:
        return not self.side or any(
            person.is_informed for person in self.own.people if person.user_id == self.user.pk
        )

    @property
    def me(self) -> Person | None:
        """The reader's own seat; None for an adviser."""
        found = (one for side in self.draft.sides.values() for one in side.people)
        return next((one for one in found if one.user_id == self.user.pk), None)

    @property
    def leads(self) -> bool:
        return self.me is not None and self.me.is_lead

    @cached_property
    def reads_only(self) -> bool:
        """Whether the reader sees all and writes nothing: asked in to read, or to advise."""
        if self.me is not None:
            return not self.me.may_write
        return not may(self.user, "applications.write_application", self.application)

    @property
    def is_draft(self) -> bool:
        return self.application.status == ApplicationStatus.DRAFT

    @property
    def kept_until(self) -> date:
        return kept_until(self.application)

    @cached_property
    def change(self) -> Change | None:
        """The change of what was sent that is being written now."""
        return None if self.is_draft else change_under_way(self.application)

    @property
    def is_open_to_write(self) -> bool:
        """Whether its pages are written on: a draft, or what was sent and is being changed."""
        return self.is_draft or self.change is not None

    @property
    def changing_until(self) -> datetime | None:
        return changing_until(self.application, self.change) if self.change else None

    @property
    def is_short(self) -> bool:
        return self.application.size == Application.Size.SHORT

    @property
    def has_begun(self) -> bool:
        """Whether anything is written yet; before that, nothing can be wrong."""
        draft = self.draft
        written = any(answer.text for answer in draft.answers.values())
        return bool(draft.title or draft.activities or draft.costs or written)

    @cached_property
    def comments(self) -> list[Comment]:
        """What advisers have said of the draft, what is not done first."""
        if not getattr(self.application, "has_comments", True):
            return []
        return list(comments_on(self.application))

    @property
    def open_comments(self) -> int:
        return sum(1 for one in self.comments if one.done_at is None)

    @property
    def title(self) -> str:
        return self.application.title or _("New application")

    @property
    def programme(self) -> str:
        return in_language(self.application.programme.name)

    @property
    def needs_partner(self) -> bool:
        return self.application.programme.needs_partner

    @cached_property
    def is_alone(self) -> bool:
        """Whether nothing is asked of a partner: none is needed, and there is none."""
        other = self.draft.sides["b"]
        return not self.needs_partner and not (other.is_known or other.people or other.is_invited)

    @cached_property
    def way_in(self) -> WayIn | None:
        """In which round, and until when, it can be sent now; None where it cannot."""
        return way_in(self.application, clock.now())

    @property
    def round(self) -> Round | None:
        return self.way_in.round if self.way_in else None

    @cached_property
    def told_round(self) -> Round | None:
        """The round whose closing is told: the open one, else the one that closed last."""
        return self.round or last_closed(self.application.programme, clock.now())

    @property
    def closes_at(self) -> datetime | None:
        if self.way_in is not None and self.way_in.is_late:
            return self.way_in.until
        told = self.told_round
        return (told.closed_early_at or told.closes_at) if told else None

    @property
    def takes_until(self) -> datetime | None:
        return self.way_in.until if self.way_in else None

    @property
    def is_extended(self) -> bool:
        return bool(self.told_round and self.told_round.is_extended)

    @property
    def turn(self) -> str:
        """Whose turn it is in a draft, and for what."""
        if self.round is None:
            return ""
        if not self.can_be_sent:
            return _("Your turn: fill in what is missing.")
        if self.leads:
            return _("Your turn: read it once more, and send it.")
        names = [side.lead.name for side in self.draft.sides.values() if side.lead]
        return _("Whoever leads can send it: %(names)s.") % {"names": ", ".join(names)}

    @cached_property
    def everything(self) -> tuple[QuestionText, ...]:
        """All that the form asks, in its order, what is built in among the rest."""
        return everything_in(self.application.sheet.version)

    @cached_property
    def questions(self) -> tuple[QuestionText, ...]:
        """The texts that are asked of this pair."""
        texts = (one for one in self.everything if not one.is_built_in)
        return asked_of(texts, {key: one.text for key, one in self.draft.answers.items()})

    @cached_property
    def told(self) -> dict[str, QuestionText]:
        """What is built in, by its role: why it is asked, with examples."""
        return {one.role: one for one in self.everything if one.is_built_in}

    @property
    def about(self) -> dict[str, list[QuestionText]]:
        """What is built in, by the part of the application that asks it."""
        found: dict[str, list[QuestionText]] = {}
        for role, question in self.told.items():
            found.setdefault(ASKED_IN.get(role, role), []).append(question)
        return found

    def asks_for(self, role: str) -> bool:
        """Whether the form has a built-in question; a form of before had them all."""
        return not self.told or role in self.told

    @cached_property
    def improvements(self) -> list[str]:
        """What was changed in the form since the pair began, while it is new."""
        return improvements(self.application.sheet) if self.is_draft else []

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """Texts that the form does not ask for any more, with what was asked."""
        asked = {question.key for question in self.everything}
        return kept_texts(
            {
                key: answer.text
                for key, answer in self.draft.kept.items()
                if key not in asked and answer.text.strip()
            }
        )

    @property
    def asks_participants(self) -> bool:
        return self.asks_for("participants")

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps_of(self.draft, self.everything, needs_partner=self.needs_partner)

    @cached_property
    def versions(self) -> tuple[Version | None, Version | None]:
        return now_and_next(self.application.programme.rulebook)

    @property
    def version(self) -> Version | None:
        """The guidelines that the draft would be judged by if it were sent now."""
        return self.versions[0]

    @cached_property
    def facts(self) -> Facts:
        return facts_from(
            self.draft,
            on=clock.today(),
            open_obligations=int(self.draft.sides["a"].owes_report),
            round_starts_from=self.round.starts_from if self.round else None,
            round_starts_to=self.round.starts_to if self.round else None,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return judge(rules_of(self.version), self.facts) if self.version else ()

    @cached_property
    def advice(self) -> list[Advice]:
        """What the guidelines say of what is filled in, worded for the reader."""
        return self._worded(self.findings)

    def _worded(self, findings: Iterable[Finding]) -> list[Advice]:
        names = {
            activity.place_code: activity.place_words for activity in self.draft.activities
        } | {side.place_code: side.place_words for side in self.draft.sides.values()}
        said = [activity.what[:60] for activity in self.draft.activities]
        return [
            advice_of(finding, worded(finding, places=names, activities=said))
            for finding in known(findings)
        ]

    @cached_property
    def coming(self) -> Coming | None:
        """What guidelines that take over later change for this draft; None where nothing."""
        version = self.versions[1]
        if version is None or version.in_force_from is None or not self.has_begun:
            return None
        later = self.facts.model_copy(update={"submitted_on": version.in_force_from})
        after = judge(rules_of(version), later)
        worse, better = parted(known(self.findings), known(after))
        if not worse and not better:
            return None
        return Coming(version, tuple(self._worded(worse)), tuple(self._worded(better)))

    def advice_on(self, *parts: str) -> list[Advice]:
        return [advice for advice in self.advice if advice.part in parts]

    @property
    def basics_advice(self) -> list[Advice]:
        return self.advice_on("basics")

    @property
    def texts_advice(self) -> list[Advice]:
        return self.advice_on("texts")

    @property
    def activities_advice(self) -> list[Advice]:
        return self.advice_on("activities")

    @property
    def participants_advice(self) -> list[Advice]:
        return self.advice_on("participants")

    @property
    def money_advice(self) -> list[Advice]:
        return self.advice_on("money")

    @property
    def papers_advice(self) -> list[Advice]:
        return self.advice_on("attachments")

    @property
    def pair_advice(self) -> list[Advice]:
        return self.advice_on("pair")

    @property
    def side_a(self) -> str:
        return self.side_name("a")

    @property
    def side_b(self) -> str:
        return self.side_name("b")

    @property
    def cost_a(self) -> int:
        return self.draft.cost_of("a")

    @property
    def cost_b(self) -> int:
        return self.draft.cost_of("b")

    @property
    def money_lines(self) -> list[Row]:
        """Who pays, as rows: money first, then the own work that the budget counts."""
        paid = [
            Row(
                line.pk,
                line.text or capital(SOURCES[line.source]),
                line.side,
                self.side_name(line.side),
                line.amount,
            )
            for line in self.draft.financing
        ]
        work = [
            Row(None, _("Own work"), side, self.side_name(side), self.draft.own_work_of(side))
            for side in ("a", "b")
            if self.draft.own_work_of(side)
        ]
        return paid + work

    @property
    def stops(self) -> list[Advice]:
        return [advice for advice in self.advice if advice.level == "stop"]

    @property
    def short_limit(self) -> int | None:
        """The largest sum that the short form takes, where this is one."""
        return self.application.programme.short_form_up_to if self.is_short else None

    @property
    def is_too_large(self) -> bool:
        limit = self.short_limit
        return limit is not None and (self.draft.amount_applied_for or 0) > limit

    @property
    def is_ready(self) -> bool:
        """Whether nothing of what is written stands in the way of sending."""
        return not self.is_too_large and not self.gaps and not stopping(self.findings)

    @property
    def can_be_sent(self) -> bool:
        return self.is_ready and self.round is not None

    @cached_property
    def most(self) -> tuple[int, int] | None:
        """The share that may be asked for, and the sum it makes of the budget (øre)."""
        if self.version is None:
            return None
        rule = rules_of(self.version).parameters_of("share_ceiling")
        if not isinstance(rule, ShareCeiling):
            return None
        percent = rule.by_theme.get(cast("Any", self.application.theme), rule.percent)
        if percent is None:
            return None
        counted = (
            self.facts.cost_in(frozenset(rule.of_categories))
            if rule.of_categories
            else self.draft.total_cost
        )
        if rule.whole_below is not None and counted < rule.whole_below:
            percent = 100
        return percent, counted * percent // 100

    @cached_property
    def ceiling(self) -> int | None:
        """The largest sum that anybody may ask for (øre), where the guidelines have one."""
        limits = rules_of(self.version).parameters_of("amount_limits") if self.version else None
        return limits.at_most if isinstance(limits, AmountLimits) else None

    @property
    def at_most(self) -> int | None:
        """What may be asked for of the budget as it stands (øre); None where nothing says so."""
        limits = [self.most[1] if self.most else None, self.ceiling]
        return min((one for one in limits if one is not None), default=None)

    @property
    def share(self) -> float | None:
        """What is asked for, in per cent of the budget."""
        asked, total = self.draft.amount_applied_for, self.draft.total_cost
        return asked * 100 / total if asked and total else None

    @property
    def seats(self) -> list[Seat]:
        return [self._seat(side) for side in self.draft.sides.values()]

    def _seat(self, side: Side) -> Seat:
        lines = [
            _("%(name)s leads.") % {"name": person.name}
            if person.is_lead
            else _("%(name)s writes too.") % {"name": person.name}
            if person.may_write
            else _("%(name)s reads.") % {"name": person.name}
            for person in side.people
        ]
        missing = ""
        if not side.people:
            missing = _("Asked, has not come yet.") if side.is_invited else _("Nobody here yet.")
        return Seat(
            name=side.name or _("Not named yet"),
            side=side.side,
            heading=_("Your side") if side.side == self.side else "",
            lines=(*([side.own_name] if side.name != side.own_name else []), *lines),
            note=side.place,
            strong=missing,
        )

    def side_name(self, side: str) -> str:
        """Name a side as the secretariat does."""
        return in_language(secretariat().sides[side].name)


def of(request: HttpRequest, key: str) -> DraftPage:
    """Fetch the application for whoever asks, as a page."""
    return DraftPage(fetched(request, key), writer(request))


def words_of(codes: Iterable[str], words: Any) -> list[tuple[str, Any]]:
    """Return codes with their words as a form's choices, first letters raised."""
    return [(code, _Capital(words[code])) for code in codes]


def capital(word: Any) -> str:
    """Raise a word's first letter."""
    text = str(word)
    return text[:1].upper() + text[1:]


class _Capital:
    """A lazy word with its first letter raised, in whichever language is spoken."""

    def __init__(self, word: Any) -> None:
        self.word = word

    def __str__(self) -> str:
        return capital(self.word)


NOT_CHOSEN = ("", gettext_lazy("Choose"))
