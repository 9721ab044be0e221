"""What a card of our own grant is made of: what was sent, and the approved report's story."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from naboskap.applications.models import Application, Seat, SeatPerson, Snapshot
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import ORGANISATION, PERSON, PLACE
from naboskap.grants.models import Grant
from naboskap.grants.statuses import GrantStatus
from naboskap.projects.models import Card
from naboskap.questionnaires.models import Answer
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus

# Which answers are told, in this order: of the finished project first, then of the plan.
TOLD_OF_REPORT = ("story", "cooperation_done", "result_done", "learned", "onward")
TOLD_OF_PLAN = ("summary", "result")
SHOWN = [GrantStatus.ACCEPTED, GrantStatus.CLOSED]


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """The facts of a card, and the names that no public text of it may hold, by side."""

    card: dict[str, Any]
    names: dict[str, list[Name]]
    # What each side said of being shown: the wish, the language, who said it.
    wishes: dict[str, tuple[str, str, int]] = field(default_factory=dict)


def _with_made_of() -> QuerySet[Grant]:
    snapshot = Snapshot.objects.counting().filter(
        application=OuterRef("decision__case__application")
    )
    report = Report.objects.filter(grant=OuterRef("pk"))
    now_made_of = Concat(
        Coalesce(Cast(Subquery(snapshot.values("pk")[:1]), CharField()), Value("0")),
        Value(":"),
        F("status"),
        Value(":"),
        Coalesce(Subquery(report.values("status")[:1]), Value("")),
        output_field=CharField(),
    )
    return Grant.objects.filter(status__in=SHOWN).annotate(now_made_of=now_made_of)


def grants_to_show() -> QuerySet[Grant]:
    """Return accepted and closed grants whose card is missing, or was made of something older."""
    card = Card.objects.filter(grant=OuterRef("pk"))
    return (
        _with_made_of()
        .annotate(card_made_of=Subquery(card.values("made_of")[:1]))
        .exclude(card_made_of__isnull=False, card_made_of=F("now_made_of"))
        .order_by("pk")
    )


def made_of(grant: Grant) -> str:
    """Return what the card of ``grant`` would be made of now."""
    row = _with_made_of().filter(pk=grant.pk).first()
    return str(vars(row)["now_made_of"]) if row else ""


def facts_of(grant: Grant) -> OwnFacts | None:
    """Return what the card of ``grant`` says, or None where nothing was ever sent for it."""
    application = grant.decision.case.application
    snapshot = Snapshot.objects.counting().filter(application=application).first()
    if snapshot is None:
        return None
    content: dict[str, Any] = snapshot.content
    seats = {
        seat.side: seat
        for seat in Seat.objects.filter(application=application).select_related(
            "organisation__place", "place"
        )
    }
    activities = content.get("activities", [])
    names = {side: list(_names(seat, content)) for side, seat in seats.items()}
    return OwnFacts(
        card={
            "title": content.get("title", "")[:200],
            "language": _language_of(content),
            "year": grant.award_date.year,
            "award_date": grant.award_date,
            "start_date": application.start_date,
            "end_date": application.end_date,
            "theme": content.get("theme", ""),
            "programme": in_language(application.programme.name, "nb")[:60],
            "amount_awarded": grant.amount_awarded,
            "participants_a": _people(content, "a"),
            "participants_b": _people(content, "b"),
            "parties": f"applications/{application.pk}",
            "story": {
                "activities": [_activity(row) for row in activities],
                "texts": [*_report_texts(grant), *_plan_texts(content)],
            },
            **_applicant(seats.get("a")),
            **_partner(seats.get("b")),
        },
        names=names,
        wishes={
            side: (seat.publication_wish, seat.language, seat.publication_wished_by_id or 0)
            for side, seat in seats.items()
            if seat.publication_wish
        },
    )


def _language_of(content: dict[str, Any]) -> str:
    answers = content.get("answers", {}).values()
    side: dict[str, str] = content.get("sides", {}).get("a", {})
    spoken = [str(answer["language"]) for answer in answers if answer.get("language")]
    return spoken[0] if spoken else side.get("language", "nb")


def _people(content: dict[str, Any], side: str) -> int | None:
    numbers = [row["number"] for row in content.get("participants", []) if row["side"] == side]
    return sum(numbers) if numbers else None


def _activity(row: dict[str, Any]) -> dict[str, Any]:
    a, b = row.get("a") or {}, row.get("b") or {}
    return {
        "what": row.get("what", ""),
        "language": row.get("language", "nb"),
        "mode": row.get("mode", ""),
        "place_text": row.get("place_text", ""),
        "from_date": row.get("from_date"),
        "task_a": a.get("task") or row.get("task_a", ""),
        "task_b": b.get("task") or row.get("task_b", ""),
        "people_a": a.get("people"),
        "people_b": b.get("people"),
    }


def _plan_texts(content: dict[str, Any]) -> Iterator[dict[str, str]]:
    answers = [row for row in content.get("answers", {}).values() if isinstance(row, dict)]
    for part in TOLD_OF_PLAN:
        for row in answers:
            if row.get("role") == part:
                yield {"part": part, "language": row["language"] or "nb", "text": row["text"]}


def _report_texts(grant: Grant) -> Iterator[dict[str, str]]:
    rows = Answer.objects.filter(
        sheet__in=Report.objects.filter(grant=grant, status=ReportStatus.APPROVED).values("sheet"),
        identity__role__in=TOLD_OF_REPORT,
    ).values_list("identity__role", "language", "text")
    told = {role: (language, text) for role, language, text in rows}
    for part in TOLD_OF_REPORT:
        if part in told:
            language, text = told[part]
            yield {"part": part, "language": language or "nb", "text": text}


def _region(seat: Seat) -> str:
    place = (seat.organisation and seat.organisation.place) or seat.place
    return place.code if place else ""


def _applicant(seat: Seat | None) -> dict[str, Any]:
    if seat is None or seat.organisation is None:
        return {"applicant_kind": "", "applicant_name": ""}
    place = seat.organisation.place or seat.place
    return {
        "applicant_kind": seat.organisation.kind,
        "applicant_name": seat.organisation.name[:200],
        "applicant_number": seat.organisation.number,
        "applicant_place": in_language(place.name, "nb")[:120] if place else "",
        "applicant_region": _region(seat),
    }


def _partner(seat: Seat | None) -> dict[str, Any]:
    if seat is None:
        return {"partner_kind": "", "partner_name": "", "partner_regions": []}
    body = seat.organisation
    region = _region(seat)
    return {
        "partner_kind": body.kind if body else "",
        "partner_name": (body.name if body else seat.described_as)[:200],
        "partner_regions": [region] if region else [],
        "partner_identity": f"organisations/{body.pk}" if body else "",
    }


def _names(seat: Seat, content: dict[str, Any]) -> Iterator[Name]:
    """Return the names of a side: its people, its body, its town, and what it was called.

    A place where they do something is taken for the protected side's, unless the pair has told
    that it lies on the other: the short form does not ask, and says the applicant's own region.
    """
    body = seat.organisation
    is_person = bool(body and body.kind == "private_person")
    if body:
        yield Name(body.name, PERSON if is_person else ORGANISATION)
    if seat.described_as:
        yield Name(seat.described_as, ORGANISATION)
    for name in SeatPerson.objects.filter(seat=seat).values_list("user__name", flat=True):
        if name:
            yield Name(name, PERSON)
    if seat.side == "b":
        home = f"{secretariat().home.country}-"
        told = content.get("size") == Application.Size.FULL
        if body and body.municipality:
            yield Name(body.municipality, PLACE)
        for row in content.get("activities", []):
            at_home = told and str(row.get("place") or "").startswith(home)
            if row.get("place_text") and not at_home:
                yield Name(row["place_text"], PLACE)
