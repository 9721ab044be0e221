"""Amounts, shares, dates and lists as people write them in the active language."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import get_language, gettext, ngettext

from naboskap.core.money import whole_kroner

LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB", "ru": "ru", "se": "se"}
NO_BREAK = "\u00a0"


def locale() -> str:
    return LOCALES.get((get_language() or "nb").split("-")[0], "nb")


def money(ore: int) -> str:
    """Write a sum: 210 000 kr, NOK 210 000, 210 000 крон."""
    amount = whole_kroner(ore)
    number = 2 if ore % 100 else abs(ore) // 100  # A part of a krone counts as a few.
    if locale() == "en_GB":
        amount = amount.replace(",", ".")
    text = ngettext("NOK %(amount)s", "NOK %(amount)s", number) % {"amount": amount}
    return text.replace(" ", NO_BREAK)


def share(percent: float) -> str:
    """Write a share: 70 prosent; 75,1 prosent."""
    if percent == int(percent):
        number = int(percent)
        text = ngettext("%(number)s per cent", "%(number)s per cent", number) % {"number": number}
    else:
        decimal = f"{percent:.1f}"
        if locale() != "en_GB":
            decimal = decimal.replace(".", ",")
        text = gettext("%(decimal)s per cent") % {"decimal": decimal}
    return text.replace(" ", NO_BREAK)


def hours(hundredths: int) -> str:
    """Write hours: 108 timer; 7,5 timer."""
    if hundredths % 100 == 0:
        number = hundredths // 100
        text = ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
    else:
        decimal = f"{hundredths / 100:.2f}".rstrip("0")
        if locale() != "en_GB":
            decimal = decimal.replace(".", ",")
        text = gettext("%(decimal)s hours") % {"decimal": decimal}
    return text.replace(" ", NO_BREAK)


def day(when: date | str) -> str:
    """Write a date in words: 4. oktober 2021."""
    value = date.fromisoformat(when) if isinstance(when, str) else when
    # In Russian without the abbreviated word for year, whose point would meet a sentence's own.
    pattern = "d MMMM y" if locale() == "ru" else "long"
    return format_date(value, pattern, locale=locale()).replace(" ", NO_BREAK)


def any_of(words: Iterable[object]) -> str:
    """Join as a choice: skole, klubb eller museum."""
    return format_list([str(word) for word in words], style="or", locale=locale())


def all_of(words: Iterable[object]) -> str:
    """Join as a whole: skole, klubb og museum."""
    return format_list([str(word) for word in words], locale=locale())
