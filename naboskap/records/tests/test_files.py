import os
import time

import pytest
from django.db import IntegrityError, transaction

from naboskap.core.errors import RuleNotMet
from naboskap.records import tasks, uploads
from naboskap.records.actions import check_upload, keep_file, sweep_orphans
from naboskap.records.models import Document
from naboskap.records.queries import folder, read_document
from naboskap.records.tests import samples


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was():
    document = keep_file(samples.PDF, file_name="brev.pdf", content_type=uploads.PDF)

    assert read_document(document) == samples.PDF
    assert (document.size, document.file_name) == (len(samples.PDF), "brev.pdf")
    assert document.path.startswith(f"{document.sha256[:2]}/{document.sha256}-")


@pytest.mark.django_db
def test_the_same_bytes_twice_are_two_files():
    one, other = (
        keep_file(samples.PDF, file_name="brev.pdf", content_type=uploads.PDF) for _ in range(2)
    )
    assert one.path != other.path
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=other.pk).update(path=one.path)


@pytest.mark.django_db
def test_a_file_is_on_the_disk_before_its_row(monkeypatch):
    """Every sync comes before the insert: file first, then its folder, then the row."""
    order = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("sync"), real(handle)))
    create = Document.objects.create
    monkeypatch.setattr(
        Document.objects, "create", lambda **facts: (order.append("row"), create(**facts))[1]
    )
    keep_file(samples.PDF, file_name="brev.pdf", content_type=uploads.PDF)

    assert order == ["sync", "sync", "sync", "row"]


@pytest.mark.django_db
def test_a_file_without_a_row_is_swept_when_it_is_old():
    kept = keep_file(samples.PDF, file_name="brev.pdf", content_type=uploads.PDF)
    with pytest.raises(RuntimeError, match="killed"), transaction.atomic():  # noqa: PT012
        keep_file(samples.PNG, file_name="bilde.png", content_type=uploads.PNG)
        raise RuntimeError("killed before the row")

    assert sweep_orphans() == 0  # Its act may still be open.
    long_ago = time.time() - 2 * 60 * 60
    for path in folder().glob("*/*"):
        os.utime(path, (long_ago, long_ago))
    assert sweep_orphans() == 1
    assert read_document(kept) == samples.PDF
    assert len(list(folder().glob("*/*"))) == 1


@pytest.mark.django_db
def test_the_worker_sweeps_now_and_then(monkeypatch):
    monkeypatch.setattr(tasks, "_last", float("-inf"))
    assert (tasks.run_due(), tasks.run_due()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("regnskap.pdf", samples.PDF, uploads.PDF),
        ("Bilde.JPG", samples.JPG, uploads.JPEG),
        ("bilde.jpeg", samples.JPG, uploads.JPEG),
        ("bilde.png", samples.PNG, uploads.PNG),
        ("brev.docx", samples.DOCX, uploads.DOCX),
        ("tall.xlsx", samples.XLSX, uploads.XLSX),
        ("brev.odt", samples.ODT, uploads.ODT),
        ("заявка 2.pdf", samples.PDF, uploads.PDF),
        ("čálus šŧ.pdf", samples.PDF, uploads.PDF),
    ],
)
def test_what_we_take(name, content, kind):
    assert check_upload(name, content) == kind


HOSTILE = ["../../etc/passwd.pdf", "a\\b.pdf", "a\0.pdf", "a\n.pdf", "\u202egpj.pdf", ".pdf",
           "c:x.pdf", "x" * 300 + ".pdf", "", "a\u200b.pdf"]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "name", "content"),
    [
        *(("REC-1", name, samples.PDF) for name in HOSTILE),
        ("REC-2", "brev.exe", samples.EXE),
        ("REC-2", "brev.docm", samples.WITH_MACROS),
        ("REC-2", "pdf", samples.PDF),
        ("REC-2", "bilde.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("REC-3", "brev.pdf", b""),
        ("REC-4", "brev.pdf", samples.PDF + b"0" * uploads.LIMIT),
        ("REC-5", "brev.pdf", samples.EXE),
        ("REC-5", "brev.pdf", samples.HTML),
        ("REC-5", "brev.pdf", samples.PNG),
        ("REC-5", "bilde.png", samples.PDF),
        ("REC-5", "tall.xlsx", samples.DOCX),
        ("REC-5", "brev.docx", samples.zipped("a.txt")),
        ("REC-5", "brev.docx", b"PK\x03\x04 broken"),
        ("REC-5", "brev.odt", samples.DOCX),
        ("REC-6", "brev.docx", samples.WITH_MACROS),
        ("REC-6", "brev.odt", samples.ODT_WITH_MACROS),
        ("REC-2", "side.html", samples.HTML),
        ("REC-5", "bilde.png", samples.SVG),
        ("REC-5", "brev.docx", samples.DOCX[:-30]),
        ("REC-11", "brev.docx", samples.bomb()),
        ("REC-11", "brev.docx", samples.zipped(*samples.MANY)),
        ("REC-13", "brev.pdf", samples.PDF[:40] + b"x" * 4000),
    ],
)
def test_what_we_refuse(rule, name, content):
    with pytest.raises(RuleNotMet) as refusal:
        check_upload(name, content)
    assert refusal.value.rule == rule
