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


def test_half_a_question_is_told_beside_its_field(client):
    text = client.post(PAGE, {"number": "21/0001"}).content.decode()
    assert "Skriv både nummeret og fingeravtrykket" in text
    assert 'value="21/0001"' in text


def test_a_guesser_is_told_to_wait(client):
    told = {"number": "21/0001", "fingerprint": "a" * 12}
    for _time in range(5):
        assert "kjenner ikke" in client.post(PAGE, told).content.decode()
    assert "Vent et kvarter" in client.post(PAGE, told).content.decode()
