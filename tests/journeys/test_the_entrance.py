"""The way in: an invitation, a second factor, a forgotten password, each first done wrong."""

import base64
import hmac
import re
import struct
import time

import pytest

from tests.journeys import steps
from tests.journeys.house import links_in

PASSWORD = "moltebaer-og-tindved-i-november"
STEP = 30  # seconds that a code of the app holds
WRONG = "000000"


def code_now(secret: str) -> str:
    """Say what an app on a telephone would show (RFC 6238)."""
    bare = "".join(secret.split())
    key = base64.b32decode(bare + "=" * (-len(bare) % 8), casefold=True)
    seal = hmac.digest(key, struct.pack(">Q", int(time.time()) // STEP), "sha1")
    at = seal[-1] & 15
    number = struct.unpack(">I", seal[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def fill_in(page, **values: str) -> None:
    for name, value in values.items():
        steps.fill(page.locator(f"main [name={name}]"), value)
    steps.send_form(page)


def is_refused(page) -> bool:
    return page.locator("main .nk-errors").count() == 1


def link_to(site, address: str, part: str) -> str:
    """Return where the newest mail to an address leads."""
    [link] = [link for link in links_in(site.next_mail(address)) if part in link]
    return steps.path_of(link)


def test_somebody_is_invited_and_signs_in_with_two_factors(site, person, visitor):
    address = "ny-i-huset@example.org"
    administrator = person("administrator")
    administrator.goto("/saksbehandling/personer/inviter/")
    steps.check(administrator.locator("input[name=roles][value=case_officer]"))
    fill_in(administrator, name="Ny saksbehandler (eksempel)", email=address)

    page = visitor()
    page.goto(link_to(site, address, "/invitasjon/"))
    fill_in(page, password="x")
    assert is_refused(page)
    fill_in(page, password=PASSWORD)
    fill_in(page, login=address, password=PASSWORD)

    # Whoever works with others' cases comes no further without a second factor.
    page.wait_for_url(re.compile("/totrinn/app/"))
    fill_in(page, code=WRONG)
    assert is_refused(page)
    fill_in(page, code=code_now(page.locator("main code").inner_text()))
    page.goto("/totrinn/reservekoder/")
    kept = page.locator("main li code").all_inner_texts()
    assert len(kept) > 5
    for path in ("", "reservekoder/nye/", "app/fjern/"):
        assert page.goto(f"/totrinn/{path}").status == 200

    page.goto("/logg-ut/")
    steps.send_form(page)
    page.goto("/logg-inn/")
    fill_in(page, login=address, password=PASSWORD)
    page.wait_for_url(re.compile("/totrinn/kode/"))
    fill_in(page, code=WRONG)
    assert is_refused(page)
    fill_in(page, code=kept[0])
    page.wait_for_url(re.compile("/saksbehandling/"))


def test_a_password_is_forgotten_and_another_chosen(site, visitor):
    address = "finnes-ikke-enna@example.org"
    page = visitor()
    page.goto("/registrer/")
    fill_in(page, name="Ny (eksempel)", email=address, password1=PASSWORD)
    page.goto(link_to(site, address, "/bekreft-epost/"))
    steps.send_form(page)

    seen = len(site.mails(address))
    page = visitor()
    page.goto("/glemt-passord/")
    fill_in(page, email=address)
    assert "/sendt/" in page.url
    mail = site.next_mail(address, seen=seen)
    [link] = [link for link in links_in(mail) if "/glemt-passord/" in link]
    page.goto(steps.path_of(link))
    fill_in(page, password1="x")
    assert is_refused(page)
    fill_in(page, password1=f"{PASSWORD}-igjen")
    assert "/byttet/" in page.url
    # The link works once.
    page.goto(steps.path_of(link))
    assert page.locator("main input[name=password1]").count() == 0


LINES = """async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll(".nk-header .nk-nav ul")].map(list => {
    const lines = new Set([...list.children].map(one => one.getBoundingClientRect().top));
    return [list.getBoundingClientRect().top, lines.size];
  });
}"""


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize("language", ["", "/en", "/ru", "/se"])
def test_the_menu_stands_as_elsewhere_where_the_page_itself_has_the_search(
    visitor, width, language
):
    page = visitor(width=width)
    page.goto(f"{language}/")
    elsewhere = page.evaluate(LINES)
    page.goto(f"{language}/sok/")
    assert page.evaluate(LINES) == elsewhere
    assert [lines for _top, lines in elsewhere] == [1, 1]


def test_the_languages_of_my_page_stand_on_a_line_of_their_own(person):
    page = person("applicant")
    page.set_viewport_size({"width": 1024, "height": 900})
    page.goto("/ru/min-side/")
    assert [lines for _top, lines in page.evaluate(LINES)] == [1, 1]
