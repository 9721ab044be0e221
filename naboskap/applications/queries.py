"""Read applications, always for somebody."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from naboskap.accounts.models import User
from naboskap.applications.draft import (
    Act,
    AnswerText,
    Cost,
    Draft,
    Group,
    Money,
    Person,
    Side,
    Translated,
    Writing,
)
from naboskap.applications.exchange import Rate
from naboskap.applications.models import (
    Activity,
    Application,
    Attachment,
    BudgetLine,
    Change,
    Comment,
    Confirmation,
    FinancingLine,
    Help,
    LateDoor,
    ParticipantGroup,
    Presence,
    Seat,
    SeatInvitation,
    SeatPerson,
    Snapshot,
)
from naboskap.applications.papers import Paper
from naboskap.applications.rules import help_by
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.prepared import Prepared
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_script
from naboskap.organisations.models import Obligation
from naboskap.programmes.deadlines import whole_second
from naboskap.programmes.models import Round
from naboskap.programmes.queries import open_round
from naboskap.questionnaires.models import Answer
from naboskap.questionnaires.queries import questions_of
from naboskap.questionnaires.text import asked_of

GONE_AFTER = 60  # Seconds without a word, and somebody is taken to write no more.


def visible_to(user: Any) -> QuerySet[Application]:
    """Return what ``user`` may see: the same answer as ``view_application``, as a query.

    The pair's people, and an adviser who helps. Staff read through their cases.
    """
    return _seen_by(user.pk or 0, clock.today())


def _seen_by(user_pk: int, day: date) -> QuerySet[Application]:
    seated = SeatPerson.objects.filter(user_id=user_pk, left_at__isnull=True)
    return Application.objects.filter(
        Q(pk__in=seated.values("seat__application"))
        | Q(pk__in=help_by(user_pk, day).values("application"))
    ).select_related("programme__rulebook", "round", "sheet__version__form", "sheet__moved_from")


_FOUND = Prepared(
    lambda *, user, day, key: (
        _seen_by(user, day)
        .filter(key=key)
        .annotate(has_comments=Exists(Comment.objects.filter(application=OuterRef("pk"))))
    )
)


def find(user: Any, key: str) -> Application | None:
    """Return the application with ``key`` if ``user`` may see it."""
    found: Application | None = _FOUND.first(user=user.pk or 0, day=clock.today(), key=key)
    return found


def people_on(application: Application, side: str) -> list[User]:
    """Return who writes for a side now, whoever leads it first: for those who must reach them."""
    seated = SeatPerson.objects.filter(
        seat__application=application, seat__side=side, left_at__isnull=True
    )
    return [one.user for one in seated.select_related("user").order_by("-is_lead", "pk")]


def writers_of(application: Application) -> dict[int, tuple[str, str]]:
    """Return everybody who writes or wrote in a draft: their names, and their sides.

    Whoever has left is still named beside what they wrote; whoever wrote for a side that was
    swapped since has no name here, and keeps the side. An adviser sits on no side.
    """
    helped = Help.objects.filter(application=application).select_related("user")
    sat = SeatPerson.objects.filter(seat__application=application).select_related("user", "seat")
    found = {one.user_id: (str(one.user), "") for one in helped}
    former = former_partners(application)
    return found | {
        one.user_id: ("" if one.user_id in former else str(one.user), one.seat.side) for one in sat
    }


def writing_now(application: Application, *, but_not: Any) -> list[Writing]:
    """Return who else writes in the draft just now, and where; the last who said so first."""
    since = clock.now() - timedelta(seconds=GONE_AFTER)
    seats = SeatPerson.objects.filter(seat__application=application, user=OuterRef("user"))
    rows = (
        Presence.objects.filter(application=application, seen_at__gte=since)
        .exclude(user_id=but_not.pk)
        .annotate(side=Subquery(seats.values("seat__side")[:1]))
        .select_related("user")
        .order_by("-seen_at", "-pk")
    )
    return [Writing(str(row.user), row.side or "", row.section) for row in rows]


def sides_of(application: Application) -> dict[str, Side]:
    """Return both sides with their people (two queries)."""
    seats = _SEATS.ask(application=application.pk, now=clock.now())
    people = _PEOPLE.ask(application=application.pk)
    return {
        seat.side: _side(seat, [one for one in people if one.seat_id == seat.pk]) for seat in seats
    }


def _seats(application: int, now: datetime) -> QuerySet[Seat, Any]:
    return (
        Seat.objects.filter(application=application)
        .select_related("organisation__place", "place")
        .annotate(
            invited=Exists(
                SeatInvitation.objects.filter(
                    seat=OuterRef("pk"),
                    purpose="write",
                    used_at__isnull=True,
                    ended_at__isnull=True,
                    expires_at__gt=now,
                )
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
_PEOPLE = Prepared(
    lambda *, application: (
        SeatPerson.objects.filter(seat__application=application, left_at__isnull=True)
        .select_related("user")
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
        is_invited=seat.invited,
        owes_report=seat.owes,
    )


def _lines(application: int) -> Any:
    """Participants, costs, financing and papers in one query: short lists of one shape."""

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
        c10=_told("note", "due_on", "file_name", "document__sha256", "document__scan"),
    )
    columns = [f"c{place}" for place in range(11)]
    people, costs, money, papers = (  # type: ignore[assignment]
        rows.order_by().values_list(*columns) for rows in (people, costs, money, papers)
    )
    return people.union(costs, money, papers, all=True)


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
    )


def papers_of(application: Application) -> tuple[Paper, ...]:
    """Return the papers that go with an application as they stand now, in order."""
    rows = sorted(_LINES.ask(application=application.pk), key=lambda row: (row[2], row[1]))
    return tuple(_paper(row) for row in rows if row[0] == "paper")


def _paper(row: Any) -> Paper:
    note, due_on, file_name, sha256, scan, _rest = row[10].split(BETWEEN)
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


@dataclass(frozen=True, slots=True)
class WayIn:
    """That an application may be sent now: in which round, and until which last second."""

    round: Round
    until: datetime | None  # None: the round does not close.
    is_late: bool = False  # Through the late door, for this application alone.


def way_in(application: Application, now: datetime | None = None) -> WayIn | None:
    """Say whether an application may be sent at ``now``: the one answer for page, act and worker.

    ``application`` comes with its programme.
    """
    at = now or clock.now()
    current = open_round(application.programme, at)
    if current is not None:
        return WayIn(current, current.takes_until)
    door: LateDoor | None = _LATE.first(application=application.pk, second=whole_second(at))
    return WayIn(door.round, door.until, is_late=True) if door else None


_LATE = Prepared(
    lambda *, application, second: (
        LateDoor.objects.filter(application=application, is_opened=True, until__gte=second)
        .select_related("round")
        .order_by("-until")[:1]
    )
)


def change_under_way(application: Application) -> Change | None:
    """Return the change of what was sent that is being written now, if there is one."""
    found: Change | None = _UNDER_WAY.first(application=application.pk)
    return found


_UNDER_WAY = Prepared(
    lambda *, application: Change.objects.filter(
        application=application, ended_at__isnull=True
    ).select_related("application__round")
)


def changing_until(application: Application, change: Change) -> datetime | None:
    """Return the last second in which a change under way may be sent: also when extended."""
    current = change.application.round
    return change.finish_by or (current.takes_until if current else None)


def is_changing(application: Application) -> bool:
    """Whether the working copy of what was sent is open, by the same clock as sending."""
    change = change_under_way(application)
    until = changing_until(application, change) if change else None
    return until is not None and whole_second(clock.now()) <= until


def kept_until(application: Application) -> date:
    """Return the last day that a draft is kept open if nobody writes in it any more."""
    written = application.changed_at.astimezone(clock.OSLO).date()
    months = written.month - 1 + secretariat().drafts_kept_months
    year, month = written.year + months // 12, months % 12 + 1
    return date(year, month, min(written.day, monthrange(year, month)[1]))


def drafts_on(versions: Iterable[int]) -> QuerySet[Application]:
    """Return the drafts whose sheet answers to one of ``versions`` of a form: for moving them."""
    rows = Application.objects.filter(status="draft", sheet__version__in=list(versions))
    return rows.select_related("sheet__version__form")


def drafts_of(user: Any) -> QuerySet[Application]:
    """Return the drafts that ``user`` has a seat in, the last changed first."""
    return visible_to(user).filter(status="draft").order_by("-changed_at")


def earlier_of(user: Any) -> QuerySet[Application]:
    """Return what ``user`` has a seat in and may begin anew from, the last changed first."""
    seated = SeatPerson.objects.filter(user_id=user.pk or 0, left_at__isnull=True)
    return (
        Application.objects.filter(pk__in=seated.values("seat__application"))
        .select_related("programme", "sheet__version__form")
        .order_by("-changed_at")
    )


def latest_snapshot(application: Application) -> Snapshot | None:
    """Return what was sent last, frozen; None while nothing has been sent."""
    found: Snapshot | None = _LATEST.first(application=application.pk)
    return found


_LATEST = Prepared(
    lambda *, application: Snapshot.objects.filter(application=application).order_by("-number")[:1]
)


def confirmations_of(snapshot: Snapshot) -> list[Confirmation]:
    """Return who stands behind a snapshot, with their seats."""
    return _CONFIRMATIONS.ask(snapshot=snapshot.pk)


_CONFIRMATIONS = Prepared(
    lambda *, snapshot: (
        Confirmation.objects.filter(snapshot=snapshot).select_related("seat").order_by("pk")
    )
)


def sides_to_confirm(application: Application, snapshot: Snapshot) -> list[Seat]:
    """Return the seats that have not confirmed ``snapshot`` yet, and have somebody there."""
    seats = _UNCONFIRMED.ask(application=application.pk, snapshot=snapshot.pk)
    return [seat for seat in seats if is_taken(seat)]


_UNCONFIRMED = Prepared(
    lambda *, application, snapshot: (
        Seat.objects.filter(application=application)
        .exclude(pk__in=Confirmation.objects.filter(snapshot=snapshot).values("seat"))
        .order_by("side")
    )
)


def is_taken(seat: Seat) -> bool:
    """Whether there is somebody on this side: an organisation, or words about one."""
    return seat.organisation_id is not None or bool(seat.described_as)


def helpers_of(application: Application) -> QuerySet[Help]:
    """Return the advisers who help or helped, with their names; ``wrote_at`` asks for another
    reader later."""
    return Help.objects.filter(application=application).select_related("user").order_by("pk")


def is_open_invitation(invitation: SeatInvitation) -> bool:
    """Whether an invitation can still be used."""
    return (
        invitation.used_at is None
        and invitation.ended_at is None
        and invitation.expires_at > clock.now()
    )


def invitations_to_seats(application: Application) -> QuerySet[SeatInvitation]:
    """Return everybody who was asked to a seat, the last first: also who came, and what ended."""
    return (
        SeatInvitation.objects.filter(seat__application=application, purpose="write")
        .select_related("seat")
        .order_by("-pk")
    )


# What was done about who takes part: the trail of the pair, told on its page.
ABOUT_THE_PAIR = (
    "applications.start",
    "applications.start_with_pair",
    "applications.invite",
    "applications.renew_invitation",
    "applications.end_invitation",
    "applications.join",
    "applications.set_may_write",
    "applications.offer_lead",
    "applications.take_back_lead_offer",
    "applications.decline_lead",
    "applications.take_lead",
    "applications.pass_lead_on",
    "applications.leave",
    "applications.let_in_adviser",
    "applications.end_help",
    "applications.leave_as_side",
    "applications.take_out_partner",
)


def former_partners(application: Application) -> frozenset[int]:
    """Return who wrote in the draft for a side that has been swapped since, by number."""
    rows = SeatPerson.objects.filter(
        seat__application=application,
        left_at__isnull=False,
        seat__former__ended_at__gte=F("left_at"),
    )
    return frozenset(rows.values_list("user", flat=True))


def comments_on(application: Application) -> QuerySet[Comment]:
    """Return what advisers have said of the draft, with their names; what is not done first."""
    return (
        Comment.objects.filter(application=application)
        .select_related("user")
        .order_by(F("done_at").asc(nulls_first=True), "pk")
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done about who takes part: what, by whom (a number), and when."""

    at: datetime
    action: str
    actor_id: int
    data: dict[str, Any]


def history_of_pair(application: Application) -> list[Happening]:
    """Return what was done about who takes part, the last first."""
    rows = trail_of(application).filter(action__in=ABOUT_THE_PAIR).order_by("-pk")
    return [
        Happening(row.occurred_at, row.action, row.actor_id or 0, dict(row.data)) for row in rows
    ]
