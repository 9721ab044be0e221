"""The Norwegian register, asked over the wire of a double in its published shape."""

import socket
from datetime import date

import pytest
import time_machine

from naboskap.organisations.adapters.brreg import Brreg, kind_of
from naboskap.organisations.ports import Deleted, Found, NotFound, Unreachable
from naboskap.organisations.register import look_up

NUMBER = "974760673"


def unit(**more):
    return {
        "organisasjonsnummer": NUMBER,
        "navn": "DEMOLAGET (EKSEMPEL)",
        "organisasjonsform": {"kode": "FLI", "beskrivelse": "Forening/lag/innretning"},
        "registreringsdatoEnhetsregisteret": "1995-02-19",
        "naeringskode1": {"kode": "93.120", "beskrivelse": "Idrettslag og -klubber"},
        "forretningsadresse": {
            "land": "Norge",
            "landkode": "NO",
            "postnummer": "9900",
            "poststed": "KIRKENES",
            "adresse": ["c/o Rolle (eksempel)", "Eksempelveien 1"],
            "kommune": "SØR-VARANGER",
            "kommunenummer": "5605",
        },
        "konkurs": False,
        **more,
    }


def test_a_unit_is_found_without_its_address(register):
    register.units[f"/api/enheter/{NUMBER}"] = (200, unit())
    answer = look_up("NO", NUMBER)
    assert answer == Found(
        number=NUMBER,
        name="DEMOLAGET (EKSEMPEL)",
        legal_form="FLI",
        kind="sports_club",
        control="independent",
        municipality="Sør-Varanger",
        place_code="NO-56",
    )
    assert "Eksempelveien" not in repr(answer)
    assert "Naboskap" in register.asked[0][1]


def test_an_answer_holds_for_a_day(register):
    register.units[f"/api/enheter/{NUMBER}"] = (200, unit())
    assert look_up("NO", NUMBER) == look_up("NO", NUMBER)
    assert len(register.asked) == 1


def test_a_school_stands_among_the_sub_units(register):
    school = unit(
        organisasjonsform={"kode": "BEDR"},
        naeringskode1={"kode": "85.201"},
        overordnetEnhet="999999999",
    )
    school["beliggenhetsadresse"] = school.pop("forretningsadresse")
    register.units[f"/api/underenheter/{NUMBER}"] = (200, school)
    answer = look_up("NO", NUMBER)
    assert isinstance(answer, Found)
    assert (answer.kind, answer.control, answer.place_code) == ("school", "unknown", "NO-56")


def test_a_deleted_unit_answers_as_if_it_were_there(register):
    shape = {
        "organisasjonsnummer": NUMBER,
        "navn": "DEMOLAGET",
        "organisasjonsform": {"kode": "FLI"},
        "slettedato": "2019-05-02",
    }
    register.units[f"/api/enheter/{NUMBER}"] = (200, shape)
    assert look_up("NO", NUMBER) == Deleted(date(2019, 5, 2))


def test_a_unit_removed_for_legal_reasons(register):
    register.units[f"/api/enheter/{NUMBER}"] = (410, {})
    assert look_up("NO", NUMBER) == Deleted(None)


@pytest.mark.parametrize("status", [404, 400])
def test_a_number_that_nobody_has(register, status):
    register.units[f"/api/enheter/{NUMBER}"] = (status, {})
    assert look_up("NO", NUMBER) == NotFound()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {}),
        (429, {}),
        (302, {}),
        (200, b"<html>"),
        (200, {"navn": "no number"}),
        (200, []),
        (200, {"slettedato": "en dag"}),
        (200, None),
    ],
)
def test_what_cannot_be_read_is_no_answer(register, status, body):
    register.units[f"/api/enheter/{NUMBER}"] = (status, body)
    with time_machine.travel("2021-10-04 10:00+02:00", tick=False) as clock:
        assert isinstance(look_up("NO", NUMBER), Unreachable)
        look_up("NO", NUMBER)
        assert len(register.asked) == 1
        clock.shift(31)
        look_up("NO", NUMBER)
        assert len(register.asked) == 2  # Asked again a moment later.


def test_nobody_there_is_no_answer():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert isinstance(Brreg(f"http://127.0.0.1:{port}").look_up(NUMBER), Unreachable)


def test_silence_is_no_answer():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert Brreg(base, seconds=0.1).look_up(NUMBER) == Unreachable("ReadTimeout")


def test_a_register_may_be_off_or_not_there(settings):
    settings.REGISTER_NO = "off"
    assert isinstance(look_up("NO", NUMBER), Unreachable)
    assert isinstance(look_up("FI", "20774740"), Unreachable)


def test_a_unit_that_is_being_wound_up(register):
    register.units[f"/api/enheter/{NUMBER}"] = (200, unit(konkurs=True))
    answer = look_up("NO", NUMBER)
    assert isinstance(answer, Found)
    assert answer.is_closing


def test_a_unit_abroad_has_no_place_of_ours(register):
    address = {"land": "Sverige", "landkode": "SE", "kommune": "", "kommunenummer": ""}
    register.units[f"/api/enheter/{NUMBER}"] = (200, unit(forretningsadresse=address))
    answer = look_up("NO", NUMBER)
    assert isinstance(answer, Found)
    assert (answer.place_code, answer.municipality) == ("", "")


@pytest.mark.parametrize(
    ("form", "activity", "kind"),
    [
        ("KOMM", "84.110", "municipality"),
        ("FYLK", "", "county"),
        ("FLI", "85.521", "music_school"),
        ("FLI", "94.991", "voluntary"),
        ("AS", "91.012", "library"),
        ("AS", "", "company"),
        ("STI", "91.021", "museum"),
        ("ORGL", "", "other"),
    ],
)
def test_what_sort_it_is_gets_guessed(form, activity, kind):
    assert kind_of(form, activity) == kind
