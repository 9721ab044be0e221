"""A file that is handed in: what is taken, what is taken out of it, and what is read in it."""

import contextlib
import io
import zipfile

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form

from naboskap.core.errors import RuleNotMet
from naboskap.records.ports import Clean, Infected, Unreachable
from naboskap.records.uploads import DOCX, ODT, PDF, XLSX
from naboskap.website.library import actions
from naboskap.website.library.actions import read_apart, taken_in
from naboskap.website.library.cleaning import UncleanError, clean, plain_jpeg, plain_png
from naboskap.website.library.forms import FileForm
from naboskap.website.library.reading import read
from naboskap.website.tests import papers

MADE = {
    PDF: ("rapport.pdf", papers.pdf),
    DOCX: ("rapport.docx", papers.word),
    XLSX: ("rapport.xlsx", papers.sheet),
    ODT: ("rapport.odt", papers.odt),
}


def everything(content):
    """All that stands in a file, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(
                name.encode() + archive.read(name) for name in archive.namelist()
            ) + b"".join(one.comment + one.extra for one in archive.infolist())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


@pytest.mark.parametrize("kind", MADE)
def test_who_made_it_does_not_come_along(kind):
    name, make = MADE[kind]
    content = make("Vinterbading i nord.")
    assert b"Kari Maker" in everything(content)
    taken = taken_in(name, content)
    plain = taken.read()
    assert b"Kari Maker" not in everything(plain)
    assert taken.content_type == kind
    assert "Vinterbading i nord." in read(plain, kind).text.replace("\n", " ")


@pytest.mark.parametrize("kind", MADE)
def test_its_name_is_drawn_and_tells_nothing(kind):
    _name, make = MADE[kind]
    ending = _name.rpartition(".")[2]
    names = {taken_in(f"kari-maker.{ending}", make()).name for _number in range(2)}
    assert len(names) == 2
    assert all(len(one) == 24 + 1 + len(ending) and "kari" not in one for one in names)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("rapport.odt", papers.word(), "REC-5"),
        ("side.html", b"<script>1</script>", "REC-2"),
        ("rapport.pdf", b"<script>1</script>", "REC-5"),
        ("rapport.docx", papers.pdf(), "REC-5"),
        ("rapport.pdf", b"", "REC-3"),
        ("../rapport.pdf", papers.pdf(), "REC-1"),
        ("rapport.pdf", papers.pdf()[:400], "REC-13"),
        ("rapport.pdf", b"%PDF-1.7 nothing\n%%EOF", "WEB-67"),
    ],
)
def test_what_is_no_such_file_is_refused(name, content, rule):
    with pytest.raises(RuleNotMet) as refused:
        taken_in(name, content)
    assert refused.value.rule == rule


def test_a_picture_is_no_publication():
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    with pytest.raises(RuleNotMet, match="Word") as refused:
        taken_in("bilde.png", out.getvalue())
    assert refused.value.rule == "WEB-65"


def locked_pdf():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", locked_pdf(), "passord"),
        (
            "a.docx",
            papers.with_part(
                papers.word(), "word/comments.xml", f"<w:comments {W}><w:comment/></w:comments>"
            ),
            "kommentarer",
        ),
        (
            "a.docx",
            papers.with_part(
                papers.word(),
                "word/footnotes.xml",
                f'<w:footnotes {W}><w:p><w:del w:author="Kari"/></w:p></w:footnotes>',
            ),
            "sporede endringer",
        ),
        ("a.docx", papers.with_part(papers.word(), "word/embeddings/a.xlsx", "x"), "PDF"),
        (
            "a.docx",
            papers.with_part(
                papers.word(),
                "word/_rels/footer1.xml.rels",
                f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/image"'
                ' Target="https://example.org/a.png" TargetMode="External"/></Relationships>',
            ),
            "henter",
        ),
        ("a.xlsx", papers.sheet(hidden=True), "skjult ark"),
        (
            "a.odt",
            papers.odt(more="<office:annotation>Kari</office:annotation>"),
            "kommentarer",
        ),
        (
            "a.odt",
            papers.with_part(
                papers.odt(), "styles.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
            ),
            "åpnes",
        ),
    ],
)
def test_what_somebody_must_decide_on_is_refused_with_the_reason(name, content, why):
    with pytest.raises(RuleNotMet, match=why) as refused:
        taken_in(name, content)
    assert refused.value.rule == "WEB-67"


class Says:
    def __init__(self, verdict):
        self.verdict = verdict

    def scan(self, pieces):
        return self.verdict


@pytest.mark.parametrize("verdict", [Infected("eicar"), Unreachable("nobody answered")])
def test_a_file_that_the_scanner_does_not_call_clean_is_refused(monkeypatch, verdict):
    monkeypatch.setattr(actions, "scanner_in_use", lambda: Says(verdict))
    with pytest.raises(RuleNotMet) as refused:
        taken_in("a.pdf", papers.pdf())
    assert refused.value.rule == "WEB-66"
    monkeypatch.setattr(actions, "scanner_in_use", lambda: Says(Clean()))
    assert taken_in("a.pdf", papers.pdf()).size


def with_programs():
    """A PDF with a program, a comment with its writer, and a file within the file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.pdf("Side."))) as pdf:
        run = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Kari Program')")
        pdf.Root.OpenAction = run
        link = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/"),
        )
        lead = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=run)
        note = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T="Kari Note", Contents="Hm, Kari Note"
        )
        pdf.pages[0].Annots = pdf.make_indirect([link, lead, note])
        pdf.attachments["kari.txt"] = pikepdf.AttachedFileSpec(pdf, b"Kari Within")
        pdf.save(out)
    return out.getvalue()


def test_programs_comments_and_files_within_do_not_come_along():
    content = with_programs()
    assert b"Kari Within" in everything(content)
    plain = everything(clean(content, PDF))
    for gone in (b"Kari", b"JavaScript", b"EmbeddedFile"):
        assert gone not in plain
    assert b"https://example.org/" in plain


def test_a_picture_within_tells_nothing_of_its_camera():
    exif = Image.Exif()
    exif[0x010F] = "Kameraet til Kari"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG", exif=exif, comment=b"Kari var her")
    plain = plain_jpeg(out.getvalue())
    assert b"Kari" in out.getvalue()
    assert b"Kari" not in plain
    assert Image.open(io.BytesIO(plain)).convert("RGB").getpixel((5, 5))[1] > 100
    paper = papers.with_part(papers.word(), "word/media/image1.jpeg", out.getvalue())
    assert b"Kari" not in everything(clean(paper, DOCX))
    book = io.BytesIO()
    Image.open(io.BytesIO(out.getvalue())).save(book, "PDF", exif=exif)
    assert b"Kameraet" not in everything(clean(book.getvalue(), PDF))
    told, drawn = PngInfo(), io.BytesIO()
    told.add_text("Author", "Kari")
    Image.new("RGB", (9, 9)).save(drawn, "PNG", pnginfo=told)
    assert b"Kari" not in plain_png(drawn.getvalue())
    assert Image.open(io.BytesIO(plain_png(drawn.getvalue()))).size == (9, 9)


def test_where_a_template_lay_does_not_come_along():
    rels = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/attachedTemplate"'
        ' Target="file:///C:/Kari/Mal.dotx" TargetMode="External"/></Relationships>'
    )
    paper = papers.with_part(papers.word(), "word/_rels/settings.xml.rels", rels)
    assert b"Kari" not in everything(clean(paper, DOCX))


@pytest.mark.parametrize("kind", MADE)
def test_a_cleaned_file_is_cleaned_to_itself(kind):
    once = clean(MADE[kind][1]("Ord."), kind)
    assert clean(once, kind) == once


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("cut", [3, 50, 200])
def test_what_is_broken_is_refused_and_breaks_nothing(kind, cut):
    content = bytearray(MADE[kind][1]())
    del content[len(content) // cut : len(content) // cut + 40]
    with contextlib.suppress(UncleanError):
        assert clean(bytes(content), kind)


# ── What is read ─────────────────────────────────────────────────────────────
def test_pages_that_are_pictures_are_told():
    found = read(clean(papers.scanned(2), PDF), PDF)
    assert (found.text.strip(), found.is_whole, found.pages) == ("", False, (1, 2))
    found = read(clean(papers.pdf("Ord om vinterbading på mange sider."), PDF), PDF)
    assert found.is_whole


def test_what_stands_beside_the_words_is_read_too():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.pdf("Ord."))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Om Жужелица", 0))
        pdf.save(out)
    assert "Жужелица" in read(clean(out.getvalue(), PDF), PDF).beside
    runs = "<w:p><w:t>Om Жуже</w:t><w:t>лица</w:t></w:p>"
    paper = papers.with_part(papers.word(), "word/header1.xml", f"<w:hdr {W}>{runs}</w:hdr>")
    assert "Жужелица" in read(clean(paper, DOCX), DOCX).text


def test_a_word_that_a_line_cuts_is_one_word():
    paper = papers.odt("Om Xen-<text:line-break/>ja.")
    assert "Xenja" in read(clean(paper, ODT), ODT).text


def test_a_reader_that_falls_leaves_the_file_unread():
    found = read_apart(b"%PDF-1.7 broken", PDF)
    assert (found.text, found.is_whole) == ("", False)
    found = read_apart(clean(papers.pdf("Vinterbading."), PDF), PDF)
    assert "Vinterbading" in found.text


@pytest.mark.django_db
def test_the_form_says_why_beside_the_field_and_keeps_the_rest():
    made = get_document_form(get_document_model())
    assert issubclass(made, FileForm)
    files = {"file": papers.handed(b"<script>", "rapport.pdf")}
    form = made({"title": "Rapport", "collection": 1}, files)
    assert not form.is_valid()
    assert list(form.errors) == ["file"]
    assert form["title"].value() == "Rapport"
