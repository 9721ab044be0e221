"""The page editor speaks Norwegian to those who write in it: no word of its maker's is left."""

import re
from pathlib import Path
from urllib.parse import unquote

import polib
import pytest
import wagtail
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db
WAGTAIL = Path(wagtail.__file__).parent
LINK = re.compile(r'(?:href|action|data-[\w-]+)="(/cms/[^"]*)"')
# Beside what is found by following links: dialogues, and what scripts fetch.
ALSO = (
    "/cms/choose-page/",
    "/cms/choose-external-link/",
    "/cms/choose-email-link/",
    "/cms/choose-anchor-link/",
    "/cms/choose-phone-link/",
    "/cms/images/chooser/",
    "/cms/documents/chooser/",
    "/cms/images/multiple/add/",
    "/cms/documents/multiple/add/",
    "/cms/pages/search/?q=kontakt",
    "/cms/pages/search/?q=qqq",
    "/cms/redirects/add/",
)


def ids_of(domain):
    """Return what the page editor marks to be told in other languages."""
    return {
        entry.msgid if not entry.msgctxt else f"{entry.msgctxt}\x04{entry.msgid}"
        for path in WAGTAIL.rglob(f"locale/en/LC_MESSAGES/{domain}.po")
        for entry in polib.pofile(str(path))
    }


@pytest.fixture
def missed(monkeypatch):
    """Gather what is asked for in Norwegian and is not there."""
    found, known = set(), ids_of("django")
    gettext, ngettext = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def noted(self, message):
        if message in known and message not in self._catalog:
            found.add(message)
        return gettext(self, message)

    def noted_many(self, one, many, number):
        if one in known and (one, self.plural(number)) not in self._catalog:
            found.add(one)
        return ngettext(self, one, many, number)

    monkeypatch.setattr(DjangoTranslation, "gettext", noted)
    monkeypatch.setattr(DjangoTranslation, "ngettext", noted_many)
    return found


def address(href):
    """Return a page of the desk, and what kind of page it is; nothing for what is elsewhere."""
    path = href.replace("&amp;", "&").partition("#")[0]
    if not path.startswith("/cms/"):
        return None
    try:
        return path, resolve(unquote(path.partition("?")[0])).route
    except Resolver404:
        return None


def test_no_page_of_the_desk_is_half_in_english(few_pages, client, missed, settings):
    settings.DEMONSTRATION = True
    writer, reader = (
        UserFactory(roles=[Role.EDITOR], is_demonstration=True) for _number in range(2)
    )
    draft, sent = ContentPage.objects.filter(locale__language_code="nb").order_by("pk")[:2]
    for page in (draft, sent):
        page.lead = "Nye ord."
        page.save_revision(user=writer)
    sent.get_workflow().start(sent, writer)
    client.force_login(reader)
    waiting, done = ["/cms/", *ALSO], {}
    edited = f"/cms/pages/{sent.pk}"
    waiting += [f"{edited}/edit/", f"{edited}/history/", f"{edited}/usage/"]
    while waiting:
        path, route = address(waiting.pop())
        if path in done or (route in done.values() and path not in ALSO):
            continue
        done[path] = route
        answer = client.get(path, follow=True)
        text = getattr(answer, "content", b"").decode("utf-8", "replace")
        waiting += [one for one in LINK.findall(text) if address(one)]
    client.force_login(writer)
    for path in (f"{edited}/edit/", f"/cms/pages/{draft.pk}/edit/", "/cms/"):
        client.get(path)
    assert len(done) > 50
    assert sorted(missed) == []


def test_what_is_done_to_several_pages_and_to_a_mirrored_one_is_said_in_norwegian(
    few_pages, client, missed, settings
):
    settings.DEMONSTRATION = True
    client.force_login(UserFactory(roles=[Role.EDITOR], is_demonstration=True))
    page, other = ContentPage.objects.filter(locale__language_code="nb").order_by("pk")[:2]
    mirrored = page.create_alias(parent=page.get_parent(), update_slug="speil")
    for way in ("edit", "convert_alias", "history", "delete", "move", "unpublish"):
        assert client.get(f"/cms/pages/{mirrored.pk}/{way}/").status_code == 200, way
    both = f"id={mirrored.pk}&id={other.pk}"
    for way in ("unpublish", "publish", "delete"):
        address = f"/cms/bulk/wagtailcore/page/{way}/?{both}&next=/cms/"
        for answer in (client.get(address), client.post(address, follow=True)):
            assert answer.status_code == 200, way
    assert sorted(missed) == []


def test_no_word_of_the_desks_scripts_is_in_english():
    told = DjangoTranslation("nb", "djangojs", [str(WAGTAIL / "admin" / "locale")])
    gaps = {
        one
        for one in ids_of("djangojs")
        if one not in told._catalog and (one, 0) not in told._catalog
    }
    assert gaps == set()


def ours(*domains):
    folder = Path(settings.LOCALE_PATHS[0]) / "nb" / "LC_MESSAGES"
    return [entry for name in domains for entry in polib.pofile(str(folder / f"{name}.po"))]


def test_what_we_say_for_the_page_editor_is_what_it_asks_for():
    known = ids_of("django") | ids_of("djangojs")
    places = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for entry in ours("django", "djangojs"):
        assert entry.msgid in known
        may_be = {*places.findall(entry.msgid), *places.findall(entry.msgid_plural)}
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(places.findall(text)) <= may_be, entry.msgid
            assert not re.search(r"[“”„]", text)


def test_no_room_says_it_otherwise():
    """Ours goes before every room's: a word of both would change under the room."""
    rooms = (settings.ROOT / "naboskap").glob("*/locale/nb/LC_MESSAGES/django.po")
    said = {
        entry.msgid for path in rooms for entry in polib.pofile(str(path)) if not entry.msgctxt
    }
    assert said & {entry.msgid for entry in ours("django") if not entry.msgctxt} == set()


def test_a_slip_of_the_makers_is_put_right():
    with override("nb"):
        assert gettext("Awaiting your review") == "Venter på at du leser"
        assert gettext("Autosave is paused") == "Autolagring er satt på pause"
        told = gettext("The page title as you'd like it to be seen by the public")
    assert told == "Tittelen på siden, slik besøkende ser den"


def test_our_words_for_the_maker_stand_apart_from_what_is_gathered():
    """Texts of the files beside a catalogue of this kind are gathered into it, and others go."""
    assert [one.name for one in Path(settings.LOCALE_PATHS[0]).parent.iterdir()] == ["locale"]
