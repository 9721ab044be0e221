"""Wishes written, read and put in touch by the acts themselves."""

import itertools
from dataclasses import replace
from datetime import timedelta

from naboskap.applications.tests.factories import place
from naboskap.core import clock
from naboskap.partnering.actions import Told, pass_on, propose, say_yes, show, write_wish

_numbers = itertools.count(1)
NAMES = {"NO-54": ("a", "Troms og Finnmark"), "RU-MUR": ("b", "Murmansk oblast")}


def told(place="NO-54", **facts):
    """Return what a wish says."""
    at_home = place.startswith("NO")
    base = Told(
        kind="school",
        place=place,
        age="15-30",
        theme="culture",
        languages=("nb", "en") if at_home else ("ru", "en"),
        text="Vi vil spille teater sammen." if at_home else "Мы хотим вместе ставить спектакли.",
        language="nb" if at_home else "ru",
        open_until=clock.today() + timedelta(days=180),
    )
    return replace(base, **facts)


def written(user, what=None, *, key=None):
    """Return a wish that waits to be read."""
    what = what or told()
    side, name = NAMES.get(what.place, ("", what.place))
    place(what.place, side, name)
    return write_wish(what, key=key or f"wish-{next(_numbers)}", by=user)


def shown(user, adviser, **facts):
    """Return a wish that an adviser has read."""
    wish = written(user, told(**facts))
    return show(wish, read_revision=wish.revision, by=adviser)


def agreed(mine, theirs, adviser):
    """Return an introduction to which both have said yes."""
    introduction = pass_on(propose(mine, theirs, by=mine.user), by=adviser)
    return say_yes(introduction, theirs, by=theirs.user)
