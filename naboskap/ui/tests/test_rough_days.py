"""Days that are told roughly: one is proposed and said, or it is asked for again."""

from datetime import date

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from naboskap.ui.day_fields import DayOrMonthField
from naboskap.ui.fields import read_back
from naboskap.ui.rough_days import RoughDayField, RoughDaysField
from naboskap.ui.when import Period

TODAY = date(2026, 11, 27)


class Form(forms.Form):
    first = RoughDayField(label="Første dag", required=False)
    last = RoughDayField(label="Siste dag", ends=True, required=False)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(TODAY, tick=False), override("nb"):
        yield


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("mars", date(2027, 3, 1), date(2027, 3, 31)),
        ("uke 8", date(2027, 2, 22), date(2027, 2, 28)),
        ("etter påske", date(2027, 3, 30), date(2027, 4, 29)),
        ("Sommeren 2027", date(2027, 6, 1), date(2027, 8, 31)),
        ("летом", date(2027, 6, 1), date(2027, 8, 31)),
        ("april 2028", date(2028, 4, 1), date(2028, 4, 30)),
        ("02.2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2028", date(2028, 1, 1), date(2028, 12, 31)),
        ("1.11", date(2027, 11, 1), date(2027, 11, 1)),
        ("28. november", date(2026, 11, 28), date(2026, 11, 28)),
        ("I dag", date(2026, 11, 27), date(2026, 11, 27)),
        ("nå i vår", date(2027, 3, 1), date(2027, 5, 31)),
        ("uke 53", date(2026, 12, 28), date(2027, 1, 3)),
        ("29.2", date(2028, 2, 29), date(2028, 2, 29)),
        ("10.–12. mai 2027", date(2027, 5, 10), date(2027, 5, 12)),
        ("mandag til onsdag i uke 8", date(2027, 2, 22), date(2027, 2, 24)),
    ],
)
def test_what_is_told_roughly_is_proposed_and_said(typed, first, last):
    form = Form({"first": typed, "last": typed})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["first"], form.cleaned_data["last"]) == (first, last)
    said = read_back([form])
    assert [words.partition(":")[0] for words in said] == ["Første dag", "Siste dag"]
    assert all(f"«{typed}»" in words for words in said)
    assert f"{first.year}" in said[0]


@pytest.mark.parametrize("typed", ["1.4.2027", "1. april 2027", "2027-04-01", ""])
def test_of_an_exact_day_nothing_is_said(typed):
    form = Form({"first": typed})

    assert form.is_valid()
    assert form.cleaned_data["first"] == (date(2027, 4, 1) if typed else None)
    assert read_back([form]) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("en gang", "1.4.2027"),
        ("31. april–2. mai", "31. april finnes ikke"),
        ("12.–10. mai", "1.4.2027"),
        ("10.–12. mai 3027", "3027"),
        ("mandag i uke 8 eller 9", "1.4.2027"),
        ("vet ikke", "stå tomt"),
        ("31.2.2027", "finnes ikke"),
        ("31.2", "finnes ikke"),
        ("13.2027", "13"),
        ("april 3027", "3027"),
        ("1500", "1500"),
        ("uke 60", "Uke 60 finnes ikke"),
        ("uke 8-54", "Uke 54 finnes ikke"),
        ("60-я неделя", "Uke 60 finnes ikke"),
    ],
)
def test_what_tells_no_day_is_asked_for_again(typed, words):
    with pytest.raises(ValidationError) as wrong:
        RoughDayField().clean(typed)

    assert words in " ".join(wrong.value.messages).replace("\u00a0", " ")


def test_where_only_a_rough_day_is_wanted_a_week_that_is_not_there_is_named_too():
    with pytest.raises(ValidationError) as wrong:
        DayOrMonthField().clean("uke 60")

    assert "Uke 60 finnes ikke" in wrong.value.messages[0]


def test_what_says_only_when_it_begins_is_no_end():
    form = Form({"first": "så snart som mulig", "last": "så snart som mulig"})

    assert list(form.errors) == ["last"]
    assert form.cleaned_data["first"] == TODAY


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1.4", date(2028, 1, 15), date(2028, 4, 1)),
        ("1.4", date(2027, 5, 1), date(2028, 4, 1)),
        ("1.4", date(2026, 3, 1), date(2026, 4, 1)),
        ("våren", date(2027, 8, 1), date(2028, 5, 31)),
        ("uke 2", date(2027, 8, 1), date(2028, 1, 16)),
        ("siste helg i april", date(2027, 8, 1), date(2028, 4, 30)),
        ("neste år", date(2027, 8, 1), date(2027, 12, 31)),
    ],
)
def test_a_last_day_without_its_year_is_the_first_such_after_the_start(typed, first, last):
    field = RoughDayField(ends=True)
    field.not_before = first
    assert field.clean(typed) == last


@pytest.mark.parametrize(
    ("typed", "last", "said"),
    [
        ("10.–12. mai", 12, "«10.–12. mai» som 10. mai 2027 til 12. mai 2027"),
        ("10. mai", 10, "«10. mai» som 10. mai 2027"),
        ("10.–12.5.2027", 12, ""),
        ("10.5.2027–12.5.2027", 12, ""),
        ("10.5.2027", 10, ""),
    ],
)
def test_several_days_are_read_in_one_field_and_told_back_as_they_were_read(typed, last, said):
    field = RoughDaysField()
    read = field.clean(typed)
    assert read == Period(date(2027, 5, 10), date(2027, 5, last))
    assert said in field.said.replace("\u00a0", " ")
    assert bool(said) == bool(field.said)
    assert field.clean(field.prepare_value(read)) == read
    assert field.said == ""
    assert not field.has_changed(read, field.prepare_value(read))


def test_how_days_are_written_is_told_where_they_are_not_read():
    with pytest.raises(ValidationError) as wrong:
        RoughDaysField().clean("når isen har gått")
    assert "10.–12.5.2027" in wrong.value.messages[0]


def test_of_a_month_one_day_is_proposed_where_days_are_asked_for():
    assert RoughDaysField().clean("mars") == Period(date(2027, 3, 1), date(2027, 3, 1))
