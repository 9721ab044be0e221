"""Pictures: looked at as any file is, drawn anew, and shown without a jump."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawn
from wagtail.images import get_image_model

from naboskap.core.errors import RuleNotMet
from naboskap.records.ports import Clean, Infected, Unreachable
from naboskap.website.models import ContentPage
from naboskap.website.pictures import forms
from naboskap.website.pictures.forms import safe_picture

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws into to be closed by whoever sweeps.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def drawn(form="JPEG", size=(1600, 900), **more):
    out = BytesIO()
    Drawn.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def a_file(content, name="bilde.jpg"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def test_place_and_camera_do_not_come_along():
    exif = Drawn.Exif()
    exif[0x010F] = "Kameraet til Kari"
    content = drawn(exif=exif)
    assert b"Kameraet" in content
    taken = safe_picture(a_file(content)).read()
    assert b"Kameraet" not in taken
    assert Drawn.open(BytesIO(taken)).size == (1600, 900)


def test_its_name_is_drawn_and_never_used_again():
    names = {safe_picture(a_file(drawn(), "kari-nordmann.jpg")).name for _number in range(2)}
    assert len(names) == 2
    for name in names:
        assert "kari" not in name
        assert len(name.removesuffix(".jpg")) == 24


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bilde.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("bilde.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("bilde.jpg", drawn()[:400]),
        ("bilde.png", drawn()),
        ("../bilde.jpg", b""),
        ("papir.pdf", b"%PDF-1.7 not a picture"),
    ],
)
def test_what_is_no_picture_is_refused(name, content):
    with pytest.raises(RuleNotMet):
        safe_picture(a_file(content, name))


class Says:
    def __init__(self, verdict):
        self.verdict = verdict

    def scan(self, pieces):
        return self.verdict


@pytest.mark.parametrize("verdict", [Infected("eicar"), Unreachable("nobody answered")])
def test_what_the_scanner_does_not_call_clean_is_refused(monkeypatch, verdict):
    monkeypatch.setattr(forms, "scanner_in_use", lambda: Says(verdict))
    with pytest.raises(RuleNotMet) as refused:
        safe_picture(a_file(drawn()))
    assert refused.value.rule == "WEB-14"
    monkeypatch.setattr(forms, "scanner_in_use", lambda: Says(Clean()))
    assert safe_picture(a_file(drawn())).size


@pytest.fixture
def shown(client, few_pages, media):
    picture = get_image_model().objects.create(title="Elv", file=a_file(drawn(), "elv.jpg"))

    def show(**value):
        page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
        page.body = [
            ("picture", {"image": picture, "alt": "To ved elva.", "caption": "", **value})
        ]
        page.save_revision().publish()
        return client.get("/kontakt/").content.decode()

    return show


@pytest.mark.parametrize(("shape", "ratio"), [("whole", 900 / 1600), ("wide", 270 / 480)])
def test_a_picture_has_words_sizes_and_room(shown, client, shape, ratio):
    page = shown(shape=shape)
    tag = page[page.index("<figure") : page.index("</figure>")]
    assert 'alt="To ved elva."' in tag
    assert "1200w" in tag
    width, height = (int(tag.split(f'{name}="')[1].split('"')[0]) for name in ("width", "height"))
    assert abs(height / width - ratio) < 0.01
    address = tag.split('src="')[1].split('"')[0]
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert Drawn.open(BytesIO(b"".join(answer))).size[0] == width


def test_no_picture_goes_out_without_words(shown):
    shown(alt="To ved elva.")
    with pytest.raises(RuleNotMet) as refused:
        shown(alt="")
    assert refused.value.rule == "WEB-51"
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    assert page.body[0].value["alt"] == "To ved elva."


def test_what_was_handed_in_has_no_address(client, shown, media):
    shown(shape="whole")
    assert list((media / "original_images").iterdir())
    for name in ("original_images/elv.jpg", "images/../original_images/elv.jpg", "images/no.webp"):
        assert client.get(f"/bilder/{name}").status_code in {302, 404}
