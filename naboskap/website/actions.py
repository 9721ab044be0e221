"""Lay out the pages that ship with the house. An editor goes on from there."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.actions import touch_public
from naboskap.website.editing.workflow import lay_workflow
from naboskap.website.models import (
    SCHOOL,
    ContentPage,
    HomePage,
    LessonPage,
    NewsListPage,
)
from naboskap.website.written import Written, read

FRONT = "forside"


@transaction.atomic
def load_pages(folder: Path | None = None) -> int:
    """Make every page that is missing, in every language of the house; return how many.

    Idempotent. A page that is there is left as it is: an editor may have changed it. The same
    page in another language is the same page to Wagtail (one translation key).
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
    """Lay out one language's pages under its own front page."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    front = written.pop(FRONT)
    home = HomePage.objects.filter(locale=locale).first()
    made = 0
    if home is None:
        home = _make_home(locale, front)
        made += 1
    there = {page.slug: page for page in Page.objects.descendant_of(home).filter(locale=locale)}
    # Parents come before what hangs under them.
    for slug, page in sorted(written.items(), key=lambda item: "step" in item[1].facts):
        if slug not in there:
            parent = there[SCHOOL] if "step" in page.facts else home
            there[slug] = _make(page, locale, parent)
            made += 1
    _keep_first_words([home, *there.values()])
    return made


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


def _make(written: Written, locale: Locale, parent: Page) -> Page:
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
    if facts.get("kind") == "news":
        page = NewsListPage(**{name: said for name, said in common.items() if name != "body"})
    elif "step" in facts:
        page = LessonPage(
            **common,
            number=int(facts["step"]),
            minutes=int(facts.get("minutes", "5")),
            teaser=facts["teaser"],
        )
    else:
        page = ContentPage(**common, theme=facts.get("theme", ""))
    same = Page.objects.filter(slug=written.slug).exclude(locale=locale).first()
    if same is not None:
        page.translation_key = same.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page
