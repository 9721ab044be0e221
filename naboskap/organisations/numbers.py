"""Numbers that can be checked by themselves: of organisations per country, and of accounts.

The one place that knows which numbers are right; nothing else in the house counts digits.
"""

from collections.abc import Callable, Mapping

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus
from stdnum.no import kontonr
from stdnum.no import orgnr as no_orgnr
from stdnum.ru import inn, ogrn
from stdnum.se import orgnr as se_orgnr

Check = Callable[[str], str]
# By country; a number is right when one of the checks says so.
CHECKS: Mapping[str, tuple[Check, ...]] = {
    "NO": (no_orgnr.validate,),
    "FI": (ytunnus.validate,),
    "SE": (se_orgnr.validate,),
    "RU": (inn.validate, ogrn.validate),
}


def clean_number(country: str, text: str) -> str | None:
    """Return the number as it is kept, or None where its check digits do not hold.

    Of a country whose numbers we cannot check, whatever has letters or digits is taken.
    """
    if country not in CHECKS:
        bare = "".join(sign for sign in text if sign.isalnum())
        return bare or None
    return _first_right(CHECKS[country], text)


def clean_account(text: str) -> str | None:
    """Return a bank account as it is kept: eleven Norwegian digits, or an IBAN; else None."""
    return _first_right((kontonr.validate, iban.validate), text)


def _first_right(checks: tuple[Check, ...], text: str) -> str | None:
    for check in checks:
        try:
            return check(text)
        except ValidationError:
            continue
    return None


def written(country: str, number: str) -> str:
    """Return an organisation's number as people of its country write it."""
    if country == "NO" and len(number) == 9:
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    return number


def account_written(number: str) -> str:
    """Return an account as a bank prints it."""
    if number.isdigit() and len(number) == 11:
        return f"{number[:4]} {number[4:6]} {number[6:]}"
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
