"""Word and back: every text comes home to its question, and nothing hostile is followed."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from naboskap.questionnaires import paper
from naboskap.questionnaires.paper import Answer, Found, Line, Table, UnreadableError, read, write

PARTS = (
    Line("Søknad", level=1),
    Line("Skriv i feltene, og last opp fila igjen.", is_quiet=True),
    Line("Hva vil dere?", level=2),
    Answer("summary", "Hva vil dere?", "Vi møtes.\n\nTo ganger.", "nb", 3),
    Line("Resultat", level=2),
    Answer("result", "Resultat", "", "", 0),
    Table((("Hva", "Kroner"), ("Buss", "40 000"))),
)


def written(*parts, whose="draft-1"):
    return write(parts or PARTS, title="Søknad", whose=whose, language="nb")


def opened(content):
    return docx.Document(io.BytesIO(content))


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def control(file, key):
    """Find the field of an answer as Word does, by its mark."""
    for one in file.element.body.iter(qn("w:sdt")):
        if (
            one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            .get(qn("w:val"))
            .startswith(f"nk-answer:{key}:")
        ):
            return one.find(qn("w:sdtContent"))
    raise AssertionError(key)


MAIN, LINKS = "word/document.xml", "word/_rels/document.xml.rels"


def changed(content, name, change):
    """Change one member of a file, or take it out (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
            elif change is not None:
                after.writestr(each, change(before.read(each)))
    return out.getvalue()


def test_every_answer_comes_back_to_its_question():
    assert read(written()) == paper.Read(
        "draft-1",
        {"summary": Found("Vi møtes.\n\nTo ganger.", 3), "result": Found("", 0)},
        "",
    )


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t"), max_size=80
)


@given(words)
def test_a_text_comes_back_as_it_was_but_for_its_ends(text):
    parts = (Line("Søknad", level=1), Answer("a-key", "?", text, "ru", 12))
    assert read(written(*parts)).answers == {"a-key": Found(text.strip(), 12)}


def test_what_was_changed_in_word_comes_back():
    file = opened(written())
    content = control(file, "result")
    content.append(file.add_paragraph("Вместе каждый год.")._p)
    paragraph = file.add_paragraph("Og en linje ")
    paragraph.add_run("til").bold = True
    content.append(paragraph._p)

    assert read(saved(file)).answers["result"].text == "Вместе каждый год.\nOg en linje til"


def test_what_stands_outside_every_field_is_told():
    file = opened(written())
    file.add_paragraph("Husk å spørre Kari om bussen.")
    file.element.body.insert(0, file.add_paragraph("Foran alt")._p)
    assert read(saved(file)).rest == "Foran alt\nHusk å spørre Kari om bussen."


def test_a_field_that_stands_twice_counts_once():
    twice = (*PARTS, Answer("summary", "Igjen", "En annen tekst", "nb", 3))
    told = read(written(*twice))
    assert (told.answers["summary"].number, told.rest) == (3, "En annen tekst")


def test_what_was_struck_out_is_gone_and_what_was_put_in_stands():
    struck = (
        b'<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:r><w:t>Vi </w:t></w:r><w:del><w:r><w:delText>reiser</w:delText></w:r></w:del>"
        b'<w:ins><w:r><w:t xml:space="preserve">trener</w:t></w:r></w:ins></w:p>'
    )
    file = opened(written())
    control(file, "result").append(etree.fromstring(struck))
    assert read(saved(file)).answers["result"].text == "Vi trener"


def test_the_file_names_nobody_and_says_its_language():
    told = opened(written()).core_properties
    assert (told.author, told.last_modified_by, told.title) == ("", "", "Søknad")
    styles = opened(written()).styles.element
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"nb-NO"}


DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGH = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_doctype(doctype):
    return lambda xml: xml.replace(b"<w:document", doctype + b"<w:document", 1)


def link(kind):
    return lambda xml: xml.replace(
        b"</Relationships>",
        b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b"relationships/" + kind + b'" Target="http://example.org/" TargetMode="External"/>'
        b"</Relationships>",
    )


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("damaged", b"PK\x03\x04 nothing"),
        ("damaged", b""),
        ("damaged", changed(written(), MAIN, None)),
        ("damaged", changed(written(), MAIN, lambda xml: xml[:-20])),
        ("damaged", changed(written(), MAIN, lambda _xml: b"<x/>")),
        ("foreign", changed(written(), MAIN, with_doctype(DOCTYPE))),
        ("foreign", changed(written(), MAIN, with_doctype(LAUGH))),
        ("foreign", changed(written(), LINKS, link(b"attachedTemplate"))),
        ("large", b"PK" + b"0" * paper.LARGEST),
    ],
)
def test_what_is_hostile_or_broken_is_refused(why, content):
    with pytest.raises(UnreadableError) as refused:
        read(content)
    assert refused.value.why == why


def test_a_file_that_becomes_huge_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(paper.UNPACKED + 1))
    with pytest.raises(UnreadableError) as refused:
        read(out.getvalue())
    assert refused.value.why == "large"


def test_a_link_to_follow_by_hand_is_no_harm():
    assert read(changed(written(), LINKS, link(b"hyperlink"))).whose == "draft-1"


@given(st.binary(max_size=300))
def test_whatever_comes_it_is_read_or_refused(content):
    with suppress(UnreadableError):
        assert isinstance(read(content), paper.Read)
