"""Whoever hears a page finds their way by its landmarks and headings: one page of every kind."""

import os

import pytest

from tests.journeys.eye import called
from tests.journeys.outline import faults_of, keep, read_outline

# Where a page of each kind stands; after ">" where on it the link to one stands.
KINDS = {
    "front page": "/",
    "section": "/kjenn-naboen/",
    "page in a section": "/kjenn-naboen/norge-for-naboen/",
    "about us": "/om-oss/",
    "article": "/hva-stotter-vi/",
    "news": "/nyheter/",
    "news item": "/nyheter/ > main .nk-list a",
    "programmes": "/ordninger/",
    "programme": "/ordninger/barentsmidler/",
    "questions about a programme": "/ordninger/barentsmidler/sporsmal/",
    "advisers": "/radgivere/",
    "adviser": "/radgivere/ > main a[href$='/samtale/']",
    "events": "/arrangementer/",
    "event": "/arrangementer/ > main ol a",
    "past event": "/arrangementer/ > main ul a[href*='/arrangementer/']",
    "library": "/bibliotek/",
    "publication": "/bibliotek/ > main .nk-list a",
    "frequent questions": "/sporsmal-og-svar/",
    "answers": "/sporsmal/",
    "answer": "/sporsmal/ > main a[href*='/sporsmal/']",
    "school": "/sokeskolen/",
    "lesson": "/sokeskolen/finn-en-partner/",
    "landing page": "/folk-til-folk/for-skoler/",
    "guidelines": "/retningslinjer/",
    "guidelines version": "/retningslinjer/ > main a[href*='/retningslinjer/']",
    "deadlines": "/frister/",
    "can we get support": "/kan-vi-fa-stotte/",
    "idea": "/ide/",
    "question form": "/spor/",
    "lost link": "/spor/lenke/",
    "finding a partner": "/finn-partner/",
    "wishes": "/finn-partner/onsker/",
    "search with a result": "/sok/?sok=Barents",
    "search without": "/sok/?sok=xyzzyq",
    "project bank": "/prosjekter/",
    "project": "/prosjekter/ > main a[href*='/prosjekter/']",
    "open data": "/data/",
    "stories": "/historier/",
    "newsletter": "/nyhetsbrev/",
    "newsletter issues": "/nyhetsbrev/utgaver/",
    "newsletter issue": "/nyhetsbrev/utgaver/ > main a[href*='/utgaver/']",
    "receipt": "/kvittering/",
    "error report": "/meld-feil/",
    "missing page": "/finnes-ikke/",
    "privacy": "/personvern/",
    "accessibility": "/tilgjengelighet/",
    "contact": "/kontakt/",
    "who pays": "/hvem-betaler/",
    "region map": "/barentsregionen/",
    "sign in": "/logg-inn/",
    "sign up": "/registrer/",
}


def address_of(page, kind: str, prefix: str) -> str:
    """Return where a page of a kind stands in a language, or nothing where there is none."""
    place, _, link = KINDS[kind].partition(" > ")
    if not link:
        return f"{prefix}{place}"
    if not page.url.endswith(f"{prefix}{place}"):  # Most stand after their list.
        page.goto(f"{prefix}{place}")
    return page.locator(link).first.get_attribute("href") if page.locator(link).count() else ""


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_headings_and_landmarks_make_sense(visitor, eye, code):
    prefix, faults, dump, visited = "" if code == "nb" else f"/{code}", [], [], set()
    page = visitor()
    for kind in KINDS:
        if not (address := address_of(page, kind, prefix)):
            faults.append(f"{kind}: there is none")
            continue
        answer = page.goto(address)
        assert answer.status == (404 if kind == "missing page" else 200), address
        outline = read_outline(page)
        visited.add(called(page.url, outline.page))
        dump.append(f"── {kind}: {address}\n{outline.text()}")
        wrong = faults_of(outline, is_project=kind == "project")
        faults += [f"{kind} ({address}): {one}" for one in wrong]
    keep(code, "\n".join(dump))
    assert not faults, "\n".join(faults)
    # Each of them is looked at in light and dark, narrow and wide.
    if os.environ.get("JOURNEY_AXE") != "no":
        assert eye.look() == []
        assert visited <= {view for view, _status in eye.looked}
