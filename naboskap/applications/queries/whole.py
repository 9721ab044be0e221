"""One application as it stands: plain, frozen values in a few statements."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from naboskap.applications.draft import (
    Act,
    AnswerText,
    Cost,
    Draft,
    Group,
    Money,
    Person,
    ShortTranslated,
    Side,
    Translated,
    is_alone,
)
from naboskap.applications.exchange import Rate
from naboskap.applications.models import (
    Activity,
    Application,
    Attachment,
    BudgetLine,
    FinancingLine,
    ParticipantGroup,
    Seat,
    SeatInvitation,
    SeatPerson,
    ShortTranslation,
)
from naboskap.applications.papers import Paper
from naboskap.applications.rules import people_key
from naboskap.core import clock
from naboskap.core.permissions import once
from naboskap.core.prepared import Prepared
from naboskap.core.words import in_script
from naboskap.organisations.models import Obligation
from naboskap.questionnaires.models import Answer
from naboskap.questionnaires.queries import questions_of
from naboskap.questionnaires.text import asked_of


def sides_of(application: Application) -> dict[str, Side]:
    """Return both sides with their people (two queries), once in a reading."""
    return once(("applications.sides", application.pk), lambda: _both(application))


def _both(application: Application) -> dict[str, Side]:
    seats = _SEATS.ask(application=application.pk, now=clock.now())
    people = people_of(application)
    return {
        seat.side: _side(seat, [one for one in people if one.seat_id == seat.pk]) for seat in seats
    }


def stands_alone(application: Application) -> bool:
    """Whether nothing is asked of a partner (``draft.is_alone``), of a programme that is read."""
    if application.programme.needs_partner:
        return False
    return is_alone(sides_of(application), needs_partner=False)


def _seats(application: int, now: datetime) -> QuerySet[Seat, Any]:
    return (
        Seat.objects.filter(application=application)
        .select_related("organisation__place", "place")
        .annotate(
            asked_in=Subquery(
                SeatInvitation.objects.filter(
                    seat=OuterRef("pk"),
                    purpose="write",
                    used_at__isnull=True,
                    ended_at__isnull=True,
                    expires_at__gt=now,
                )
                .order_by("-pk")
                .values("language")[:1]
            ),
            owes=Exists(
                Obligation.objects.filter(
                    organisation=OuterRef("organisation"), settled_on__isnull=True
                )
            ),
        )
        .order_by("side")
    )


_SEATS = Prepared(lambda *, application, now: _seats(application, now))


def people_of(application: Application) -> list[SeatPerson]:
    """Return everybody who writes for a side now, with their addresses; once in a reading."""
    return once(people_key(application), lambda: _PEOPLE.ask(application=application.pk))


_PEOPLE = Prepared(
    lambda *, application: (
        SeatPerson.objects.filter(seat__application=application, left_at__isnull=True)
        .select_related("user", "seat")
        .order_by("pk")
    )
)


def _side(seat: Any, people: Iterable[SeatPerson]) -> Side:
    organisation = seat.organisation
    place = (organisation.place if organisation else None) or seat.place
    return Side(
        side=seat.side,
        seat_id=seat.pk,
        organisation_id=seat.organisation_id,
        organisation_name=organisation.name if organisation else "",
        organisation_number=organisation.number if organisation else "",
        country=(organisation.country if organisation else "") or (place.country if place else ""),
        kind=organisation.kind if organisation else seat.described_kind,
        control=organisation.control if organisation else seat.described_control,
        described_as=seat.described_as,
        latin_name=seat.latin_name,
        place_id=place.pk if place else None,
        place_code=place.code if place else "",
        place_words=place.name if place else {},
        language=seat.language,
        time_zone=seat.time_zone,
        publication_wish=seat.publication_wish,
        people=tuple(
            Person(
                user_id=person.user_id,
                name=in_script(str(person.user), person.latin_name),
                latin_name=person.latin_name,
                is_lead=person.is_lead,
                is_informed=person.informed_at is not None,
                seat_person_id=person.pk,
                may_write=person.may_write,
                is_asked_to_lead=person.lead_offered_at is not None,
            )
            for person in people
        ),
        asked_in=seat.asked_in or "",
        owes_report=seat.owes,
    )


def _lines(application: int) -> Any:
    """Participants, costs, financing, papers and what short texts say in other languages.

    In one query: short lists of one shape.
    """

    def text(value: Any) -> Any:
        return Cast(value, CharField(max_length=200))

    def number(value: Any) -> Any:
        return Cast(value, BigIntegerField())

    none, zero = text(Value("")), number(Value(0))
    long = Cast(Value(""), TextField())
    people = ParticipantGroup.objects.filter(application=application).annotate(
        c0=text(Value("people")),
        c1=number(F("pk")),
        c2=zero,
        c3=zero,
        c4=text(F("side")),
        c5=text(F("age")),
        c6=none,
        c7=zero,
        c8=zero,
        c9=number(F("number")),
        c10=long,
    )
    costs = BudgetLine.objects.filter(application=application).annotate(
        c0=text(Value("cost")),
        c1=number(F("pk")),
        c2=number(F("position")),
        c3=number(F("revision")),
        c4=text(F("side")),
        c5=text(F("category")),
        c6=text(F("text")),
        c7=Coalesce(number(F("hours_hundredths")), Value(-1)),
        c8=Coalesce(number(F("rate")), Value(-1)),
        c9=number(F("amount")),
        c10=_told(
            "unit",
            "quantity_hundredths",
            "activity",
            "currency",
            "original_amount",
            "exchange_rate",
            "exchange_per",
            "exchange_on",
            "exchange_source",
            "exchange_note",
        ),
    )
    money = FinancingLine.objects.filter(application=application).annotate(
        c0=text(Value("money")),
        c1=number(F("pk")),
        c2=number(F("position")),
        c3=number(F("revision")),
        c4=text(F("side")),
        c5=text(F("source")),
        c6=text(F("text")),
        c7=zero,
        c8=zero,
        c9=number(F("amount")),
        c10=long,
    )
    papers = Attachment.objects.filter(application=application).annotate(
        c0=text(Value("paper")),
        c1=number(F("pk")),
        c2=number(F("position")),
        c3=number(F("revision")),
        c4=text(F("kind")),
        c5=text(F("state")),
        c6=text(F("called")),
        c7=zero,
        c8=zero,
        c9=Coalesce(number(F("document__size")), Value(0)),
        c10=_told(
            "note", "due_on", "file_name", "document__sha256", "document__scan", "waived_by_id"
        ),
    )
    said = ShortTranslation.objects.filter(application=application).annotate(
        c0=text(Value("said")),
        c1=number(F("pk")),
        c2=zero,
        c3=number(F("number")),
        c4=text(F("key")),
        c5=text(F("language")),
        c6=text(F("mark")),
        c7=number(F("saved_by_id")),
        c8=Coalesce(number(F("checked_by_id")), Value(-1)),
        c9=zero,
        c10=_told("text", "of_text"),
    )
    columns = [f"c{place}" for place in range(11)]
    people, costs, money, papers, said = (  # type: ignore[assignment]
        rows.order_by().values_list(*columns) for rows in (people, costs, money, papers, said)
    )
    return people.union(costs, money, papers, said, all=True)


class _Joined(Func):
    """Texts one after the other, on one level: Django's own nests, deeper than SQLite reads."""

    template = "(%(expressions)s)"
    arg_joiner = " || "


def _told(*names: str) -> Any:
    """Tell several short facts of a row as one text, with a mark between that nobody types."""
    parts: list[Any] = []
    for name in names:
        fact = Cast(F(name), TextField())
        parts += [Coalesce(fact, Value(""), output_field=TextField()), Value(BETWEEN)]
    return _Joined(*parts, output_field=TextField())


BETWEEN = "\x1f"


_LINES = Prepared(lambda *, application: _lines(application))


_ACTIVITIES = Prepared(
    lambda *, application: Activity.objects.filter(application=application).select_related("place")
)


_TRANSLATED = [one.name for one in fields(Translated)]


# Each answer once for each of its translations, so that both come in one query.
_ANSWERS = Prepared(
    lambda *, sheet: (
        Answer.objects.filter(sheet=sheet)
        .select_related("identity")
        .annotate(**{f"in_{name}": F(f"translations__{name}") for name in _TRANSLATED})
        .order_by("pk", "translations__language")
    )
)


def draft_of(application: Application) -> Draft:
    """Return the whole application as it stands, in five queries.

    ``application`` comes from ``visible_to``, with its programme and sheet.
    """
    texts = answers_on(application.sheet_id)
    questions = questions_of(application.sheet.version)
    given = {key: answer.text for key, answer in texts.items()}
    asked = {question.key for question in asked_of(questions, given)}
    lines = sorted(
        _LINES.ask(application=application.pk), key=lambda row: (row[0], row[2], row[1])
    )
    return Draft(
        pk=application.pk,
        key=application.key,
        programme=application.programme.slug,
        form=application.sheet.version.form.slug,
        form_version=application.sheet.version.number,
        size=application.size,
        status=application.status,
        title=application.title,
        theme=application.theme,
        for_children_and_youth=application.for_children_and_youth,
        amount_applied_for=application.amount_applied_for,
        start_date=application.start_date,
        end_date=application.end_date,
        revisions=dict(application.revisions),
        sides=sides_of(application),
        activities=tuple(map(activity_of, _ACTIVITIES.ask(application=application.pk))),
        participants=tuple(
            Group(side=row[4], age=row[5], number=row[9]) for row in lines if row[0] == "people"
        ),
        costs=tuple(_cost(row) for row in lines if row[0] == "cost"),
        financing=tuple(
            Money(
                pk=row[1],
                revision=row[3],
                side=row[4],
                source=row[5],
                text=row[6],
                amount=row[9],
            )
            for row in lines
            if row[0] == "money"
        ),
        answers={key: answer for key, answer in texts.items() if key in asked},
        kept={key: answer for key, answer in texts.items() if key not in asked},
        papers=tuple(_paper(row) for row in lines if row[0] == "paper"),
        carried=frozenset(
            key for key in application.carried if key in texts and texts[key].number == 1
        ),
        renderings=_renderings(lines),
    )


def _renderings(lines: Iterable[Any]) -> dict[str, tuple[ShortTranslated, ...]]:
    """Return what the short texts say in other languages, by the text's key."""
    found: dict[str, tuple[ShortTranslated, ...]] = {}
    for row in lines:
        if row[0] != "said":
            continue
        text, of_text, _rest = row[10].split(BETWEEN)
        one = ShortTranslated(
            language=row[5],
            text=text,
            mark=row[6],
            of_text=of_text,
            number=row[3],
            saved_by_id=row[7],
            checked_by_id=None if row[8] < 0 else row[8],
        )
        found[row[4]] = (*found.get(row[4], ()), one)
    return found


def papers_of(application: Application) -> tuple[Paper, ...]:
    """Return the papers that go with an application as they stand now, in order."""
    rows = sorted(_LINES.ask(application=application.pk), key=lambda row: (row[2], row[1]))
    return tuple(_paper(row) for row in rows if row[0] == "paper")


def _paper(row: Any) -> Paper:
    note, due_on, file_name, sha256, scan, waived_by, _rest = row[10].split(BETWEEN)
    return Paper(
        pk=row[1],
        revision=row[3],
        kind=row[4],
        state=row[5],
        called=row[6],
        note=note,
        due_on=date.fromisoformat(due_on) if due_on else None,
        file_name=file_name,
        sha256=sha256,
        size=row[9],
        scan=scan,
        is_waived=bool(waived_by),
    )


def attachment_with(application: Application, pk: int) -> Attachment | None:
    """Return a paper of the application, with its document; None where it has no such one.

    Whoever asks has asked first whether the person sees the application.
    """
    rows = Attachment.objects.filter(application=application, pk=pk)
    return rows.select_related("document").first()


def answers_on(sheet: int) -> dict[str, AnswerText]:
    """Return the answers on a sheet with their translations, by question key (one query)."""
    found: dict[str, AnswerText] = {}
    for row in _ANSWERS.ask(sheet=sheet):
        key = row.identity.key
        before = found.get(key)
        translated = (
            (Translated(**{name: getattr(row, f"in_{name}") for name in _TRANSLATED}),)
            if row.in_language
            else ()
        )
        found[key] = AnswerText(
            key=key,
            role=row.identity.role,
            text=row.text,
            language=row.language,
            number=row.number,
            saved_by_id=row.saved_by_id,
            saved_at=row.saved_at,
            translations=(before.translations if before else ()) + translated,
        )
    return found


def _cost(row: Any) -> Cost:
    unit, quantity, activity, currency, original, *rate = row[10].split(BETWEEN, 9)
    return Cost(
        pk=row[1],
        revision=row[3],
        side=row[4],
        category=row[5],
        text=row[6],
        hours_hundredths=None if row[7] < 0 else row[7],
        rate=None if row[8] < 0 else row[8],
        amount=row[9],
        unit=unit,
        quantity_hundredths=int(quantity) if quantity else None,
        activity_id=int(activity) if activity else None,
        currency=currency,
        original_amount=int(original) if original else None,
        exchange=_rate(*rate) if currency else None,
    )


def _rate(kroner: str, per: str, on: str, source: str, note: str) -> Rate:
    return Rate(kroner, int(per), date.fromisoformat(on), source, note.removesuffix(BETWEEN))


def activity_of(row: Activity) -> Act:
    """Return an activity's row as a plain value."""
    return Act(
        pk=row.pk,
        revision=row.revision,
        position=row.position,
        what=row.what,
        language=row.language,
        mode=row.mode,
        place_id=row.place_id,
        place_code=row.place.code if row.place else "",
        place_country=row.place.country if row.place else "",
        place_words=row.place.name if row.place else {},
        place_text=row.place_text,
        from_date=row.from_date,
        to_date=row.to_date,
        people_a=row.people_a,
        people_b=row.people_b,
        task_a=row.task_a,
        task_b=row.task_b,
        led_by=row.led_by,
    )
