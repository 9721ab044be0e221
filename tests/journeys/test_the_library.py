"""A report comes out: handed in, read by the house, read by a person, found, and taken home."""

import io
import re

import docx

from tests.journeys.test_an_editor import (
    approve,
    number_of,
    page_in_list,
    save,
    seen,
    send_back,
    send_to_reader,
    to_be_read,
)

NAMED = "Transpolar Games"  # Protected from the start, by the starter's own list.


def paper(*paragraphs):
    """Return a Word file as an editor has it on their disk."""
    made, out = docx.Document(), io.BytesIO()
    for one in paragraphs:
        made.add_paragraph(one)
    made.core_properties.author = "Kari Maker"
    made.save(out)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "Utkast fra Kari.docx", "mimeType": kind, "buffer": out.getvalue()}


def hand_in(page, file, title):
    """Choose a file for the page's first row: through the dialogue, from one's own disk."""
    chooser = page.locator("#id_files-0-file-chooser")
    if "blank" not in (chooser.get_attribute("class") or ""):
        chooser.locator(".w-dropdown__toggle").click()  # Another in the place of the first.
    page.locator("[data-chooser-action-choose]:visible").first.click()
    dialogue = page.locator(".modal")
    dialogue.get_by_role("tab").nth(1).click()
    dialogue.locator("input[type=file]").set_input_files(file)
    dialogue.locator("input[name$=title]").fill(title)
    dialogue.locator("form[enctype] [type=submit]").click()
    page.locator("#id_files-0-file-chooser", has_text=title).wait_for()


def told_of_the_file(page, number):
    """Load the page until the house has read its file; return what the box says of it."""
    for _number in range(60):
        page.goto(f"/cms/pages/{number}/edit/")
        said = " ".join(page.locator("form .help-block").all_inner_texts())
        if "fila leses nå" not in said:
            return said
        page.wait_for_timeout(1_000)
    raise AssertionError("the file was never read")


def test_a_report_from_an_editors_disk_to_a_strangers(person, visitor):
    editor, reader, stranger = person("editor"), person("editor_2"), visitor()

    # A publication under the library, with a file in which a protected partner is thanked.
    page_in_list(editor, "Bibliotek")
    editor.goto(f"/cms/pages/{number_of(editor)}/add_subpage/")
    editor.wait_for_url(re.compile("/add/website/publicationpage/"))
    editor.locator("#id_title[data-w-sync-disabled-value]").press_sequentially("Vinterbad i nord")
    editor.locator("#id_title").blur()
    editor.wait_for_function("() => document.querySelector('#id_slug').value.endsWith('nord')")
    editor.locator("#id_lead").fill("Hva folk på begge sider sier om kaldt vann.")
    editor.locator("#id_publisher").fill("Sekretariatet")
    editor.locator("#id_year").fill("2026")
    if not editor.locator("#id_files-0-what").count():
        editor.locator("#id_files-ADD").click()
    hand_in(editor, paper("Om issvømming.", f"Takk til {NAMED}."), "Rapport 1")
    editor.locator("#id_files-0-what").fill("Hele rapporten")
    editor.locator("#id_files-0-language").select_option("nb")
    save(editor)
    editor.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    number = number_of(editor)
    first = told_of_the_file(editor, number)
    assert "kan nevne noen som er beskyttet" in first
    send_to_reader(editor)
    to_be_read(reader, number)
    approve(reader)
    assert "kan nevne noen som er beskyttet" in reader.locator("body").inner_text()
    assert seen(stranger, "/bibliotek/vinterbad-i-nord/")[0] == 404
    to_be_read(reader, number)
    send_back(reader, "Ta ut takken til partneren.")

    # Another file in its place; the house has read it, a second reader says yes, and it is out.
    editor.goto(f"/cms/pages/{number}/edit/")
    hand_in(editor, paper("Om issvømming.", "Vannet var to grader."), "Rapport 2")
    save(editor)
    assert "ingen som er beskyttet, er nevnt" in told_of_the_file(editor, number)
    send_to_reader(editor)
    to_be_read(reader, number)
    approve(reader)

    # A stranger finds it by a word that stands in the file alone, and takes it home.
    stranger.goto("/sok/?sok=issvømming")
    assert "Publikasjoner og rapporter (1)" in stranger.locator("main").inner_text()
    stranger.locator("main").get_by_role("link", name="Vinterbad i nord").click()
    with stranger.expect_download() as waited:
        stranger.get_by_role("link", name=re.compile("Hele rapporten")).click()
    assert waited.value.suggested_filename == "vinterbad-i-nord-nb.docx"
    taken = docx.Document(waited.value.path())
    assert "Vannet var to grader." in [one.text for one in taken.paragraphs]
    assert taken.core_properties.author == ""
    stranger.goto("/bibliotek/?sok=issvømming")
    assert "1 publikasjon" in stranger.locator("main").inner_text()
