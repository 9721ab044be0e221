"""Write an issue, say that it is ready, send it back."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.network.actions.vouching import refuse_leaks
from naboskap.network.models import Issue
from naboskap.network.prose import links_in
from naboskap.network.queries import topic_names
from naboskap.network.queries.texts import is_whole, languages_of
from naboskap.network.statuses import LIFE_OF_AN_ISSUE, IssueStatus

LONGEST_TITLE = 150
LONGEST = 20_000  # Characters of a text: a mail that is longer is read by nobody.


@transaction.atomic
def begin_issue(*, by: User) -> Issue:
    """Begin an empty issue."""
    if not may(by, "network.write_issue"):
        raise PermissionDenied
    issue = Issue.objects.create(made_at=clock.now())
    record("network.begin_issue", issue, by=by)
    return issue


@transaction.atomic
def save_issue(
    issue: Issue,
    *,
    title: Mapping[str, str],
    text: Mapping[str, str],
    topics: Iterable[str],
    revision: int,
    by: User,
) -> Issue:
    """Keep what was written. Whoever saves is one of its writers, and will not be who sends it.

    Rules: NET-7 (it is still being written), NET-8 (nobody has saved it meanwhile), NET-9 (not
    too long, and a title of one line), NET-15 (links are whole).
    """
    issue = locked(issue)
    if not may(by, "network.write_issue", issue):
        raise PermissionDenied
    require(
        "NET-7",
        issue.status == IssueStatus.WRITING,
        _("Take it back first: what waits for a second person is not changed."),
    )
    require(
        "NET-8",
        issue.revision == revision,
        _("Somebody has saved it since you opened it. Their text is on its page, yours is here."),
    )
    house = secretariat().languages
    titles = {code: " ".join(title.get(code, "").split()) for code in house}
    texts = {code: text.get(code, "").strip() for code in house}
    require(
        "NET-9",
        all(len(one) <= LONGEST_TITLE for one in titles.values())
        and all(len(one) <= LONGEST for one in texts.values()),
        _("Make it shorter: a title has at most 150 characters, a text 20,000."),
    )
    _whole_links(texts.values())
    known = topic_names()
    issue.title = {code: words for code, words in titles.items() if words}
    issue.text = {code: words for code, words in texts.items() if words}
    issue.topics = [code for code in dict.fromkeys(topics) if code in known]
    issue.revision += 1
    issue.save(update_fields=["title", "text", "topics", "revision"])
    issue.writers.add(by)
    record("network.save_issue", issue, by=by, revision=issue.revision)
    return issue


def _whole_links(texts: Iterable[str]) -> None:
    wrong = [
        link
        for text in texts
        for link in links_in(text)
        if not link.startswith("https://") and (not link.startswith("/") or link[1:2] == "/")
    ]
    require(
        "NET-15",
        not wrong,
        _("A link begins with https://, or with / for a page of ours. Look at: %(links)s")
        % {"links": ", ".join(wrong)},
    )


@transaction.atomic
def propose_issue(issue: Issue, *, by: User) -> Issue:
    """Say that it is ready. A second person reads and sends it; until then it is not changed.

    Rules: NET-10 (whole in a language, half in none), NET-11 (about something), NET-12 (no
    protected name, and no way to reach somebody, stands in it).
    """
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("propose_issue", issue, by=by)
    whole = languages_of(issue)
    half = [code for code in {*issue.title, *issue.text} if not is_whole(issue, code)]
    require(
        "NET-10",
        whole and not half,
        _("Write both a title and a text in each language that you begin with, one at least."),
    )
    require("NET-11", issue.topics, _("Choose what it is about: that decides who gets it."))
    refuse_leaks("NET-12", issue)
    move(permit, proposed_by=by, returned_because="")
    return issue


@transaction.atomic
def return_issue(issue: Issue, *, because: str = "", by: User) -> Issue:
    """Take one's own issue back to write on, or send another's back with why. Rule NET-14."""
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("return_issue", issue, by=by)
    is_own = issue.proposed_by_id == by.pk
    because = because.strip()
    require("NET-14", is_own or because, _("Write why. Whoever wrote it reads that."))
    move(permit, proposed_by=None, returned_because=because)
    return issue


@transaction.atomic
def delete_issue(issue: Issue, *, by: User) -> None:
    """Throw away an issue that is still being written. Rule NET-7."""
    issue = locked(issue)
    if not may(by, "network.write_issue", issue):
        raise PermissionDenied
    require(
        "NET-7",
        issue.status == IssueStatus.WRITING,
        _("Take it back first: what waits for a second person is not changed."),
    )
    record("network.delete_issue", issue, by=by)
    issue.delete()
