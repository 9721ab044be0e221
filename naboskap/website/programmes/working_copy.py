"""A programme's questions as a Word file: to talk through and write in, before one signs in.

It is made from the same form as the page and the application itself, so it never asks anything
else. Each answer stands in a control of its own that is tagged with the question's key.
"""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from naboskap.core.words import in_language
from naboskap.programmes.models import Programme
from naboskap.ui.wording import language
from naboskap.website.programmes.asked import Asked, FormAsked

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAGGED = {"nb": "nb-NO", "en": "en-GB", "ru": "ru-RU"}
QUIET = RGBColor(0x4A, 0x4A, 0x4A)
LINES = 400  # Characters to a line of room, roughly five lines for a text of 2 000.


def working_copy(programme: Programme, form: FormAsked) -> bytes:
    """Return the questions of ``form`` as a Word file, in the language that is spoken."""
    document = Document()
    name = in_language(programme.name)
    _speak(document, TAGGED.get(language(), "nb-NO"))
    document.core_properties.title = f"{name}: {form.title}"
    document.core_properties.author = ""
    document.core_properties.identifier = f"{form.version.form.slug}/{form.version.number}"
    document.add_heading(name, level=0)
    document.add_paragraph(form.title)
    reckon = (
        _("Reckon with about %(time)s.")
        if form.is_for_one
        else _("Reckon with about %(time)s, for both sides.")
    )
    _quietly(document, reckon % {"time": form.time})
    text = (
        _(
            "A working copy of the questions, to write in. It is not an application: copy your "
            "texts into the form when you are ready. Write no names of individuals here."
        )
        if form.is_for_one
        else _(
            "A working copy of the questions, to write in together. It is not an application: "
            "copy your texts into the form when you are ready. Write no names of individuals here."
        )
    )
    _quietly(document, text)
    number = 0
    for section in form.sections:
        document.add_heading(str(section.title), level=1)
        for asked in section.asked:
            number += 1
            _question(document, asked, number)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _speak(document: Any, tag: str) -> None:
    """Tag the whole document with its language, so that it is spelt and read aloud in it."""
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    properties = style.element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), tag)
    properties.append(spoken)
    document.core_properties.language = tag


def _question(document: Any, asked: Asked, number: int) -> None:
    question = asked.question
    document.add_heading(f"{number}. {question.in_words}", level=2)
    if asked.only_if:
        _quietly(document, asked.only_if)
    if question.help_in_words:
        document.add_paragraph(question.help_in_words)
    told = [_labelled(_("Why we ask"), question.why_in_words)]
    if asked.criterion:
        told.append(_labelled(_("What it is judged by"), asked.criterion))
    if asked.limits:
        told.append(asked.limits)
    if not question.is_required:
        told.append(_("You may leave it out."))
    _quietly(document, " ".join(told))
    for label, text in (
        (_("This helps us"), question.good_in_words),
        (_("This helps us little"), question.weak_in_words),
    ):
        if text:
            _quietly(document, _labelled(label, text))
    if question.options:
        for _code, words in question.options:
            document.add_paragraph(f"☐ {words}")
        return
    _room(document, question.key, question.length_advised or 0)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}"


def _quietly(document: Any, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9.5), QUIET


def _room(document: Any, key: str, length: int) -> None:
    """Leave room to write: a framed field, tagged with the question's key."""
    table = document.add_table(rows=1, cols=1, style="Table Grid")
    cell = table.rows[0].cells[0]
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("w:alias", key), ("w:tag", f"naboskap:{key}")):
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        properties.append(one)
    content = OxmlElement("w:sdtContent")
    control.append(properties)
    control.append(content)
    first = cell.paragraphs[0]._p
    first.addprevious(control)
    content.append(first)
    for _line in range(min(max(length // LINES, 2), 12)):
        content.append(OxmlElement("w:p"))
    # A cell ends with a paragraph of its own.
    cell._tc.append(OxmlElement("w:p"))
    document.add_paragraph()
