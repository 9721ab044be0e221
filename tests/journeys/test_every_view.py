"""Every view, in every language, as everybody: nothing fails, nothing is in the wrong tongue.

Goes by links and by forms that only ask, from the front page and from each person's own first
page, through a house in which everything has happened once. Without a browser, so that it is
quick; what a browser sees of a page, the other journeys look at.
"""

import time

import pytest
import time_machine
from django.test import Client
from django.urls import URLResolver, get_resolver

from naboskap.applications.tests.factories import NOW
from tests.journeys.conftest import TOLD
from tests.journeys.crawler import methods_of, open_mailed, walk
from tests.journeys.everything import browser, filled_house
from tests.journeys.happened import mailed

LANGUAGES = ("nb", "en", "ru")
# What only pages are told in: also a page that is not told in it, and what a search finds.
ONLY_PAGES = ("nn", "se")
FIRST = ("/", "/om-oss/", "/sok/?sok=Barents", "/sok/?sok=xyzzyq")
# One of each kind of page that an editor makes and no menu leads to.
KINDS = ("/reise/igjen/visum/", "/ordninger/barentsmidler/")
STAFF = (
    "officer", "head", "deputy", "board_member", "council_member",
    "finance_preparer", "finance_releaser", "auditor", "editor", "administrator",
)  # fmt: skip
# Where one comes to after sending a form, which this walk does not do.
AFTER_A_FORM = (
    "/glemt-passord/sendt/", "/glemt-passord/byttet/", "/bekreft-epost/", "/logg-inn/stengt/",
    "/meld-feil/takk/", "/totrinn/kode/", "/nyhetsbrev/takk/",
    "/arrangementer/takk/",
)  # fmt: skip
# Views that no link leads to in this house, and why: their rooms' own tests look at them.
NOT_REACHED = {
    "asked by machines": (
        "healthz",
        "robots.txt",
        "sitemap.xml",
    ),
    "the house has no logo of its own": ("husets-merke",),
    "fetched by a page, as a picture on it": (r"bilder/images/(?P<slug>[\w-][\w.-]*)$",),
    "fetched where a link to a page is shared; the walk asks whether it may be drawn": (
        "bilder/deling/<slug:language>/<slug:digest>.png",
    ),
    "where the mails of a demonstration are read": ("postkasse/",),
    "what is not there": ("data/(?P<rest>.+)$",),
    "its key comes in a mail": (
        r"^bekreft-epost/(?P<key>[-:\w]+)/$",
        "^glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        "invitasjon/<str:token>/",
        "min-side/bekreft/<str:secret>/",
        "min-side/invitasjon/<str:secret>/",
        "min-side/partner/bekreft/<str:token>/",
        "nyhetsbrev/mitt/<str:secret>/slutt/",
    ),
    "where one comes after sending": (
        "ide/takk/<str:key>/",
        "spor/takk/<str:key>/",
    ),
    "a button leads to it, and no link": ("logg-ut/",),
    "after a number has been looked up in the register": (
        "min-side/organisasjon/ny/opplysninger/",
    ),
    "no application of this house is in that state": (
        "min-side/soknader/<slug:key>/endring/",
        "min-side/soknader/<slug:key>/endring/<int:pk>/",
        "min-side/soknader/<slug:key>/fullt-skjema/",
        "min-side/soknader/<slug:key>/sporsmal/<int:pk>/",
        "min-side/soknader/<slug:key>/svar/<slug:question>/pa/<slug:language>/tidligere/",
    ),
    "the house has no paper that was sent in": (
        "min-side/soknader/<slug:key>/vedlegg/<int:pk>/fil/",
        "saksbehandling/saker/<str:number>/vedlegg/",
        "saksbehandling/saker/<str:number>/vedlegg/<int:place>/",
        "saksbehandling/saker/<str:number>/vedlegg/<int:place>/frist/",
    ),
    "no guidelines have others before them yet": ("retningslinjer/<slug:slug>/endringer/",),
    "no case has been put on hold together with others": (
        "saksbehandling/pa-vent/omgang/<int:pk>/",
    ),
    "only projects that the worker has made cards of are hidden from there": (
        "saksbehandling/prosjektbank/<slug:slug>/skjul/",
    ),
    "no guidelines have been tried": (
        "saksbehandling/retningslinjer/<slug:slug>/prov/<int:pk>/",
        "saksbehandling/retningslinjer/<slug:slug>/prov/<int:pk>/saker.csv",
    ),
    "the case has not come so far, or past it": (
        "saksbehandling/saker/<str:number>/andre-leser/",
        "saksbehandling/saker/<str:number>/rad/",
    ),
    "asks for a second factor that the test has not set up": (
        "totrinn/app/fjern/",
        "totrinn/kode-igjen/",
        "totrinn/reservekoder/",
        "totrinn/reservekoder/nye/",
    ),
}
NOT_LOOKED_AT = {route for routes in NOT_REACHED.values() for route in routes}


def every_view():
    """Return the pattern of every view that can be looked at, but the page editor's."""

    def under(patterns, before=""):
        for pattern in patterns:
            # As Django joins them: a pattern within another bears no mark of its beginning.
            route = before + str(pattern.pattern).removeprefix("^" if before else "")
            if isinstance(pattern, URLResolver):
                yield from under(pattern.url_patterns, route)
            elif not route.startswith("cms/") and "GET" in methods_of(pattern.callback):
                yield route

    return set(under(get_resolver().url_patterns))


@pytest.mark.django_db
def test_every_view_in_every_language_as_everybody(settings, tmp_path, request):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    began = time.monotonic()
    with time_machine.travel(NOW, tick=False):
        cast = filled_house()
        walks = [
            walk(Client(), "visitor", code, ["/", *AFTER_A_FORM, *KINDS], most=4)
            for code in LANGUAGES
        ]
        walks.append(open_mailed(Client(), mailed()))
        walks += [walk(Client(), "visitor", code, FIRST, most=4) for code in ONLY_PAGES]
        of_pairs = [(who, code) for who in ("lead", "applicant") for code in LANGUAGES]
        of_pairs += [("writer", "ru"), ("partner", "ru"), ("newcomer", "ru"), ("stranger", "nb")]
        for who, code in of_pairs:
            person = browser(getattr(cast, who))
            starts = ["/min-side/", "/min-side/inn/"]
            # Who stands to several cases has one in each state.
            most = 6 if who in {"applicant", "partner"} else 2
            walks.append(walk(person, who, code, starts, within="/min-side/", most=most))
        for who in STAFF:
            starts = ["/saksbehandling/", "/min-side/meg/"]
            # Who handles cases has more than one of each, in different states.
            most = 5 if who == "officer" else 2
            person = browser(getattr(cast, who))
            walks.append(walk(person, who, "nb", starts, within="/saksbehandling/", most=most))
    faults = [fault for one in walks for fault in one.faults]
    reached = set().union(*(one.views for one in walks))
    told = (
        f"{sum(one.pages for one in walks)} pages of {len(reached)} views looked at"
        f" in {time.monotonic() - began:.0f} s"
    )
    request.config.stash[TOLD] = told
    missing = sorted(every_view() - reached - NOT_LOOKED_AT)
    faults += [f"no link led to {route}" for route in missing]
    faults += [f"reached after all: {route}" for route in sorted(NOT_LOOKED_AT & reached)]
    assert not faults, "\n".join(faults)
