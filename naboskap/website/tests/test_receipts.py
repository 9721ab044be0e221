"""Anybody checks a receipt; the page tells only whether it is genuine."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from naboskap.assessments.tests.factories import CaseFactory
from naboskap.letters.models import Letter
from naboskap.records.actions import keep_file

pytestmark = pytest.mark.django_db
PAGE = "/kvittering/"


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_the_page_is_open_to_everybody_and_asks_for_no_cookie(client, language):
    answer = client.get(language + PAGE)
    assert answer.status_code == 200
    assert not answer.cookies


def test_a_file_is_genuine_or_not_known(client):
    case = CaseFactory()
    Letter.objects.create(
        kind="receipt",
        language="nb",
        facts={},
        subject_type="x",
        subject_id="1",
        reader="a",
        document=keep_file(b"%PDF", file_name="r.pdf", content_type="application/pdf"),
    )
    for content, words in ((b"%PDF", "Kvitteringen er ekte"), (b"%PDG", "kjenner ikke")):
        file = SimpleUploadedFile("r.pdf", content, content_type="application/pdf")
        text = client.post(PAGE, {"file": file}).content.decode()
        assert words in text
        assert case.title not in text


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"number": "21/0001"}, "Skriv fingeravtrykket"),
        ({"number": "", "fingerprint": "ab12"}, "Skriv nummeret"),
    ],
)
def test_half_a_question_is_told_beside_its_field_with_the_other_half_kept(client, told, missing):
    text = client.get(PAGE, told).content.decode()
    assert missing in text
    assert "Velg PDF-fila" not in text
    for value in filter(None, told.values()):
        assert f'value="{value}"' in text


def test_nothing_that_is_needed_is_called_needless(client):
    text = client.get(PAGE).content.decode()
    assert "ikke påkrevd" not in text
    assert 'role="alert"' not in text


def test_what_was_typed_is_in_the_address_and_so_there_on_the_way_back(client):
    told = {"number": "21/0001", "fingerprint": "a" * 12}
    answer = client.get(PAGE, told)
    text = answer.content.decode()
    assert "kjenner ikke" in text
    assert 'value="21/0001"' in text
    assert f'value="{"a" * 12}"' in text
    assert not answer.cookies


def test_without_a_file_one_is_told_to_choose_it(client):
    text = client.post(PAGE).content.decode()
    assert "Velg PDF-fila" in text
    assert "Skriv nummeret" not in text


def test_a_guesser_is_told_to_wait(client):
    told = {"number": "21/0001", "fingerprint": "a" * 12}
    for _time in range(5):
        assert "kjenner ikke" in client.get(PAGE, told).content.decode()
    assert "Vent et kvarter" in client.get(PAGE, told).content.decode()
