"""What was found and what is asked, kind by kind, in sentences that help."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from naboskap.guidelines.amounts import day
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.wording.reading import Reading, Says
from naboskap.guidelines.wording.sentences import money as money
from naboskap.guidelines.wording.sentences import plan as plan
from naboskap.guidelines.wording.sentences.telling import SENTENCES as SENTENCES


def same_day(why: Mapping[str, Any], r: Reading) -> str:
    """Say why a first day is offered that another paragraph asks for."""
    other = SENTENCES[why["kind"]](replace(r, found=why["found"], required=why["required"]))
    counted = [other.found] if "counts_from" in why["required"] else []
    both = _("%(day)s fits both this and paragraph %(number)s.")
    return " ".join(
        [*counted, other.needed, both % {"day": day(why["to"]), "number": why["clause"]}]
    )


def waiting(finding: Finding) -> Says:
    wanted = {
        "applicant.place": _("Tell where the applicant is at home"),
        "applicant.kind": _("Tell what kind of organisation applies"),
        "applicant.is_registered": _("Tell which organisation applies"),
        "partner.place": _("Tell where your partner is at home"),
        "partner.kind": _("Tell what kind of organisation your partner is"),
        "activities": _("Tell what you will do together"),
        "activities.from_date": _("Tell when each activity is held"),
        "activities.place": _("Tell where the activities are held"),
        "participants": _("Tell how many take part from each side"),
        "start_date": _("Tell when the project starts"),
        "amount_applied_for": _("Write how much you ask for"),
        "costs": _("Write what it costs"),
        "costs.hours": _("Write the hours of your own work"),
    }
    heading = wanted[finding.fields[0]]
    return Says(heading, "", _("Then we can tell you whether it fits the guidelines."))
