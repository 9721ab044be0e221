import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from django.utils import timezone
from pydantic import ValidationError

from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core import secretariat as house_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.letters import kinds, layout, tasks
from naboskap.letters.actions import claim_letter, make_pdf, open_letter, write
from naboskap.letters.models import Letter
from naboskap.letters.queries import letters_about
from naboskap.letters.tests.samples import FACTS
from naboskap.letters.wording import MissingBlockError, _demand_blocks, worded
from naboskap.records.models import Document, JournalEntry
from naboskap.records.queries import read_document
from naboskap.records.tests.factories import CaseFileFactory

DAY = datetime(2021, 11, 25, 9, tzinfo=UTC)
LANGUAGES = ["nb", "en", "ru"]


def all_said(kind, language, **changes):
    parts = page(kind, language, **changes)["sections"]
    return [said for part in parts for said in part["paragraphs"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["receipt", "refusal", "hold", "resume"])
def test_a_letter_with_the_houses_number_tells_in_which_languages_one_is_answered(
    kind, language, monkeypatch
):
    house = secretariat()
    told = house.phone_answered[language]
    assert any(said.endswith(f" {told}") for said in all_said(kind, language, adviser=""))
    monkeypatch.setattr(house_of, "secretariat", lambda: replace(house, phone_answered={}))
    without = all_said(kind, language, adviser="")
    assert not any(told in said or said != said.strip() for said in without)
    assert any(house.phone in said for said in without)


def test_an_adviser_who_is_named_in_a_letter_answers_in_their_own_languages():
    told = secretariat().phone_answered["nb"]
    assert not any(told in said for said in all_said("hold", "nb", adviser="Rolle 1 (eksempel)"))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def letter(db):
    case_file = CaseFileFactory()
    with time_machine.travel(DAY, tick=False):
        return write(
            "award",
            language="nb",
            facts=FACTS["award"],
            about=case_file,
            reader="a",
            case_file=case_file,
            by=SYSTEM,
        )


def page(kind, language, **changes):
    facts = kinds.KINDS[kind].model_validate(FACTS[kind] | changes)
    return worded(kind, facts, language, date(2021, 11, 25))


def text_of(page):
    parts = [page["heading"], page["lead"]]
    for section in page["sections"]:
        parts += [section["heading"], *section["paragraphs"], *section["points"]]
    return "\n".join(parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACTS)
def test_every_kind_has_its_blocks_in_every_language(kind, language):
    made = page(kind, language)

    assert set(kinds.REQUIRED[kind]) <= {section["name"] for section in made["sections"]}
    assert not re.search(r"%\(|None", text_of(made))
    if language != "en":
        english = text_of(page(kind, "en"))
        same = set(re.findall(r"[^\n]{25,}", text_of(made))) & set(english.split("\n"))
        given = str(FACTS[kind])
        assert {line for line in same if line.split(": ")[-1] not in given} == set()


def test_an_award_says_all_that_the_rules_for_grants_ask():
    text = text_of(page("award", "nb"))
    sums = ["180\u00a0000", "210\u00a0000", "30\u00a0000", "135\u00a0000"]
    days = ["15. desember 2021", "10. september 2022", "3 uker"]
    for said in (*sums, *days, "revisor", "Riksrevisjonen", "info@barents.no"):
        assert said in text, said


@pytest.mark.parametrize("days", [21, 10])
@pytest.mark.parametrize("body", ["board", "appeals"])
def test_a_complaint_has_its_deadline_and_its_body(days, body):
    text = text_of(page("refusal", "en", complain_within_days=days, complaint_body=body))
    assert ("3 weeks" if days == 21 else "10 days") in text
    assert ("appeals body" in text) == (body == "appeals")


def test_small_grants_and_whole_grants_read_otherwise():
    text = text_of(
        page("award", "en", amount=210_000_00, line_reasons=[], reason="", needs_auditor=False,
             advance_amount=0, share_percent=None, report_by=None, report_within_days=90)
    )  # fmt: skip
    assert "all that you applied for" in text
    assert "No auditor is needed" in text
    assert "90 days after" in text
    alone = page("award", "en", side_b="")
    assert (alone["sides"], alone["lead"]) == ([], "We support “Elva mellom oss”.")


def test_an_approval_tells_of_what_must_be_paid_back():
    assert "Pay it back" in text_of(page("approval", "en", amount_to_repay=5_00))
    assert "need not do anything" in text_of(page("approval", "en", amount_rest=0))


def test_a_receipt_shows_both_clocks():
    made = page("receipt", "nb")
    assert made["facts"][1:3] == [
        ["Klokka i Oslo", "4. oktober 2021, 12:15:30"],
        ["Klokka i Murmansk", "4. oktober 2021, 13:15:30"],
    ]
    own = page("receipt", "nb", clocks=[{"place": "Vardø", "zone": "Europe/Oslo"}])
    assert own["facts"][1][0] == "Klokka i Vardø"
    assert "begge sider" in text_of(page("receipt", "nb", confirm_by=None)).lower()


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["accept_by", "complain_within_days", "case_number"])
def test_a_missing_fact_stops_the_act(missing):
    facts = {name: value for name, value in FACTS["award"].items() if name != missing}
    with pytest.raises(ValidationError):
        write("award", language="nb", facts=facts, about=CaseFileFactory(), reader="a",
              case_file=None, by=SYSTEM)  # fmt: skip
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_missing_block_stops_the_act():
    facts = FACTS["award"] | {"report_by": None}  # When is the report due, then?
    with pytest.raises(MissingBlockError, match="reporting"):
        write("award", language="nb", facts=facts, about=CaseFileFactory(), reader="a",
              case_file=None, by=SYSTEM)  # fmt: skip
    with pytest.raises(MissingBlockError):
        _demand_blocks("refusal", ())
    assert not Letter.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACTS)
def test_the_pdf_bears_its_marks(kind, language, tmp_path):
    content = layout.pdf(page(kind, language))

    with pikepdf.open(io.BytesIO(content)) as made:
        root = made.Root
        with made.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
        assert str(root.Lang) == language
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        names = set()

        def walk(node):
            if isinstance(node, pikepdf.Array):
                for child in node:
                    walk(child)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    names.add(str(node.S))
                if "/K" in node:
                    walk(node.K)

        walk(root.StructTreeRoot.K)
        assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TD"} <= names
        # What it says of itself is neutral: no person, no partner, no project.
        title = str(made.docinfo["/Title"])
        assert "21/0412" in title
        for name in ("Elva", "Demoskolen", "Murmansk", "Leder"):
            assert name not in str(dict(made.docinfo))
        fonts = {
            str(font.BaseFont) for each in made.pages for font in each.Resources.Font.values()
        }
        assert fonts
        assert all(re.fullmatch(r"/[A-Z]{6}\+NotoSans-\w+(-Identity-H)?", font) for font in fonts)
    if shutil.which("pdffonts"):
        path = tmp_path / "letter.pdf"
        path.write_bytes(content)
        listed = subprocess.run(
            ["pdffonts", path], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert listed
        assert all("NotoSans" in line and " yes yes yes " in line for line in listed)
        read = subprocess.run(
            ["pdftotext", path, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "21/0412" in read


def test_the_same_page_gives_the_same_bytes():
    assert layout.pdf(page("award", "ru")) == layout.pdf(page("award", "ru"))


def test_markup_in_a_text_is_only_text():
    hostile = '#import "x": y = $ _a_ *b* <c> @d #panic("no") \\'
    assert layout.pdf(page("refusal", "nb", reason=hostile))


def test_a_receipt_says_when_an_unconfirmed_text_lapses_by_both_clocks():
    told = text_of(page("receipt", "nb"))
    assert "18. oktober 2021, 23:59 (Oslo); 19. oktober 2021, 00:59 (Murmansk)" in told
    assert "faller søknaden bort" in told
    assert "faller" not in text_of(page("receipt", "nb", confirm_by=None))


def test_without_its_font_no_letter_is_set(settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    layout._compiler.cache_clear()
    try:
        with pytest.raises(layout.NoFontError):
            layout.pdf(page("award", "nb"))
    finally:
        layout._compiler.cache_clear()


def test_the_worker_makes_files_and_journals_it(letter):
    assert tasks.run_due() == 1
    assert tasks.run_due() == 0

    letter = letters_about(letter.case_file).get()
    assert letter.document.file_name == "award-21-0412-nb.pdf"
    assert read_document(letter.document).startswith(b"%PDF-1.7")
    paper = JournalEntry.objects.get()
    assert (paper.kind, paper.document, paper.title) == (
        "outgoing",
        letter.document,
        "Vedtak om støtte",
    )
    assert [entry.action for entry in trail_of(letter)] == ["letters.write"]


def test_two_workers_make_one_pdf(letter):
    mine = claim_letter()
    assert claim_letter() is None
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        theirs = claim_letter()  # The first was killed, it seems.
        assert theirs == mine
        make_pdf(theirs)
    make_pdf(mine)  # It was only slow.

    assert Document.objects.count() == JournalEntry.objects.count() == 1


def test_a_letter_that_cannot_be_set_waits_and_is_tried_again(letter):
    whole = letter.facts["page"]
    broken = {**letter.facts, "page": {"date": [2021, 1, 1]}}
    Letter.objects.filter(pk=letter.pk).update(facts=broken)
    assert tasks.run_due() == 0
    letter.refresh_from_db()
    assert (letter.attempts, letter.last_fault) == (1, "TypstError")
    assert not Document.objects.exists()

    Letter.objects.filter(pk=letter.pk).update(facts={**broken, "page": whole})
    assert tasks.run_due() == 0  # Not yet.
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert tasks.run_due() == 1
    letter.refresh_from_db()
    assert letter.last_fault == ""


def test_a_letter_is_seen_when_its_reader_opens_it(letter):
    reader, officer = UserFactory(), UserFactory()
    with pytest.raises(RuleNotMet) as refusal:
        open_letter(letter, by=reader)
    assert refusal.value.rule == "LET-1"
    tasks.run_due()

    open_letter(letter, by=officer, as_reader=False)
    letter.refresh_from_db()
    assert letter.opened_at is None
    with time_machine.travel(DAY, tick=False):
        assert open_letter(letter, by=reader).startswith(b"%PDF")
    open_letter(letter, by=reader)
    letter.refresh_from_db()
    assert letter.opened_at == DAY
    assert [entry.actor_id for entry in trail_of(letter)][1:] == [officer.pk, reader.pk, reader.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_letters_cost_the_same_for_one_as_for_three(db, number, django_assert_num_queries):
    case_file = CaseFileFactory()
    for _ in range(number):
        write("refusal", language="ru", facts=FACTS["refusal"], about=case_file, reader="b",
              case_file=case_file, by=SYSTEM)  # fmt: skip
    tasks.run_due()
    with django_assert_num_queries(1):
        assert len([each.document.sha256 for each in letters_about(case_file)]) == number
