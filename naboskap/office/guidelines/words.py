"""What the kinds of rule and their values are called by those who write guidelines."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
