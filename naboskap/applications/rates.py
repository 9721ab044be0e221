"""Ask the bank for the last rate of a currency, where there is one to ask."""

from datetime import date

from django.conf import settings
from django.core.cache import cache

from naboskap.applications.adapters.norges_bank import NorgesBank
from naboskap.applications.exchange import WITHOUT_RATE
from naboskap.applications.ports import Answer, NoRate, Unreachable
from naboskap.core.secretariat import secretariat

AN_HOUR = 60 * 60
A_MOMENT = 30  # A bank that does not answer is not waited for on every save.


def latest_rate(currency: str, on: date) -> Answer:
    """Return the last rate up to ``on``; what was answered holds for an hour."""
    if currency in WITHOUT_RATE or secretariat().currency != "NOK":
        return NoRate()
    if settings.EXCHANGE_RATES == "off":
        return Unreachable("off")
    key = f"rate:{currency}:{on}"
    answer: Answer | None = cache.get(key)
    if answer is None:
        answer = NorgesBank(settings.EXCHANGE_RATES).latest(currency, on)
        cache.set(key, answer, A_MOMENT if isinstance(answer, Unreachable) else AN_HOUR)
    return answer
