"""What writers and advisers are told: neutral words, nothing of what anybody wrote."""

from django.conf import settings

from naboskap.advice.contact import email_in
from naboskap.applications.notices import address_of
from naboskap.core import clock
from naboskap.notifications.actions import Notice, Reader, tell
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.queries import confirm_token

PATH = "partnering/notices"
TO_READ = Notice("partnering.to_read", f"{PATH}/to_read.txt")
SHOWN = Notice("partnering.shown", f"{PATH}/shown.txt")
SENT_BACK = Notice("partnering.sent_back", f"{PATH}/sent_back.txt")
FADES_SOON = Notice("partnering.fades_soon", f"{PATH}/fades_soon.txt")
FADED = Notice("partnering.faded", f"{PATH}/faded.txt")
OVER_UNREAD = Notice("partnering.over_unread", f"{PATH}/over_unread.txt")
TO_PUT_IN_TOUCH = Notice("partnering.to_put_in_touch", f"{PATH}/to_put_in_touch.txt")
SOMEBODY_ASKS = Notice("partnering.somebody_asks", f"{PATH}/somebody_asks.txt")
NOT_THIS_TIME = Notice("partnering.not_this_time", f"{PATH}/not_this_time.txt")
BOTH_YES = Notice("partnering.both_yes", f"{PATH}/both_yes.txt")
ON_BEHALF = Notice("partnering.on_behalf", f"{PATH}/on_behalf.txt")
SPOKEN = frozenset({"nb", "en", "ru"})  # What mails are worded in.


def confirms_by_mail(wish: Wish) -> Reader | None:
    """Return who gets the link to confirm a wish: its account, or an address told an adviser."""
    if wish.user is not None:
        return Reader(wish.user.email, wish.user.language)
    language = wish.language if wish.language in SPOKEN else settings.LANGUAGE_CODE
    mail = email_in(wish.contact)
    return Reader(mail, language) if mail else None


def tell_of_its_end(notice: Notice, wish: Wish) -> None:
    """Tell whoever looks for a partner that the wish fades, with a link to go on."""
    to = confirms_by_mail(wish)
    if to is None or wish.fades_at is None:
        tell_adviser(ON_BEHALF, wish)
        return
    link = address_of(f"partner/bekreft/{confirm_token(wish)}/", to.language)
    until = wish.fades_at.astimezone(clock.OSLO).date()
    tell(notice, to=to, facts={"link": link, "until": until}, about=wish)


def tell_writer(notice: Notice, wish: Wish, path: str = "") -> None:
    """Tell whoever has a wish; of one without an account, the adviser who speaks with them."""
    if wish.user is None:
        tell_adviser(ON_BEHALF, wish, path)
        return
    to = Reader(wish.user.email, wish.user.language)
    link = address_of(f"partner/{path or f'{wish.key}/'}", to.language)
    tell(notice, to=to, facts={"link": link}, about=wish)


def tell_adviser(notice: Notice, wish: Wish, path: str = "") -> None:
    """Tell the adviser of a wish that something waits; nobody where it has none."""
    if (adviser := wish.adviser) is None:
        return
    to = Reader(adviser.email or adviser.user.email, adviser.user.language)
    prefix = "" if to.language == settings.LANGUAGE_CODE else f"/{to.language}"
    link = f"{settings.SITE_URL}{prefix}/saksbehandling/partner/{path or f'onske/{wish.key}/'}"
    tell(notice, to=to, facts={"link": link}, about=wish)


def tell_side(notice: Notice, introduction: Introduction, wish: Wish) -> None:
    """Tell one side of an introduction."""
    tell_writer(notice, wish, f"forslag/{introduction.key}/")
