"""What the kinds of rule and their values are called by those who write guidelines."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.guidelines.amounts import all_of, money, share
from naboskap.guidelines.contradictions import Contradiction
from naboskap.guidelines.judge import PlainClause
from naboskap.guidelines.vocabulary import CATEGORIES, THEMES
from naboskap.guidelines.wording.paragraphs import values_of
from naboskap.guidelines.wording.reading import Names

GROUPS: tuple[tuple[str | Promise, dict[str, str | Promise]], ...] = (
    (
        _("Who and with whom"),
        {
            "applicant_place": _("Where the applicant is at home"),
            "applicant_kind": _("What kind of applicant"),
            "applicant_registered": _("The applicant is registered"),
            "partner_required": _("Whether there must be a partner"),
            "partner_place": _("Where the partner is at home"),
            "partner_kind": _("What kind of partner, and who runs it"),
            "open_reports": _("Earlier reports are approved"),
            "text_language": _("The language that is written in"),
            "required_attachments": _("Attachments that are asked for"),
        },
    ),
    (
        _("What, where and when"),
        {
            "both_active": _("Both have a task"),
            "task_share": _("How the tasks are shared"),
            "activity_place": _("Where most of it happens"),
            "activity_mode": _("In person or online, and where not"),
            "participant_ages": _("How old those who take part are"),
            "start_after_sending": _("It starts when the application is sent"),
            "lead_time": _("Weeks from sending to start"),
            "start_in_round": _("It starts within the time of the round"),
            "duration": _("How long it may last"),
            "years_at_a_time": _("How many years are granted at a time"),
        },
    ),
    (
        _("Money"),
        {
            "share_ceiling": _("How large a share may be asked for"),
            "amount_limits": _("Least and most that may be asked for"),
            "total_limits": _("Least and most that the whole may cost"),
            "budget_balances": _("The budget adds up"),
            "cofinancing": _("A side brings something"),
            "own_work_rate": _("What an hour of own work counts for"),
            "own_work_active": _("Only the work of those with a task counts"),
            "hourly_ceiling": _("What an hour may cost"),
            "daily_ceiling": _("What a person and day may cost"),
            "category_share": _("How large a part of the budget something may be"),
            "not_covered": _("What is not covered"),
            "covered_sides": _("On which side costs are covered"),
        },
    ),
    (
        _("Only tells, and finds nothing"),
        {
            "decision_level": _("Who decides"),
            "answer_time": _("When the answer comes"),
            "intake": _("In rounds or all year"),
            "advance_share": _("Advance"),
            "instalment_shares": _("Instalments"),
            "auditor_above": _("When an auditor is needed"),
            "report_within": _("When the report is due"),
            "report_own_share": _("What the report shows of own money"),
        },
    ),
)
KINDS = {kind: words for _group, kinds in GROUPS for kind, words in kinds.items()}

# By kind and name where a kind calls its value something of its own, else by the name alone.
PARAMETERS: dict[str, str | Promise] = {
    "places": _("These places"),
    "countries": _("These countries"),
    "kinds": _("These kinds of organisation"),
    "private_person": _("May a private person apply?"),
    "required": _("Is it required?"),
    "barred_controls": _("Those run by these are barred"),
    "partner_kind.of_countries": _("The bar is for these countries only"),
    "open_reports.at_most": _("How many reports may be open?"),
    "activities": _("In at least how many activities?"),
    "percent": _("Per cent"),
    "task_share.percent": _("A task in at least this share of the activities, in per cent"),
    "share_ceiling.percent": _("At most this share, in per cent"),
    "category_share.percent": _("At most this part of the whole cost, in per cent"),
    "cofinancing.percent": _("At least this share, in per cent. Empty: something is enough"),
    "from_weeks": _("Weeks, from"),
    "to_weeks": _("Weeks, to"),
    "more_than": _("More than this share of the activities, in per cent"),
    "modes": _("Held like this"),
    "barred_countries": _("Not in these countries"),
    "years": _("Years"),
    "ages": _("These ages"),
    "by_theme": _("%(theme)s: another share, in per cent"),
    "of_categories": _("A share of these costs only"),
    "whole_below": _("What costs less than this may be covered whole"),
    "at_most": _("At most"),
    "at_least": _("At least"),
    "side": _("Which side?"),
    "little_expected_of": _("Little is enough from these"),
    "side_a": _("An hour on the home side"),
    "side_b": _("An hour on the partner's side"),
    "categories": _("These kinds of cost"),
    "rate": _("At most for an hour"),
    "rate_b": _("At most for an hour on the partner's side, where it is another"),
    "daily_ceiling.amount": _("At most for each person and day"),
    "auditor_above.amount": _("When the grant is over"),
    "attachments": _("These attachments"),
    "above": _("Only where more than this is asked for"),
    "themes": _("Only for these fields"),
    "applicant_kinds": _("Only where the applicant is one of these"),
    "sides": _("On these sides"),
    "languages": _("These languages"),
    "threshold": _("The boundary for the board"),
    "boundary_included": _("Is the boundary itself the board's?"),
    "council_advises": _("Does an expert council advise first?"),
    "days": _("Days after the end"),
    "shares": _("The shares in per cent, in their order, as 75, 25"),
    "continuous": _("Are applications taken all year?"),
}
TONGUES: dict[str, str | Promise] = {
    "nb": _("bokmål"),
    "nn": _("nynorsk"),
    "en": _("English"),
    "ru": _("Russian"),
    "se": _("Northern Sámi"),
}


def parameter_words(kind: str, name: str) -> str | Promise:
    """Return what a value is called where its kind is written."""
    return PARAMETERS.get(f"{kind}.{name}") or PARAMETERS[name]


def value_words(kind: str, name: str) -> str:
    """Return what stands for ``{name}`` in a text: its value, or that of one of its themes."""
    whole, _by, theme = name.partition("by_theme_")
    if not whole and theme in THEMES:
        return str(PARAMETERS["by_theme"]) % {"theme": THEMES[theme]}
    return str(parameter_words(kind, name))


def values_in_short(clause: PlainClause, places: Names) -> str:
    """Return what is set of a rule's values in one line: "70 per cent", "at most: 40 000 kr"."""
    values = {
        name: text
        for name, text in values_of(clause, places).items()
        if clause.parameters.get(name, True) not in (None, "", [])
    }
    told = [
        text if name == "percent" or len(values) == 1 else f"{_short(clause.kind, name)}: {text}"
        for name, text in values.items()
    ]
    return "; ".join(told)


def _short(kind: str, name: str) -> str:
    whole, _by, theme = name.partition("by_theme_")
    return str(THEMES[theme]) if not whole and theme in THEMES else value_words(kind, name)


CLASHES: dict[str, str | Promise] = {
    "floor_above_ceiling": _("The least, %(at_least)s, is more than the most, %(at_most)s."),
    "floor_above_whole": _(
        "The least that may be asked for, %(at_least)s, is more than the whole may cost,"
        " %(total)s."
    ),
    "floor_above_share": _(
        "The least that may be asked for is %(at_least)s. Of the largest budget, %(total)s, no"
        " more than %(at_most)s may be asked for."
    ),
    "brought_above_whole": _("The sides are to bring %(own)s together: more than the whole."),
    "share_and_own": _(
        "Up to %(percent)s may be asked for, and the sides are to bring at least %(own)s. Nobody"
        " can do both."
    ),
    "share_and_something": _(
        "Up to %(percent)s may be asked for, and yet a side is to bring something."
    ),
    "whole_and_own": _(
        "What costs less than %(whole_below)s may be covered whole, and yet a side is to bring"
        " something."
    ),
    "share_and_report": _(
        "Up to %(percent)s may be asked for, which leaves %(left)s to the pair. The report is to"
        " show %(own)s of own money."
    ),
    "round_all_year": _(
        "Applications are taken all year, and yet the project is to start within the time of a"
        " round."
    ),
    "price_of_what_is_barred": _(
        "It is not covered at all, and yet it has a price or a share: %(categories)s."
    ),
    "granted_for_longer": _(
        "Money is granted for %(years)s years at a time, and a project lasts at most %(lasts)s."
    ),
    "advance_and_instalments": _(
        "The advance is %(percent)s, and the first instalment is %(first)s."
    ),
    "weeks_backwards": _("From %(from_weeks)s to %(to_weeks)s weeks goes backwards."),
    "partner_nowhere": _("The places are in none of the countries, so no partner can be there."),
    "activity_nowhere": _("Most is to happen where nothing may happen."),
    "said_twice": _("They say two things about the same: %(kind)s."),
}
PERCENTS = frozenset({"percent", "own", "left", "first"})
SUMS = frozenset({"at_least", "at_most", "total", "whole_below"})


def clash_words(one: Contradiction) -> str:
    """Say why paragraphs do not go together."""
    code = one.code
    if code == "share_and_own" and not one.values["own"]:
        code = "share_and_something"
    return str(CLASHES[code]) % {name: _told(name, value) for name, value in one.values.items()}


def _told(name: str, value: Any) -> object:
    if name in PERCENTS:
        return share(value)
    if name in SUMS:
        return money(value)
    if name == "categories":
        return all_of(CATEGORIES[code] for code in value)
    return KINDS[value] if name == "kind" else value
