"""When something is to be, as people write it in any of the languages."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
import time_machine
from babel.dates import get_month_names
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from naboskap.ui.day_fields import DayOrMonthField
from naboskap.ui.when import Period, is_unknown, names_its_year, period_of

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
        ("vinter/vår 2027", (2027, 1, 1), (2027, 5, 31)),
        ("зима-весна 2027", (2027, 1, 1), (2027, 5, 31)),
        ("vinter og vår 2026/27", (2026, 12, 1), (2027, 5, 31)),
        ("mai 2027 til juni 2028", (2027, 5, 1), (2028, 6, 30)),
        ("desember 2027-februar 2028", (2027, 12, 1), (2028, 2, 29)),
        ("mars 2027 og mai 2027", (2027, 3, 1), (2027, 5, 31)),
        ("fra 2027 til 2028", (2027, 1, 1), (2028, 12, 31)),
        ("start: mai 2027", (2027, 5, 1), (2027, 5, 31)),
        ("Vi starter i mai 2027", (2027, 5, 1), (2027, 5, 31)),
        ("start i 2027", (2027, 1, 1), (2027, 12, 31)),
        ("neste høst", (2027, 9, 1), (2027, 11, 30)),
        ("neste år etter sommeren", (2027, 9, 1), (2027, 10, 1)),
        ("1.3.2027–31.5.2027", (2027, 3, 1), (2027, 5, 31)),
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
        "fra mai til slutten av juni 2027",
        "from may to end of june 2027",
        "с мая по конец июня 2027",
        "tidlig eller sent i mai 2027",
        "slutten av 2027-2028",
        "etter midten av mai 2027",
        "etter mai eller september 2027",
        "høsten 2028 eller våren 2027",
        "høsten eller våren 2027",
        "høsten eller våren",
        "september 2027 og mai 2027",
        "desember-januar 2027",
        "mai 2026/27",
        "mai 2027, 2028 eller 2029",
        "mai 2028 neste år",
        "vinteren 2026 til våren 2027",
        "vinteren 2026",
        "neste vinter",
        "høsten eller mai 2027",
        "we may start in 2027",
        "may start in autumn",
        "may be 2027",
        "1.3.2027–31.2.2028",
        "1.3.2027–1.2.2027",
    ],
)
def test_what_has_two_readings_is_asked_again(text):
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("etter jul", (2027, 1, 1), (2027, 1, 31)),
        ("Rett etter jul", (2027, 1, 1), (2027, 1, 31)),
        ("etter jul 2026", (2027, 1, 1), (2027, 1, 31)),
        ("etter jul 2027", (2028, 1, 1), (2028, 1, 31)),
        ("after Christmas", (2027, 1, 1), (2027, 1, 31)),
        ("før jul", (2026, 12, 1), (2026, 12, 31)),
        ("til jul", (2026, 12, 1), (2026, 12, 31)),
        ("i jula", (2026, 12, 1), (2026, 12, 31)),
        ("før jul neste år", (2027, 12, 1), (2027, 12, 31)),
        ("juli 2027", (2027, 7, 1), (2027, 7, 31)),
        ("jul. 2027", (2027, 7, 1), (2027, 7, 31)),
    ],
)
def test_jul_is_christmas(text, first, last):
    assert period_of(text, TODAY) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "text", ["jul", "jul 2027", "rundt jul", "mellom jul og mai", "i jul. 2027"]
)
def test_jul_that_may_be_either_is_asked_again(text):
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("etter nyttår", (2027, 1, 1), (2027, 1, 31)),
        ("over nyttår", (2027, 1, 1), (2027, 1, 31)),
        ("fra nyttår til mai", (2027, 1, 1), (2027, 5, 31)),
        ("с Нового года", (2027, 1, 1), (2027, 1, 31)),
        ("på nyåret 2028", (2028, 1, 1), (2028, 1, 31)),
        ("after New Year’s", (2027, 1, 1), (2027, 1, 31)),
        ("после Нового года", (2027, 1, 1), (2027, 1, 31)),
        ("после Рождества", (2027, 1, 1), (2027, 1, 31)),
        ("i romjula", (2026, 12, 27), (2026, 12, 31)),
        ("mellom jul og nyttår 2027", (2027, 12, 27), (2027, 12, 31)),
        ("i påsken", (2027, 3, 21), (2027, 3, 29)),
        ("etter påske", (2027, 3, 30), (2027, 4, 29)),
        ("after Easter 2028", (2028, 4, 18), (2028, 5, 18)),
    ],
)
def test_the_holidays_that_all_reckon_by_are_read(text, first, last):
    assert period_of(text, TODAY) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "после Пасхи",  # It is another day in the other church.
        "после Рождества 2027",  # And so is that.
        "etter nyttår 2026",
        "neste påske",
        "før påske",
        "fra påske til sommeren",
        "vinterferien",
        "høstferien",
    ],
)
def test_a_holiday_on_other_days_elsewhere_is_asked_again(text):
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("uke 8", (2027, 2, 22), (2027, 2, 28)),
        ("uke 8 (2027)", (2027, 2, 22), (2027, 2, 28)),
        ("i veke 8 neste år", (2027, 2, 22), (2027, 2, 28)),
        ("week 8, 2028", (2028, 2, 21), (2028, 2, 27)),
        ("8 неделя", (2027, 2, 22), (2027, 2, 28)),
        ("на 8-й неделе 2027 года", (2027, 2, 22), (2027, 2, 28)),
        ("uke 8–10", (2027, 2, 22), (2027, 3, 14)),
        ("uke 52 til 1", (2026, 12, 21), (2027, 1, 10)),
        ("uke 53", (2026, 12, 28), (2027, 1, 3)),
        ("etter uke 8", (2027, 3, 1), (2027, 3, 31)),
    ],
)
def test_a_week_is_from_monday_to_sunday(text, first, last):
    assert period_of(text, TODAY) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "text", ["uke 54", "uke 53 2027", "8 uker", "2 недели", "uke 8 eller 10", "uke 10-8"]
)
def test_a_week_that_is_not_there_is_asked_again(text):
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "nå",
        "Vi starter nå",
        "snarest",
        "så snart som mulig",
        "så snart som råd",
        "as soon as possible",
        "now",
        "как можно скорее",
        "сейчас",
    ],
)
def test_as_soon_as_possible_begins_today(text):
    read = period_of(text, TODAY)
    assert read is not None
    assert read.first == TODAY


def test_now_beside_another_time_is_that_time_or_asked_again():
    assert period_of("nå i vår", TODAY) == period_of("i vår", TODAY)
    for text in ("fra nå til mai", "nå eller i mai", "snarest i mai", "no"):
        assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("language", "examples"),
    [
        ("nb", "uke 8 2027|april 2027|våren 2027|etter nyttår|etter påske|så snart som mulig"),
        (
            "en",
            "week 8 2027|April 2027|spring 2027|After New Year|after Easter|as soon as possible",
        ),
        ("ru", "8-я неделя 2027|апрель 2027|весна 2027|после Нового года|как можно скорее"),
    ],
)
def test_what_is_asked_again_shows_each_kind_that_is_read(language, examples):
    with time_machine.travel("2026-11-27 10:00+01:00", tick=False), override(language):
        with pytest.raises(ValidationError) as wrong:
            DayOrMonthField().clean("vinterferien")
        [told] = wrong.value.messages
        assert DayOrMonthField().clean("1.4.2027") == date(2027, 4, 1)
    for example in ("1.4.2027", *examples.split("|")):
        assert example in told
    assert all(period_of(example, TODAY) for example in examples.split("|"))


@pytest.mark.parametrize(
    ("text", "today", "last"),
    [
        ("2026", (2026, 11, 27), (2026, 12, 31)),
        ("i år", (2026, 11, 27), (2026, 12, 31)),
        ("this year", (2026, 11, 27), (2026, 12, 31)),
        ("в этом году", (2026, 11, 27), (2026, 12, 31)),
        ("november i år", (2026, 11, 27), (2026, 11, 30)),
        ("høsten 2026", (2026, 11, 27), (2026, 11, 30)),
        ("mai 2026–juni 2027", (2026, 11, 27), (2027, 6, 30)),
        ("november", (2026, 11, 27), (2026, 11, 30)),
        ("i vår", (2027, 3, 10), (2027, 5, 31)),
        ("весной", (2027, 3, 10), (2027, 5, 31)),
        ("i høst", (2027, 9, 5), (2027, 11, 30)),
        ("vinteren", (2027, 1, 15), (2027, 2, 28)),
        ("vinteren 2027", (2027, 1, 15), (2027, 2, 28)),
        ("etter sommeren", (2027, 9, 10), (2027, 10, 1)),
        ("etter jul", (2027, 1, 10), (2027, 1, 31)),
        ("desember-januar", (2027, 1, 31), (2027, 1, 31)),
    ],
)
def test_what_runs_today_begins_today(text, today, last):
    assert period_of(text, date(*today)) == Period(date(*today), date(*last))


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
        "Я не знаю",
        "Мы пока не знаем",
        "Vet vi ikke ennå",
        "Det vet vi ikke",
        "veit vi ikkje",
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
        if word.casefold() == "jul":  # Christmas in another of the languages.
            assert period_of(f"{word} 2027", TODAY) is None
            continue
        last = monthrange(2027, month)[1]
        read = period_of(f"{word} 2027", TODAY)
        assert read == Period(date(2027, month, 1), date(2027, month, last)), word


@given(st.sampled_from(sorted(BEGINS)), st.data(), YEARS, st.sampled_from(ROUGHLY))
def test_a_season_has_three_months_from_its_first_day(month, data, year, roughly):
    word = data.draw(st.sampled_from(BEGINS[month].split()))
    read = period_of(f"{roughly}{word} {year}", date(2020, 1, 1))
    assert read is not None
    assert read.first == date(year, month, 1)
    assert (read.last + timedelta(days=1)) == date(year, month + 3, 1)


NAMES = st.sampled_from(
    [
        *" ".join(BEGINS.values()).split(),
        "vinteren",
        "mai",
        "декабрь",
        "etter jul",
        "slutten av mai",
        *("etter nyttår", "i romjula", "uke 8", "8-я неделя"),
    ]
)
DAYS = st.dates(date(2021, 1, 1), date(2060, 1, 1))


@given(NAMES, DAYS)
def test_without_a_year_it_is_the_first_that_is_not_over(words, today):
    read = period_of(words, today)
    assert read is not None
    assert today <= read.first <= read.last
    assert read.first < date(today.year + 1, today.month, 1) + timedelta(days=31)
    # The day before it begins it is the same one: nothing that is not over is passed over.
    if read.first > today:
        assert period_of(words, read.first - timedelta(days=1)) == read


@given(NAMES, DAYS, st.integers(0, 400))
def test_as_it_was_read_it_is_read_another_day(words, today, later):
    assert not names_its_year(words)
    read = period_of(words, today)
    assert read is not None
    again = period_of(read.in_digits(), today + timedelta(days=later))
    assert again is not None
    assert again.last == read.last
    is_running = read.first <= today + timedelta(days=later) <= read.last
    assert again.first == (today + timedelta(days=later) if is_running else read.first)


WORDS = st.sampled_from(
    [
        *("mai", "juni", "летом", "vinteren", "2027", "2026", "27", "99", "9999", "etter"),
        *("slutten", "vet", "ikke", "не", "знаю", "til", "neste", "i", "år", "jul", "eller"),
        *("uke", "неделя", "påske", "romjula", "nå", "nyttår"),
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
