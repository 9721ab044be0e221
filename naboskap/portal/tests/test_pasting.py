"""Cells from a spreadsheet: what people really paste, and what nobody should."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from naboskap.applications.actions import add_costs
from naboskap.applications.models import BudgetLine
from naboskap.applications.tests.factories import NOW
from naboskap.core.errors import RuleNotMet
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.portal.applications.pasting import MOST_ROWS, read

NB = """Hva\tSlag\tSide\tAntall\tEnhet\tPris\tBeløp
Buss t/r Kirkenes–Murmansk\tReise\tNorsk\t\t\t\t40 000 kr
Hotell\tOvernatting\tPartner\t66\tnetter\t900,00\t59 400,00
Tolk\tTolking\tPartner\t8\ttimer\tkr 600,-\t
Dugnad\tEgeninnsats\tRussisk\t100\ttimer\t\t
\t\t\t\t\t\t
Sum\t\t\t\t\t\t104 200
"""
EN = (
    "Item\tCountry\tAmount\r\nBus\tNorway\t40,000.50\r\n"
    '"Dinner, with\n the choir"\tRU\tNOK 1,250\r\n'
)
RU = (
    "Наименование\tСтатья\tСторона\tСумма\nАвтобус\tПроезд\tНорвежская\t40\u00a0000\n"
    "Зал\tАренда\tРоссийская\t20 000 kr\n"
)


def told(pasted):
    return [
        (row.line["side"], row.line["category"], row.line["amount"] or row.line["rate"])
        for row in pasted.lines
    ]


def test_a_norwegian_sheet_by_its_headings():
    found = read(NB, side="a")

    assert found.columns == ("text", "category", "side", "quantity", "unit", "rate", "amount")
    assert told(found) == [
        ("a", "travel", 40_000_00),
        ("b", "stay", 900_00),
        ("b", "interpreting", 600_00),
        ("b", "own_work", None),
    ]
    assert [row.line["unit"] for row in found.lines] == ["whole", "night", "hour", "whole"]
    assert found.lines[3].line["hours_hundredths"] == 10_000
    assert [row.number for row in found.sums] == [7]
    assert found.not_read == []
    assert found.remaining == ""


def test_an_english_and_a_russian_sheet():
    assert told(read(EN, side="b")) == [("a", "travel", 40_000_50), ("b", "food", 1_250_00)]
    assert read(EN, side="b").lines[1].line["text"] == "Dinner, with the choir"
    assert told(read(RU, side="b")) == [("a", "travel", 40_000_00), ("b", "rent", 20_000_00)]


def test_without_a_heading_it_is_guessed_and_can_be_chosen():
    plain = "Buss\t40 000\nMat\t20 000\n"
    found = read(plain, side="b")
    assert (found.columns, found.heading) == (("text", "amount"), ())
    assert told(found) == [("b", "travel", 40_000_00), ("b", "food", 20_000_00)]

    counted = "Rom\t22\t900\t19 800\n"
    assert read(counted, side="a").columns == ("text", "quantity", "rate", "amount")
    chosen = read(counted, side="a", columns=("text", "amount", "", ""))
    assert told(chosen) == [("a", "", 22_00)]
    assert read("Rom\t5\n", side="a", columns=("text", "")).lines == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Buss\tReise\tNorsk\t\t\tmye", "«mye»"),
        ("Buss\tReise\tNorsk\t\t\t-5", "0 eller mer"),
        ("Buss\tReise\tNorsk\t\t\t10,123456", "to desimaler"),
        ("Buss\tReise\tNorsk\t\t\t#REF!", "«#REF!»"),
        ("Buss\tReise\tNorsk\t\t\t=A1*B1", "«=A1*B1»"),
        ("Buss\tReise\tNorsk\t\t\t12 000 руб", "valuta"),
        ("Buss\tReise\tNorsk\t\t\t€ 500", "valuta"),
        ("Buss\tReise\tMars\t\t\t100", "«Mars»"),
        ("Buss\tUkjent\tNorsk\t\t\t100", "«Ukjent»"),
        ("Buss\tReise\tNorsk\t\t\t", "Det er ikke noe beløp"),
        ("Rom\tHotell\tNorsk\t22\t900\t20 000", "19 800 kr"),
        ("Dugnad\tDugnad\tNorsk\t\t\t100", "timer"),
        (f"{'x' * 201}\tReise\tNorsk\t\t\t100", "200 tegn"),
    ],
)
def test_what_is_not_understood_is_said_and_kept(row, words):
    with translation.override("nb"):
        found = read(
            f"Hva\tSlag\tSide\tAntall\tPris\tSum\n{row}\nMat\tMat\tNorsk\t\t\t5\n", side="a"
        )
    assert told(found) == [("a", "food", 5_00)]
    (fault,) = found.not_read
    assert fault.number == 2
    assert words in fault.words.replace("\u00a0", " ")
    assert fault.cells[0] in found.remaining
    assert found.remaining.startswith("Hva\t")


def test_too_much_is_not_read_at_all():
    assert read("x\t1\n" * (MOST_ROWS + 1), side="a").words
    assert read("1" * 60_001, side="a").words
    assert read("\t".join("1" * 31), side="a").words
    assert read(" \n\t\n", side="a").words


HOSTILE = st.text(
    alphabet=st.sampled_from("ab1 ,.-\t\n\r\";'=+@\x00\x1f\u2028kr€æЖ\u00a0"), max_size=300
)


@given(st.one_of(HOSTILE, st.text(max_size=300)), st.sampled_from(["a", "b"]))
@example("1;\r\t", "a")
@example('"1;"', "a")
def test_nothing_that_is_pasted_breaks_or_is_lost(text, side):
    found = read(text, side=side)
    kept = [row for row in found.rows if row.line is not None or row.words]
    assert len(kept) == len(found.rows)
    numbers = [row.number for row in found.rows]
    assert numbers == sorted(set(numbers))
    for row in found.lines:
        line = row.line
        assert line["side"] in {"a", "b"}
        counts = (line["amount"], line["rate"], line["hours_hundredths"])
        assert any(one is not None and one >= 0 for one in counts)
        assert len(line["text"]) <= 200
    again = read(found.remaining, side=side, columns=found.columns) if found.remaining else None
    assert again is None or again.lines == []


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 10**12)), min_size=1, max_size=40
    )
)
def test_what_a_spreadsheet_writes_is_read_back_exactly(lines):
    for thousands, sign in ((" ", ","), ("\u00a0", ","), (",", "."), (".", ",")):
        rows = []
        for side, ore in lines:
            whole = f"{ore // 100:,}".replace(",", thousands)
            rows.append(f"Ting\t{side}\t{whole}{sign}{ore % 100:02d} kr")
        found = read("Hva\tSide\tSum\n" + "\n".join(rows), side="a")
        assert [(row.line["side"], row.line["amount"]) for row in found.lines] == lines


# ── The page ─────────────────────────────────────────────────────────────────
@pytest.fixture
def _autumn():
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


BAD = NB + "Ukjent\tReise\tNorsk\t\t\t\tmye\nAnnet\tReise\tMars\t\t\t\t5\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("_autumn")
def test_cells_are_shown_first_and_added_once(ours, application):
    page = reverse("portal:paste", kwargs={"key": application.key})
    assert ours.get(page).status_code == 200
    shown = ours.post(page, {"cells": BAD, "side": "a", "act": "read"})
    text = " ".join(shown.content.decode().replace("\xa0", " ").split())
    assert "4 rader er forstått. 2 rader er det ikke." in text
    assert "Rad 8" in text
    assert "66 × 900 kr per natt" in text
    assert not BudgetLine.objects.exists()

    told = {"cells": BAD, "side": "a", "act": "add", "mark": shown.context["mark"]}
    assert ours.post(page, told).status_code == 200
    assert not BudgetLine.objects.exists()  # What was not shown is not added.

    told["seen"] = shown.context["form"].seen
    for _click in range(2):
        answer = ours.post(page, told)
        assert answer.status_code == 200
        left = answer.context["form"]["cells"].value()
        assert "Ukjent" in left
        assert "Hotell" not in left
    amounts = [line.amount for line in BudgetLine.objects.all()]
    assert amounts == [40_000_00, 59_400_00, 4_800_00, 10_000_00]

    whole = ours.post(page, {"cells": NB, "side": "a", "act": "read"})
    again = {"cells": NB, "side": "a", "act": "add", "mark": whole.context["mark"]}
    assert ours.post(page, {**again, "seen": whole.context["form"].seen}).status_code == 302
    assert BudgetLine.objects.count() == 8


@pytest.mark.django_db
@pytest.mark.usefixtures("_autumn")
def test_columns_are_chosen_where_they_were_not_recognised(ours, application):
    page = reverse("portal:paste", kwargs={"key": application.key})
    cells = "Rom\t22\t900\t19 800"
    shown = ours.post(page, {"cells": cells, "side": "b", "act": "read"})
    told = {"cells": cells, "side": "b", "act": "read", "seen": shown.context["form"].seen}
    told |= {"column0": "text", "column1": "", "column2": "", "column3": "amount"}
    chosen = ours.post(page, told)
    assert [line.amount for line in chosen.context["lines"]] == [19_800_00]
    assert chosen.context["lines"][0].how == ""
    # Other cells are read anew: what was chosen was for the first.
    other = ours.post(page, {**told, "cells": "19 800\t5\t900\tRom"})
    assert other.context["pasted"].columns[3] == "text"


@pytest.mark.django_db
@pytest.mark.usefixtures("_autumn")
def test_a_row_whose_kind_nobody_knows_is_added_without_one_and_asked_for(ours, application):
    page = reverse("portal:paste", kwargs={"key": application.key})
    told = {"cells": "Diverse\t900\nBuss\t4 000\n", "side": "a"}
    shown = ours.post(page, {**told, "act": "read"})
    assert "Type kostnad er ikke valgt" in shown.text
    form, mark = shown.context["form"], shown.context["mark"]
    columns = {bound.html_name: bound.value() for bound in form.column_fields}
    ours.post(page, {**told, **columns, "act": "add", "seen": form.seen, "mark": mark})

    line, _bus = BudgetLine.objects.all()
    assert (line.category, line.amount) == ("", 900_00)
    money = ours.get(reverse("portal:money", kwargs={"key": application.key}))
    assert sum(part.amount for part in money.context["sums"]["kinds"]) == 4_900_00
    assert "Type kostnad er ikke valgt" in money.text
    check = ours.get(reverse("portal:send", kwargs={"key": application.key}))
    chosen = reverse("portal:cost", kwargs={"key": application.key, "pk": line.pk})
    asked = {one.words: one.href for one in check.context["remaining"]}
    assert asked["Velg hva slags kostnad «Diverse» er."] == f"{chosen}#id_category"
    assert 'id="id_category-advice"' in ours.get(chosen).text
    ours.post(chosen, {"act": "remove", "revision": line.revision})
    assert (
        "Diverse, 900" in ours.get(reverse("portal:money", kwargs={"key": application.key})).text
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("_autumn")
def test_at_most_two_hundred_at_once_and_all_or_none(application, lead):
    line = {"side": "a", "category": "travel", "amount": 1}
    with pytest.raises(RuleNotMet) as refusal:
        add_costs(application, [line] * 201, mark="m", by=lead)
    assert refusal.value.rule == "APP-52"
    with pytest.raises(RuleNotMet) as refusal:
        add_costs(application, [line, {**line, "amount": -1}], mark="m", by=lead)
    assert refusal.value.rule == "APP-12"
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Drakter", "equipment"),
        ("Fotballdrakter og baller", "equipment"),
        ("Premier og medaljer", ""),
        ("Store skjermer", ""),
        ("Vanlige ting", ""),
        ("Buss til cupen", "travel"),
        ("Mat og drikke", "food"),
        ("Matter til bryting", ""),
        ("Tolketjeneste", "interpreting"),
        ("Kurs for dommere", "course_fee"),
        ("Форма для команды", "equipment"),
        ("Футболки и мячи", "equipment"),
        ("Призы и медали", ""),
        ("Дорога до Киркенеса", "travel"),
        ("Дорогие призы", ""),
        ("Перелёт", "travel"),
        ("Еда", "food"),
        ("Формат встречи", ""),
        ("Bygg", "investment"),
        ("Drift av huset", "running_costs"),
        ("Film og lyd", "film_production"),
        ("Исследования и поездки", "research"),
        ("Nødhjelp", "humanitarian"),
        ("Underskudd i fjor", "deficit"),
        ("Etablering", "business_setup"),
        ("Визовый сбор", "visa"),
        ("Kamera", "equipment"),
        ("Kameramann", "services"),
        ("Camera operator", "services"),
        ("Kameraleie", "rent"),
        ("Drakter til leie", "rent"),
        ("Utstyrsleie", "rent"),
        ("Utstyr til sykepleie", "equipment"),
        ("Форма напрокат", "rent"),
        ("Instrument", "equipment"),
        ("Ball", "equipment"),
        ("Мяч", "equipment"),
        ("Пошив формы", "equipment"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "ru"])
def test_a_kind_of_cost_is_told_by_whole_words(text, kind, language):
    with translation.override(language):
        kinds = {code: str(words) for code, words in CATEGORIES.items()}
    [row] = read(f"{text}\t1 000\n", side="a", kinds=kinds).lines
    assert row.line["category"] == kind


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_kind_is_read_by_its_own_name(language):
    with translation.override(language):
        kinds = {code: str(words) for code, words in CATEGORIES.items()}
    head = "Hva\tSlag\tAntall\tSum"
    for code, words in kinds.items():
        [row] = read(
            f"{head}\nTing\t{words}\t5\t\n"
            if code == "own_work"
            else f"{head}\nTing\t{words.capitalize()}\t\t5\n",
            side="a",
            kinds=kinds,
        ).lines
        assert row.line["category"] == code


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_kind_is_read_by_its_name_where_no_column_says_it(language):
    """A kind that the guidelines stop is not taken for another that they say nothing of."""
    with translation.override(language):
        kinds = {code: str(words) for code, words in CATEGORIES.items() if code != "own_work"}
    for code, words in kinds.items():
        [row] = read(f"{words.capitalize()}\t1 000\n", side="a", kinds=kinds).lines
        assert row.line["category"] == code


@pytest.mark.parametrize("side", ["рус.", "рос.", "RU"])
def test_the_partners_side_is_told_by_short_words_too(side):
    [row] = read(f"Hva\tSide\tSum\nTing\t{side}\t100\n", side="a").lines
    assert row.line["side"] == "b"


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("сут.", "night"),
        ("суткам", "night"),
        ("ноч.", "night"),
        ("ночёвка", "night"),
        ("timen", "hour"),
        ("timesverk", "hour"),
        ("дней", "day"),
        ("ночей", "night"),
        ("часов", "hour"),
        ("часть", "piece"),
        ("чел.", "person"),
        ("timer", "hour"),
        ("netter", "night"),
        ("times", "occasion"),
        ("ganger", "occasion"),
        ("gonger", "occasion"),
        ("раза", "occasion"),
        ("timar", "hour"),
        ("time", "hour"),
        ("разное", "piece"),
    ],
)
def test_a_unit_is_told_by_whole_words(unit, code):
    [row] = read(f"Hva\tAntall\tEnhet\tPris\nTing\t2\t{unit}\t100\n", side="a").lines
    assert row.line["unit"] == code
    [row] = read(f"Hva\tAntall\tPris\nTing\t2 {unit}\t100\n", side="a").lines or [None]
    assert row is None or (row.line["unit"], row.line["quantity_hundredths"]) == (code, 200)
    assert (row is None) == (code == "piece")


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        ("3\ttimes", None),
        ("3\tganger", None),
        ("3 times\t", None),
        ("3\tøkter", None),
        ("3\tdager", None),
        ("3\ttimar", 300),
        ("3 timer\t", 300),
        ("3 hours\thours", 300),
        ("3\t", 300),
    ],
)
def test_own_work_is_in_hours_and_how_often_is_none(cells, hours):
    found = read(f"Hva\tSlag\tAntall\tEnhet\tSum\nRydding\tDugnad\t{cells}\t\n", side="a")
    assert [row.line["hours_hundredths"] for row in found.lines] == ([hours] if hours else [])
    assert len(found.not_read) == (hours is None)
