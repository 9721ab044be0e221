"""A file that is handed in: what is taken, what is taken out of it, and what is read in it."""

import contextlib
import io
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form

from naboskap.core.errors import RuleNotMet
from naboskap.records.ports import Clean, Infected, Unreachable
from naboskap.records.uploads import DOCX, LIMIT, ODT, PDF, XLSX
from naboskap.website.library import actions, apart
from naboskap.website.library.actions import taken_in
from naboskap.website.library.apart import read_apart
from naboskap.website.library.cleaning import clean
from naboskap.website.library.cleaning.refusing import UncleanError
from naboskap.website.library.forms import FileForm
from naboskap.website.library.pictures import plain_jpeg, plain_png
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
            "a.xlsx",
            papers.with_part(
                papers.sheet(),
                "xl/pivotCache/pivotCacheRecords1.xml",
                '<pivotCacheRecords><r><s v="Kari Skjult"/></r></pivotCacheRecords>',
            ),
            "pivottabell",
        ),
        ("a.docx", papers.with_part(papers.word(), "word/afchunk.mht", "Kari"), "ikke kan lese"),
        (
            "a.docx",
            papers.with_part(
                papers.word(),
                "word/_rels/footer1.xml.rels",
                f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/aFChunk"'
                ' Target="../word/styles.xml"/></Relationships>',
            ),
            "annen fil",
        ),
        ("a.docx", papers.with_part(papers.word(), "word/media/a.png", "<p>Kari</p>"), "lese"),
        ("a.odt", papers.with_part(papers.odt(), "Pictures/a.svg", "<svg>Kari</svg>"), "lese"),
        (
            "a.odt",
            papers.odt(more="<office:binary-data>S2FyaQ==</office:binary-data>"),
            "annen fil",
        ),
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


@pytest.mark.parametrize(
    "change",
    [
        *("sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        *("tblPrExChange", "numberingChange", "cellMerge", "cellIns", "cellDel", "rPrChange"),
        *("moveFromRangeStart", "customXmlInsRangeStart", "somethingNew"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_tracked_change_of_any_kind_is_refused(change, strict):
    own = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"' if strict else W
    part = f'<w:hdr {own}><w:p><w:{change} w:id="1" w:author="Kari"/></w:p></w:hdr>'
    with pytest.raises(UncleanError, match="commented"):
        clean(papers.with_part(papers.word(), "word/header1.xml", part), DOCX)


@pytest.mark.parametrize("kind", [DOCX, XLSX, ODT])
def test_every_part_that_is_kept_is_known(kind):
    paper = papers.with_part(MADE[kind][1](), "hemmelig/notat.xml", "<a>Kari</a>")
    with pytest.raises(UncleanError, match="unknown"):
        clean(paper, kind)


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


def photo(words=b"Kameraet til Kari"):
    """A JPEG that tells of its camera, with a second picture after its end."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = words.decode()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG", exif=exif, progressive=True)
    return out.getvalue() + out.getvalue()


def with_picture(packed, filters, *, covers=100, words="Ord."):
    """A PDF with words and a picture as wide and high as ``covers`` points."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.pdf(words))) as pdf:
        picture = pikepdf.Stream(pdf, packed)
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=40,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=filters,
        )
        page = pdf.pages[0]
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Bilde"))
        drawn = f"q {covers} 0 0 {covers} 0 0 cm /Bilde Do Q".encode()
        page.contents_add(pikepdf.Stream(pdf, drawn))
        pdf.save(out)
    return out.getvalue()


JPEG_FILTER, FLATE = pikepdf.Name.DCTDecode, pikepdf.Name.FlateDecode


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (photo(), JPEG_FILTER),
        (photo(), pikepdf.Array([JPEG_FILTER])),
        (zlib.compress(photo()), pikepdf.Array([FLATE, JPEG_FILTER])),
        (photo().hex().encode() + b">", pikepdf.Array([pikepdf.Name.ASCIIHexDecode, JPEG_FILTER])),
    ],
)
def test_a_picture_tells_nothing_of_its_camera_in_whatever_it_is_wrapped(packed, filters):
    plain = clean(with_picture(packed, filters), PDF)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        kept = pdf.pages[0].resources["/XObject"]["/Bilde"].read_raw_bytes()
    assert b"Kameraet" not in kept
    assert Image.open(io.BytesIO(kept)).convert("RGB").getpixel((5, 5))[1] > 100
    assert len(kept) < len(photo()) / 2


def test_a_picture_that_we_cannot_take_its_camera_out_of_is_refused():
    jpx = b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x40uuidJpgTiffExif->JP2Exif\0\0MM Kari"
    with pytest.raises(UncleanError, match="telling"):
        clean(with_picture(jpx, pikepdf.Name.JPXDecode), PDF)


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


MANY = "Ord om vinterbading i nord. " * 20


def test_a_page_that_is_a_picture_with_a_line_of_words_is_told():
    for covers, is_whole in ((100, True), (2_000, False)):
        paper = clean(with_picture(photo(), JPEG_FILTER, covers=covers, words=MANY), PDF)
        found = read(paper, PDF)
        assert (found.is_whole, found.pages) == (is_whole, () if is_whole else (1,))
        assert "vinterbading" in found.text


@pytest.mark.parametrize(
    "drawing",
    [
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
        b"/Inni Do",
        b"/Pattern cs /Flis scn 0 0 900 900 re f",
        b"0 0 m " + b"1 2 3 4 5 6 c " * 900 + b"S",
        b"/Borte Do",
    ],
)
def test_a_page_of_whatever_else_is_drawn_is_told(drawing):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.pdf(MANY))) as pdf:
        page = pdf.pages[0]
        form = pikepdf.Stream(pdf, b"q 900 0 0 900 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")
        form.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 900, 900]
        )
        tile = pikepdf.Stream(pdf, b"0 0 1 1 re f")
        tile.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            Resources={},
            BBox=[0, 0, 9, 9],
            XStep=9,
            YStep=9,
        )
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Inni"))
        page.add_resource(tile, pikepdf.Name.Pattern, pikepdf.Name("/Flis"))
        page.contents_add(pikepdf.Stream(pdf, b"q 900 0 0 900 0 0 cm " + drawing + b" Q"))
        pdf.save(out)
    assert read(clean(papers.pdf(MANY), PDF), PDF).is_whole
    assert read(out.getvalue(), PDF).pages == (1,)


@pytest.mark.parametrize(
    ("kind", "where"), [(DOCX, "word/media"), (XLSX, "xl/media"), (ODT, "Pictures")]
)
def test_an_office_file_with_a_picture_is_not_read_whole(kind, where):
    make = MADE[kind][1]
    assert read(clean(make(MANY), kind), kind).is_whole
    paper = clean(papers.with_part(make(MANY), f"{where}/bilde.jpeg", photo()), kind)
    found = read(paper, kind)
    assert not found.is_whole
    assert "bilde.jpeg" in found.beside


def test_what_stands_in_any_attribute_is_read_and_a_remark_in_the_signs_is_left_out():
    part = (
        f'<w:settings {W}><!-- Kari --><w:docVars><w:docVar w:name="a" w:val="Жужелица"/>'
        '</w:docVars><w:alias w:val="Stonefly"/><w:listItem w:displayText="Mayfly"/></w:settings>'
    )
    plain = clean(papers.with_part(papers.word(), "word/settings.xml", part), DOCX)
    beside = read(plain, DOCX).beside
    assert all(word in beside for word in ("Жужелица", "Stonefly", "Mayfly"))
    assert "<!--" not in everything(plain).decode(errors="ignore")


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


@pytest.mark.parametrize(("most", "of"), [("MEMORY", 400 * 1024**2), ("SECONDS", 0.01)])
def test_a_file_that_takes_too_much_is_refused_and_takes_it_elsewhere(monkeypatch, most, of):
    """The signs become a hundred times as much when a program reads them."""
    monkeypatch.setitem(getattr(apart, most), "clean", of)
    signs = b"<w:hdr " + W.encode() + b">" + b"<w:a/>" * 8_000_000 + b"</w:hdr>"
    out = io.BytesIO(papers.word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/header1.xml", signs)
    with pytest.raises(RuleNotMet, match="for mye minne") as refused:
        taken_in("a.docx", out.getvalue())
    assert refused.value.rule == "WEB-67"


def test_whoever_opens_a_file_knows_nothing_of_the_house(monkeypatch):
    given = {}
    run = apart.subprocess.run
    monkeypatch.setattr(apart.subprocess, "run", lambda *a, **k: given.update(k) or run(*a, **k))
    assert taken_in("a.pdf", papers.pdf()).size
    assert set(given["env"]) == {"PYTHONUTF8"}


@pytest.mark.django_db
def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch):
    file = papers.handed(b"%PDF-", "rapport.pdf")
    file.size = LIMIT + 1
    monkeypatch.setattr(file, "file", None)  # Whoever reads it falls.
    made = get_document_form(get_document_model())
    form = made({"title": "Rapport", "collection": 1}, {"file": file})
    assert not form.is_valid()
    assert "MB" in str(form.errors["file"])


@pytest.mark.django_db
def test_where_something_else_is_amiss_the_file_is_refused_too():
    """Else Wagtail keeps it as it came, and makes a document of it when the rest is mended."""
    made = get_document_form(get_document_model())
    handed = {"file": papers.handed(papers.pdf(), "rapport.pdf")}
    form = made({"title": "r" * 300, "collection": 1}, handed)
    assert not form.is_valid()
    assert "velg fila på nytt" in str(form.errors["file"])
    assert made({"title": "Rapport", "collection": 1}, handed).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"), [("rapport.pdf", PDF), (f"{'a' * 24}.pdf", ""), ("rapport.pdf", "")]
)
def test_web_90_a_file_that_was_not_looked_at_is_not_kept(settings, tmp_path, name, kind):
    settings.MEDIA_ROOT = tmp_path / "media"
    made = get_document_model()(title="Rapport", kind=kind)
    # As Wagtail does it with a file that it kept until the rest of the form was right.
    made.file.save(name, papers.handed(papers.pdf(), name), save=False)
    with pytest.raises(RuleNotMet) as refused:
        made.save()
    assert refused.value.rule == "WEB-90"
    assert not get_document_model().objects.exists()
    assert not [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]
