"""Pages that no house is born with: a section in a section, and words about a programme."""

from naboskap.website.models import (
    ContentPage,
    HomePage,
    ProgrammePage,
    SectionPage,
)

WORDS = {
    "nb": ("Reise", "Visum", "Alt om det."),
    "en": ("Travel", "Visas", "All about it."),
    "ru": ("Поездки", "Визы", "Всё об этом."),
}


def put(model, above, title, slug, **facts):
    """Put a published page into the tree."""
    above.refresh_from_db()
    page = model(title=title, slug=slug, locale=above.locale, **facts)
    above.add_child(instance=page)
    page.save_revision().publish()
    return page


def kinds_of_pages() -> None:
    """Publish one of each kind in the languages that people have."""
    for code, (section, within, lead) in WORDS.items():
        home = HomePage.objects.get(locale__language_code=code)
        body = [("text", {"heading": within, "text": f"<p>{lead}</p>"})]
        outer = put(SectionPage, home, section, "reise", lead=lead)
        inner = put(SectionPage, outer, f"{section} 2", "igjen", lead=lead)
        put(ContentPage, inner, within, "visum", lead=lead, body=body)
        put(ProgrammePage, home, section, "ord", programme="barentsmidler", lead=lead, body=body)
