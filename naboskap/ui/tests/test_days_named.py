"""Days that are named one by one, in the languages of the house."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import assume, example, given
from hypothesis import strategies as st

from naboskap.ui.when import Period, named_days, period_of
from naboskap.ui.wording import day

TODAY = date(2026, 11, 27)
WEEK_8 = (date(2027, 2, 22), date(2027, 2, 24))
IN_MARCH = (date(2027, 3, 6), date(2027, 3, 7))
IN_APRIL = (date(2027, 4, 24), date(2027, 4, 25))
IN_MAY = (date(2027, 5, 10), date(2027, 5, 12))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        *(
            (typed, WEEK_8)
            for typed in (
                "mandag til onsdag i uke 8",
                "Måndag til onsdag i veke 8",
                "mandag–onsdag, uke 8 2027",
                "uke 8, mandag til onsdag",
                "from Monday to Wednesday in week 8",
                "понедельник – среда 8-й недели",
                "с понедельника по среду на 8-й неделе",
            )
        ),
        *(
            (typed, IN_MARCH)
            for typed in (
                "første helga i mars",
                "fyrste helga i mars",
                "1. helg i mars 2027",
                "the first weekend of March",
                "первые выходные марта",
                "в первые выходные марта",
            )
        ),
        *(
            (typed, IN_APRIL)
            for typed in (
                "siste helg i april",
                "last weekend in April",
                "последние выходные апреля",
            )
        ),
        *(
            (typed, IN_MAY)
            for typed in (
                "10.–12. mai",
                "10. til 12. mai",
                "10.-12. mai 2027",
                "10–12.5",
                "10.5.–12.5.2027",
                "fra 10. til 12. mai",
                "10–12 May",
                "May 10–12",
                "10th to 12th of May",
                "10–12 мая",
                "с 10 по 12 мая",
                "с 10 по 12 мая 2027 года",
                "10.–12. mai neste år",
                "10.–12.mai",
                "10.5 til 12.5",
                "10. t.o.m. 12. mai",
                "10. 5. – 12. 5. 2027",
                "10.5.27–12.5.27",
                "10.–12.5.27",
                "2027-05-10 til 2027-05-12",
                "10\u201112 mai",
                "10\u221212 мая",
                "mandag 10. til onsdag 12. mai",
                "Monday 10 May – Wednesday 12 May 2027",
                "с понедельника 10 по среду 12 мая",
            )
        ),
        ("onsdag 12. mai", (date(2027, 5, 12), date(2027, 5, 12))),
        ("20. november – 3. desember", (date(2026, 11, 20), date(2026, 12, 3))),
        ("1. oktober – 30. september", (date(2026, 10, 1), date(2027, 9, 30))),
        ("helga i uke 8", (date(2027, 2, 27), date(2027, 2, 28))),
        ("onsdag i uke 8", (date(2027, 2, 24), date(2027, 2, 24))),
        ("30. april–2. mai", (date(2027, 4, 30), date(2027, 5, 2))),
        ("10. og 11. mai", (date(2027, 5, 10), date(2027, 5, 11))),
        ("30. desember – 2. januar", (date(2026, 12, 30), date(2027, 1, 2))),
        ("28.–29. februar", (date(2028, 2, 28), date(2028, 2, 29))),
        ("26.–28. november", (date(2026, 11, 26), date(2026, 11, 28))),
    ],
)
def test_days_are_read_as_those_that_come(typed, days):
    """WEB-112."""
    named = named_days(typed, TODAY)
    assert named is not None
    assert (named.first, named.last) == days
    assert period_of(typed, TODAY) == Period(max(days[0], TODAY), days[1])


@pytest.mark.parametrize(
    "typed",
    [
        "31. april–2. mai", "12.–10. mai", "10. og 12. mai", "10-12", "mandag i uke 8 eller 9",
        "onsdag til mandag i uke 8", "10.–12. mai eller 20. mai", "femte helga i mars", "1.4.2027",
        "12.–10. oktober", "12.–10.11.2027", "28.–2. mars",
        "siste helg i desember 9999", "onsdag 10. mai", "mandag 10. til torsdag 12. mai",
        "første helg", "mandag i uke 60", "10.-12. mai og 20.-22. mai", "2027-04-01", "uke 8",
    ],
)  # fmt: skip
def test_what_names_no_days_or_more_than_one_stretch_is_not_guessed_at(typed):
    """WEB-112."""
    assert named_days(typed, TODAY) is None


WORDS = (
    "første siste femte helg i desember november 29. 30. 31. 12 1.1 31.12 2-3 – til og fra ca uke"
    " week недели 1 52 53 54 mandag søndag суббота mai 2027 9998 9999 1000 27 neste år г"
)
SAID = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)


@given(st.one_of(st.text(max_size=40), SAID))
@example("siste helg i desember 9999")
def test_whatever_is_typed_is_read_or_not_and_never_a_fault(typed):
    named = named_days(typed, TODAY)
    assert named is None or named.first <= named.last
    period = period_of(typed, TODAY)
    assert period is None or period.first <= period.last


DAYS_TO_COME = st.dates(date(2026, 11, 27), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("language", "between"), [("nb", " til "), ("en", " to "), ("en", "–"), ("ru", " по ")]
)
@given(first=DAYS_TO_COME, length=st.integers(0, 300))
def test_days_that_are_told_back_are_read_as_the_same_days(language, between, first, length):
    last = first + timedelta(days=length)
    with override(language):
        told = f"{day(first)}{between}{day(last)}"
    read = named_days(told, TODAY)
    assert read is not None
    assert (read.first, read.last) == (first, last)
    assert read.is_exact
    assert period_of(Period(first, last).in_digits(), TODAY) == Period(first, last)


@given(today=DAYS_TO_COME, first=DAYS_TO_COME, length=st.integers(1, 25))
def test_days_without_a_year_are_the_first_that_are_not_over(today, first, length):
    """WEB-112."""
    last = first + timedelta(days=length)
    assume((2, 29) not in {(first.month, first.day), (last.month, last.day)})
    read = named_days(f"{first.day}.{first.month}.–{last.day}.{last.month}.", today)
    assert read is not None
    assert (read.first.day, read.first.month) == (first.day, first.month)
    assert abs((read.last - read.first) - (last - first)) <= timedelta(days=1)  # 29 February.
    assert read.last.replace(year=read.last.year - 1) < today <= read.last
