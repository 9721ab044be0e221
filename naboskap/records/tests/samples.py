"""Small files of every kind that we take, and of kinds that we do not."""

import io
import zipfile

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(form, size=(40, 20), **more) -> bytes:
    """Draw a picture whose upper left corner is red and the rest white."""
    out = io.BytesIO()
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    drawn.save(out, form, **more)
    return out.getvalue()


def from_a_telephone(form="JPEG") -> bytes:
    """Draw a picture that lies on its side and tells where, when and with what it was taken."""
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = 6  # Turn it a quarter to the right to see it upright.
    told[ExifTags.Base.Make] = "Telefonmerket"
    told[ExifTags.Base.DateTime] = "2021:10:04 10:00:00"
    where = told.get_ifd(ExifTags.IFD.GPSInfo)
    where[ExifTags.GPS.GPSLatitudeRef] = "N"
    where[ExifTags.GPS.GPSLatitude] = (69.0, 43.0, 34.0)
    where[ExifTags.GPS.GPSLongitudeRef] = "E"
    where[ExifTags.GPS.GPSLongitude] = (30.0, 2.0, 44.0)
    more = {"comment": b"hemmelig"} if form == "JPEG" else {}
    return picture(form, exif=told, **more)


def telling_much(text="hemmelig") -> bytes:
    """Draw a PNG with a text inside."""
    info = PngInfo()
    info.add_text("Author", text)
    return picture("PNG", pnginfo=info)


PNG = picture("PNG")
JPG = picture("JPEG")
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def zipped(*members: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "<x/>")
    return out.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
ODT = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text")
MANY = ("[Content_Types].xml", "word/document.xml", *(f"a{number}" for number in range(5_000)))
WITH_MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ODT_WITH_MACROS = zipped(
    "content.xml",
    "Basic/Standard/Module1.xml",
    mimetype="application/vnd.oasis.opendocument.text",
)


def bomb(size: int = 300 * 1024 * 1024) -> bytes:
    """Make a Word file of some hundred thousand bytes that becomes ``size`` when it is opened."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _piece in range(size // (1024 * 1024)):
                member.write(bytes(1024 * 1024))
    return out.getvalue()
