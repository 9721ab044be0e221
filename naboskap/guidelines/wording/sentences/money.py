"""The sums: what was found, and what is asked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.guidelines.amounts import all_of, any_of, hours, money, share
from naboskap.guidelines.findings import STOPS
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.guidelines.wording.reading import Reading, Says, side_in_text
from naboskap.guidelines.wording.sentences.telling import says

EQUIPMENT = "equipment"


@says
def share_ceiling(r: Reading) -> Says:
    limit = share(r.required["percent"])
    if r.required["of"] == "total":
        needed = _("The limit is %(limit)s.") % {"limit": limit}
    else:
        categories = any_of(CATEGORIES[one] for one in r.required["categories"])
        needed = _("The limit is %(limit)s of what you pay for %(categories)s.") % {
            "limit": limit,
            "categories": categories,
        }
    return Says(
        _("You ask for more than %(limit)s") % {"limit": limit},
        _("You ask for %(amount)s of %(of)s. That is %(percent)s.")
        % {
            "amount": money(r.found["amount"]),
            "of": money(r.found["of"]),
            "percent": share(r.found["percent"]),
        },
        needed,
    )


@says
def amount_limits(r: Reading) -> Says:
    found = _("You ask for %(amount)s.") % {"amount": money(r.found["amount"])}
    most = r.required["at_most"]
    if most is not None and r.found["amount"] > most:
        limit = {"limit": money(most)}
        return Says(
            _("You ask for more than %(limit)s") % limit,
            found,
            _("You can ask for at most %(limit)s here.") % limit,
        )
    limit = {"limit": money(r.required["at_least"])}
    return Says(
        _("You ask for less than %(limit)s") % limit,
        found,
        _("You must ask for at least %(limit)s here.") % limit,
    )


@says
def total_limits(r: Reading) -> Says:
    most = r.required["at_most"]
    if most is not None and r.found["total"] > most:
        needed = _("It can cost at most %(limit)s.") % {"limit": money(most)}
    else:
        needed = _("It must cost at least %(limit)s.") % {"limit": money(r.required["at_least"])}
    return Says(
        _("The size does not fit this programme"),
        _("The whole project costs %(amount)s.") % {"amount": money(r.found["total"])},
        needed,
    )


@says
def budget_balances(r: Reading) -> Says:
    total, covered = r.found["total"], r.found["covered"]
    found = _("The project costs %(total)s. You have written who pays %(covered)s.") % {
        "total": money(total),
        "covered": money(covered),
    }
    needed = _("The two sums must be the same.")
    if covered < total:
        missing = {"amount": money(total - covered)}
        return Says(_("%(amount)s is not covered yet") % missing, found, needed)
    over = {"amount": money(covered - total)}
    return Says(_("You have %(amount)s more than it costs") % over, found, needed)


@says
def cofinancing(r: Reading) -> Says:
    if r.found["side"] == "b":
        heading = _("Something must come from your partner")
        found = _("Your partner brings %(amount)s so far.")
    else:
        heading = _("Something must come from yourselves")
        found = _("You bring %(amount)s so far.")
    if r.required["percent"]:
        needed = _("At least %(share)s must come from this side.") % {
            "share": share(r.required["percent"])
        }
    elif r.found["little_is_enough"]:
        needed = _("A little is enough from a voluntary organisation. Working hours count.")
    else:
        needed = _("There is no lower limit. Working hours count.")
    return Says(heading, found % {"amount": money(r.found["amount"])}, needed)


def _too_dear(r: Reading, heading: str) -> Says:
    return Says(
        heading,
        _("You have written %(amount)s for %(hours)s (%(side)s).")
        % {
            "amount": money(r.found["amount"]),
            "hours": hours(r.found["hours"]),
            "side": side_in_text(r.found["side"]),
        },
        _("At most %(rate)s an hour counts here.") % {"rate": money(r.required["rate"])},
    )


@says
def own_work_rate(r: Reading) -> Says:
    return _too_dear(r, _("Own work is counted too high"))


@says
def hourly_ceiling(r: Reading) -> Says:
    return _too_dear(r, _("The price for an hour is too high"))


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


@says
def daily_ceiling(r: Reading) -> Says:
    names = all_of(CATEGORIES[one] for one in r.found["categories"])
    return Says(
        _("Too much for each person and day"),
        _("You have %(amount)s for %(categories)s. All who take part have %(days)s in all.")
        % {
            "amount": money(r.found["amount"]),
            "categories": names,
            "days": _days(r.found["days"]),
        },
        _("At most %(rate)s for each person and day counts: %(limit)s in all.")
        % {"rate": money(r.required["rate"]), "limit": money(r.required["amount"])},
    )


@says
def category_share(r: Reading) -> Says:
    names = all_of(CATEGORIES[one] for one in r.found["categories"])
    return Says(
        _("One part of the budget is too large"),
        _("You have %(amount)s for %(categories)s. That is %(percent)s of what it costs.")
        % {
            "amount": money(r.found["amount"]),
            "categories": names,
            "percent": share(r.found["percent"]),
        },
        _("It can be at most %(limit)s of the whole.") % {"limit": share(r.required["percent"])},
    )


@says
def own_work_active(r: Reading) -> Says:
    sides = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("Own work needs a task"),
        _("Hours are counted, but no task is written here: %(sides)s.") % {"sides": sides},
        _("Only people with a task in the project count. People who attend a course do not."),
    )


@says
def covered_sides(r: Reading) -> Says:
    names = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("The budget has costs on a side that we cannot cover"),
        _("It has %(amount)s to pay for here: %(sides)s.")
        % {"amount": money(r.found["amount"]), "sides": names},
        _("Take them out, or pay for them outside this project. Own work may stay."),
    )


@says
def not_covered(r: Reading) -> Says:
    names = all_of(CATEGORIES[one] for one in r.found["categories"])
    found = _("It has %(amount)s for %(categories)s.")
    told = [found % {"amount": money(r.found["amount"]), "categories": names}]
    if EQUIPMENT in r.found["categories"]:
        told.append(what_equipment_is())
    if r.severity == STOPS:
        return Says(
            _("The budget has something that we cannot cover"),
            " ".join(told),
            _("Take it out, or pay for it outside this project."),
        )
    return Says(
        _("The budget has something that we do not usually cover"),
        " ".join(told),
        if_essential(),
    )


def what_equipment_is() -> str:
    """Say what counts as equipment, and what is called materials instead."""
    return _(
        "Equipment is what you still have when the project is over, for example instruments, "
        "cameras and kits. What you use up on the way is materials."
    )


def equipment(severity: str) -> Says:
    """Tell whoever has no budget yet what holds for equipment, by the paragraph's severity."""
    if severity == STOPS:
        needed = _("This programme pays nothing of it. Borrow it, or pay for it yourselves.")
    else:
        needed = if_essential()
    return Says(_("If you need equipment"), what_equipment_is(), needed)


def if_essential() -> str:
    """Say how much we pay of what a paragraph does not stop, and what one can do."""
    return _(
        "We usually pay nothing of it. If you cannot cooperate without it, keep it and explain "
        "why in the application. Otherwise borrow it, or pay for it outside this project."
    )
