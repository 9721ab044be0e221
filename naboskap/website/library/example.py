"""One publication for a demonstration, made here and marked as an example."""

import io

import docx
from django.db import transaction
from wagtail.models import Page

from naboskap.core import clock
from naboskap.website.library.actions import keep_words, taken_in
from naboskap.website.library.apart import read_apart
from naboskap.website.models.files import LibraryFile
from naboskap.website.models.kept import LaidPage
from naboskap.website.models.library import LibraryPage, PublicationFile, PublicationPage

NAME = "mote-over-grensa-eksempel"
TITLE = "Et møte over grensa: et hefte (eksempel)"
LEAD = "Hva to grupper kan avtale før de møtes, mens de er sammen, og etterpå. Et eksempel."
# No word of theirs is in the name of anybody of a demonstration, who are all called an example.
PARTS = {
    "nb": (
        "Et møte over grensa",
        "Dette heftet er laget for å vise hvordan biblioteket virker.",
        "Før møtet: Avtal hvem som tolker, og hvilket språk dere bruker når det haster.",
        "På møtet: Spis sammen den første dagen. Værfaste busser er ingen katastrofe.",
        "Etter møtet: Skriv ned tre ting som dere vil gjøre en gang til.",
    ),
    "ru": (
        "Встреча через границу",
        "Эта брошюра сделана, чтобы показать, как работает библиотека.",
        "До встречи: договоритесь, кто переводит и на каком языке вы говорите, когда спешите.",
        "На встрече: пообедайте вместе в первый день. Автобус, застрявший в метель, не беда.",
        "После встречи: запишите три вещи, которые хочется сделать ещё раз.",
    ),
}


@transaction.atomic
def make_example() -> None:
    """Make it once, with a file in each language of the pair; left alone ever after."""
    library = LibraryPage.objects.filter(locale__language_code="nb").first()
    if library is None or LaidPage.objects.filter(language="nb", slug=NAME).exists():
        return
    page = PublicationPage(
        title=TITLE,
        slug=NAME,
        lead=LEAD,
        kind=PublicationPage.Kind.HANDBOOK,
        publisher="Sekretariatet (eksempel)",
        year=clock.today().year,
        theme="civil_society",
        locale=library.locale,
        live=False,
    )
    for code, what in (("nb", "Hele heftet"), ("ru", "Hele heftet, oversatt")):
        page.files.add(PublicationFile(file=_file(code), what=what, language=code))
    library.add_child(instance=page)
    LaidPage.objects.create(language="nb", slug=NAME, page=Page.objects.get(pk=page.pk))
    page.save_revision().publish()


def _file(code: str) -> LibraryFile:
    heading, *paragraphs = PARTS[code]
    paper, out = docx.Document(), io.BytesIO()
    paper.add_heading(heading, 1)
    for words in paragraphs:
        paper.add_paragraph(words)
    paper.save(out)
    taken = taken_in("hefte.docx", out.getvalue())
    content = taken.read()
    taken.seek(0)
    file = LibraryFile(title=heading, kind=taken.content_type or "", file=taken)
    file._set_document_file_metadata()
    file.save()
    keep_words(file, read_apart(content, file.kind))
    return file
