import io

import pytest
from PIL import Image

from naboskap.core.errors import RuleNotMet
from naboskap.records import pictures, uploads
from naboskap.records.actions import take_in
from naboskap.records.tests import samples


def seen(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_tells_nothing_but_what_it_shows(form):
    name = {"JPEG": "bilde.jpg", "PNG": "bilde.png"}[form]
    sent = samples.from_a_telephone(form)
    assert b"Telefonmerket" in sent

    taken = take_in(name, sent)

    kept = seen(taken.content)
    assert not kept.getexif()
    for word in (b"Exif", b"Telefonmerket", b"2021:10:04", b"hemmelig", b"eXIf"):
        assert word not in taken.content
    # It lay on its side: it stands upright now, with its red corner in the upper right.
    assert kept.size == (20, 40)
    red, green, _blue = kept.convert("RGB").getpixel((18, 2))
    assert (red > 200, green < 100) == (True, True)


def test_what_is_written_inside_a_picture_stays_behind():
    assert b"hemmelig" not in take_in("bilde.png", samples.telling_much()).content


def test_a_transparent_picture_stays_transparent():
    out = io.BytesIO()
    drawn = Image.new("P", (4, 4), 0)
    drawn.save(out, "PNG", transparency=0)

    kept = seen(take_in("logo.png", out.getvalue()).content)

    assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


def test_the_same_picture_gives_the_same_bytes():
    sent = samples.from_a_telephone()
    assert take_in("a.jpg", sent).sha256 == take_in("b.jpg", sent).sha256


def test_a_print_shop_s_picture_can_be_seen():
    out = io.BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")

    assert seen(take_in("trykk.jpg", out.getvalue()).content).mode == "RGB"


def huge() -> bytes:
    """A picture of few bytes that says it is ten milliard points large."""
    small = bytearray(samples.PNG)
    small[16:24] = (100_000).to_bytes(4, "big") * 2
    return bytes(small)


@pytest.mark.parametrize(
    "content",
    [samples.JPG[: len(samples.JPG) // 2], samples.PNG[:60], samples.PNG[:16], huge()],
    ids=["half a jpg", "half a png", "a head", "far too large"],
)
def test_a_picture_that_cannot_be_opened_is_refused(content):
    name = "bilde.jpg" if content.startswith(b"\xff") else "bilde.png"
    with pytest.raises(RuleNotMet) as refused:
        take_in(name, content)
    assert refused.value.rule == "REC-10"


def test_a_picture_at_the_limit_is_taken(monkeypatch):
    monkeypatch.setattr(pictures, "PIXELS", 800)
    assert take_in("bilde.png", samples.PNG).kind == uploads.PNG
    monkeypatch.setattr(pictures, "PIXELS", 799)
    with pytest.raises(RuleNotMet):
        take_in("bilde.png", samples.PNG)


def test_other_files_are_kept_as_they_came():
    assert take_in("brev.pdf", samples.PDF).content == samples.PDF
    assert take_in("brev.docx", samples.DOCX).content == samples.DOCX
