"""An organisation by its number, by hand where the register is silent, and by asking to join."""

import json
import re
import threading
from html import unescape
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import draft, join, organisation
from naboskap.applications.tests.factories import programme as short_programme
from naboskap.assessments.tests.factories import ProgrammeFactory
from naboskap.core.permissions import SYSTEM
from naboskap.organisations import actions, queries
from naboskap.organisations.models import Membership, Organisation
from naboskap.organisations.tests.factories import MembershipFactory, OrganisationFactory

NUMBER = "974760673"
UNIT = {
    "organisasjonsnummer": NUMBER,
    "navn": "DEMOLAGET (EKSEMPEL)",
    "organisasjonsform": {"kode": "FLI"},
    "naeringskode1": {"kode": "93.120"},
    "forretningsadresse": {"landkode": "NO", "kommune": "SØR-VARANGER", "kommunenummer": "5605"},
}
ADD, DETAILS = "/min-side/organisasjon/ny/", "/min-side/organisasjon/ny/opplysninger/"


@pytest.fixture
def person(client, db):
    rows = json.loads((django_settings.ROOT / "starter" / "places.json").read_text("utf-8"))
    actions.load_places(rows, by=SYSTEM)
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def units(settings):
    cache.clear()
    known = {}

    class Double(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(known.get(self.path, {})).encode()
            self.send_response(200 if self.path in known else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *given):
            pass

    server = TCPServer(("127.0.0.1", 0), Double)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.REGISTER_NO = f"http://127.0.0.1:{server.server_address[1]}"
    yield known
    server.shutdown()
    thread.join()
    server.server_close()
    cache.clear()


def test_an_organisation_by_its_number(client, person, units):
    units[f"/enheter/{NUMBER}"] = UNIT
    told = {"country": "NO", "number": "974 760 673", "next": "/min-side/meg/"}
    onwards = client.post(ADD, told)
    assert onwards.headers["Location"] == (
        f"{DETAILS}?land=NO&nummer={NUMBER}&next=%2Fmin-side%2Fmeg%2F"
    )
    page = client.get(onwards.headers["Location"])
    assert "DEMOLAGET (EKSEMPEL)" in page.text
    assert "Sør-Varanger" in page.text
    assert '<option value="sports_club" selected>' in page.text
    for _click in range(2):
        done = client.post(onwards.headers["Location"], {"kind": "sports_club"})
        assert done.status_code == 302
    one = Organisation.objects.get()
    assert (one.name, one.number, one.place.code) == ("DEMOLAGET (EKSEMPEL)", NUMBER, "NO-56")
    assert queries.speaks_for(person, one.pk)
    assert client.get(f"/min-side/organisasjon/{one.pk}/").status_code == 200
    assert one.name in client.get("/min-side/organisasjon/").text


def test_whoever_begins_an_application_comes_back_to_it_with_the_organisation(
    client, person, units
):
    units[f"/enheter/{NUMBER}"] = UNIT
    programme = ProgrammeFactory(slug="ordning")
    start = f"/min-side/soknader/ny/{programme.slug}/"
    add = client.post(start, {"add": "1", "size": "", "organisation": ""}).headers["Location"]

    onwards = client.post(add, {"country": "NO", "number": NUMBER})
    done = client.post(onwards.headers["Location"], {"kind": "sports_club"})

    back = done.headers["Location"]
    assert back.partition("?")[0] == start
    assert _is_chosen(client.get(back), Organisation.objects.get().pk)


def _is_chosen(page, value):
    return "checked" in page.text.split(f'value="{value}"')[1].split(">")[0]


@pytest.mark.parametrize("language", ["", "/ru"])
def test_whoever_adds_their_own_for_their_side_has_chosen_it(client, person, units, language):
    units[f"/enheter/{NUMBER}"] = UNIT
    application = join_as_partner(person)
    page = f"{language}/min-side/soknader/{application.key}/paret/organisasjon/"
    add = re.search(r'href="([^"]*/organisasjon/ny/[^"]*)"', client.get(page).text).group(1)

    onwards = client.post(unescape(add), {"country": "NO", "number": NUMBER}).headers["Location"]
    done = client.post(onwards, {"kind": "sports_club"})

    assert done.headers["Location"].endswith(f"/min-side/soknader/{application.key}/paret/")
    seat = application.seats.get(side="b")
    assert seat.organisation == Organisation.objects.get(number=NUMBER)
    assert seat.organisation.name in client.get(done.headers["Location"]).text


@pytest.mark.parametrize("was", ["sent", "another"])
def test_what_may_not_be_chosen_for_a_side_is_not(client, person, units, was):
    units[f"/enheter/{NUMBER}"] = UNIT
    application = join_as_partner(person if was == "sent" else UserFactory())
    if was == "sent":
        Application.objects.update(status="withdrawn")
    page = f"/min-side/soknader/{application.key}/paret/organisasjon/"
    address = f"{DETAILS}?{urlencode({'land': 'NO', 'nummer': NUMBER, 'next': page})}"

    assert client.post(address, {"kind": "sports_club"}).headers["Location"] == page
    assert application.seats.get(side="b").organisation is None
    assert Organisation.objects.filter(number=NUMBER).exists()


def join_as_partner(person):
    """Return a draft that somebody else began, with ``person`` on the partner's side."""
    lead = UserFactory()
    application = draft(lead)
    join(application, person, by=lead)
    return application


def test_what_was_chosen_is_there_after_an_organisation_was_added(client, person, units):
    """The form's size, the idea that led here, and the new organisation among several."""
    units[f"/enheter/{NUMBER}"] = UNIT
    old = organisation(person)
    start = f"/min-side/soknader/ny/{short_programme().slug}/"
    assert _is_chosen(client.get(start), "short")
    told = {"add": "1", "size": "full", "organisation": str(old.pk)}
    add = client.post(f"{start}?ide=abc", told).headers["Location"]

    # Whoever turns round on the way comes back to the same.
    back = parse_qs(urlsplit(add).query)["next"][0]
    assert "ide=abc" in back
    page = client.get(back)
    assert _is_chosen(page, "full")
    assert _is_chosen(page, old.pk)

    onwards = client.post(add, {"country": "NO", "number": NUMBER}).headers["Location"]
    page = client.get(client.post(onwards, {"kind": "sports_club"}).headers["Location"])
    assert _is_chosen(page, "full")
    assert _is_chosen(page, Organisation.objects.get(number=NUMBER).pk)
    assert not Application.objects.exists()


def test_the_one_who_was_going_somewhere_comes_there(client, person, units):
    units[f"/enheter/{NUMBER}"] = UNIT
    address = f"{DETAILS}?land=NO&nummer={NUMBER}"
    done = client.post(address, {"kind": "sports_club", "next": "/min-side/meg/"})
    assert done.headers["Location"] == "/min-side/meg/"
    elsewhere = client.post(
        f"{DETAILS}?land=RU", {"kind": "school", "name": "Школа", "next": "//example.com"}
    )
    assert elsewhere.headers["Location"].startswith("/min-side/organisasjon/")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("974760674", "ett av dem er feil"),
        ("", "Det har ni sifre"),
        (NUMBER, "kjenner ikke dette nummeret"),
    ],
)
def test_a_wrong_number_is_told_beside_the_field(client, person, units, number, words):
    page = client.post(ADD, {"country": "NO", "number": number})
    assert words in page.text
    assert f'value="{number}"' in page.text or not number
    assert not Organisation.objects.exists()


def test_a_deleted_organisation_is_told(client, person, units):
    units[f"/enheter/{NUMBER}"] = {**UNIT, "slettedato": "2019-05-02"}
    assert "slettet" in client.post(ADD, {"country": "NO", "number": NUMBER}).text
    straight = client.get(f"{DETAILS}?land=NO&nummer={NUMBER}")
    assert straight.headers["Location"] == ADD


def test_a_country_is_chosen(client, person):
    assert "Velg et land" in client.post(ADD, {"number": NUMBER}).text
    assert client.get(DETAILS).headers["Location"] == ADD


def test_where_the_register_is_silent_one_types_it_in(client, person, settings):
    settings.REGISTER_NO = "off"
    address = client.post(ADD, {"country": "NO", "number": NUMBER}).headers["Location"]
    assert "kunne ikke nås" in client.get(address).text
    wrong = client.post(address, {"name": "", "kind": "school"})
    assert "Skriv navnet" in wrong.text
    told = {"name": "Demoskolen", "kind": "school", "place": "NO-56", "municipality": "Vardø"}
    done = client.post(address, told)
    one = Organisation.objects.get()
    assert done.headers["Location"] == f"/min-side/organisasjon/{one.pk}/"
    assert (one.name, one.municipality, one.from_register_at) == ("Demoskolen", "Vardø", None)
    assert "skrevet inn" in client.get(done.headers["Location"]).text


def test_a_partner_gives_no_number(client, person):
    address = client.post(ADD, {"country": "RU", "number": "7707083893"}).headers["Location"]
    assert address == f"{DETAILS}?land=RU"
    page = client.get(f"/ru{address}")
    assert "Мурманская область" in page.text
    client.post(address, {"name": "Школа (пример)", "kind": "school", "place": "RU-MUR"})
    client.post(address, {"name": "Школа (пример)", "kind": "school", "place": "RU-MUR"})
    assert Organisation.objects.get().number == ""


def test_one_asks_to_join_what_is_here_already(client, person, units):
    units[f"/enheter/{NUMBER}"] = UNIT
    member = UserFactory()
    one = OrganisationFactory(number=NUMBER, members=[member])
    page = client.get(f"{DETAILS}?land=NO&nummer={NUMBER}")
    assert "her fra før" in page.text
    again = client.post(f"{DETAILS}?land=NO&nummer={NUMBER}", {"kind": "school"})
    assert again.status_code == 302
    join = f"/min-side/organisasjon/{one.pk}/bli-med/"
    assert client.post(join, {"number": "x"}).status_code == 404
    for _click in range(2):
        assert client.post(join, {"number": NUMBER}).status_code == 302
    request = Membership.objects.get(user=person)
    assert request.standing == "asked"
    assert client.get(f"/min-side/organisasjon/{one.pk}/").status_code == 404
    client.force_login(member)
    assert person.email in client.get("/min-side/organisasjon/").text
    answer = f"/min-side/organisasjon/foresporsel/{request.pk}/"
    for _click in range(2):
        assert client.post(answer, {"answer": "yes"}).status_code == 302
    assert queries.speaks_for(person, one.pk)


def test_a_stranger_answers_no_request_and_sees_nothing(client, person):
    request = MembershipFactory(standing="asked")
    answer = f"/min-side/organisasjon/foresporsel/{request.pk}/"
    assert client.post(answer, {"answer": "yes"}).status_code == 404
    assert client.get(answer).status_code == 405
    for path in ("", "konto/"):
        page = client.get(f"/min-side/organisasjon/{request.organisation_id}/{path}")
        assert page.status_code == 404
    said = client.post(f"/min-side/organisasjon/{request.organisation_id}/konto/svar/")
    assert said.status_code == 404
    request.refresh_from_db()
    assert request.standing == "asked"


def test_the_account_is_given_and_changed_by_two(client, person):
    second = UserFactory()
    one = OrganisationFactory(members=[person, second])
    page = f"/min-side/organisasjon/{one.pk}/konto/"
    wrong = client.post(page, {"number": "8601 11 17948"})
    assert "ikke et kontonummer" in wrong.text
    assert 'value="8601 11 17948"' in wrong.text
    assert client.post(page, {"number": "8601 11 17947"}).status_code == 302
    assert "8601 11 17947" in client.get(page).text
    client.post(page, {"number": "1234 56 78903"})
    assert queries.account_in_force(one).number == "86011117947"
    assert client.post(f"{page}svar/", {"answer": "yes"}).status_code == 403
    client.force_login(second)
    assert "1234 56 78903" in client.get(page).text
    for _click in range(2):
        client.post(f"{page}svar/", {"answer": "yes"})
    assert queries.account_in_force(one).number == "12345678903"


def test_a_private_person_where_a_programme_takes_one(client, person):
    own_name = "/min-side/organisasjon/ny/meg-selv/"
    assert "eget navn" not in client.get(ADD).text
    assert client.post(own_name).headers["Location"] == ADD
    assert not Organisation.objects.exists()
    ProgrammeFactory(allows_private_person=True)
    assert "eget navn" in client.get(ADD).text
    for _click in range(2):
        client.post(own_name)
    assert Organisation.objects.get().kind == "private_person"


def test_a_wrong_choice_is_put_right_and_only_by_those_who_speak_for_it(client, person):
    one = OrganisationFactory(members=[person], kind="school", name="Demolaget")
    page = f"/min-side/organisasjon/{one.pk}/"
    assert f"{page}rett/" in client.get(page).text
    assert 'value="school" selected' in client.get(f"{page}rett/").text

    done = client.post(f"{page}rett/", {"kind": "sports_club", "municipality": "Alta"})

    assert done.headers["Location"] == page
    one.refresh_from_db()
    assert (one.kind, one.municipality, one.name) == ("sports_club", "Alta", "Demolaget")
    client.force_login(UserFactory())
    assert client.get(f"{page}rett/").status_code == 404
