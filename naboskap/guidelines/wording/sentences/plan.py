"""Who applies and with whom, and what the pair does: what was found, what is asked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.guidelines.amounts import all_of, any_of, day, money, share
from naboskap.guidelines.vocabulary import AGES, ATTACHMENTS, CONTROLS, KINDS, LANGUAGES
from naboskap.guidelines.wording.reading import Reading, Says, side_in_text, side_name
from naboskap.guidelines.wording.sentences.telling import says


@says
def applicant_place(r: Reading) -> Says:
    return Says(
        _("The applicant must be at home in another place"),
        _("You have said %(place)s.") % {"place": r.place(r.found["place"])},
        _("An applicant from %(places)s can apply here.")
        % {"places": r.any_place(r.required["places"])},
    )


@says
def applicant_kind(r: Reading) -> Says:
    found = _("You apply as: %(kind)s.") % {"kind": KINDS[r.found["kind"]]}
    if r.found["kind"] == "private_person":
        needed = _("Here an organisation applies. You can take part in the project all the same.")
    else:
        kinds = any_of(KINDS[kind] for kind in r.required["kinds"])
        needed = _("Here the applicant is one of these: %(kinds)s.") % {"kinds": kinds}
    return Says(_("Somebody else must be the applicant"), found, needed)


@says
def applicant_registered(r: Reading) -> Says:
    return Says(
        _("The applicant needs an organisation number"),
        _("We have no number for the organisation that applies."),
        _("Only a registered organisation can apply. Write its number."),
    )


def getting_a_number() -> str:
    """Tell whoever has no organisation number what can be done, before there is a draft."""
    return _(
        "A club or an association can get a number: it registers itself at brreg.no, the"
        " Brønnøysund register. It takes some days, so begin early. Meanwhile an organisation that"
        " has a number, such as your municipality or the umbrella organisation, can apply for you."
        " Ask an adviser if you are in doubt."
    )


@says
def partner_required(r: Reading) -> Says:
    return Says(
        _("A partner is missing"),
        _("The application has one side so far."),
        _(
            "You need a partner on the other side. If you have one, say who it is. If not, an "
            "adviser can help you to find one."
        ),
    )


@says
def partner_place(r: Reading) -> Says:
    codes = r.required["places"] or r.required["countries"]
    return Says(
        _("The partner must be at home in another place"),
        _("You have said %(place)s.") % {"place": r.place(r.found["place"] or r.found["country"])},
        _("A partner from %(places)s can take part.") % {"places": r.any_place(codes)},
    )


@says
def partner_kind(r: Reading) -> Says:
    is_barred = r.found.get("control") in (r.required.get("barred_controls") or ())
    told = (
        _("Your partner is controlled by: %(control)s.")
        % {"control": CONTROLS[r.found["control"]]}
        if is_barred
        else _("Your partner is: %(kind)s.") % {"kind": KINDS[r.found["kind"] or "other"]}
    )
    return Says(
        _("This kind of partner cannot take part now"),
        told,
        _("Ask an adviser who can be your partner instead."),
    )


@says
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


@says
def text_language(r: Reading) -> Says:
    return Says(
        _("The application must be in another language"),
        _("It is written in %(language)s.")
        % {"language": LANGUAGES.get(r.found["language"], r.found["language"])},
        _("Write it in %(languages)s.")
        % {"languages": any_of(LANGUAGES.get(one, one) for one in r.required["languages"])},
    )


@says
def required_attachments(r: Reading) -> Says:
    names = all_of(ATTACHMENTS.get(one, one) for one in r.found["lacking"])
    if r.required["above"] is not None:
        needed = _("It is asked for when you ask for more than %(amount)s.") % {
            "amount": money(r.required["above"])
        }
    else:
        needed = _("It is asked for in an application like this.")
    return Says(
        _("An attachment is missing"),
        _("This is not there yet: %(attachments)s.") % {"attachments": names},
        needed,
    )


@says
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


@says
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


@says
def start_after_sending(r: Reading) -> Says:
    return Says(
        _("The project starts too early"),
        _("You have set the start to %(day)s.") % {"day": day(r.found["start"])},
        _("It can start when the application is sent: %(day)s or later.")
        % {"day": day(r.required["from"])},
    )


@says
def lead_time(r: Reading) -> Says:
    number = r.found["days"]
    weeks = {"from": r.required["from_weeks"], "to": r.required["to_weeks"]}
    if weeks["from"]:
        needed = _("An answer takes %(from)s to %(to)s weeks.") % weeks
    else:
        needed = _("Apply at least %(to)s weeks before you start.") % weeks
    if counts_from := r.required.get("counts_from"):
        found = _(
            "The answer is counted from %(day)s, since what you send may be changed till then."
        )
        return Says(
            _("There is little time before the start"), found % {"day": day(counts_from)}, needed
        )
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


@says
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


@says
def duration(r: Reading) -> Says:
    return Says(
        _("The project is too long"),
        _("You have set the end to %(day)s.") % {"day": day(r.found["end"])},
        _("It must be over by %(day)s.") % {"day": day(r.required["to"])},
    )


@says
def years_at_a_time(r: Reading) -> Says:
    years = r.required["years"]
    return Says(
        _("The money comes for a part at a time"),
        _("You have set the end to %(day)s.") % {"day": day(r.found["end"])},
        ngettext(
            "We grant money for %(number)s year at a time: now until %(day)s. You ask again"
            " for the rest.",
            "We grant money for %(number)s years at a time: now until %(day)s. You ask again"
            " for the rest.",
            years,
        )
        % {"number": years, "day": day(r.required["to"])},
    )


@says
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


@says
def activity_mode(r: Reading) -> Says:
    names = all_of(r.activity(number) for number in r.found["activities"])
    return Says(
        _("An activity cannot be held like this now"),
        _("It is about %(activities)s.") % {"activities": names},
        _("Hold it online, or in another place."),
    )


@says
def participant_ages(r: Reading) -> Says:
    ages = any_of(AGES[age] for age in r.required["ages"])
    sides = all_of(side_in_text(side) for side in r.found["sides"])
    return Says(
        _("Young people from both sides must take part"),
        _("Nobody of %(ages)s is counted here: %(sides)s.") % {"ages": ages, "sides": sides},
        _("People of %(ages)s take part from each side.") % {"ages": ages},
    )
