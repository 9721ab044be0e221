"""What a programme asks, on a page and in Word, before anybody signs in."""

import re
from io import BytesIO

import pytest
from django.utils.html import escape
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from naboskap.programmes.tests.factories import load_starter
from naboskap.questionnaires.queries import everything_in, version_in_use
from naboskap.questionnaires.tests.factories import starter_forms, starter_rows
from naboskap.website.actions import load_pages
from naboskap.website.programmes.asked import time_in_words
from naboskap.website.written import read

PREFIXES = {"nb": "", "en": "/en", "ru": "/ru"}
PATH = "/ordninger/barentsmidler/sporsmal/"


@pytest.fixture
def programmes(db):
    starter_forms()
    return load_starter()


@pytest.mark.parametrize("code", PREFIXES)
def test_every_question_is_there_with_all_that_is_said_of_it(client, programmes, code):
    text = client.get(PREFIXES[code] + PATH).content.decode()

    for form in (programmes["barentsmidler"].short_form, programmes["barentsmidler"].full_form):
        for question in everything_in(version_in_use(form)):
            for part in ("words", "help", "why", "good", "weak", "purpose"):
                words = escape(getattr(question, part)[code])
                assert words in text, (question.key, part)


@pytest.mark.parametrize("code", PREFIXES)
def test_every_question_leads_to_its_lesson(client, programmes, code):
    load_pages()
    text = client.get(PREFIXES[code] + PATH).content.decode()

    forms = (programmes["barentsmidler"].short_form, programmes["barentsmidler"].full_form)
    asked = [one.lesson for form in forms for one in everything_in(version_in_use(form))]
    told = re.findall(rf'href="{PREFIXES[code]}/sokeskolen/([a-z-]+)/">', text)
    assert [one for one in told if one in asked] == asked


def test_every_question_of_the_starter_has_a_lesson_that_ships(settings):
    for starter in ("pages", "pages-plain"):
        for code in PREFIXES:
            files = (settings.ROOT / "starter" / starter / code).iterdir()
            there = {
                page.slug
                for page in (read(one, prefix="") for one in files)
                if "step" in page.facts
            }
            for row in starter_rows():
                for question in row["questions"]:
                    assert question["lesson"] in there, (starter, code, question["key"])


def test_the_time_and_the_criteria_are_told(client, programmes):
    text = client.get("/en" + PATH).content.decode()

    assert re.search(r"12 questions\. Reckon with about \d hours?( \d\d minutes)?, for both", text)
    assert "What it is judged by" in text
    assert "The short application" in text
    assert "What you do together" in text


def test_a_programme_with_one_form_shows_it_once(client, programmes):
    text = client.get("/en/ordninger/reisestotte-journalister/sporsmal/").content.decode()

    assert text.count("<h4") == 12
    assert "Where will you go, and what will you make?" in text
    assert "How many take part" not in text
    assert "both sides" not in text
    assert "together" not in text
    assert "The pair" not in text


@pytest.mark.parametrize("slug", ["barentskult-reisestotte", "reisestotte-journalister"])
def test_every_criterion_of_a_journey_has_a_question(programmes, slug):
    one = programmes[slug]
    assert one.short_form == one.full_form
    asked = {each.criterion for each in everything_in(version_in_use(one.full_form))}
    assert asked - {""} == {each.slug for each in one.criteria.all()}


@pytest.mark.parametrize("code", PREFIXES)
@pytest.mark.parametrize("size", ["kort", "full"])
def test_the_word_file_asks_the_same_in_the_same_language(client, programmes, code, size):
    answer = client.get(f"{PREFIXES[code]}{PATH}{size}.docx")

    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = Document(BytesIO(answer.content))
    programme = programmes["barentsmidler"]
    form = programme.short_form if size == "kort" else programme.full_form
    questions = everything_in(version_in_use(form))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == [
        f"{number}. {one.words[code]}" for number, one in enumerate(questions, start=1)
    ]
    text = "\n".join(one.text for one in document.paragraphs)
    assert all(one.why[code] in text and one.good[code] in text for one in questions)
    tagged = {one.get(qn("w:val")) for one in document.element.iter(qn("w:tag"))}
    assert tagged == {f"naboskap:{one.key}" for one in questions}
    spoken = document.styles["Normal"].element.find(".//" + qn("w:lang")).get(qn("w:val"))
    assert spoken.startswith(code)
    assert document.core_properties.language == spoken


def test_what_is_not_there_has_no_word_file(client, programmes):
    programme = programmes["barentskult"]
    programme.is_shown = False
    programme.save()

    assert client.get(f"{PATH}ukjent.docx").status_code == 404
    assert client.get("/ordninger/barentskult/sporsmal/full.docx").status_code == 404


def test_both_cost_the_same_with_few_questions_and_many(
    client, programmes, django_assert_num_queries
):
    client.get(PATH + "?1")
    with django_assert_num_queries(5):
        client.get(PATH + "?2")
    path = "/ordninger/barentskult/sporsmal/"
    client.get(path + "?1")
    with django_assert_num_queries(5):
        client.get(path + "?2")


@pytest.mark.parametrize(
    ("minutes", "words"), [(15, "15 minutes"), (60, "1 hour"), (135, "2 hours 15 minutes")]
)
def test_a_time_is_told_in_words(minutes, words):
    with override("en"):
        assert time_in_words(minutes) == words
