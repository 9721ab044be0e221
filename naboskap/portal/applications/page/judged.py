"""What is missing in a draft, and what the guidelines say of it, now and later."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from naboskap.applications.draft import is_alone
from naboskap.applications.gaps import Gap, gaps_of
from naboskap.applications.profile import facts_from
from naboskap.core.errors import applies
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding, known
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import asks_for_number, now_and_next, rules_of
from naboskap.guidelines.wording import worded
from naboskap.portal.applications.advice import (
    Advice,
    Coming,
    advice_of,
    parted,
    said_once,
    whose_money,
)
from naboskap.portal.applications.page.asked import Asked
from naboskap.portal.applications.page.closing import Closing
from naboskap.programmes.queries import NewGuidelines, facts_of_round, new_guidelines
from naboskap.ui.namesakes import activities_named


class Judged(Asked, Closing):
    """The draft held up against the form and the guidelines."""

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

    @property
    def needs_number(self) -> bool:
        """Whether a number must be found: none is chosen to apply, and the guidelines ask for one.

        Rule GUI-51.
        """
        has_none = self.version is not None and not self.draft.sides["a"].organisation_id
        return applies("GUI-51", has_none and self.version and asks_for_number(self.version))

    @cached_property
    def facts(self) -> Facts:
        return facts_from(
            self.draft,
            on=self.sent_on,
            open_obligations=int(self.draft.sides["a"].owes_report),
            in_round=facts_of_round(self.round or self.round_ahead, self.sent_on),
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return judge(rules_of(self.version), self.facts) if self.version else ()

    @cached_property
    def advice(self) -> list[Advice]:
        """What the guidelines say of what is filled in, worded for the reader."""
        return self._worded(self.findings)

    @property
    def counted_from(self) -> date | None:
        """When the round that it waits for opens, where the start is held against that day."""
        is_told = any(one.fact == "start_date" for one in self.advice)
        return self.sent_on if self.round_ahead and is_told else None

    @property
    def all_advice(self) -> list[Advice]:
        """The same for a page that has every part, with no change offered twice."""
        return said_once(self.advice)

    def _worded(self, findings: Iterable[Finding]) -> list[Advice]:
        names = {
            activity.place_code: activity.place_words for activity in self.draft.activities
        } | {side.place_code: side.place_words for side in self.draft.sides.values()}
        said = activities_named(self.draft.activities)
        alone = is_alone(self.draft.sides, needs_partner=self.needs_partner)
        found = [one if alone else whose_money(one) for one in known(findings)]
        return [
            advice_of(finding, worded(finding, places=names, activities=said), self.told)
            for finding in found
        ]

    @cached_property
    def coming(self) -> Coming | None:
        """What guidelines that take over later change for this draft; None where nothing."""
        version = self.versions[1]
        if version is None or version.in_force_from is None or not self.has_begun:
            return None
        begins = max(version.in_force_from, self.sent_on)
        later = self.facts.model_copy(update={"submitted_on": begins})
        after = judge(rules_of(version), later)
        worse, better = parted(known(self.findings), known(after))
        if not worse and not better:
            return None
        return Coming(version, tuple(self._worded(worse)), tuple(self._worded(better)))

    @cached_property
    def new_guidelines(self) -> NewGuidelines | None:
        """What is told of guidelines to come while nothing is written that they could judge."""
        if self.has_begun or not self.is_draft:
            return None
        return new_guidelines(self.versions, [self.round] if self.round else [])

    def advice_on(self, *parts: str) -> list[Advice]:
        return said_once(advice for advice in self.advice if advice.part in parts)

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
    def stops(self) -> list[Advice]:
        return [advice for advice in self.advice if advice.level == "stop"]
