"""What was found and what is asked, kind by kind, in sentences that help."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.guidelines.amounts import all_of, any_of, day, hours, money, share
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.vocabulary import AGES, CATEGORIES, KINDS, LANGUAGES
from naboskap.guidelines.wording.reading import Reading, Says, side_in_text, side_name

SENTENCES: dict[str, Callable[[Reading], Says]] = {}


def _says(function: Callable[[Reading], Says]) -> Callable[[Reading], Says]:
    SENTENCES[function.__name__] = function
    return function


def waiting(finding: Finding) -> Says:
    wanted = {
        "applicant.place": _("Tell where the applicant is at home"),
        "applicant.kind": _("Tell what kind of organisation applies"),
        "applicant.is_registered": _("Tell which organisation applies"),
        "partner.place": _("Tell where your partner is at home"),
        "partner.kind": _("Tell what kind of organisation your partner is"),
        "activities": _("Tell what you will do together"),
        "activities.place": _("Tell where the activities are held"),
        "participants": _("Tell how many take part from each side"),
        "start_date": _("Tell when the project starts"),
        "amount_applied_for": _("Write how much you ask for"),
        "costs": _("Write what it costs"),
        "costs.hours": _("Write the hours of your own work"),
    }
    heading = wanted[finding.fields[0]]
    return Says(heading, "", _("Then we can tell you whether it fits the guidelines."))


@_says
def applicant_place(r: Reading) -> Says:
    return Says(
        _("The applicant must be at home in another place"),
        _("You have said %(place)s.") % {"place": r.place(r.found["place"])},
        _("An applicant from %(places)s can apply here.")
        % {"places": r.any_place(r.required["places"])},
    )


@_says
def applicant_kind(r: Reading) -> Says:
    found = _("You apply as: %(kind)s.") % {"kind": KINDS[r.found["kind"]]}
    if r.found["kind"] == "private_person":
        needed = _("Here an organisation applies. You can take part in the project all the same.")
    else:
        kinds = any_of(KINDS[kind] for kind in r.required["kinds"])
        needed = _("Here the applicant is one of these: %(kinds)s.") % {"kinds": kinds}
    return Says(_("Somebody else must be the applicant"), found, needed)


@_says
def applicant_registered(r: Reading) -> Says:
    return Says(
        _("The applicant needs an organisation number"),
        _("We have no number for the organisation that applies."),
        _("Only a registered organisation can apply. Write its number."),
    )


@_says
def partner_required(r: Reading) -> Says:
    return Says(
        _("A partner is missing"),
        _("The application has one side so far."),
        _("You need a partner on the other side. An adviser can help you to find one."),
    )


@_says
def partner_place(r: Reading) -> Says:
    codes = r.required["places"] or r.required["countries"]
    return Says(
        _("The partner must be at home in another place"),
        _("You have said %(place)s.") % {"place": r.place(r.found["place"] or r.found["country"])},
        _("A partner from %(places)s can take part.") % {"places": r.any_place(codes)},
    )


@_says
def partner_kind(r: Reading) -> Says:
    return Says(
        _("This kind of partner cannot take part now"),
        _("Your partner is: %(kind)s.") % {"kind": KINDS[r.found["kind"] or "other"]},
        _("Ask an adviser who can be your partner instead."),
    )


@_says
def open_reports(r: Reading) -> Says:
    number = r.found["open"]
    return Says(
        _("An earlier report comes first"),
        ngettext(
            "You have %(number)s final report that is not approved yet.",
            "You have %(number)s final reports that are not approved yet.",
            number,
        )
        % {"number": number},
        _("You can write now. You can send when the report is approved. Call us if it is hard."),
    )


@_says
def text_language(r: Reading) -> Says:
    return Says(
        _("The application must be in another language"),
        _("It is written in %(language)s.")
        % {"language": LANGUAGES.get(r.found["language"], r.found["language"])},
        _("Write it in %(languages)s.")
        % {"languages": any_of(LANGUAGES.get(one, one) for one in r.required["languages"])},
    )


@_says
def both_active(r: Reading) -> Says:
    return Says(
        _("Both sides need a task"),
        ngettext(
            "You both have a task in %(number)s of %(count)s activity.",
            "You both have a task in %(number)s of %(count)s activities.",
            r.found["of"],
        )
        % {"number": r.found["activities"], "count": r.found["of"]},
        ngettext(
            "You must both have a task in at least %(number)s activity.",
            "You must both have a task in at least %(number)s activities.",
            r.required["activities"],
        )
        % {"number": r.required["activities"]},
    )


@_says
def task_share(r: Reading) -> Says:
    facts = {
        "number": r.found["activities"],
        "count": r.found["of"],
        "side": side_name(r.found["side"]),
    }
    if r.found["side"] == "b":
        found = ngettext(
            "Your partner has a task in %(number)s of %(count)s activity.",
            "Your partner has a task in %(number)s of %(count)s activities.",
            r.found["of"],
        )
    else:
        found = ngettext(
            "%(side)s has a task in %(number)s of %(count)s activity.",
            "%(side)s has a task in %(number)s of %(count)s activities.",
            r.found["of"],
        )
    return Says(
        _("Share the work more evenly"),
        found % facts,
        _("What you do together decides. Our advice is a task in at least %(share)s of them.")
        % {"share": share(r.required["percent"])},
    )


@_says
def start_after_sending(r: Reading) -> Says:
    return Says(
        _("The project starts too early"),
        _("You have set the start to %(day)s.") % {"day": day(r.found["start"])},
        _("It can start when the application is sent: %(day)s or later.")
        % {"day": day(r.required["from"])},
    )


@_says
def lead_time(r: Reading) -> Says:
    number = r.found["days"]
    weeks = {"from": r.required["from_weeks"], "to": r.required["to_weeks"]}
    if weeks["from"]:
        needed = _("An answer takes %(from)s to %(to)s weeks.") % weeks
    else:
        needed = _("Apply at least %(to)s weeks before you start.") % weeks
    return Says(
        _("There is little time before the start"),
        ngettext(
            "The project starts in %(number)s day.",
            "The project starts in %(number)s days.",
            number,
        )
        % {"number": number},
        needed,
    )


@_says
def start_in_round(r: Reading) -> Says:
    begin, end = r.required["from"], r.required["to"]
    if begin and end:
        needed = _("This round is for projects that start from %(from)s to %(to)s.") % {
            "from": day(begin),
            "to": day(end),
        }
    elif begin:
        needed = _("This round is for projects that start from %(from)s.") % {"from": day(begin)}
    else:
        needed = _("This round is for projects that start by %(to)s.") % {"to": day(end)}
    return Says(
        _("The start belongs to another round"),
        _("You have set the start to %(day)s.") % {"day": day(r.found["start"])},
        needed,
    )


@_says
def duration(r: Reading) -> Says:
    return Says(
        _("The project is too long"),
        _("You have set the end to %(day)s.") % {"day": day(r.found["end"])},
        _("It must be over by %(day)s.") % {"day": day(r.required["to"])},
    )


@_says
def activity_place(r: Reading) -> Says:
    return Says(
        _("Too much happens outside the region"),
        ngettext(
            "%(number)s of %(count)s activity is in the region or online.",
            "%(number)s of %(count)s activities are in the region or online.",
            r.found["of"],
        )
        % {"number": r.found["activities"], "count": r.found["of"]},
        _("Most of it must be in %(places)s.") % {"places": r.any_place(r.required["places"])},
    )


@_says
def activity_mode(r: Reading) -> Says:
    names = all_of(r.activity(number) for number in r.found["activities"])
    return Says(
        _("An activity cannot be held like this now"),
        _("It is about %(activities)s.") % {"activities": names},
        _("Hold it online, or in another place."),
    )


@_says
def participant_ages(r: Reading) -> Says:
    ages = any_of(AGES[age] for age in r.required["ages"])
    sides = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("Young people from both sides must take part"),
        _("Nobody of %(ages)s is counted here: %(sides)s.") % {"ages": ages, "sides": sides},
        _("People of %(ages)s take part from each side.") % {"ages": ages},
    )


@_says
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


@_says
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


@_says
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


@_says
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


@_says
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


@_says
def own_work_rate(r: Reading) -> Says:
    return _too_dear(r, _("Own work is counted too high"))


@_says
def hourly_ceiling(r: Reading) -> Says:
    return _too_dear(r, _("The price for an hour is too high"))


@_says
def own_work_active(r: Reading) -> Says:
    sides = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("Own work needs a task"),
        _("Hours are counted, but no task is written here: %(sides)s.") % {"sides": sides},
        _("Only people with a task in the project count. People who attend a course do not."),
    )


@_says
def covered_sides(r: Reading) -> Says:
    names = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("The budget has costs on a side that we cannot cover"),
        _("It has %(amount)s to pay for here: %(sides)s.")
        % {"amount": money(r.found["amount"]), "sides": names},
        _("Take them out, or pay for them outside this project. Own work may stay."),
    )


@_says
def not_covered(r: Reading) -> Says:
    names = all_of(CATEGORIES[one] for one in r.found["categories"])
    return Says(
        _("The budget has something that we cannot cover"),
        _("It has %(amount)s for %(categories)s.")
        % {"amount": money(r.found["amount"]), "categories": names},
        _("Take it out, or pay for it outside this project."),
    )
