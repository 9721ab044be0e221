"""Small files as editors hand them in, made here: no file of anybody's is kept."""

import io
import zipfile
from functools import cache

import docx
import openpyxl
import pikepdf
import typst
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from naboskap.records.uploads import ODT


@cache
def pdf(*paragraphs, author="Kari Maker"):
    """A PDF with words, as a writing program makes it, with its maker's name."""
    words = "\n\n".join(paragraphs) or "Ord."
    made = typst.compile(
        words.encode(), ignore_system_fonts=True, font_paths=[str(settings.FONTS_DIR)]
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.docinfo["/Author"] = author
        with opened.open_metadata() as meta:
            meta["dc:creator"] = [author]
        opened.save(out)
    return out.getvalue()


def scanned(pages=1):
    """A PDF whose pages are pictures."""
    picture, out = Image.new("L", (60, 80), 200), io.BytesIO()
    picture.save(out, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return out.getvalue()


def word(*paragraphs, author="Kari Maker"):
    paper, out = docx.Document(), io.BytesIO()
    for one in paragraphs or ("Ord.",):
        paper.add_paragraph(one)
    paper.core_properties.author = author
    paper.core_properties.last_modified_by = author
    paper.save(out)
    return out.getvalue()


def sheet(*cells, author="Kari Maker", hidden=False):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for number, one in enumerate(cells or ("Ord",), start=1):
        book.active.cell(number, 1, one)
    if hidden:
        book.create_sheet("Skjult").sheet_state = "hidden"
    book.properties.creator = author
    book.save(out)
    return out.getvalue()


def odt(*paragraphs, author="Kari Maker", more=""):
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    said = "".join(f"<text:p>{one}</text:p>" for one in paragraphs or ("Ord.",))
    heads = f'xmlns:office="{office}" xmlns:text="{text}"'
    parts = {
        "mimetype": ODT,
        "content.xml": f"<office:document-content {heads}><office:body><office:text>{more}{said}"
        "</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {heads}><office:meta>{author}</office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:'
        f'manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{ODT}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
        "</m:manifest>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def with_part(content, name, part):
    """An office file with one part more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return out.getvalue()


def handed(content, name):
    return SimpleUploadedFile(name, content)
