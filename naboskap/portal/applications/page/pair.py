"""The pair as a draft's pages show it: who sits where, who may write, and who has commented."""

from functools import cached_property

from django.utils.translation import gettext as _

from naboskap.applications.draft import Person, Side, is_alone
from naboskap.applications.models import Comment
from naboskap.applications.queries import comments_on
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.portal.applications.page.opened import Opened
from naboskap.ui.parts import Seat


class Pair(Opened):
    """Who takes part, seen from the reader's seat."""

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

    @cached_property
    def is_alone(self) -> bool:
        """Whether nothing is asked of a partner: none is needed, and there is none."""
        return is_alone(self.draft.sides, needs_partner=self.needs_partner)

    @property
    def other(self) -> Side:
        """The side that the reader does not sit on; for an adviser, the partner's."""
        return self.draft.sides["a" if self.side == "b" else "b"]

    @property
    def lacks_other_side(self) -> bool:
        """Whether nobody has come on the other side yet, where there is to be one."""
        return not self.is_alone and not self.other.people

    @property
    def awaits_other_side(self) -> bool:
        return self.lacks_other_side and self.other.is_invited

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

    @property
    def side_a(self) -> str:
        return self.side_name("a")

    @property
    def side_b(self) -> str:
        return self.side_name("b")
