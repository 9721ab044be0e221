"""Who may apply, with whom, and with which papers."""

from naboskap.guidelines.changes import (
    AddAttachment,
    FindApplicant,
    FindPartner,
    SettleReports,
    WriteIn,
)
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Breach, unknown
from naboskap.guidelines.judge.registry import Context, asks
from naboskap.guidelines.parameters import (
    ApplicantKind,
    ApplicantPlace,
    ApplicantRegistered,
    OpenReports,
    PartnerKind,
    PartnerPlace,
    PartnerRequired,
    RequiredAttachments,
    TextLanguage,
)


def _chosen(facts: Facts) -> dict[str, bool]:
    """Say that nobody has chosen yet which organisation applies: there is no other one then."""
    return {} if facts.applicant.is_chosen else {"is_chosen": False}


@asks(ApplicantPlace)
def applicant_place(p: ApplicantPlace, facts: Facts, _: Context) -> Breach | None:
    """The applicant is at home in one of ``places``."""
    if p.places is None or facts.applicant.place in p.places:
        return None
    if not facts.applicant.place:
        return unknown("applicant.place", places=p.places)
    return Breach(
        found={"place": facts.applicant.place, **_chosen(facts)},
        required={"places": p.places},
        fields=("applicant.place",),
        changes=(FindApplicant(places=p.places),) if p.places else (),
    )


@asks(ApplicantKind)
def applicant_kind(p: ApplicantKind, facts: Facts, _: Context) -> Breach | None:
    """The applicant is of a kind that may apply; a private person only where allowed."""
    kind = facts.applicant.kind
    if kind is None:
        if p.kinds is None and p.private_person is not False:
            return None
        return unknown("applicant.kind", private_person=p.private_person)
    if kind == "private_person":
        allowed = p.private_person is not False
    else:
        allowed = p.kinds is None or kind in p.kinds
    if allowed:
        return None
    kinds = tuple(other for other in p.kinds or () if other != "private_person")
    return Breach(
        found={"kind": kind, **_chosen(facts)},
        required={"kinds": kinds, "private_person": p.private_person},
        fields=("applicant.kind",),
        changes=(FindApplicant(kinds=kinds, registered=not kinds),),
    )


@asks(ApplicantRegistered)
def applicant_registered(p: ApplicantRegistered, facts: Facts, _: Context) -> Breach | None:
    """An organisation that applies has a number in its country's register."""
    if not p.required or facts.applicant.is_registered:
        return None
    if facts.applicant.kind == "private_person":
        return None  # Whether a private person may apply is another clause's question.
    if facts.applicant.kind is None or not facts.applicant.is_chosen:
        return unknown("applicant.is_registered")
    return Breach(
        found={"is_registered": False},
        required={"is_registered": True},
        fields=("applicant.is_registered",),
        changes=(FindApplicant(registered=True),),
    )


@asks(PartnerRequired)
def partner_required(p: PartnerRequired, facts: Facts, _: Context) -> Breach | None:
    """There is a partner on the other side."""
    if not p.required or facts.partner is not None:
        return None
    return Breach(
        found={"partner": False},
        required={"partner": True},
        fields=("partner",),
        changes=(FindPartner(),),
    )


@asks(PartnerPlace)
def partner_place(p: PartnerPlace, facts: Facts, _: Context) -> Breach | None:
    """The partner is at home in one of ``countries``, and in one of ``places``."""
    if facts.partner is None or (p.places is None and p.countries is None):
        return None  # Whether there must be one is another clause's question.
    place, country = facts.partner.place, facts.partner.country
    place_holds = p.places is None or place in p.places
    country_holds = p.countries is None or country in p.countries
    if place_holds and country_holds:
        return None
    required = {"places": p.places or (), "countries": p.countries or ()}
    if (not place_holds and not place) or (not country_holds and not country):
        return unknown("partner.place", **required)
    return Breach(
        found={"place": place, "country": country},
        required=required,
        fields=("partner.place",),
        changes=(FindPartner(places=p.places or (), countries=p.countries or ()),),
    )


@asks(PartnerKind)
def partner_kind(p: PartnerKind, facts: Facts, _: Context) -> Breach | None:
    """The partner is of a kind that may take part, and not under a barred control."""
    if facts.partner is None:
        return None
    kind, control = facts.partner.kind, facts.partner.control
    kind_holds = p.kinds is None or kind in p.kinds
    country = facts.partner.country
    is_asked = p.of_countries is None or country in p.of_countries or not country
    is_barred = bool(p.barred_controls) and control in (p.barred_controls or ())
    control_holds = not (is_asked and is_barred)
    required = {"kinds": p.kinds or (), "barred_controls": p.barred_controls or ()}
    if not kind_holds and kind is None:
        return unknown("partner.kind", **required)
    if kind_holds and control_holds:
        return None
    if kind_holds and p.of_countries is not None and not country:
        return unknown("partner.place", **required)  # Where the bar is not for everybody.
    return Breach(
        found={"kind": kind, "control": control},
        required=required,
        fields=("partner.kind", "partner.control"),
        changes=(
            FindPartner(kinds=() if kind_holds else p.kinds or (), independent=not control_holds),
        ),
    )


@asks(OpenReports)
def open_reports(p: OpenReports, facts: Facts, _: Context) -> Breach | None:
    """No more than ``at_most`` final reports of the applicant are open."""
    if p.at_most is None or facts.open_obligations <= p.at_most:
        return None
    return Breach(
        found={"open": facts.open_obligations},
        required={"at_most": p.at_most},
        fields=("open_obligations",),
        changes=(SettleReports(facts.open_obligations - p.at_most),),
    )


@asks(TextLanguage)
def text_language(p: TextLanguage, facts: Facts, _: Context) -> Breach | None:
    """The application is written in one of ``languages``."""
    if p.languages is None or facts.language in p.languages:
        return None
    return Breach(
        found={"language": facts.language},
        required={"languages": p.languages},
        fields=("language",),
        changes=(WriteIn(p.languages[0]),) if p.languages else (),
    )


@asks(RequiredAttachments)
def required_attachments(p: RequiredAttachments, facts: Facts, _: Context) -> Breach | None:
    """What is asked for of the kinds ``attachments`` is there, where the conditions hold.

    The conditions are a sum applied for above ``above``, one of ``themes``, an applicant of one
    of ``applicant_kinds``: all that are set. One that cannot be known yet does not hold.
    """
    if not p.attachments or (p.themes is not None and facts.theme not in p.themes):
        return None
    if p.above is not None and (facts.amount_applied_for or 0) <= p.above:
        return None
    if p.applicant_kinds is not None and facts.applicant.kind not in p.applicant_kinds:
        return None
    lacking = tuple(each for each in p.attachments if each not in facts.attachments)
    if not lacking:
        return None
    return Breach(
        found={"lacking": lacking},
        required={"attachments": p.attachments, "above": p.above},
        fields=("attachments",),
        changes=(AddAttachment(lacking[0]),) if len(lacking) == 1 else (),
    )
