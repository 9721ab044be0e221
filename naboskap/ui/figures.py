"""What somebody types of figures, read kindly: money, hours, rates and how many.

A field takes every common way of writing a value, in the three languages, and answers
nonsense with a sentence that shows how. What was typed stays in the form.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.core.words import quoted
from naboskap.ui.fields import PlainText

LARGEST_SUM = 100_000_000_000_00  # A hundred billion: beyond it, a slip of the finger.
LONGEST = 30  # Figures with gaps that are longer are no sum at all.
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f'’]+")
_UNIT = re.compile(r"(kr\.?|nok|kroner|крон[аы]?|,-|\.-)+$", re.IGNORECASE)
# "ca." says that it is not to the krone: the sum itself is what is kept and shown.
_ROUGHLY = (
    r"ca\.?|cirka|circa|omtrent|omlag|kring|rundt|about|around|roughly|approx\.?"
    r"|около|примерно|[~≈]"
)
_PREFIX = re.compile(rf"^(?:{_ROUGHLY})?(?:kr\.?|nok)?", re.IGNORECASE)
_ABOUT = re.compile(rf"^(?:{_ROUGHLY})(?=[0-9])", re.IGNORECASE)
# Whom one counts, behind the figure.
_HEADS = re.compile(
    r"(?<=[0-9])(?:personer|personar|person|pers|mennesker|menneske|folk|stykker|stykk|stk|barn|born|ungar"
    r"|unger|ungdommer|ungdommar|ungdomar|ungdom|unge|voksne|vaksne|deltakere|deltakarar|deltaker|deltakar"
    r"|people|persons|pcs|children|kids|youths|adults|participants|participant"
    r"|человека|человек|чел|детей|дети|ребенка|ребёнка|подростков|подростка|взрослых"
    r"|участников|участника|участник|шт)\.?$",
    re.IGNORECASE,
)
# Figures with gaps between them, before any decimal sign.
_GROUPS = re.compile(r"(?<![0-9.,])[0-9]+(?:[\s\u00a0\u2007\u202f'’]+[0-9]+)+(?![0-9])")
_SCALED = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?)(?:"
    r"(?P<million>mill?(?:ion(?:er|s)?)?\.?|mio\.?|млн\.?|миллион(?:а|ов)?)"
    r"|(?P<thousand>tusen|thousand|тыс\.?|тысяч[аи]?))",
    re.IGNORECASE,
)
_ABROAD = r"(руб(лей|ля|ль)?\.?|rub\.?|rubler|₽|eur|euro|€|sek|dkk|usd|\$|gbp|£)"
_UNIT_ABROAD = re.compile(f"{_ABROAD}$", re.IGNORECASE)
_PREFIX_ABROAD = re.compile(f"^{_ABROAD}", re.IGNORECASE)


def number(text: str) -> Decimal | None:
    """Read a number with comma or point, and thousands apart or not; None where it is none.

    With one kind of sign, three digits behind it are thousands ("1.250", "12,500"), since
    no sum has thousandths; with both kinds the last one is the decimal sign.
    """
    text = _SPACES.sub("", text)
    text = text.replace("−", "-")
    if not re.fullmatch(r"-?[0-9][0-9.,]*", text):
        return None
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0:
        sign = text[last]
        other = "," if sign == "." else "."
        whole, part = text[:last].replace(other, ""), text[last + 1 :]
        groups = whole.lstrip("-").split(sign)
        grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
        if len(part) == 3 and other not in text and grouped and groups[0] != "0":
            text = whole.replace(sign, "") + part
        elif sign in whole or "," in part or "." in part:
            return None
        else:
            text = f"{whole}.{part or '0'}"
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def two_readings(text: str) -> tuple[int, int] | None:
    """Return what figures may mean where one group behind a gap is not three long.

    "60 0000" is 60 000 with a nought too many, or 600 000 with the gap in the wrong place; the
    smaller one comes first. None where the groups are right, or several are wrong.
    """
    found = _GROUPS.search(text)
    if found is None or len(found[0]) > LONGEST:
        return None
    first, *groups = _SPACES.split(found[0])
    if sum(len(group) != 3 for group in groups) != 1:
        return None
    as_typed = int("".join([first, *groups]))
    by_threes = int("".join([first, *(group[:3].ljust(3, "0") for group in groups)]))
    return min(as_typed, by_threes), max(as_typed, by_threes)


def in_words_and_figures(text: str) -> Decimal | None:
    """Read "4 millioner", "1,25 mill." and "50 тысяч" as numbers; None where it is none.

    Before such a word the sign is always the decimal one.
    """
    read = _SCALED.fullmatch(_SPACES.sub("", text))
    if read is None:
        return None
    return Decimal(read["number"].replace(",", ".")) * (1_000_000 if read["million"] else 1_000)


class KronerField(forms.Field):
    """A sum of money in kroner, as whole øre: "1 250,50", "1250.5" and "1 250 kr" are 125050.

    "4 millioner", "50 tusen" and "ca. 150 000" are read too.
    """

    default_error_messages = {
        "required": _("Write a sum in kroner."),
        "nonsense": _("Write the sum as a number, for example 1250 or 1250,50."),
        "fraction": _("Write the sum with at most two decimals, for example 1250,50."),
        "negative": _("Write a sum of 0 or more."),
        "too_large": _("This sum is larger than we can take. Check the number of zeros."),
        "two_readings": _("Did you mean %(less)s or %(more)s? Write the one that is right."),
    }

    def __init__(self, *, may_be_zero: bool = True, **kwargs: Any) -> None:
        self.may_be_zero = may_be_zero
        kwargs.setdefault("widget", PlainText(size=12, mode="decimal"))
        super().__init__(**kwargs)
        self.error_messages.setdefault("zero", _("Write a sum larger than 0."))

    def prepare_value(self, value: Any) -> Any:
        return typed_kroner(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        self._ask_which(text)
        plain = _UNIT.sub("", _PREFIX.sub("", _SPACES.sub("", text)))
        read = number(plain)
        if read is None:
            read = in_words_and_figures(plain)
        if read is None:
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        if read < 0:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if read > LARGEST_SUM // 100:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        if (read * 100) % 1:
            raise ValidationError(self.error_messages["fraction"], code="fraction")
        if read == 0 and not self.may_be_zero:
            raise ValidationError(self.error_messages["zero"], code="zero")
        return int(read * 100)

    def _ask_which(self, text: str) -> None:
        """Ask where a slip of the finger leaves two sums to choose from."""
        if meant := two_readings(text):
            less, more = (typed_kroner(sum_ * 100) for sum_ in meant)
            raise ValidationError(
                self.error_messages["two_readings"],
                code="two_readings",
                params={"less": less, "more": more},
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def typed_kroner(ore: int) -> str:
    """Write a sum as one would type it: 125050 is "1 250,50", 21000000 is "210 000"."""
    whole, part = divmod(abs(ore), 100)
    text = f"{whole:,}".replace(",", "\u00a0") + (f",{part:02d}" if part else "")
    return f"−{text}" if ore < 0 else text


class RateField(forms.Field):
    """What so many of another currency cost in kroner: "11,772" and "1 012.34" as decimals.

    A rate has as many decimals as it likes, so the last sign is always the decimal one.
    """

    default_error_messages = {
        "required": _("Write the exchange rate."),
        "nonsense": _("Write the rate as a number, for example 11,77."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainText(size=10, mode="decimal"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = _UNIT.sub("", _PREFIX.sub("", _SPACES.sub("", str(value or ""))))
        if not text:
            return None
        whole, sign, part = text.replace(",", ".").rpartition(".")
        digits = f"{whole.replace('.', '')}{sign}{part}"
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,8})?", digits) or not Decimal(digits):
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        return Decimal(digits)


class HoursField(forms.Field):
    """Hours of work, in hundredths: "7,5" is 750."""

    default_error_messages = {
        "required": _("Write the number of hours."),
        "nonsense": _("Write the hours as a number, for example 108 or 7,5."),
        "negative": _("Write a number of hours of 0 or more."),
        "too_large": _("That is more hours than a project can have. Check the number."),
    }
    # What may stand behind the figure. English "times" is no hours, though "time" is in Norwegian.
    unit_words = re.compile(
        r"(timer|timar|time|hours?|hrs?|t|h|часов|часа|час|ч)\.?$", re.IGNORECASE
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainText(size=8, mode="decimal"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, part = divmod(value, 100)
        return f"{whole},{part:02d}".rstrip("0").rstrip(",")

    def to_python(self, value: Any) -> int | None:
        text = self.unit_words.sub("", str(value or "").strip()).strip()
        if not str(value or "").strip():
            return None
        clock = re.fullmatch(r"(\d{1,4}):([0-5]\d)", text)
        read = Decimal(clock[1]) + Decimal(clock[2]) / 60 if clock else number(text)
        if read is None:
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        if read < 0:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if read > 1_000_000:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return round(read * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class SumField(KronerField):
    """A sum in a currency that is chosen beside it, in hundredths: "12 000 руб" is 1200000."""

    default_error_messages = {"required": _("Write the sum.")}

    def to_python(self, value: Any) -> int | None:
        self._ask_which(str(value or ""))
        text = _SPACES.sub("", str(value or ""))
        return super().to_python(_UNIT_ABROAD.sub("", _PREFIX_ABROAD.sub("", text)))


class QuantityField(HoursField):
    """How many of something that is paid one by one, in hundredths: "22" is 2200, "1,5" is 150.

    A figure alone: of what is chosen beside it, and "3 timer" may contradict that.
    """

    default_error_messages = {
        "nonsense": _("Write how many as a number, for example 22 or 1,5."),
        "negative": _("Write a number larger than 0."),
        "too_large": _("This number is larger than we can take. Check it."),
    }
    unit_words = re.compile(r"(?!)")  # None.


class WholeNumberField(forms.Field):
    """How many: a whole number of 0 or more.

    ``is_rough``: "ca. 20", "20 stk" and "20 barn" are read as 20, and ``said`` tells it back
    (rule WEB-114).
    """

    default_error_messages = {
        "required": _("Write a number. Write 0 if there are none."),
        "nonsense": _("Write how many as a whole number, for example 22."),
        "too_large": _("This number is larger than we can take. Check it."),
    }

    def __init__(self, *, largest: int = 1_000_000, is_rough: bool = False, **kwargs: Any) -> None:
        self.largest, self.is_rough, self.said = largest, is_rough, ""
        kwargs.setdefault("widget", PlainText(size=6, mode="numeric"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        self.said = ""
        typed = text = " ".join(str(value if value is not None else "").split())
        if not text:
            return None
        if self._is_torn(text):
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        if self.is_rough:
            text = _HEADS.sub("", _ABOUT.sub("", _SPACES.sub("", text)))
        read = number(text)
        if read is not None and read > self.largest:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        if read is None or read < 0 or read % 1:
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        if self.is_rough and number(typed) is None:
            words = gettext("We read %(typed)s as %(number)s. Is it another number? Write that.")
            self.said = words % {"typed": quoted(typed), "number": f"{int(read)}"}
        return int(read)

    @staticmethod
    def _is_torn(text: str) -> bool:
        """Say whether it may be several numbers: "20 5" is not 205, as "1 250" is 1250."""
        found = _GROUPS.search(text)
        return found is not None and any(len(each) != 3 for each in _SPACES.split(found[0])[1:])
