"""Let no name out; and say of a word that folds as a name does that it is a word."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.disclosure.actions import touch_public
from naboskap.network.models import Issue
from naboskap.network.queries.texts import Told, leaks_of


def refuse_leaks(rule: str, told: Told) -> None:
    """Let nothing out that names somebody who is protected. ``rule``: NET-12 or NET-31."""
    seen = leaks_of(told)
    hard = [*seen.names, *seen.contacts]
    require(
        rule,
        not hard,
        _(
            "This cannot go out, since it may name or lead to somebody who is protected:"
            " %(found)s. Say it without the name."
        )
        % {"found": ", ".join(hard)},
    )
    require(
        rule,
        not seen.ordinary,
        _(
            "Are these ordinary words, or somebody's name? %(words)s. Say on its page that they"
            " are words, or write it otherwise."
        )
        % {"words": ", ".join(seen.ordinary)},
    )


@transaction.atomic
def vouch_for_words(told: Told, words: Iterable[str], *, by: User) -> None:
    """Say that words which fold as a name does are ordinary ones, and no names.

    Only what the gate asks about is taken: nobody vouches for what can only be a name. What was
    vouched for is shown to whoever sends.
    """
    told = locked(told)
    permission = "network.write_issue" if isinstance(told, Issue) else "network.arrange"
    if not may(by, permission, told):
        raise PermissionDenied
    said = {word.casefold() for word in words}
    asked = {word.casefold() for word in leaks_of(told).ordinary}
    told.ordinary = sorted({*told.ordinary, *(said & asked)})
    told.save(update_fields=["ordinary"])
    record("network.vouch_for_words", told, by=by, number=len(said & asked))
    touch_public()
