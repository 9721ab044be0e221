"""Old addresses that lead on to a page: made and undone by editors, beside those that come of it.

A page that is moved or taken down leads on by itself (``removed``, and Wagtail's own).
"""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.permissions import Actor, may
from naboskap.disclosure.actions import touch_public
from naboskap.website.editing.leading import leads_to_a_page
from naboskap.website.finding.missed import lead_from, may_have_been_ours
from naboskap.website.models import MissedAddress


@transaction.atomic
def make_redirect(old: str, to: str, *, by: Actor) -> Redirect:
    """Lead from an old address of this site to a page of ours. Rules WEB-3, WEB-17.

    Where the address led elsewhere, it leads here from now on. It is missed no more. With a
    question (``/artikkel?id=3``) it is that question alone that is led on.
    """
    _permit(by)
    address = _address_on_this_site(old)
    path, _mark, question = address.partition("?")
    path = unquote(path)
    require(
        "WEB-17",
        may_have_been_ours(address) and not leads_to_a_page(f"{path.rstrip('/')}/"),
        _(
            "Write the old address as it stood on this site, like /gammel-side/. A page that is"
            " there leads nowhere else: take it down or move it first."
        ),
    )
    made = lead_from(address, to)
    if not question:
        MissedAddress.objects.filter(path=f"{path.rstrip('/')}/").update(settled_at=clock.now())
    touch_public()
    record("website.make_redirect", made, by=by, old=made.old_path, to=to)
    return made


@transaction.atomic
def undo_redirect(redirect: Redirect, *, by: Actor) -> None:
    """Let an old address lead nowhere again: whoever asks for it is told that it is not there.

    It is listed as missed again when it was asked for.
    """
    _permit(by)
    record(
        "website.undo_redirect",
        redirect,
        by=by,
        old=redirect.old_path,
        to=str(redirect.link or ""),
    )
    MissedAddress.objects.filter(path=f"{redirect.old_path}/").update(settled_at=None)
    redirect.delete()
    touch_public()


def _address_on_this_site(old: str) -> str:
    """Return an address as it stands behind the site's name; nothing where it is another's."""
    old = old.strip()
    try:
        told = urlsplit(old)
    except ValueError:
        return ""
    is_ours = told.netloc in {"", urlsplit(settings.SITE_URL).netloc}
    if not is_ours or not old.isprintable():
        return ""
    return f"{told.path}?{told.query}" if told.query else told.path


def _permit(by: Actor) -> None:
    if not may(by, "website.edit_page"):
        raise PermissionDenied
