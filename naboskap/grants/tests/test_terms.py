from datetime import date

import pytest

from naboskap.grants.terms import Ceiling, ceiling, most, report_by

ORDINARY = {"percent": 70, "by_theme": {"business": 50}, "of_categories": None}


@pytest.mark.parametrize(
    ("parameters", "theme", "total", "expected"),
    [
        (ORDINARY, "culture", 100, Ceiling(70)),
        (ORDINARY, "business", 100, Ceiling(50)),
        ({"percent": 70, "of_categories": ["travel"]}, "media", 100, Ceiling(70, ("travel",))),
        ({"percent": 70, "whole_below": 50}, "media", 49, Ceiling(100)),
        ({"percent": 70, "whole_below": 50}, "media", 50, Ceiling(70)),
        ({"percent": None}, "media", 50, Ceiling()),
        (None, "media", 50, Ceiling()),
    ],
)
def test_the_ceiling_is_the_guidelines(parameters, theme, total, expected):
    assert ceiling(parameters, theme=theme, total=total) == expected


@pytest.mark.parametrize(
    ("award", "cost", "percent", "kept"),
    [
        (180_00, 300_00, 70, 180_00),
        (180_00, 250_00, 70, 175_00),
        (180_00, 250_01, 70, 175_00),  # Whole kroner, rounded down.
        (180_00, 100_00, None, 100_00),
        (180_00, 0, 70, 0),
    ],
)
def test_what_may_be_kept(award, cost, percent, kept):
    assert most(award, cost, percent) == kept


def test_the_report_is_due_so_many_days_after_the_end():
    award = date(2021, 11, 25)
    assert report_by(date(2022, 6, 10), award, 90) == date(2022, 9, 8)
    assert (
        report_by(None, award, 90) == report_by(date(2021, 1, 1), award, 90) == date(2022, 2, 23)
    )
