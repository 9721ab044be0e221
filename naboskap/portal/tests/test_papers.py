"""The papers of a draft, as a browser without a script sends and fetches them."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Attachment
from naboskap.applications.tests.factories import NOW, draft, fill, join
from naboskap.assessments.actions import send_application
from naboskap.notifications.models import Message
from naboskap.portal.tests.places import at
from naboskap.records.models import Document, JournalEntry
from naboskap.records.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


def told(state="here", *, file=None, key="k-1", **facts):
    facts = {"key": key, "revision": "0", "state": state, "due_on": "", "note": "", **facts}
    return facts | ({"file": SimpleUploadedFile(*file)} if file else {})


PDF = ("Vedtekter.pdf", samples.PDF)


def sent_in(ours, application, kind="statutes", **facts):
    return ours.post(at("new-paper", application, kind=kind), told(**facts))


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_page_opens_in_every_language(ours, application, language):
    sent_in(ours, application, file=PDF)
    row = Attachment.objects.get()
    with translation.override(language):
        pages = [at("papers", application), at("paper", application, pk=row.pk)]
        pages += [at("new-paper", application, kind=kind) for kind in ("cv", "other")]
    for page in pages:
        assert ours.get(page).status_code == 200, page


def test_a_file_is_sent_in_and_fetched_as_a_download(ours, application):
    for _click in range(2):
        answer = sent_in(ours, application, file=PDF)
        assert answer.url == at("papers", application)
    row = Attachment.objects.get()

    file = ours.get(at("paper-file", application, pk=row.pk))

    assert file.content == samples.PDF
    assert file["Content-Disposition"].startswith('attachment; filename="vedtekter-')
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"
    assert "Vedtekter.pdf" in ours.get(at("papers", application)).content.decode()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("side.html", samples.HTML), "We take PDF, JPG, PNG, DOCX, XLSX and ODT"),
        (("tegning.svg", samples.SVG), "We take PDF, JPG, PNG, DOCX, XLSX and ODT"),
        (("side.pdf", samples.HTML), "not what its name says"),
        (("tom.pdf", b""), "The file is empty"),
        (("bilde.png", samples.PNG[:50]), "The picture cannot be opened"),
        (None, "Choose the file"),
    ],
)
def test_what_we_cannot_take_is_told_beside_the_field(file, says, ours, application):
    page = at("new-paper", application, kind="statutes")

    answer = ours.post(f"/en{page}", told(file=file, note="Fra i vår"))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert "Fra i vår" in text
    assert not Attachment.objects.exists()


def test_a_broken_line_leaves_nothing(ours, application, lead):
    page = at("new-paper", application, kind="statutes")
    border = "grense"
    body = "".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in told().items()
    )
    body += f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    whole = body.encode() + samples.PDF[:40]  # And then the line broke.

    answer = ours.post(page, whole, content_type=f"multipart/form-data; boundary={border}")

    assert answer.status_code in {400, 422}
    assert not Document.objects.exists()


def test_later_by_a_day_and_the_other_answers(ours, application):
    assert sent_in(ours, application, state="later", due_on="20.10.2021").status_code == 302
    for kind, state in (("cv", "known"), ("partner_letter", "from_other")):
        answer = sent_in(ours, application, kind=kind, state=state, key=kind, note="Se i fjor")
        assert answer.status_code == 302
    pages = [f"/en{at(name, application)}" for name in ("papers", "draft")]
    text, tasks = (ours.get(page).content.decode() for page in pages)
    assert "Comes by 20" in text
    assert "Se i fjor" in text
    assert "2 come later" in tasks


def test_an_answer_is_changed_and_taken_away(ours, application):
    sent_in(ours, application, kind="other", called="Kart", file=PDF)
    row = Attachment.objects.get()
    page = at("paper", application, pk=row.pk)

    ours.post(page, told(called="Kart over ruta", revision="1"))
    row.refresh_from_db()
    assert (row.called, row.state) == ("Kart over ruta", "here")
    met = ours.post(f"/en{page}", told("none", called="Kart", note="Nei", revision="1"))
    assert "You wrote at the same time" in met.content.decode()
    asked = ours.post(page, {"act": "remove", "revision": "2"})
    assert "Vil du ta bort papiret?" in asked.text
    assert Attachment.objects.exists()
    ours.post(page, {"act": "remove_it", "revision": "2"})
    assert not Attachment.objects.exists()
    assert ours.get(page).status_code == 404


def test_nobody_else_comes_to_a_paper(ours, application):
    sent_in(ours, application, file=PDF)
    row = Attachment.objects.get()
    stranger = Client()
    stranger.force_login(UserFactory())
    another = draft(UserFactory(), of=application.programme)
    pages = [
        at("papers", application),
        at("paper", application, pk=row.pk),
        at("paper-file", application, pk=row.pk),
        at("new-paper", application, kind="cv"),
    ]
    for page in pages:
        assert stranger.get(page).status_code == 404, page
        assert stranger.post(page, {}).status_code in {404, 405}, page
    # A paper is found only through its own application.
    assert ours.get(at("paper-file", another, pk=row.pk)).status_code == 404
    assert ours.get(at("new-paper", application, kind="passport")).status_code == 404


def test_a_file_with_a_virus_is_not_fetched(ours, application):
    sent_in(ours, application, file=PDF)
    Document.objects.update(scan="infected")
    page = at("paper-file", application, pk=Attachment.objects.get().pk)

    assert ours.get(page).url == at("papers", application)
    text = ours.get(f"/en{at('papers', application)}").content.decode()
    assert "Kept out: add a clean one" in text
    assert page not in text


def test_what_was_promised_comes_after_sending(ours, application, lead):
    partner = join(application, UserFactory(), by=lead)
    fill(application, by=lead)
    sent_in(ours, application, state="later", due_on="20.10.2021")
    row = Attachment.objects.get()
    case = send_application(application, by=lead)
    Message.objects.all().delete()
    theirs = Client()
    theirs.force_login(partner)
    page = at("paper", application, pk=row.pk)

    assert theirs.post(page, {}).status_code == 422
    answer = theirs.post(page, {"file": SimpleUploadedFile(*PDF)})

    assert answer.url == at("papers", application)
    entry = JournalEntry.objects.get(case_file=case.case_file, document__isnull=False)
    assert (entry.kind, entry.title) == ("incoming", "Vedlegg fra søkerne: Vedtekter")
    # A second click finds it done.
    assert theirs.post(page, {"file": SimpleUploadedFile(*PDF)}).status_code == 302
    assert JournalEntry.objects.filter(document__isnull=False).count() == 1


def test_what_came_with_the_application_is_filed_with_the_case(ours, application, lead):
    fill(application, by=lead)
    sent_in(ours, application, file=("Ola Nordmann.pdf", samples.PDF))
    case = send_application(application, by=lead)

    entries = JournalEntry.objects.filter(case_file=case.case_file).order_by("number_in_case")

    assert [bool(one.document_id) for one in entries][:2] == [False, True]
    assert entries[1].document.sha256 == Attachment.objects.get().document.sha256
    assert "Ola" not in entries[1].title + entries[1].public_title
    assert "Ola Nordmann.pdf" in ours.get(at("sent", application)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_papers_cost_the_same_however_many(number, ours, application):
    for place in range(number):
        sent_in(ours, application, kind="other", called="Kart", key=f"k{place}", file=PDF)
    ours.get(at("papers", application))
    with CaptureQueriesContext(connection) as asked:
        ours.get(at("papers", application))
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def test_a_small_form_asks_for_no_paper(ours, lead):
    small = draft(lead, size="short")
    text = ours.get(f"/en{at('short', small)}").content.decode()
    assert 'type="file"' not in text
    assert "Add a paper" in text
