"""Nothing that lets somebody in without signing in is written down as part of an address."""

import re

import pytest

from naboskap.core.addresses import ALWAYS, WAYS_IN, is_open, routes, without_ways_in

# Open pages whose address lets somebody in. A new one is looked at, and comes here.
OPEN_WITH_A_WAY_IN = {
    "arrangementer/min/<str:secret>/",
    "bekreft-epost/(?P<key>[-:\\w]+)/$",
    "glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "ide/takk/<str:key>/",
    "invitasjon/<str:token>/",
    "min-side/bekreft/<str:secret>/",
    "min-side/invitasjon/<str:secret>/",
    "min-side/partner/bekreft/<str:token>/",
    "nyhetsbrev/mitt/<str:secret>/",
    "nyhetsbrev/mitt/<str:secret>/slutt/",
    "samtale/<str:secret>/",
    "samtale/<str:secret>/kalender.ics",
    "spor/<str:secret>/",
    "spor/takk/<str:key>/",
}
# What else the address of an open page may hold: it is public.
PUBLIC = {"pk", "slug", "size", "rest", "language", "digest"}
SAMPLE = "a1B2c3wayin"
WITH_A_WAY_IN = sorted(
    (route, is_open(view)) for route, view, names in routes() if names & WAYS_IN
)


def filled(route):
    """Return an address as ``route`` writes it, each way in with the same letters."""

    def part(found):
        return SAMPLE if found[1] in WAYS_IN else "7" if found[0].startswith("<int") else "nb"

    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", part, route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", part, route).removesuffix("$")


def test_the_open_pages_with_a_way_in_are_known():
    assert {route for route, opens in WITH_A_WAY_IN if opens} == OPEN_WITH_A_WAY_IN


def test_an_open_page_has_no_other_way_in():
    told = {name for _route, view, names in routes() if is_open(view) for name in names}
    assert told <= WAYS_IN | PUBLIC


@pytest.mark.parametrize("prefix", ["", "/nn", "/se", "/en", "/ru"])
def test_no_way_in_is_written_down(prefix):
    for route, opens in WITH_A_WAY_IN:
        path = prefix + filled(route)
        told = without_ways_in(path, for_outsiders=True)
        assert SAMPLE not in told, route
        assert told.startswith(prefix + filled(re.split(r"[<(]", route)[0]).rstrip("/"))
        if opens or any(f":{name}>" in route for name in ALWAYS):
            assert SAMPLE not in without_ways_in(path), route
        # A link that was cut, or went on too long, is none of ours, and may hold a way in still.
        for strange in (path.rstrip("/"), f"{path}mer/", f"{path}%%%"):
            assert SAMPLE not in without_ways_in(strange, for_outsiders=True), strange
