from datetime import date, time
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from naboskap.ui.day_fields import ClockField, DayField, DayOrMonthField, month_of
from naboskap.ui.fields import LongText
from naboskap.ui.figures import (
    HoursField,
    KronerField,
    SumField,
    WholeNumberField,
    number,
    typed_kroner,
)


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1250", 125_000),
        ("1 250", 125_000),
        ("1\u00a0250", 125_000),
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("1 250,50", 125_050),
        ("1250.5", 125_050),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1 250 kr", 125_000),
        ("kr 1 250,-", 125_000),
        ("1250,- kr", 125_000),
        ("NOK 210 000", 21_000_000),
        ("210 000 крон", 21_000_000),
        ("12.345.678", 1_234_567_800),
        ("0", 0),
        ("0,5", 50),
        ("", None),
    ],
)
def test_a_sum_is_read_however_it_is_written(typed, ore):
    assert KronerField(required=False).clean(typed) == ore


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("hundre", "nonsense"),
        ("1.25.0", "nonsense"),
        ("12,34,56", "nonsense"),
        ("1250,505", "fraction"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("9" * 40, "too_large"),
        ("1e5", "nonsense"),
        ("NaN", "nonsense"),
        ("٣", "nonsense"),
    ],
)
def test_nonsense_is_answered_with_a_sentence(typed, code):
    with pytest.raises(ValidationError) as refused:
        KronerField().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "less", "more"),
    [
        ("60 0000,-", "60 000", "600 000"),
        ("ca. kr 60 00", "6 000", "60 000"),
        ("60\u00a00000,50", "60 000", "600 000"),
        ("1 250 0000 kr", "1 250 000", "12 500 000"),
    ],
)
def test_a_slip_in_the_groups_of_a_sum_is_asked_about(typed, less, more):
    for field in (KronerField(), SumField()):
        with translation.override("nb"), pytest.raises(ValidationError) as asked:
            field.clean(typed)
        words = " ".join(asked.value.messages).replace("\u00a0", " ")
        assert f"Mente du {less} eller {more}?" in words


def test_nought_can_be_too_little():
    with pytest.raises(ValidationError):
        KronerField(may_be_zero=False).clean("0,00")


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_shown_is_read_back_as_the_same_sum(ore):
    assert KronerField().clean(typed_kroner(ore)) == ore


@given(st.integers(min_value=0, max_value=1_000_000))
def test_how_many_is_read_with_and_without_gaps_and_with_whom_one_counts(many):
    field = WholeNumberField(is_rough=True)
    for typed in (f"{many}", f"{many:,}", f"{many:,}".replace(",", " "), f"ca. {many} barn"):
        assert field.clean(typed) == many


@given(st.integers(min_value=0, max_value=10**8))
def test_hours_are_shown_as_they_can_be_typed(hundredths):
    assert HoursField().clean(HoursField().prepare_value(hundredths)) == hundredths


@given(st.text(max_size=60))
@example("1" + "0" * 28)
@example("1 " + "0" * 5000)
def test_no_text_breaks_a_field(text):
    for field in (KronerField(), HoursField(), DayField(), WholeNumberField()):
        try:
            field.clean(text)
        except ValidationError as refused:
            assert all(refused.messages)  # noqa: PT017 -- either answer is right


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_comma_and_point_say_the_same(value):
    assert number(f"{value:.2f}".replace(".", ",")) == number(f"{value:.2f}") == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("108", 10_800),
        ("7,5", 750),
        ("7.25", 725),
        ("7 timer", 700),
        ("1:30", 150),
        ("8 часов", 800),
    ],
)
def test_hours_are_kept_in_hundredths(typed, hundredths):
    assert HoursField().clean(typed) == hundredths


def test_hours_are_shown_as_they_are_typed():
    assert HoursField().prepare_value(750) == "7,5"
    assert HoursField().prepare_value(10_000) == "100"
    assert HoursField().prepare_value("sju") == "sju"


@pytest.mark.parametrize(
    "typed",
    [
        "1.11.2021",
        "01.11.2021",
        "1/11/2021",
        "1-11-21",
        "2021-11-01",
        "01112021",
        "1. november 2021",
        "1 November 2021",
        "1 ноября 2021 г.",
        " 1 . 11 . 2021 ".replace(" . ", "."),
    ],
)
def test_a_day_is_read_however_it_is_written(typed):
    assert DayField().clean(typed) == date(2021, 11, 1)


def test_a_day_that_does_not_exist_is_answered_with_the_last_one():
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            DayField().clean("31.4.2022")
        assert refused.value.messages == ["There is no 31 April. The last day is the 30th."]
    with translation.override("nb"):
        with pytest.raises(ValidationError) as refused:
            DayField().clean("31.4.2022")
        assert refused.value.messages[0].startswith("31. april finnes ikke.")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("i morgen", "nonsense"),
        ("1.11", "no_year"),
        ("1. november", "no_year"),
        ("29. februar", "no_year"),
        ("32. mars", "no_such_day"),
        ("31.4", "no_such_day"),
        ("1.13", "no_such_month"),
        ("1.13.2021", "no_such_month"),
        ("29.2.2021", "no_such_day"),
        ("0.1.2021", "no_such_day"),
        ("1.1.1021", "far_away"),
    ],
)
def test_a_wrong_day_says_what_is_wrong(typed, code):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("typed", ["", "i morgen", "1. november"])
def test_the_example_of_a_date_is_one_to_come(typed):
    with time_machine.travel("2026-11-27 10:00+01:00", tick=False):
        with pytest.raises(ValidationError) as refused:
            DayField().clean(typed)
        assert "1.11.2027" in refused.value.messages[0]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_day_is_shown_as_it_can_be_typed(on):
    assert DayField().clean(DayField().prepare_value(on)) == on
    assert DayField().clean(on.isoformat()) == on


def test_months_have_one_number_in_every_language():
    assert [month_of(word) for word in ("mai", "May", "мая", "des", "декабря", "zzz")] == [
        5,
        5,
        5,
        12,
        12,
        None,
    ]


def test_a_long_text_is_never_cut():
    class Form(forms.Form):
        text = LongText(limit=100)

    form = Form({"text": "å" * 50_000})
    assert not form.is_valid()
    assert "50\u00a0000" in form.errors["text"][0]
    assert form["text"].value() == "å" * 50_000


def test_a_line_counts_as_one_character_wherever_it_was_typed():
    assert LongText(limit=3).clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize(("typed", "read"), [("22", 22), ("1 200", 1200), ("0", 0), (0, 0)])
def test_a_whole_number_is_read(typed, read):
    assert WholeNumberField().clean(typed) == read


@pytest.mark.parametrize("typed", ["2,5", "-1", "mange", "9999999999", "20 5", "1 2 3"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValidationError):
        WholeNumberField().clean(typed)


def test_an_unchanged_form_knows_it():
    assert not KronerField().has_changed(125_000, "1 250")
    assert KronerField().has_changed(125_000, "x")
    assert not DayField().has_changed(date(2021, 11, 1), "1.11.2021")
    assert DayField().has_changed(None, "x")
    assert not HoursField().has_changed(750, "7,5")
    assert HoursField().has_changed(750, "x")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14.30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("kl. 9", time(9)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("", None),
    ],
)
def test_a_clock_is_read_however_it_is_written(typed, read):
    assert ClockField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["24.00", "9.75", "i går", "٣"])
def test_a_clock_that_does_not_exist_is_answered(typed):
    with pytest.raises(ValidationError) as refused:
        ClockField().clean(typed)
    assert refused.value.code == "nonsense"


@pytest.mark.parametrize(
    "typed",
    [
        "april 2027",
        "April, 2027",
        "apr. 2027",
        "апрель 2027",
        "апреля 2027 г.",
        "04.2027",
        "2027-04",
    ],
)
def test_a_month_counts_from_its_first_day(typed):
    assert DayOrMonthField().clean(typed) == date(2027, 4, 1)


def test_a_month_without_its_year_is_the_first_that_is_not_over():
    with time_machine.travel("2026-04-01 10:00+02:00"):
        assert DayOrMonthField().clean("april") == date(2026, 4, 1)
        assert DayOrMonthField().clean("mars") == date(2027, 3, 1)
        assert DayOrMonthField().clean("май") == date(2026, 5, 1)
    with time_machine.travel("2026-04-02 10:00+02:00"):
        assert DayOrMonthField().clean("April") == date(2026, 4, 2)
    with time_machine.travel("2026-05-01 10:00+02:00"):
        assert DayOrMonthField().clean("April") == date(2027, 4, 1)
        with pytest.raises(ValidationError, match="2027"):
            DayOrMonthField().clean("snart")


@pytest.mark.parametrize(
    ("typed", "kroner"),
    [
        ("4 millioner", 4_000_000),
        ("1,250 mill. kr", 1_250_000),
        ("4.5 million", 4_500_000),
        ("2 млн", 2_000_000),
        ("50 tusen", 50_000),
        ("50 тысяч крон", 50_000),
        ("ca. 150 000", 150_000),
        ("omtrent kr 4 millioner", 4_000_000),
        ("около 50 тысяч", 50_000),
    ],
)
def test_millions_and_thousands_are_read_in_words(typed, kroner):
    assert KronerField().clean(typed) == kroner * 100


def test_where_a_month_is_enough_a_day_is_read_as_everywhere():
    assert DayOrMonthField().clean("9. april 2027") == date(2027, 4, 9)
    assert DayOrMonthField().clean("090427".replace("27", "2027")) == date(2027, 4, 9)


@pytest.mark.parametrize("typed", ["mandag", "13.2027", "mai 27", "marsvin 2027", "april 27 2"])
def test_what_is_no_month_is_told(typed):
    with pytest.raises(ValidationError):
        DayOrMonthField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "ca 20",
        "ca. 20",
        "omtrent 20",
        "om lag 20",
        "rundt 20",
        "около 20",
        "примерно 20",
        "About 20",
        "20 personer",
        "20 stk.",
        "ca. 20 barn",
        "20 deltakarar",
        "20 personar",
        "20 ungdomar",
        "20 people",
        "около 20 человек",
        "20 детей",
    ],
)
def test_about_so_many_people_is_that_number_and_told_back(typed):
    """WEB-114."""
    field = WholeNumberField(is_rough=True)
    assert field.clean(typed) == 20
    with translation.override("nb"):
        assert field.clean(typed) == 20
        assert field.said.startswith(f"Vi leser «{typed}» som 20.")
    assert field.clean("20") == 20
    assert field.said == ""
    with pytest.raises(ValidationError):
        WholeNumberField().clean(typed)


def test_a_word_of_another_number_is_no_number_about():
    for typed in (
        "cabin 20",
        "ca",
        "20 ca",
        "20 barn og 3 voksne",
        "barn",
        "20 kr",
        "15–20 barn",
        "20 5 barn",
    ):
        with pytest.raises(ValidationError):
            WholeNumberField(is_rough=True).clean(typed)
