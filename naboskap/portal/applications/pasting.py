"""Cells copied from a spreadsheet, read as lines of a budget. Pure: nothing is saved.

Whatever is pasted, every row that is not empty comes back: as a line, as a sum that is left out,
or with a sentence that says what was not understood.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from naboskap.applications.amounts import WHOLE, product
from naboskap.core.words import quoted
from naboskap.ui.figures import KronerField, QuantityField
from naboskap.ui.wording import money

MOST_ROWS, MOST_SIGNS, MOST_COLUMNS, LONGEST_TEXT = 200, 60_000, 30, 200
OWN_WORK = "own_work"
LEFT_OUT = ""
# What a column may hold, and how its heading begins in nb, en and ru (folded).
# A word of up to three letters, and one with "=" after it, stands alone; any other may be the
# beginning of another.
HEADINGS = {
    "amount": "belop sum total kroner kr nok amount cost сумма итого крон стоимость",
    "rate": "pris sats price rate цена ставка тариф",
    "quantity": "antall ant mengde quantity qty number колич кол число",
    "unit": "enhet unit единица единицы ед",
    "side": "side land country сторона страна",
    "category": "type kategori slag category kind вид категор статья",
    "text": "hva tekst beskrivelse post kostnad what text item description что описание"
    " наименован расход название",
}
UNITS = {
    "person": "person pers deltaker participant people чел человек участник",
    "night": "natt netter dogn overnatting night ночь ночи ночей ночеи"
    " ночам ноч ночевк сутки суток суткам сут",
    "day": "dag dager day days день дня дней днеи дн",
    "hour": "time= timen= timer= timene= timar= timane= timesverk hour hrs час часа часов часы ч",
    # English "times" is how often; Norwegian "time" is an hour.
    "occasion": "gang= gangen= ganger= gangene= gong= gongen= gonger= gongar= gongene= gongane="
    " times= occasion раз= раза= разов=",
    "trip": "tur turer reise trip journey поезд рейс",
    "piece": "stk stykk piece pcs шт",
}
SIDES = {
    "a": "a no nor norge norsk norway norwegian норв",
    "b": "b ru rus russ partner рос росс рус русск партн",
}
# How a kind of cost is written, in the three languages.
KINDS = {
    OWN_WORK: "egenarbeid egeninnsats dugnad volunt собственный добровольный",
    "travel": "reise buss fly flybill flyreise tog togbill ferge drivstoff travel bus flight train"
    " transport проезд билет автобус перелет дорога= дорогу= дороги= дорожн",
    "stay": "hotell overnatt opphold losji hotel accommod прожив гостин",
    "food": "mat maltid middag lunsj food meal dinner lunch питан еда еду еды обед",
    "visa": "visum visa виза визы визов",
    "rent": "leie husleie lokale rent hire venue аренд",
    "interpreting": "tolk oversett interpret translat перевод",
    "services": "honorar instrukt foreles foredrag instructor lecturer гонорар инструктор лектор"
    " преподават kamerama оператор",
    "administration": "administra админ",
    "management": "prosjektled руковод координ",
    "materials": "material материал",
    "course_fee": "kurs konferanse course conference взнос конференц",
    "equipment": "utstyr drakt fotballdrakt treningsdrakt instrument= instrumenter= kamera="
    " kameraer= kameraet= ball= baller= equipment kit= kits= camera= cameras= instruments= balls="
    " оборуд форма= форму= формы= футболк мяч= мячи= мячеи= инвентар",
    "investment": "bygg= bygging= byggearbeid bygning investering construction investment строит"
    " инвестиц",
    "marketing": "reklame annonse markedsf marketing advert реклам",
    "publications": "brosjyre trykk brochure printing печат книг",
    "website": "nettsted nettside website сайт",
    "film_production": "film= filming= filmopptak filmproduk lydopptak lydproduk videoproduk"
    " recording съемк видеосъемк звукозап",
    "running_costs": "drift= driftskost driftsutg",
    "business_setup": "bedriftsetabl etablering= startup= стартап",
    "research": "forskning research= исследован",
    "humanitarian": "nodhjelp humanit гуманитар",
    "deficit": "underskudd underskot deficit дефицит убыт",
}
SMALL = {"og", "eller", "store", "vanlige", "vanlig", "av", "for", "a"}
SMALL |= {"and", "or", "large", "ordinary", "of", "и", "или", "за"}
# What is hired is not bought, and who handles a thing is not the thing.
NOT_BOUGHT = {
    "rent": re.compile(
        r"\b(?!\w*pleie)\w*(leie|leige)\b|\b(hired?|rent(al|ed)?)\b|\bаренд|прокат"
    ),
    "services": re.compile(r"\boperat"),
}
SUM_WORDS = ("sum", "i alt", "totalt", "total", "in all", "итого", "всего")
ABROAD = re.compile(
    r"(€|\$|£|₽|\beur\b|\beuro?\b|\busd\b|\bsek\b|\bdkk\b|\bgbp\b|\brub|руб|евро)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted row. ``line``: what an act takes, or None where ``words`` say why not."""

    number: int  # As in what was pasted, from 1.
    cells: tuple[str, ...]
    line: dict[str, Any] | None = None
    words: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: what each column is taken for, and the rows in their order."""

    columns: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    words: str = ""  # Why nothing at all was read.

    @property
    def lines(self) -> list[Row]:
        return [row for row in self.rows if row.line is not None]

    @property
    def not_read(self) -> list[Row]:
        return [row for row in self.rows if row.line is None and not row.is_sum]

    @property
    def sums(self) -> list[Row]:
        return [row for row in self.rows if row.is_sum]

    @property
    def remaining(self) -> str:
        """The heading and what was not read, as it can be pasted again; empty when all was."""
        rows = [row.cells for row in self.not_read]
        kept = [self.heading, *rows] if rows and self.heading else rows
        width = max(len(self.columns), *map(len, kept)) if kept else 0
        written = io.StringIO()
        # As a spreadsheet writes it: what is read back has the same cells in the same columns.
        sign = "\t" if width > 1 else ";"
        csv.writer(written, delimiter=sign, lineterminator="\n").writerows(
            [*cells, *[""] * (width - len(cells))] for cells in kept
        )
        return written.getvalue().removesuffix("\n")


def read(
    text: str,
    *,
    side: str,
    category: str = "",
    columns: Sequence[str] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Pasted:
    """Read pasted cells. ``side`` and ``category`` hold for rows that do not say.

    An empty ``category``: the kind of such a row is not said.

    ``columns``: what the writer says that each column is; without it, the heading says, or what
    stands in them. ``kinds``: the words for kinds of cost, beside those that stand here.
    """
    if len(text) > MOST_SIGNS:
        return Pasted(words=_("This is more than we can take at once. Paste a part of it."))
    table = _cells(text)
    if not table:
        return Pasted(words=_("Paste the cells into the box first."))
    if len(table) > MOST_ROWS:
        return Pasted(words=_("We take 200 rows at once. Paste a part of them."))
    width = max(len(cells) for _number, cells in table)
    if width > MOST_COLUMNS:
        return Pasted(words=_("There are more than 30 columns. Copy only those of the budget."))
    first = table[0][1]
    named = _named(first, width)
    heading = first if named else ()
    rows = table[1:] if named else table
    taken = tuple(columns) if columns and len(columns) == width else named or _guessed(rows, width)
    if "amount" not in taken and not {"quantity", "rate"} <= set(taken):
        words = _("Say which column holds the sums, or how many and the price for one.")
        return Pasted(taken, heading, tuple(Row(n, cells, words=words) for n, cells in rows))
    reader = _Reader(taken, side, category, kinds or {})
    return Pasted(taken, heading, tuple(reader.row(number, cells) for number, cells in rows))


def _cells(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Take the text apart; a cell with a break in it is quoted by the spreadsheet."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    sign = "\t" if "\t" in text else ";" if ";" in text else "\t"
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=sign))
    except csv.Error:
        table = [line.split(sign) for line in text.split("\n")]
    found = []
    for number, cells in enumerate(table, start=1):
        tidy = tuple(" ".join(cell.split()) for cell in cells)
        if any(tidy):
            found.append((number, tidy))
    return found


def fold(text: str) -> str:
    """Write a word as it is compared: small letters, no accents, å and ø as a and o."""
    text = text.casefold().replace("ø", "o").replace("æ", "ae")
    parts = unicodedata.normalize("NFKD", text)
    return " ".join("".join(one for one in parts if not unicodedata.combining(one)).split())


def _which(text: str, words: Mapping[str, str]) -> str:
    """Return the code whose word the text begins with, or else holds; the longest word counts.

    Empty where none does.
    """
    spoken = re.findall(r"\w+", fold(text))
    found = [
        (place > 0, -len(one), code)
        for code, ones in words.items()
        for one in ones.split()
        for place, word in enumerate(spoken)
        if word == one.removesuffix("=") or (_may_begin(one) and word.startswith(one))
    ]
    return min(found)[2] if found else ""


def kind_said(text: str) -> str:
    """Return the kind of cost that the words for it say; empty where they say none."""
    found = _which(text, KINDS)
    if found in {"equipment", ""}:
        spoken = fold(text)
        found = next((one for one, is_told in NOT_BOUGHT.items() if is_told.search(spoken)), found)
    return found


def _may_begin(word: str) -> bool:
    return len(word) > 3 and not word.endswith("=")


def _telling(label: str) -> list[str]:
    """Return the words of a label that tell it from the others: not "and", "or", "large"."""
    return [word for word in re.findall(r"\w+", fold(label)) if word not in SMALL]


def _as_told(text: str) -> str:
    return " ".join(_telling(text))


def _named(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return what the columns of a heading are; empty where the first row is none."""
    if any(_is_number(cell) for cell in cells):
        return ()
    names: list[str] = []
    for cell in cells:
        name = _which(cell, HEADINGS) if cell else LEFT_OUT
        names.append(name if name not in names else LEFT_OUT)
    if not set(names) - {LEFT_OUT}:
        return ()
    return (*names, *[LEFT_OUT] * (width - len(names)))


def _guessed(rows: Sequence[tuple[int, tuple[str, ...]]], width: int) -> tuple[str, ...]:
    """Guess by what stands there: the first words are the text, the last figures the sum."""
    figures = [
        sum(_is_number(cells[place]) for _n, cells in rows if place < len(cells))
        for place in range(width)
    ]
    filled = [
        sum(bool(cells[place]) for _n, cells in rows if place < len(cells))
        for place in range(width)
    ]
    numeric = [place for place in range(width) if figures[place] * 2 > filled[place]]
    names = [LEFT_OUT] * width
    if len(numeric) >= 3:
        names[numeric[-3]], names[numeric[-2]] = "quantity", "rate"
    if numeric:
        names[numeric[-1]] = "amount"
    words = next((n for n in range(width) if n not in numeric and filled[n]), None)
    if words is not None:
        names[words] = "text"
    return tuple(names)


def _is_number(text: str) -> bool:
    try:
        return KronerField().to_python(text) is not None
    except ValidationError:
        return False


class _NotRead(Exception):  # noqa: N818 -- a sentence on its way to the row
    pass


class _Reader:
    """Reads rows by what their columns are."""

    def __init__(
        self,
        columns: Sequence[str],
        side: str,
        category: str,
        kinds: Mapping[str, str],
    ) -> None:
        self.columns, self.side, self.category = columns, side, category
        self.labels = {_as_told(label): code for code, label in kinds.items()}
        self.kinds = {
            code: " ".join([KINDS.get(code, ""), *_telling(kinds.get(code, ""))])
            for code in {*KINDS, *kinds}
        }

    def row(self, number: int, cells: tuple[str, ...]) -> Row:
        told: dict[str, str] = {}
        for name, cell in zip(self.columns, cells, strict=False):
            if name:
                told.setdefault(name, cell)
        first = fold(told.get("text") or next((cell for cell in cells if cell), ""))
        if any(re.fullmatch(rf"{word}\b.{{0,12}}", first) for word in SUM_WORDS):
            return Row(number, cells, is_sum=True, words=_("A sum, left out."))
        try:
            return Row(number, cells, line=self._line(told))
        except _NotRead as fault:
            return Row(number, cells, words=str(fault))

    def _line(self, told: Mapping[str, str]) -> dict[str, Any]:
        if any(ABROAD.search(told.get(name, "")) for name in ("amount", "rate")):
            raise _NotRead(
                _("This is not in kroner. Write it by hand, since it needs an exchange rate.")
            )
        text = told.get("text", "")
        if len(text) > LONGEST_TEXT:
            raise _NotRead(_("The text is longer than 200 characters. Make it shorter."))
        line = {
            "side": self._side(told.get("side", "")),
            "category": self._category(told, text),
            "text": text,
            "unit": WHOLE,
            "amount": None,
            "quantity_hundredths": None,
            "rate": None,
            "hours_hundredths": None,
        }
        unit = _which(told.get("unit", ""), UNITS)
        quantity, unit_beside = self._quantity(told)
        if unit and unit_beside and unit != unit_beside:
            raise _NotRead(_("The row is counted in two ways. Write one of them."))
        rate = self._number(KronerField(), told, "rate")
        amount = self._number(KronerField(), told, "amount")
        if line["category"] == OWN_WORK:
            is_known = bool(unit) or not told.get("unit")
            is_in_hours = {unit, unit_beside} <= {"", "hour"} and is_known
            if not quantity or not is_in_hours:
                raise _NotRead(_("Own work is counted in hours. Write how many in its column."))
            return {**line, "hours_hundredths": quantity}
        if not quantity or rate is None:
            if amount is None:
                raise _NotRead(_("There is no sum in this row."))
            return {**line, "amount": amount}
        if amount is not None and amount != product(quantity, rate):
            raise _NotRead(
                _("How many times the price is %(reckoned)s, but the row says %(sum)s.")
                % {"reckoned": money(product(quantity, rate)), "sum": money(amount)}
            )
        unit = unit or unit_beside or "piece"
        return {**line, "unit": unit, "quantity_hundredths": quantity, "rate": rate}

    def _quantity(self, told: Mapping[str, str]) -> tuple[int | None, str]:
        """Return how many, and of what where that stands beside the figure: "3 ganger"."""
        text = told.get("quantity", "")
        beside = re.fullmatch(r"([\d.,\s]*\d)\s*([^\W\d_]+)\.?", text)
        unit = _which(beside[2], UNITS) if beside else ""
        told = {**told, "quantity": beside[1]} if beside and unit else told
        return self._number(QuantityField(), told, "quantity"), unit

    def _number(self, field: Any, told: Mapping[str, str], name: str) -> int | None:
        text = told.get(name, "")
        if text in {"-", "–", "—"}:
            return None
        try:
            found: int | None = field.to_python(text)
        except ValidationError as fault:
            why = " ".join(map(str, fault.messages))
            raise _NotRead(f"{quoted(text[:40])}: {why}") from fault
        return found

    def _side(self, text: str) -> str:
        if not text:
            return self.side
        found = _which(text, SIDES)
        if not found:
            raise _NotRead(_("“%(text)s” is neither of the two sides.") % {"text": text[:40]})
        return found

    def _category(self, told: Mapping[str, str], text: str) -> str:
        """Return the kind of cost: as its column says, or else as the text does."""
        if kind := told.get("category", ""):
            found = self.labels.get(_as_told(kind)) or _which(kind, self.kinds)
            if not found:
                raise _NotRead(
                    _("“%(text)s” is no kind of cost that we know.") % {"text": kind[:40]}
                )
            return found
        return self.labels.get(_as_told(text)) or kind_said(text) or self.category
