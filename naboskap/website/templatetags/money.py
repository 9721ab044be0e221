"""Who pays and who owns, told from the books themselves."""

from dataclasses import dataclass

from django import template

from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of
from naboskap.ledger.earmarks import owner_sentence, purpose_sentence
from naboskap.ledger.queries import givers_and_purposes
from naboskap.programmes.queries import shown_programmes

register = template.Library()


@dataclass(frozen=True, slots=True)
class Payer:
    """Those who give the same and own alike, by name, and what they do, a sentence each."""

    names: str
    does: tuple[str, ...]


@register.simple_tag
def payers() -> list[Payer]:
    """Return who gives and who owns; those of whom the same is to be said stand together."""
    called = {one.slug: in_language(one.name) for one in shown_programmes()}
    alike: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for giver, pots in givers_and_purposes():
        purposes = dict.fromkeys(
            purpose_sentence(
                pot, programmes=all_of(called[s] for s in pot.only_programmes if s in called)
            )
            for pot in pots
        )
        if purposes or giver.is_owner:
            key = (giver.is_owner, tuple(purposes))
            alike.setdefault(key, []).append(in_language(giver.name))
    return [
        Payer(all_of(names), (*((owner_sentence(len(names)),) if is_owner else ()), *purposes))
        for (is_owner, purposes), names in alike.items()
    ]
