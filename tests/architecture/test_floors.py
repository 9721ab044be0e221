"""What import-linter cannot see: relations by name, reverse names, stray statuses."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
FLOOR = {
    room.strip(): floor
    for floor, rooms in enumerate(reversed(LAYERS))
    for room in rooms.split("|")
}
# The pages that need no sign-in. Whoever opens another writes it here.
OPEN_DOORS: set[str] = {
    "healthz",
    "postkasse/",
    "husets-merke",
    # Every published page.
    r"^((?:[\w\-]+/)*)$",
    # Search over all that is public, and a word about what is wrong on a page.
    "sok/",
    "meld-feil/",
    "meld-feil/takk/",
    # The pictures of its pages, and its news as a feed.
    "bilder/^images/(?P<slug>[\\w-][\\w.-]*)$",
    "bilder/deling/<slug:language>/<slug:digest>.png",
    "nyheter.atom",
    # The files of the library while a page shows them, and what came last as a feed.
    "filer/^(?P<slug>[0-9a-f]{24}\\.[a-z]{3,4})$",
    "bibliotek.atom",
    "sitemap.xml",
    "robots.txt",
    # The project bank: its pages, and its files.
    "prosjekter/",
    "prosjekter/<slug:slug>/",
    "data/",
    "data/prosjekter.json",
    "data/prosjekter.csv",
    "data/prosjekter.atom",
    "data/frister.atom",
    "data/nyhetsbrev.atom",
    "data/prosjekter/<slug:slug>.json",
    "data/tilskudd-360giving.json",
    "data/^(?P<rest>.+)$",
    # What is offered, the guidelines, whom to ask, and an idea in two sentences.
    "ordninger/",
    "ordninger/<slug:slug>/",
    "ordninger/<slug:slug>/sporsmal/",
    "ordninger/<slug:slug>/sporsmal/<slug:size>.docx",
    "retningslinjer/",
    "retningslinjer/<slug:slug>/",
    "retningslinjer/<slug:slug>/endringer/",
    "frister/",
    "frister/<int:pk>.ics",
    "kan-vi-fa-stotte/",
    "radgivere/",
    "ide/",
    "finn-partner/onsker/",
    "ide/takk/<str:key>/",
    # A question to an adviser, and the thread by its mailed link.
    "spor/",
    "spor/lenke/",
    "spor/takk/<str:key>/",
    "spor/<str:secret>/",
    # What came of projects.
    "historier/",
    "historier/<slug:slug>/",
    "data/historier.atom",
    # What advisers have answered for everybody.
    "sporsmal/",
    "sporsmal/<slug:slug>/",
    # A talk with an adviser: booked, and by its mailed link.
    "radgivere/<int:pk>/samtale/",
    "samtale/<str:secret>/",
    "samtale/<str:secret>/kalender.ics",
    # The newsletter: signing up, what has been sent, and one's own page by its mailed link.
    "nyhetsbrev/",
    "nyhetsbrev/takk/",
    "nyhetsbrev/utgaver/",
    "nyhetsbrev/utgaver/<int:pk>/",
    "nyhetsbrev/mitt/<str:secret>/",
    "nyhetsbrev/mitt/<str:secret>/slutt/",
    # Events: what is arranged, registering, and one's own registration by its mailed link.
    "arrangementer/",
    "arrangementer/takk/",
    "arrangementer/<int:pk>/",
    "arrangementer/<int:pk>/kalender.ics",
    "arrangementer/min/<str:secret>/",
    # Whether a receipt is genuine, and no more.
    "kvittering/",
    # Coming in: signing in (in two steps), registering, a forgotten password, an invitation.
    "logg-inn/",
    "logg-ut/",
    "logg-inn/stengt/",
    "registrer/",
    "bekreft-epost/",
    "^bekreft-epost/(?P<key>[-:\\w]+)/$",
    "glemt-passord/",
    "glemt-passord/sendt/",
    "^glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "glemt-passord/byttet/",
    "invitasjon/<str:token>/",
    "totrinn/kode/",
    # A partner's link or code: to see what it is about, and to confirm without an account.
    "min-side/invitasjon/<str:secret>/",
    "min-side/bekreft/<str:secret>/",
    "min-side/kode/",
    # Still looking for a partner: a mail's link to a button, that shows nothing of the wish.
    "min-side/partner/bekreft/<str:token>/",
}
OURS = [model for model in apps.get_models() if model._meta.app_label in FLOOR]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_relations_point_down_and_leave_no_door_up(model):
    here = model._meta.app_label
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if not field.is_relation:
            continue
        there = field.related_model._meta.app_label
        if there not in FLOOR or there == here:
            continue
        assert FLOOR[there] < FLOOR[here], f"{field} points up, at {there}"
        assert field.remote_field.hidden, f"{field} needs related_name='+'"


def test_only_the_trail_assigns_a_status():
    strays = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "naboskap").rglob("*.py")
        if path.parts[-2:] != ("audit", "actions.py") and "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "status"
        if isinstance(node.ctx, ast.Store)
    ]
    assert strays == []


def views(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback


def test_only_the_public_doors_are_open():
    open_doors = {
        url
        for url, view in views(get_resolver().url_patterns)
        if not getattr(view, "login_required", True)
    }
    assert open_doors == OPEN_DOORS
