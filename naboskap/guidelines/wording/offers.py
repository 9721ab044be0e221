"""The nearest changes, each offered in one sentence."""

from datetime import date

from django.utils.translation import gettext as _

from naboskap.guidelines import changes as c
from naboskap.guidelines.amounts import all_of, any_of, day, hours, money
from naboskap.guidelines.vocabulary import AGES, ATTACHMENTS, CATEGORIES, KINDS, LANGUAGES
from naboskap.guidelines.wording.reading import Reading, side_in_text


def change_words(change: c.Change, r: Reading) -> str:  # noqa: C901, PLR0911, PLR0912 -- a table
    """Offer a change in one sentence."""
    match change:
        case c.AskFor(amount, cover_more, side) if cover_more and side:
            text = _("Ask for %(amount)s, and cover %(more)s more (%(side)s).")
            words = {"amount": money(amount), "more": money(cover_more)}
            return text % {**words, "side": side_in_text(side)}
        case c.AskFor(amount, cover_more) if cover_more:
            text = _("Ask for %(amount)s, and cover %(more)s more yourselves.")
            return text % {"amount": money(amount), "more": money(cover_more)}
        case c.AskFor(amount):
            return _("Ask for %(amount)s.") % {"amount": money(amount)}
        case c.AddOwnFinancing(side, amount):
            text = _("Add work or money for %(amount)s (%(side)s).")
            return text % {"amount": money(amount), "side": side_in_text(side)}
        case c.AddOwnWork(side, counted, amount):
            text = _("Add %(hours)s of own work, worth %(amount)s (%(side)s).")
            words = {"hours": hours(counted), "amount": money(amount), "side": side_in_text(side)}
            return text % words
        case c.CoverMore(side, amount):
            text = _("Cover %(amount)s more (%(side)s).")
            return text % {"amount": money(amount), "side": side_in_text(side)}
        case c.LowerFinancing(amount):
            return _("Take %(amount)s out of who pays.") % {"amount": money(amount)}
        case c.AddCosts(amount):
            return _("Add costs that are missing, for %(amount)s.") % {"amount": money(amount)}
        case c.SetLine(line, amount):
            text = _("Count %(amount)s in budget line %(line)s.")
            return text % {"amount": money(amount), "line": line}
        case c.RemoveCosts(category):
            return _("Take out: %(category)s.") % {"category": CATEGORIES[category]}
        case c.RemoveSideCosts(side):
            return _("Take out what is paid for here: %(side)s.") % {"side": side_in_text(side)}
        case c.GiveTask(0):
            return _("Add an activity in which you both have a task.")
        case c.GiveTask(number, ("b",)):
            return _("Give your partner a task in %(activity)s.") % {
                "activity": r.activity(number)
            }
        case c.GiveTask(number, sides):
            text = _("Write a task in %(activity)s for: %(sides)s.")
            names = all_of(side_in_text(side) for side in sides)
            return text % {"activity": r.activity(number), "sides": names}
        case c.MoveActivity(number, place):
            text = _("Hold %(activity)s in %(place)s.")
            return text % {"activity": r.activity(number), "place": r.place(place)}
        case c.HoldOnline(number):
            return _("Hold %(activity)s online.") % {"activity": r.activity(number)}
        case c.MoveStart(to, date() as end):
            return _("Start on %(day)s, and end on %(end)s.") % {"day": day(to), "end": day(end)}
        case c.MoveStart(to):
            return _("Start on %(day)s.") % {"day": day(to)}
        case c.MoveEnd(to):
            return _("End on %(day)s.") % {"day": day(to)}
        case c.AddParticipants(side, age, number):
            text = _("Let at least %(number)s of %(age)s take part (%(side)s).")
            return text % {"number": number, "age": AGES[age], "side": side_in_text(side)}
        case c.FindApplicant() if not r.found.get("is_chosen", True):
            return _("Choose an organisation that can be the applicant. An adviser can help.")
        case c.FindApplicant():
            return _("Let another organisation be the applicant. An adviser can help.")
        case c.FindPartner(places, countries) if places or countries:
            text = _("Find a partner in one of these areas: %(places)s. An adviser can help.")
            return text % {"places": r.any_place(places or countries)}
        case c.FindPartner(kinds=kinds) if kinds:
            text = _("Find a partner that is: %(kinds)s. An adviser can help.")
            return text % {"kinds": any_of(KINDS[kind] for kind in kinds)}
        case c.FindPartner(independent=True):
            return _("Find a partner that no authority runs. An adviser can help.")
        case c.FindPartner():
            return _("Say who your partner is, or ask an adviser to help you find one.")
        case c.SettleReports():
            return _("Finish the report first.")
        case c.AddAttachment(attachment):
            name = ATTACHMENTS.get(attachment, attachment)
            return _("Add this: %(attachment)s.") % {"attachment": name}
        case c.WriteIn(language):
            return _("Write in %(language)s.") % {"language": LANGUAGES.get(language, language)}
    raise TypeError(f"{change}: no words for this change")
