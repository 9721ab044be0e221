"""A wish and an introduction as their page shows them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.queries import fits, names_are_shown
from naboskap.partnering.wording import AGES, called, reason_in_words, title
from naboskap.ui.parts import Rendering


@dataclass(frozen=True, slots=True)
class Card:
    """A wish in words, without anything that says who has it."""

    wish: Wish
    title: str
    theme: Any
    age: Any
    languages: str
    called: Any  # The language of the text, in words.
    renderings: tuple[Rendering, ...]
    reasons: tuple[str, ...] = ()


def card(wish: Wish, *, beside: Wish | None = None) -> Card:
    """Put a wish in words; ``beside`` is the reader's own, that it is laid beside."""
    return Card(
        wish=wish,
        title=title(wish.kind, wish.place.name),
        theme=THEMES.get(wish.theme, wish.theme),
        age=AGES.get(wish.age, wish.age),
        languages=called("language", wish.spoken),
        called=LANGUAGES.get(wish.language, wish.language),
        renderings=tuple(
            Rendering(
                language=one.language,
                called=LANGUAGES.get(one.language, one.language),
                text=one.text,
                mark="checked" if one.by_adviser else "translated",
                is_stale=one.is_old_beside(wish),
            )
            for one in wish.renderings.all()
        ),
        reasons=tuple(reason_in_words(one) for one in fits(beside, wish)) if beside else (),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An introduction as one side sees it: what stands of it, and whether it is their turn."""

    introduction: Introduction
    mine: Wish
    theirs: Wish
    title: str
    state: str
    is_my_turn: bool


def row(introduction: Introduction, reader: User) -> Row:
    """Say how an introduction stands for ``reader``.

    Whether an adviser still looks or the other side has been asked is not told: a no would say
    by it whose it was.
    """
    mine = next(one for one in introduction.wishes if one.user_id == reader.pk)
    theirs = introduction.other(mine)
    waits = introduction.status in {"proposed", "asked"}
    has_said_yes = introduction.has_yes_of(mine)
    words = {
        "agreed": _("You have both said yes"),
        "not_now": _("Not this time"),
        "found": _("A draft is begun"),
    }
    return Row(
        introduction=introduction,
        mine=mine,
        theirs=theirs,
        title=title(theirs.kind, theirs.place.name),
        state=words.get(introduction.status)
        or (_("Waits for an answer") if has_said_yes else _("Waits for your answer")),
        is_my_turn=(waits and not has_said_yes) or introduction.status == "agreed",
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """How the other side is reached, once both have said yes."""

    name: str
    email: str
    contact: str


def reached(introduction: Introduction, theirs: Wish) -> Reached | None:
    """Return the other's name and address; None before both have said yes (PAR-14)."""
    if not names_are_shown(introduction):
        return None
    if theirs.user is None:
        return Reached("", "", theirs.contact)
    return Reached(theirs.user.name, theirs.user.email, theirs.user.phone)
