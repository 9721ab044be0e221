"""What those who keep the guidelines are told of a day that is proposed. Nobody is named."""

from datetime import date
from typing import Any

from naboskap.accounts.models import User
from naboskap.accounts.notices import tell_at_the_office
from naboskap.core.words import in_language
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import publishers
from naboskap.notifications.actions import Notice

PATH = "guidelines/notices"
PROPOSED = Notice("guidelines.proposed", f"{PATH}/proposed.txt")
PUBLISHED = Notice("guidelines.published", f"{PATH}/published.txt")
SENT_BACK = Notice("guidelines.sent_back", f"{PATH}/sent_back.txt")
REPLACED = Notice("guidelines.replaced", f"{PATH}/replaced.txt")


def tell_publishers(version: Version, day: date) -> None:
    """Tell everybody who may publish that a version waits for one of them."""
    for user in publishers(version):
        tell_keeper(PROPOSED, version, user, day=day)


def tell_keeper(notice: Notice, version: Version, user: User, *, day: date, **facts: Any) -> None:
    """Tell one person about a version; ``day`` is the one that was proposed."""
    names = (version.rulebook.name, version.name)
    tell_at_the_office(
        notice,
        user,
        page=f"retningslinjer/{version.slug}/",
        about=version,
        name=": ".join(in_language(name, user.language) for name in names),
        day=day,
        **facts,
    )
