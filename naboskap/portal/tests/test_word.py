"""The draft as a Word file and back, as a browser without a script meets it."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import save_answer
from naboskap.applications.tests.factories import draft, fill, join
from naboskap.assessments.actions import send_application
from naboskap.questionnaires.paper import Answer, Line, read, write
from naboskap.questionnaires.queries import answers_of
from naboskap.records.tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def at(name, application, language="en"):
    with translation.override(language):
        return reverse(f"portal:{name}", kwargs={"key": application.key})


def fetched(ours, application, language="en"):
    return ours.get(at("word-file", application, language)).content


def texts(application):
    return {key: row.text for key, row in answers_of(application.sheet).items()}


def back(ours, application, content, name="soknad.docx"):
    return ours.post(at("word", application), {"file": SimpleUploadedFile(name, content)})


def with_texts(application, rest="", whose=None, **told):
    """Write a file as somebody brings it back: answers with the number that they began from."""
    parts = [Line("Søknad", level=1)]
    parts += [Answer(key, key, text, "nb", number) for key, (text, number) in told.items()]
    content = write(parts, title="", whose=whose or application.key, language="nb")
    if not rest:
        return content
    file = docx.Document(io.BytesIO(content))
    file.add_paragraph(rest)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def hidden(answer):
    """Return what the preview's form would send if everything was chosen."""
    page = answer.content.decode()
    told = dict(re.findall(r'name="(number-[\w-]+)" value="(\d+)"', page))
    told |= dict(re.findall(r'name="(text-[\w-]+)">\n(.*?)</textarea>', page, re.DOTALL))
    return told | {"take": [name.removeprefix("text-") for name in told if name[:4] == "text"]}


@pytest.mark.parametrize(("language", "words"), [("nb", "Hva"), ("en", "What"), ("ru", "Что")])
def test_the_file_holds_every_question_in_the_readers_language(
    language, words, ours, application, lead
):
    fill(application, by=lead)
    answer = ours.get(at("word-file", application, language))
    file = read(answer.content)

    assert set(file.answers) >= set(texts(application))
    assert file.answers["summary"].text == "Vi lærer om elva."
    assert (file.whose, file.rest) == (application.key, "")
    assert "attachment" in answer["Content-Disposition"]
    assert "elva" not in answer["Content-Disposition"].lower()
    plain = "\n".join(
        one.text or "" for one in docx.Document(io.BytesIO(answer.content)).element.iter()
        if one.tag.endswith("}t")
    )  # fmt: skip
    for told in (words, "Elva mellom oss", "Partnerskolen", "Fører skjema"):
        assert told in plain


def test_what_was_not_changed_changes_nothing(ours, application, lead):
    fill(application, by=lead)

    answer = back(ours, application, fetched(ours, application))

    assert "No text in the file differs" in answer.content.decode()
    assert 'name="take"' not in answer.content.decode()


def test_nothing_is_saved_before_it_is_chosen(ours, application, lead):
    save_answer(application, "summary", "Vi møtes.", language="nb", read_number=0, by=lead)
    file = with_texts(application, summary=("Vi møtes ofte.", 1), result=("Vennskap", 0))

    preview = back(ours, application, file)

    assert preview.status_code == 200
    page = preview.content.decode()
    assert "2 texts in the file differ" in page
    assert page.count("checked") == 2
    assert texts(application) == {"summary": "Vi møtes."}
    told = hidden(preview)
    ours.post(at("word-take", application), told | {"take": ["result"]})
    assert texts(application) == {"summary": "Vi møtes.", "result": "Vennskap"}
    ours.post(at("word-take", application), told)
    assert texts(application)["summary"] == "Vi møtes ofte."


def test_a_text_that_was_changed_here_meanwhile_shows_both(ours, application, lead):
    save_answer(application, "summary", "Vi møtes.", language="nb", read_number=0, by=lead)
    file = with_texts(application, summary=("Vi reiser.", 1))
    save_answer(application, "summary", "Мы едем.", language="ru", read_number=1, by=lead)

    preview = back(ours, application, file)

    page = preview.content.decode()
    assert "was changed here after the file was fetched" in page
    assert "Мы едем." in page
    assert "checked" not in page
    # Chosen all the same, knowingly: then it is a version like any other.
    ours.post(at("word-take", application), hidden(preview))
    assert texts(application) == {"summary": "Vi reiser."}


def test_a_text_that_changes_while_one_looks_is_met(ours, application, lead):
    file = with_texts(application, summary=("Vi reiser.", 0), result=("Vennskap", 0))
    told = hidden(back(ours, application, file))
    save_answer(application, "summary", "Vi blir.", language="nb", read_number=0, by=lead)

    answer = ours.post(at("word-take", application), told)

    assert answer.status_code == 409
    assert texts(application) == {"summary": "Vi blir.", "result": "Vennskap"}
    page = answer.content.decode()
    assert "Vi blir." in page
    assert "Vi reiser." in page


def test_an_empty_field_empties_nothing_by_itself(ours, application, lead):
    save_answer(application, "summary", "Vi møtes.", language="nb", read_number=0, by=lead)
    page = back(ours, application, with_texts(application, summary=("", 1))).content.decode()
    assert "The file has no text here" in page
    assert "checked" not in page


def test_what_has_no_place_is_shown_to_copy(ours, application):
    file = with_texts(application, "Husk bussen", summary=("A", 0), unknown=("Borte", 0))
    page = back(ours, application, file).content.decode()
    assert "Husk bussen" in page
    assert "Borte" in page


def test_the_file_of_another_draft_writes_nothing_over(ours, application, lead):
    save_answer(application, "summary", "Vi møtes.", language="nb", read_number=0, by=lead)
    file = with_texts(application, whose="another", summary=("Fra før", 1), result=("Ny", 4))
    page = back(ours, application, file).content.decode()
    assert page.count("checked") == 1
    assert "was changed here after" in page


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("soknad.pdf", samples.PDF, "Send back the Word file"),
        ("soknad.docx", samples.DOCX, "The file cannot be read"),
        ("soknad.docx", samples.WITH_MACROS, "holds a program (macro)"),
        ("soknad.docx", samples.bomb(), "far too large when it is opened"),
        ("soknad.docm", samples.WITH_MACROS, "We take PDF"),
        ("soknad.docx", b"", "The file is empty"),
        ("soknad.docx", samples.HTML, "not what its name says"),
    ],
)
def test_what_cannot_be_read_back_is_told(name, content, says, ours, application):
    answer = back(ours, application, content, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not texts(application)


def test_a_sent_application_is_read_and_not_written(ours, application, lead):
    fill(application, by=lead)
    file = with_texts(application, summary=("Noe annet", 1))
    told = hidden(back(ours, application, file))
    send_application(application, by=lead)

    assert fetched(ours, application)
    assert 'type="file"' not in ours.get(at("word", application)).content.decode()
    answer = ours.post(at("word-take", application), told)
    assert answer.status_code == 302
    assert texts(application)["summary"] == "Vi lærer om elva."


def test_nobody_else_fetches_or_brings_it(client, application):
    client.force_login(UserFactory())
    for name in ("word", "word-file", "word-take"):
        assert client.get(at(name, application)).status_code in {404, 405}, name
        assert client.post(at(name, application), {}).status_code in {404, 405}, name


def test_the_other_side_writes_it_too(application, lead):
    partner = join(application, UserFactory(), by=lead)
    theirs = Client()
    theirs.force_login(partner)
    preview = back(theirs, application, with_texts(application, summary=("Мы вместе", 0)))
    theirs.post(at("word-take", application), hidden(preview))
    assert texts(application) == {"summary": "Мы вместе"}


def test_a_small_form_comes_back_too(ours, lead):
    small = draft(lead, size="short")
    preview = back(ours, small, with_texts(small, summary=("Vi trener.", 0)))
    answer = ours.post(at("word-take", small), hidden(preview))
    assert answer.url.endswith("/kort/")
    assert texts(small) == {"summary": "Vi trener."}
