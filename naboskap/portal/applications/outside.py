"""Days of activities that are none of the project's: asked about, and never in the way."""

from datetime import date

from django.utils.translation import gettext as _

from naboskap.ui.wording import day


def asked_of_days(
    number: int, *, begins: date | None, ends: date | None, first: date | None, last: date | None
) -> str:
    """Ask about activity ``number`` (from 1) where it lies before or after the project's days.

    Empty where it does not, or where the days are not written yet.
    """
    ended = ends or begins
    if begins and first and begins < first:
        text = _(
            "Activity %(number)s begins on %(day)s, before the first day of the project,"
            " %(limit)s. Change one of the two days."
        )
        return text % {"number": number, "day": day(begins), "limit": day(first)}
    if ended and last and ended > last:
        text = _(
            "Activity %(number)s ends on %(day)s, after the last day of the project, %(limit)s."
            " Change one of the two days."
        )
        return text % {"number": number, "day": day(ended), "limit": day(last)}
    return ""
