"""Lay out the pages that ship with the house. An editor goes on from there."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.actions import touch_public
from naboskap.website.editing.workflow import lay_workflow
from naboskap.website.models import (
    SCHOOL,
    ContentPage,
    HomePage,
    LaidPage,
    LandingPage,
    LessonPage,
    LibraryPage,
    NewsListPage,
    OurPage,
    SectionPage,
)
from naboskap.website.written import Written, read

FRONT = "forside"
# Pages that list what editors add: by what their text says that they are.
LISTS: dict[str, type[OurPage]] = {"news": NewsListPage, "library": LibraryPage}


@transaction.atomic
def load_pages(folder: Path | None = None) -> int:
    """Lay every page that was not laid yet, in every language of the house; return how many.

    Idempotent. What was laid is an editor's: left as it is, also where it is renamed or gone. The
    same page in another language is the same page to Wagtail (one translation key).
    """
    folder = folder or Path(settings.ROOT) / "starter" / "pages"
    made = 0
    first = settings.LANGUAGE_CODE
    house = secretariat()
    # The first language stands at the root of the site, whatever the house speaks.
    for code in sorted({*house.site_languages, first}, key=lambda code: code != first):
        if not (folder / code).is_dir():
            continue
        # What is told in some languages only, writes its addresses whole: it knows what there is.
        prefix = "" if code == first or code in house.page_languages else f"/{code}"
        words = {
            "name": in_language(house.name, code),
            "phone": house.phone,
            "answered": in_language(house.phone_answered, code),
            "email": house.email,
            "address": house.address,
        }
        written = {
            page.slug: page
            for page in (
                read(path, prefix=prefix, words=words)
                for path in sorted((folder / code).glob("*.md"))
            )
        }
        made += _lay(code, written)
    lay_workflow(first)
    if made:
        touch_public()
    return made


def _lay(code: str, written: dict[str, Written]) -> int:
    """Lay out one language's pages under its own front page; what was laid once is an editor's."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    front = written.pop(FRONT)
    home = HomePage.objects.filter(locale=locale).first()
    laid = _laid(code, locale, home, {FRONT, *written})
    if home is None and FRONT in laid:
        return 0
    made = 0
    if home is None:
        home = _make_home(locale, front)
        laid[FRONT] = _note(code, FRONT, home)
        made += 1
    # Parents come before what hangs under them.
    for slug, page in sorted(written.items(), key=lambda item: bool(item[1].above)):
        # Where nobody has the section that a page belongs in, it stands by itself.
        parent = laid.get(page.above)
        if page.above != SCHOOL:
            parent = parent or home
        if slug in laid:
            _lead_to_where_it_stands(laid[slug], page.address)
        if slug in laid or parent is None:
            continue
        new = _make(page, locale, parent)
        laid[slug] = _note(code, slug, new)
        made += new is not None
    _keep_first_words([home, *Page.objects.descendant_of(home).filter(locale=locale)])
    return made


def _laid(
    code: str, locale: Locale, home: HomePage | None, every: Iterable[str]
) -> dict[str, Page | None]:
    """Return what was laid in a language, by its first name; None where it is deleted since.

    In a house from before this was noted, all of it was laid: what is not there was taken away.
    """
    noted = LaidPage.objects.filter(language=code).select_related("page")
    laid: dict[str, Page | None] = {one.slug: one.page for one in noted}
    if laid or home is None:
        return laid
    there = {page.slug: page for page in Page.objects.descendant_of(home).filter(locale=locale)}
    there[FRONT] = home
    return {slug: _note(code, slug, there.get(slug)) for slug in every}


def _note(code: str, slug: str, page: Page | None) -> Page | None:
    base = None if page is None else Page.objects.get(pk=page.pk)
    LaidPage.objects.create(language=code, slug=slug, page=base)
    return page


def _keep_first_words(pages: Iterable[Page]) -> None:
    """Keep what a page says as its first version, so that an editor's change loses nothing."""
    for page in pages:
        if page.latest_revision_id is None:
            first = page.specific.save_revision(clean=False)
            Page.objects.filter(pk=page.pk).update(
                live_revision=first,
                has_unpublished_changes=False,
                first_published_at=first.created_at,
                last_published_at=first.created_at,
            )


def _make_home(locale: Locale, front: Written) -> HomePage:
    root = Page.objects.get(depth=1)
    # The page that Wagtail ships with.
    for welcome in Page.objects.child_of(root).exclude(pk__in=HomePage.objects.values_list("pk")):
        welcome.delete()
        root.refresh_from_db()
    first = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    home = HomePage(
        title=front.facts["title"],
        slug=f"{FRONT}-{locale.language_code}",
        lead=front.facts["lead"],
        search_description=front.facts.get("description", ""),
        body=front.blocks,
        locale=locale,
    )
    if first is not None:
        home.translation_key = first.translation_key
    root.add_child(instance=home)
    if first is None:
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": ""},
        )
    return home


def _make(written: Written, locale: Locale, parent: Page) -> Page | None:
    """Make a page; None where an editor has it in this language already, by another name."""
    same = _in_another_language(written.slug, locale)
    if same is not None and same.has_translation(locale):
        return None
    facts = written.facts
    common = {
        "title": facts["title"],
        "slug": written.slug,
        "lead": facts["lead"],
        "search_description": facts.get("description", facts["lead"])[:300],
        "body": written.blocks,
        "locale": locale,
    }
    page: Page
    if facts.get("kind") in LISTS:
        kind = LISTS[facts["kind"]]
        page = kind(**{name: said for name, said in common.items() if name != "body"})
    elif "step" in facts:
        page = LessonPage(
            **common,
            number=int(facts["step"]),
            minutes=int(facts.get("minutes", "5")),
            teaser=facts["teaser"],
        )
    else:
        page = _worded(written, common)
    if same is not None:
        page.translation_key = same.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    if "under" in facts:
        # Where it stood before it had a section: the address is in use.
        _lead_on(page, f"/{page.slug}/", for_good=True)
    return page


def _worded(written: Written, common: dict[str, Any]) -> Page:
    """Make a page of words; a landing page's links lead on as its cards."""
    facts, theme = written.facts, written.facts.get("theme", "")
    match facts.get("kind"):
        case "section":
            return SectionPage(**common, theme=theme)
        case "landing":
            rows = [
                row for name, value in written.blocks if name == "links" for row in value["rows"]
            ]
            words = [block for block in written.blocks if block[0] != "links"]
            return LandingPage(
                **{**common, "body": words},
                theme=theme,
                button_title=facts["button_title"],
                button_href=facts["button_href"],
                cards=[("card", row) for row in rows],
            )
    return ContentPage(**common, theme=theme)


def _lead_to_where_it_stands(page: Page | None, address: str) -> None:
    """Lead on from where a page is laid today, in a house where it was laid elsewhere before.

    What is laid since, as a front page in one more language, links to today's address.
    """
    if page is not None:
        _lead_on(page, address, for_good=False)


def _lead_on(page: Page, address: str, *, for_good: bool) -> None:
    """Lead from an address in a page's language to the page, unless it leads somewhere already."""
    code = page.locale.language_code
    old = address if code == settings.LANGUAGE_CODE else f"/{code}{address}"
    old_path = Redirect.normalise_path(old)
    if page.get_url() != old and not Redirect.objects.filter(old_path=old_path).exists():
        Redirect.objects.create(
            old_path=old_path,
            redirect_page=page,
            is_permanent=for_good,
            automatically_created=True,
        )


def _in_another_language(slug: str, locale: Locale) -> Page | None:
    """Return the same page in another language, also where an editor has renamed it."""
    noted = LaidPage.objects.filter(slug=slug, page__isnull=False).select_related("page")
    laid = noted.exclude(language=locale.language_code).order_by("pk").first()
    return laid.page if laid else None
