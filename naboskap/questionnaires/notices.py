"""What those who keep the forms are told of a draft that is proposed. Nobody is named."""

from typing import Any

from naboskap.accounts.models import User
from naboskap.accounts.notices import tell_at_the_office
from naboskap.notifications.actions import Notice
from naboskap.questionnaires.models import FormVersion
from naboskap.questionnaires.queries import publishers

PATH = "questionnaires/notices"
PROPOSED = Notice("questionnaires.proposed", f"{PATH}/proposed.txt")
PUBLISHED = Notice("questionnaires.published", f"{PATH}/published.txt")
SENT_BACK = Notice("questionnaires.sent_back", f"{PATH}/sent_back.txt")
CHANGED = Notice("questionnaires.changed", f"{PATH}/changed.txt")


def tell_publishers(version: FormVersion) -> None:
    """Tell everybody who may publish that a draft waits for one of them."""
    for user in publishers(version):
        tell_keeper(PROPOSED, version, user)


def tell_keeper(notice: Notice, version: FormVersion, user: User, **facts: Any) -> None:
    """Tell one person about a version of a form."""
    page = f"skjema/{version.form.slug}/"
    if notice in (PROPOSED, SENT_BACK):
        page += "utkast/"
    tell_at_the_office(notice, user, page=page, about=version, **facts)


def tell_of_change(version: FormVersion, *, by: User, is_gone: bool = False) -> None:
    """Tell who proposed a draft that another has changed it, or thrown it away: it is theirs."""
    proposer = version.proposed_by
    if proposer is not None and proposer.pk != by.pk:
        tell_keeper(CHANGED, version, proposer, is_gone=is_gone)
