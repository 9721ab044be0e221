"""Goes through the house as somebody would, by links and by forms that only ask, and looks."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import polib
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override
from lxml import html

from naboskap.website.sharing.titles import drawable

ROOT = Path(__file__).resolve().parents[2]
HOST = "http://testserver"
PREFIX = re.compile(r"^(nn|se|en|ru)/")
LATIN = re.compile(r"[A-Za-zÆØÅæøå]{3,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# Where a text stands on its own.
TOLD = "p|li|h1|h2|h3|h4|h5|h6|a|button|label|legend|dt|dd|th|td|summary|option|figcaption|caption"
# What a pair has written: of a title, no language is kept.
OF_THE_PAIR = frozenset(
    (
        "Elva mellom oss", "Ski uten grenser", "Vannprøver ved elva", "Felles konsert",
        "Alle var med.", "Det gikk fint.",
    )
)  # fmt: skip
FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "image": "href", "use": "href",
}  # fmt: skip


@cache
def catalogue(code: str) -> dict[str, str]:
    """Return every sentence of ours with its translation, where the two are not alike."""
    said: dict[str, str] = {}
    for path in sorted((ROOT / "naboskap").glob(f"*/locale/{code}/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and entry.msgstr != entry.msgid and "%(" not in entry.msgid:
                said[plain(entry.msgid)] = plain(entry.msgstr)
    return said


@cache
def foreign(spoken: str) -> frozenset[str]:
    """Return the sentences of ours that no page in the language ``spoken`` may show."""
    whole = {code: catalogue(code) for code in ("nb", "nn", "se", "ru")}
    english = set(whole["nb"])
    own = set(whole[spoken].values()) if spoken in whole else english
    others = {text for code, said in whole.items() if code != spoken for text in said.values()}
    if spoken in whole:
        others |= set(whole[spoken])
    return frozenset(text for text in others - own if " " in text and len(text) > 8)


def plain(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Walk:
    """What one person has seen in one language."""

    who: str
    language: str
    pages: int = 0
    views: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def methods_of(view: Any) -> set[str]:
    """Return the methods that a view takes; all of them where it does not say."""
    while view is not None:
        for name, cell in zip(
            getattr(getattr(view, "__code__", None), "co_freevars", ()),
            getattr(view, "__closure__", None) or (),
            strict=False,
        ):
            if name == "request_method_list":
                return set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "POST"}


def view_of(path: str) -> str:
    """Return the pattern of the view that an address leads to, without its language."""
    try:
        with override(language_of(path)):  # Whatever the page before was in.
            return PREFIX.sub("", str(resolve(path).route))
    except Resolver404:
        return ""


def language_of(path: str) -> str:
    found = PREFIX.match(path.removeprefix("/"))
    return found[1] if found else "nb"


def walk(
    client: Client,
    who: str,
    language: str,
    starts: Iterable[str],
    *,
    within: str = "/",
    most: int = 2,
) -> Walk:
    """Go from ``starts`` wherever links and asking forms lead: ``most`` pages of each view.

    And as many more that ask for something behind a question mark. Outside ``within`` one page
    of a view is enough: others look at those.
    """
    seen = Walk(who, language)
    prefix = "" if language == "nb" else f"/{language}"
    queue = deque((f"{prefix}{start}", "the beginning") for start in starts)
    known: set[str] = set()
    visits: dict[tuple[str, bool], int] = defaultdict(int)
    while queue:
        address, source = queue.popleft()
        path, _, asked = address.partition("?")
        route = view_of(path)
        if path.removeprefix(prefix).startswith(within):
            kind, room = (path if "[" in route else route, bool(asked)), most
        else:
            kind, room = (route, False), 1
        if address in known or visits[kind] >= room:
            continue
        known.add(address)
        visits[kind] += 1
        seen.views[route] += 1
        found = look(client, address, seen, source)
        queue.extend((to, address) for to in found if language_of(to) == language)
    return seen


def open_mailed(client: Client, addresses: Iterable[str]) -> Walk:
    """Open what mails lead to as whoever has the mail, and what lies under those addresses."""
    seen = Walk("reader of a mail", "")
    queue = deque(addresses)
    known: set[str] = set()
    while queue:
        address = queue.popleft()
        path = address.partition("?")[0]
        if address in known:
            continue
        known.add(address)
        seen.language = language_of(address)
        seen.views[view_of(path)] += 1
        queue.extend(to for to in look(client, address, seen, "a mail") if to.startswith(path))
    return seen


def look(client: Client, address: str, seen: Walk, source: str) -> list[str]:
    """Look at one page, note what is wrong with it, and return where it leads."""
    answer = client.get(address, headers={"accept-language": seen.language})
    seen.pages += 1
    place = f"{seen.who}, {seen.language}: {address} (from {source})"
    if answer.status_code in {301, 302, 303}:
        return [to for to in [within_site(address, answer["Location"])] if to]
    if answer.status_code >= 400:
        seen.faults.append(f"{answer.status_code} {place}")
        return []
    if not answer.headers["Content-Type"].startswith("text/html"):
        answer.getvalue()
        return []
    page = html.fromstring(answer.content.decode())
    wrong = dict.fromkeys(wrong_in(page, seen.language))
    seen.faults += [f"{fault} — {place}" for fault in wrong]
    return [to for to in links(page, address) if not to.startswith(("/static/", "/cms/"))]


def within_site(address: str, href: str) -> str:
    """Return where a link on ``address`` leads, or nothing where it leads away."""
    to = urlsplit(urljoin(HOST + address, href))
    if to.scheme != "http" or to.netloc != "testserver":
        return ""
    return to.path + (f"?{to.query}" if to.query else "")


def links(page: Any, address: str) -> Iterator[str]:
    """Yield where a page leads: its links, and its asking forms as they stand."""
    for link in page.iter("a"):
        if to := within_site(address, link.get("href") or ""):
            yield to
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() == "get":
            asked = urlencode([(name, value) for name, value in form.form_values() if name])
            path = within_site(address, form.get("action") or address).partition("?")[0]
            yield f"{path}?{asked}"


def wrong_in(page: Any, language: str) -> Iterator[str]:
    """Yield what is wrong on a page by itself."""
    if page.get("lang") != language:
        yield f"the page says that it is in {page.get('lang')}"
    for picture in page.iter("img", "area"):
        if picture.get("alt") is None:
            yield f"a picture without words: {picture.get('src')}"
    for element in page.iter(*FETCHED):
        yield from _elsewhere(element.get(FETCHED[element.tag]))
    for element in page.iter("link"):
        if element.get("rel") not in {"canonical", "alternate"}:
            yield from _elsewhere(element.get("href"))
    yield from outline(page)
    yield from mixed(page, language)
    yield from undrawn(page, language)


def undrawn(page: Any, language: str) -> Iterator[str]:
    """Yield a picture for sharing that the page names and that is not to be had."""
    for address in page.xpath("//meta[@property='og:image']/@content"):
        digest = re.search(r"/bilder/deling/\w\w/(\w+)\.png$", address)
        if digest and digest[1] not in drawable(language):
            yield f"no picture for sharing: {page.findtext('.//title')}"


def outline(page: Any) -> Iterator[str]:
    """Yield what makes a page hard to find one's way in by its headings and landmarks alone."""
    body = page.find("body")
    if body is None:
        return
    for tag in ("h1", "main"):
        if (number := len(body.findall(f".//{tag}"))) != 1:
            yield f"{number} of {tag}"
    before = 0
    for heading in body.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        rank = int(heading.tag[1])
        if not plain(heading.text_content()):
            yield f"an empty {heading.tag}"
        if heading.getroottree().getpath(heading).startswith("/html/body/main"):
            if rank > before + 1:
                yield f"{heading.tag} after h{before}: {plain(heading.text_content())[:60]!r}"
            before = rank
    for landmark in ("nav", "aside"):
        every = list(body.iter(landmark))
        names = [name_of(one, page) for one in every]
        if len(every) > 1 and (not all(names) or len(set(names)) < len(names)):
            yield f"{landmark}: {names}"
    ids = Counter(one.get("id") for one in body.iter() if one.get("id"))
    yield from (f"twice on the page: #{one}" for one, number in ids.items() if number > 1)


def name_of(element: Any, page: Any) -> str:
    """Return what a screen reader calls a landmark."""
    if element.get("aria-label"):
        return str(element.get("aria-label"))
    called = (element.get("aria-labelledby") or "").split()
    return " ".join(
        plain(one.text_content()) for key in called for one in page.xpath("//*[@id=$key]", key=key)
    )


def _elsewhere(address: str | None) -> Iterator[str]:
    if address and not address.startswith("data:") and urlsplit(address).netloc:
        yield f"fetched from elsewhere: {address}"


def lang_of(element: Any) -> str:
    while element is not None:
        if element.get("lang"):
            return str(element.get("lang"))
        element = element.getparent()
    return ""


def mixed(page: Any, language: str) -> Iterator[str]:
    """Yield texts of ours in another language, and what a Russian reader cannot read."""
    body = page.find("body")
    if body is None:
        return
    for element in body.iter(*TOLD.split("|")):
        own = plain(element.text or "")
        if len(own) < 3 or lang_of(element) != language:
            continue
        if own in foreign(language) or plain(element.text_content()) in foreign(language):
            yield f"not in {language}: {own[:80]!r}"
        elif language == "ru" and element.tag in {"p", "h1", "h2", "h3", "dt", "th", "legend"}:
            whole = plain(element.text_content())
            marked = any(one.get("lang") for one in element.iter() if one is not element)
            if whole in OF_THE_PAIR:
                continue
            if not CYRILLIC.search(whole) and len(LATIN.findall(whole)) > 2 and not marked:
                yield f"no Cyrillic: {whole[:80]!r}"
