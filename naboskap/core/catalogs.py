"""The texts of all rooms in one table for each language.

Django keeps the texts of two apps apart where they count by different rules, and means to lay
them together where the rule is the same. It compares a rule's code with the rule, which are never
the same: so each text was looked for in up to forty tables, and some hundred times for a page.
"""

from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def lay_together() -> None:
    """Let texts that count by the same rule lie in one table: before any text is read."""
    TranslationCatalog.update = _update  # type: ignore[assignment]


def _update(self: Any, told: Any) -> None:
    """Take in the texts of one more app, which win over those that are there."""
    if told.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(told._catalog)
    else:
        self._catalogs.insert(0, told._catalog.copy())
        self._plurals.insert(0, told.plural)
