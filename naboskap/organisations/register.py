"""Ask the public register of a country, where we know one and it is switched on."""

from django.conf import settings
from django.core.cache import cache

from naboskap.organisations.adapters.brreg import Brreg
from naboskap.organisations.ports import Answer, Register, Unreachable

A_DAY = 24 * 60 * 60
A_MOMENT = 30  # A register that does not answer is not waited for on each of three pages.


def register_of(country: str) -> Register | None:
    """Return the register of ``country``, or None where there is none to ask."""
    if country == "NO" and settings.REGISTER_NO != "off":
        return Brreg(settings.REGISTER_NO)
    return None


def look_up(country: str, number: str) -> Answer:
    """Ask for ``number``; what was answered holds for a day, so that nobody is asked twice."""
    register = register_of(country)
    if register is None:
        return Unreachable("no register")
    key = f"register:{country}:{number}"
    answer: Answer | None = cache.get(key)
    if answer is None:
        answer = register.look_up(number)
        cache.set(key, answer, A_MOMENT if isinstance(answer, Unreachable) else A_DAY)
    return answer
