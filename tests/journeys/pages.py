"""Pages that no house is born with: a section, a landing page, and words about a programme."""

from naboskap.website.models import (
    ContentPage,
    HomePage,
    LandingPage,
    ProgrammePage,
    SectionPage,
)

WORDS = {
    "nb": ("Reise", "Visum", "For kor", "Alt om det.", "Søk støtte"),
    "en": ("Travel", "Visas", "For choirs", "All about it.", "Apply for support"),
    "ru": ("Поездки", "Визы", "Для хоров", "Всё об этом.", "Подать заявку"),
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
    for code, (section, within, choirs, lead, button) in WORDS.items():
        home = HomePage.objects.get(locale__language_code=code)
        prefix = "" if code == "nb" else f"/{code}"
        body = [("text", {"heading": within, "text": f"<p>{lead}</p>"})]
        outer = put(SectionPage, home, section, "reise", lead=lead)
        inner = put(SectionPage, outer, f"{section} 2", "igjen", lead=lead)
        put(ContentPage, inner, within, "visum", lead=lead, body=body)
        put(
            LandingPage,
            home,
            choirs,
            "for-kor",
            lead=lead,
            button_title=button,
            button_href=f"{prefix}/sok-stotte/",
            cards=[
                ("card", {"title": section, "href": f"{prefix}/reise/", "text": lead}),
            ],
        )
        put(ProgrammePage, home, section, "ord", programme="barentsmidler", lead=lead, body=body)
