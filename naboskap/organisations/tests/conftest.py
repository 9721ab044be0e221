import json
import threading
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM
from naboskap.organisations.actions import load_places
from naboskap.organisations.tests.factories import MembershipFactory, OrganisationFactory


@pytest.fixture
def cast(db):
    """Everybody who ever stands at this door, and two organisations."""
    people = {role.value: UserFactory(roles=[role]) for role in Role}
    member, second, asker = UserFactory(), UserFactory(language="ru"), UserFactory(language="en")
    organisation = OrganisationFactory(members=[member, second])
    return SimpleNamespace(
        **people,
        member=member,
        second=second,
        asker=asker,
        stranger=UserFactory(),
        superuser=UserFactory(is_superuser=True),
        former=MembershipFactory(organisation=organisation, standing="ended").user,
        organisation=organisation,
        other=OrganisationFactory(members=[UserFactory()]),
        request=MembershipFactory(organisation=organisation, user=asker, standing="asked"),
    )


@pytest.fixture
def places(db):
    rows = json.loads((django_settings.ROOT / "starter" / "places.json").read_text("utf-8"))
    load_places(rows, by=SYSTEM)
    return rows


class Double(BaseHTTPRequestHandler):
    """Answers as the register of units is published to: a unit by number, in JSON."""

    units: dict[str, tuple[int, object]] = {}
    asked: list[tuple[str, str]] = []

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        status, body = self.units.get(self.path, (404, {}))
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *given):
        pass


@pytest.fixture
def register(settings):
    """A register of our own on this machine; its units are set by address."""
    cache.clear()
    Double.units, Double.asked = {}, []
    server = TCPServer(("127.0.0.1", 0), Double)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.REGISTER_NO = f"http://127.0.0.1:{server.server_address[1]}/api"
    yield Double
    server.shutdown()
    thread.join()
    server.server_close()
    cache.clear()
