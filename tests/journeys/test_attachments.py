"""Papers, Word and earlier applications, in two real browsers and two languages."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from naboskap.records.tests import samples
from tests.journeys import steps

PICTURE = {"name": "kart over ruta.jpg", "mimeType": "image/jpeg"}
HTML = {"name": "side.html", "mimeType": "text/html", "buffer": samples.HTML}


def answer_for(page, key, kind, state, *, file=None, language="", **facts):
    """Answer for a paper as the form asks."""
    page.goto(f"{language}/min-side/soknader/{key}/vedlegg/ny/{kind}/")
    page.check(f"main input[name=state][value={state}]")
    if file:
        page.set_input_files("main input[name=file]", file)
    for name, value in facts.items():
        page.fill(f"main [name={name}]", value)
    steps.send_form(page)


def downloaded(page, link):
    with page.expect_download() as waits:
        link.click()
    return waits.value


def test_papers_go_with_a_small_project(project):
    one = project()
    telephone = {**PICTURE, "buffer": samples.from_a_telephone()}
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Ruta over grensa", amount="40 000")
    steps.save_short_form(applicant, send=False)
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    applicant.click("main a[href$='/vedlegg/']")

    answer_for(applicant, one.key, "other", "here", file=HTML, called="Kart")
    assert "Vi tar imot PDF, JPG, PNG, DOCX, XLSX og ODT" in steps.words(applicant)
    answer_for(applicant, one.key, "other", "here", file=telephone, called="Kart")
    answer_for(applicant, one.key, "statutes", "later", due_on=steps.day(20))
    told = steps.words(applicant)
    assert "kart over ruta.jpg" in told
    assert "Ikke sjekket for virus" in told
    assert "Kommer innen" in told
    one.number = steps.send(applicant, one.key)

    officer = one.window("case_officer")
    steps.be_impartial(officer, one.number)
    steps.case_page(officer, one.number)
    assert "Kommer innen" in steps.words(officer)
    file = downloaded(officer, officer.locator("main a[href*='/vedlegg/']", has_text="Kart"))
    content = file.path().read_bytes()
    assert file.suggested_filename.startswith("vedlegg-")
    assert b"Telefonmerket" not in content
    seen = Image.open(io.BytesIO(content))
    assert not seen.getexif()
    assert seen.size == (20, 40)

    # What was promised comes after the sending, and the case officer sees that it came.
    applicant.goto(f"/min-side/soknader/{one.key}/vedlegg/")
    applicant.click("main a[href*='/vedlegg/']:has-text('Vedtekter')")
    paper = {"name": "vedtekter.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
    applicant.set_input_files("main input[name=file]", paper)
    steps.send_form(applicant)
    steps.case_page(officer, one.number)
    assert "Kommer innen" not in steps.words(officer)
    officer.goto(f"{officer.url}journal/")
    assert steps.words(officer).count("Vedlegg fra søkerne") == 2


@pytest.mark.parametrize("language", ["", "/ru"])
def test_word_out_and_back_and_a_new_draft_from_the_old(language, project):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Sjakk over grensa", amount="40 000")
    steps.save_short_form(applicant, send=False)

    here = f"{language}/min-side/soknader/{one.key}"
    applicant.goto(f"{here}/word/")
    file = downloaded(applicant, applicant.locator("main a[href$='/word/fil/']"))
    word = docx.Document(file.path())
    for control in word.element.body.iter(qn("w:sdt")):
        mark = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if mark.startswith("nk-answer:summary:"):
            control.find(qn("w:sdtContent")).append(word.add_paragraph("Og vi spiller.")._p)
    word.add_paragraph("Husk å spørre om lokalet.")
    out = io.BytesIO()
    word.save(out)
    applicant.set_input_files(
        "main input[name=file]",
        {"name": "tilbake.docx", "mimeType": "application/octet-stream", "buffer": out.getvalue()},
    )
    steps.send_form(applicant)
    assert "Og vi spiller." in applicant.locator("main ins").inner_text()
    assert "Husk å spørre om lokalet." in applicant.locator("#rest-text").input_value()
    assert applicant.locator("main input[name=take]:checked").count() == 1
    steps.send_form(applicant)
    saved = applicant.locator("[name='text-summary']").input_value()
    assert saved.endswith("\nOg vi spiller.")

    applicant.goto(f"{language}/min-side/soknader/tidligere/")
    applicant.click(f"main a[href*='{one.key}']")
    assert "Sjakk over grensa" in steps.words(applicant)
    steps.send_form(applicant)
    assert one.key not in applicant.url
    new = re.search(r"/soknader/([^/]+)/", applicant.url).group(1)
    applicant.goto(f"{language}/min-side/soknader/{new}/kort/")
    assert applicant.locator("[name='basics-title']").input_value() == "Sjakk over grensa"
    assert applicant.locator("[name='basics-start_date']").input_value() == ""
    assert applicant.locator("[name='work-amount']").input_value() == ""
    assert applicant.locator("[name='text-summary']").input_value() == saved
