"""What a plan says of who does what together."""

from django.utils.translation import gettext as _

from naboskap.applications.content import content_of
from naboskap.applications.cooperation import Cooperation, cooperation_of, crowds
from naboskap.core.secretariat import secretariat
from naboskap.portal.applications.answered import ToldBefore, told_before
from naboskap.portal.applications.outside import asked_of_days
from naboskap.portal.applications.page.pair import Pair
from naboskap.ui.namesakes import activities_named


class Plan(Pair):
    """The cooperation, as the activities tell it."""

    @property
    def cooperation(self) -> Cooperation:
        """What the plan says of who does what together."""
        countries = {key: side.country for key, side in secretariat().sides.items()}
        return cooperation_of(content_of(self.draft), countries)

    @property
    def told_before(self) -> ToldBefore:
        """What was answered before there was a draft, and is not written out here yet."""
        return told_before(self.application, self.draft)

    @property
    def outside(self) -> dict[int, str]:
        """Which activities lie outside the project's days, by their key, each as a question."""
        first, last = self.draft.start_date, self.draft.end_date
        asked = {
            one.pk: asked_of_days(
                number, begins=one.from_date, ends=one.to_date, first=first, last=last
            )
            for number, one in enumerate(self.draft.activities, 1)
        }
        return {pk: words for pk, words in asked.items() if words}

    @property
    def crowds(self) -> list[str]:
        """Where an activity has more people of a side than take part in all, as questions."""
        told = {side: self.draft.participants_of(side) for side in ("a", "b")}
        named = activities_named(self.draft.activities)
        text = _(
            "%(side)s: %(people)s take part in “%(activity)s”, but %(told)s in all. Which of them"
            " is right?"
        )
        return [
            text
            % {
                "side": self.side_name(one.side),
                "people": one.people,
                "told": one.told,
                "activity": named[one.number - 1],
            }
            for one in crowds(self.cooperation, told)
        ]
