"""Say, confirm and take back how a party is shown; protect its names; hide at once.

The rooms above ask who may: this room knows no user and no project. Every act moves the public
stamp in its own transaction, so that it is in force everywhere at once.
"""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor
from naboskap.disclosure.folding import fold_name
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import WORD
from naboskap.disclosure.models import Hidden, Level, ProtectedName, PublicStamp, Wish


@transaction.atomic
def touch_public() -> None:
    """Mark that what the public sees may have changed, in the transaction of that change.

    Every kept public page is made again from then on, in every process. The number is drawn,
    not counted: one that was seen before never comes back, whatever was rolled back or restored.
    """
    number = secrets.randbits(62)
    PublicStamp.objects.update_or_create(pk=1, defaults={"number": number})


@transaction.atomic
def set_wish(party: str, level: str, *, language: str, by: Actor) -> Wish:
    """Write down what a party wants outsiders to see of it, in words shown in ``language``.

    A new wish stands unconfirmed, whatever stood before (DIS-2).
    """
    require("DIS-7", level in Level.values, _("Choose one of the three ways of being shown."))
    wish, _is_new = Wish.objects.update_or_create(
        party=party,
        defaults={
            "level": level,
            "language": language,
            "given_by_id": by.pk,
            "given_at": clock.now(),
            "confirmed_by_id": None,
            "confirmed_at": None,
        },
    )
    record("disclosure.set_wish", wish, by=by, level=level)
    touch_public()
    return wish


@transaction.atomic
def confirm_wish(party: str, level: str, *, by: Actor) -> Wish:
    """Stand behind a party's wish as the second person. ``level`` is the one that was read.

    Somebody else than who gave it (DIS-2), and only the wish that was read (DIS-8).
    """
    wish = locked(Wish.objects.get(party=party))
    require(
        "DIS-2",
        wish.given_by_id is None or wish.given_by_id != by.pk,
        _("Another person than the one who gave the wish must confirm it."),
    )
    require("DIS-8", wish.level == level, _("The wish has changed since you read it."))
    wish.confirmed_by_id, wish.confirmed_at = by.pk, clock.now()
    wish.save(update_fields=["confirmed_by_id", "confirmed_at"])
    record("disclosure.confirm_wish", wish, by=by, level=wish.level)
    touch_public()
    return wish


@transaction.atomic
def withdraw_wish(party: str, *, by: Actor) -> None:
    """Take back what a party said; the default of its side holds again from this moment."""
    for wish in Wish.objects.select_for_update().filter(party=party):
        record("disclosure.withdraw_wish", wish, by=by, level=wish.level)
        wish.delete()
    touch_public()


@transaction.atomic
def hide(subject: str, *, reason: str, by: Actor) -> Hidden:
    """Hide a party or a whole project everywhere at once, whatever its wishes say.

    The reason is for the trail alone and holds no name; it must be given (DIS-9).
    """
    require("DIS-9", reason.strip(), _("Write why it is to be hidden."))
    hidden, is_new = Hidden.objects.get_or_create(
        subject=subject,
        defaults={"hidden_by_id": by.pk, "hidden_at": clock.now(), "reason": reason[:200]},
    )
    if is_new:
        record("disclosure.hide", hidden, by=by, hidden=subject)
        touch_public()
    return hidden


@transaction.atomic
def show_again(subject: str, *, by: Actor) -> None:
    """Lift a hide; what the wishes and the default say holds again."""
    for hidden in Hidden.objects.select_for_update().filter(subject=subject):
        record("disclosure.show_again", hidden, by=by, hidden=subject)
        hidden.delete()
        touch_public()


@transaction.atomic
def protect_names(holder: str, names: Iterable[Name], *, by: Actor) -> bool:
    """Keep the names of ``holder`` that no text for outsiders may hold, in place of those before.

    Two spellings that fold alike are one. Nothing is written where nothing changed; say whether
    something did.
    """
    wanted: dict[str, Name] = {}
    for name in names:
        keys = [min(fold_name(match[0])) for match in WORD.finditer(name.text)]
        if keys:
            wanted.setdefault(" ".join(keys)[:400], name)
    kept = {row.folded: row for row in ProtectedName.objects.filter(holder=holder)}
    gone, new = kept.keys() - wanted.keys(), wanted.keys() - kept.keys()
    if not gone and not new:
        return False
    ProtectedName.objects.filter(holder=holder, folded__in=gone).delete()
    rows = ProtectedName.objects.bulk_create(
        ProtectedName(
            holder=holder, kind=wanted[key].kind, name=wanted[key].text[:200], folded=key
        )
        for key in sorted(new)
    )
    if rows:
        record("disclosure.protect_names", rows[0], by=by, count=len(wanted))
    touch_public()
    return True
