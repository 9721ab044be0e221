"""The office's menu: to each person the pages that are theirs, and no door that is shut."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.core.permissions import may
from naboskap.office.grants.views import READERS
from naboskap.office.meetings.views import SEES
from naboskap.ui.wording import language

LEADERS = frozenset({Role.HEAD, Role.DEPUTY})
OFFICE = LEADERS | {
    Role.CASE_OFFICER,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
    Role.AUDITOR,
    Role.BOARD_MEMBER,
    Role.COUNCIL_MEMBER,
}
# Who begins on the page of one's own work: an editor meets there what waits to be published.
BEGINNERS = OFFICE | {Role.EDITOR}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu, and to whom it is open."""

    view: str
    label: str | Promise
    is_open_to: Callable[[User], bool]
    is_root: bool = False  # Every page of the office lies below it.

    @property
    def href(self) -> str:
        return _address(self.view, language())


@cache
def _address(view: str, _language: str) -> str:
    return reverse(view)


MENU = (
    Entry("office:work", _("My work"), lambda user: bool(user.roles & BEGINNERS), is_root=True),
    Entry("office:cases", _("Cases"), lambda user: bool(user.roles & OFFICE)),
    Entry("office:meetings", _("Meetings"), lambda user: bool(user.roles & SEES)),
    Entry("office:reports", _("Reports"), lambda user: bool(user.roles & READERS)),
    Entry("office:money", _("Money"), lambda user: may(user, "ledger.see_money")),
    Entry("office:people", _("People and roles"), lambda user: may(user, "accounts.manage_roles")),
    Entry("office:ideas", _("Ideas"), lambda user: may(user, "advice.see_idea")),
    Entry("office:questions", _("Questions"), lambda user: may(user, "advice.see_thread")),
    Entry("office:talks", _("Talks"), lambda user: may(user, "advice.see_talk")),
    Entry("office:partner", _("Partner"), lambda user: may(user, "partnering.read_wish")),
    Entry("office:events", _("Events"), lambda user: may(user, "network.arrange")),
    Entry("office:newsletter", _("Newsletter"), lambda user: may(user, "network.see_newsletter")),
    Entry(
        "office:programmes", _("Programmes"), lambda user: may(user, "programmes.see_parameters")
    ),
    Entry("wagtailadmin_home", _("The website"), lambda user: may(user, "website.edit_page")),
    Entry("office:bank", _("Project bank"), lambda user: may(user, "projects.hide_card")),
    Entry("office:forms", _("Forms"), lambda user: may(user, "questionnaires.see_forms")),
    Entry("office:guidelines", _("Guidelines"), lambda user: may(user, "guidelines.see_ready")),
    Entry("office:memberships", _("Requests"), lambda user: user.is_staff_member),
)


def menu_of(user: User) -> list[Entry]:
    """Return the lines of the menu that are open to the person, in order."""
    return [entry for entry in MENU if entry.is_open_to(user)]
