"""When something is to be, as people write it in any of the languages."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from babel.dates import get_month_names
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from naboskap.ui.fields import DayOrMonthField
from naboskap.ui.when import Period, is_unknown, period_of

TODAY = date(2026, 11, 27)
BEGINS = {
    3: "vår våren spring весна весной весну",
    6: "sommer sommeren sommar sommaren summer лето летом",
    9: "høst høsten haust hausten autumn fall осень осенью",
}
ROUGHLY = ["", "ca. ", "rundt ", "til ", "about ", "примерно ", "около ", "в ", "kanskje i "]
YEARS = st.integers(2020, 2060)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("sommeren 2027", (2027, 6, 1), (2027, 8, 31)),
        ("летом 2027", (2027, 6, 1), (2027, 8, 31)),
        ("Летом 2027 года", (2027, 6, 1), (2027, 8, 31)),
        ("весна", (2027, 3, 1), (2027, 5, 31)),
        ("ca. mai", (2027, 5, 1), (2027, 5, 31)),
        ("ca mai 2028", (2028, 5, 1), (2028, 5, 31)),
        ("hausten 2027", (2027, 9, 1), (2027, 11, 30)),
        ("desember", (2026, 12, 1), (2026, 12, 31)),
        ("vinteren 2027", (2027, 1, 1), (2027, 2, 28)),
        ("vinteren 2026/27", (2026, 12, 1), (2027, 2, 28)),
        ("зима 2026-2027", (2026, 12, 1), (2027, 2, 28)),
        ("til vinteren", (2026, 12, 1), (2027, 2, 28)),
        ("mai/juni 2027", (2027, 5, 1), (2027, 6, 30)),
        ("desember-januar", (2026, 12, 1), (2027, 1, 31)),
        ("2027", (2027, 1, 1), (2027, 12, 31)),
        ("neste år", (2027, 1, 1), (2027, 12, 31)),
        ("в следующем году", (2027, 1, 1), (2027, 12, 31)),
        ("весной следующего года", (2027, 3, 1), (2027, 5, 31)),
        ("midten av juni 2027", (2027, 6, 11), (2027, 6, 20)),
        ("в конце августа 2027", (2027, 8, 21), (2027, 8, 31)),
        ("etter sommeren 2027", (2027, 9, 1), (2027, 10, 1)),
        ("vet ikke, kanskje mai 2027", (2027, 5, 1), (2027, 5, 31)),
    ],
)
def test_a_season_a_month_and_a_year_are_periods(text, first, last):
    assert period_of(text, TODAY) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "snart",
        "mandag",
        "marsvin 2027",
        "junior 2027",
        "1.5.2027",
        "april 27 2",
        "mai 27",
        "før sommeren",
        "sommerleir 2027",
        "0000",
        "mai 0000",
        "зимушка",
    ],
)
def test_what_holds_another_word_is_not_guessed_at(text):
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "vet ikke",
        "Vi vet ikke helt ennå.",
        "veit ikkje",
        "ikke bestemt ennå",
        "?",
        "–",
        "usikkert",
        "don't know",
        "We don’t know yet",
        "not sure",
        "не знаю",
        "Пока не знаем",
        "ещё не решили",
    ],
)
def test_not_to_know_is_an_answer(text):
    assert is_unknown(text)
    assert DayOrMonthField(required=False).clean(text) is None


@pytest.mark.parametrize("text", ["", "mai 2027", "vet ikke, kanskje mai", "ikke", "hest", "0"])
def test_what_is_something_else_is_not_taken_for_it(text):
    assert not is_unknown(text)


@pytest.mark.parametrize("language", ["nb", "nn", "en", "ru"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_every_month_is_read_as_the_language_writes_it(language, width, context):
    for month, word in get_month_names(width, context, language).items():
        last = monthrange(2027, month)[1]
        read = period_of(f"{word} 2027", TODAY)
        assert read == Period(date(2027, month, 1), date(2027, month, last)), word


@given(st.sampled_from(sorted(BEGINS)), st.data(), YEARS, st.sampled_from(ROUGHLY))
def test_a_season_has_three_months_from_its_first_day(month, data, year, roughly):
    word = data.draw(st.sampled_from(BEGINS[month].split()))
    read = period_of(f"{roughly}{word} {year}", TODAY)
    assert read is not None
    assert read.first == date(year, month, 1)
    assert (read.last + timedelta(days=1)) == date(year, month + 3, 1)


@given(
    st.sampled_from([word for words in BEGINS.values() for word in words.split()]),
    st.dates(date(2021, 1, 1), date(2060, 1, 1)),
)
def test_without_a_year_it_is_the_next_that_begins(word, today):
    read = period_of(word, today)
    assert read is not None
    assert today <= read.first < date(today.year + 1, today.month, 1) + timedelta(days=31)


WORDS = st.sampled_from(
    [
        *("mai", "juni", "летом", "vinteren", "2027", "2026", "27", "99", "9999", "etter"),
        *("slutten", "vet", "ikke", "не", "знаю", "til", "neste", "år"),
    ]
)


@given(
    st.text(max_size=40) | st.lists(WORDS, max_size=6).map(" ".join),
    st.dates(date(1999, 1, 1), date(2150, 1, 1)),
)
def test_whatever_is_typed_is_a_period_or_none_and_never_a_fault(text, today):
    read = period_of(text, today)
    assert read is None or read.first <= read.last
    assert not (is_unknown(text) and read)
    try:
        day = DayOrMonthField(required=False).clean(text)
    except ValidationError:
        return
    assert day is None or 1900 <= day.year <= 2200
