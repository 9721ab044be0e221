"""An adviser reads a wish before the other side does: shows it, sends it back, translates it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.disclosure.actions import touch_public
from naboskap.partnering.actions.ending import WITH_IT
from naboskap.partnering.actions.writing import LONGEST, fades_at
from naboskap.partnering.models import Rendering, Wish, digest
from naboskap.partnering.notices import SENT_BACK, SHOWN, tell_writer
from naboskap.partnering.statuses import LIFE, LIVE


@transaction.atomic
def show(wish: Wish, *, read_revision: int, by: User) -> Wish:
    """Let the other side see a wish that has been read. It counts as confirmed from now.

    Rules PAR-20 (it says what was read), PAR-18 (its last day is not over).
    """
    wish = locked(wish, *WITH_IT)
    permit = LIFE.permit("show", wish, by=by)
    require(
        "PAR-20",
        wish.revision == read_revision,
        _("This has been changed since you opened the page. Look at it as it is now."),
    )
    now = clock.now()
    require(
        "PAR-18",
        clock.today() <= wish.open_until,
        _("The last day that you chose is over. Choose a new one first."),
    )
    move(
        permit,
        shown_at=now,
        fades_at=fades_at(now, wish.open_until),
        reminded_at=None,
        read_revision=read_revision,
    )
    touch_public()
    tell_writer(SHOWN, wish)
    return wish


@transaction.atomic
def send_back(wish: Wish, because: str, *, by: User) -> Wish:
    """Ask for a change: the wish is out of sight, and its writer reads why. Rule PAR-21."""
    wish = locked(wish, *WITH_IT)
    permit = LIFE.permit("send_back", wish, by=by)
    require("PAR-21", because.strip(), _("Write what should be changed, and why."))
    move(
        permit,
        sent_back_because=because.strip(),
        fades_at=fades_at(clock.now(), wish.open_until),
        read_revision=0,
    )
    touch_public()
    tell_writer(SENT_BACK, wish)
    return wish


@transaction.atomic
def translate(wish: Wish, language: str, text: str, *, read_revision: int, by: User) -> Rendering:
    """Put a translation beside the text, that the adviser vouches for. Rules PAR-2, 17, 20, 22."""
    wish = locked(wish)
    if not may(by, "partnering.read_wish", wish):
        raise PermissionDenied
    require(
        "PAR-20",
        wish.revision == read_revision and wish.status in LIVE,
        _("This has been changed since you opened the page. Look at it as it is now."),
    )
    require(
        "PAR-17",
        language != wish.language,
        _("Write the translation in another language than the text."),
    )
    require("PAR-22", text.strip(), _("Write the translation."))
    require(
        "PAR-2", len(text) <= LONGEST, _("A few sentences are enough for now. Make it shorter.")
    )
    rendering, _made = Rendering.objects.update_or_create(
        wish=wish,
        language=language,
        defaults={"text": text.strip(), "by_adviser": True, "of_text": digest(wish.text)},
    )
    record("partnering.translate", wish, by=by, language=language)
    touch_public()
    return rendering
