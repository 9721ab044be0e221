"""The pair: it begins a draft, writes in it from both sides, sends it and confirms it."""

from datetime import timedelta

from config.example_projects.scene import Scene
from config.management.commands.load_starter import STARTER, read
from naboskap.accounts.models import User
from naboskap.applications.actions import (
    accept_invitation,
    confirm_application,
    invite_to_seat,
    mark_informed,
    save_activity,
    save_amount,
    save_answer,
    save_basics,
    save_cost,
    save_financing,
    save_participants,
    save_translation,
    set_names,
    set_organisation,
    start_application,
)
from naboskap.applications.queries import latest_snapshot
from naboskap.assessments.actions import send_application
from naboskap.core import clock
from naboskap.organisations.actions import Told, register_organisation
from naboskap.organisations.models import Organisation
from naboskap.programmes.actions import open_round
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import rounds_open

ORE = 100
HUNDREDTHS = 100


def begin(scene: Scene) -> None:
    """The applicant begins the draft and asks the partner in, who joins with a code."""
    row, applicant, partner = scene.row, scene.cast["applicant"], scene.cast["partner"]
    with scene.on(row["begun"]):
        start_application(
            Programme.objects.get(slug=row["programme"]),
            size=row["size"],
            key=row["key"],
            by=applicant,
            organisation=_organisation(scene, "a", by=applicant),
        )
        _invitation, code = invite_to_seat(
            scene.application, "b", way="code", language=partner.language, by=applicant
        )
    with scene.on(row["joined"]):
        accept_invitation(code, by=partner)
        mark_informed(scene.application, by=partner)
        seat = scene.application.seats.get(side="b")
        seat = set_organisation(seat, _organisation(scene, "b", by=partner), by=partner)
        latin = row["b"]["latin"]
        set_names(seat, side_name=latin, own_name="", letters_in=partner.language, by=partner)


def _organisation(scene: Scene, side: str, *, by: User) -> Organisation:
    told, place = scene.row[side], scene.place(side)
    return register_organisation(
        Told(
            country=place.country,
            name=told["name"],
            kind=told["kind"],
            number=told.get("number", ""),
            place_code=place.code,
            control=told["control"],
        ),
        by=by,
    )


def write(scene: Scene) -> None:
    """Both write: the applicant the plan and the money, each their own texts."""
    with scene.on(scene.row["joined"]):
        _write_plan(scene)
        _write_money(scene)
        _write_texts(scene)


def _write_plan(scene: Scene) -> None:
    row, applicant, application = scene.row, scene.cast["applicant"], scene.application
    save_basics(
        application,
        title=row["title"],
        theme=row["theme"],
        for_children_and_youth=row["for_the_young"],
        start_date=scene.day(row["begins"]),
        end_date=scene.day(row["ends"]),
        read_revision=application.revision_of("basics"),
        by=applicant,
    )
    for each in row["activities"]:
        (first, last), place = each["days"], scene.place(each["at"])
        save_activity(
            application,
            what=each["what"],
            place=place,
            place_text=place.name["nb"] if row["size"] == "short" else "",
            from_date=scene.day(first),
            to_date=scene.day(last),
            people_a=each["people"][0],
            people_b=each["people"][1],
            task_a=each["tasks"][0],
            task_b=each["tasks"][1],
            led_by=each["at"],
            by=applicant,
        )
    application = scene.application
    save_participants(
        application,
        {
            (side, age): number
            for side, ages in row["participants"].items()
            for age, number in ages.items()
        },
        read_revision=application.revision_of("participants"),
        by=applicant,
    )


def _write_money(scene: Scene) -> None:
    row, application = scene.row, scene.application
    writes = {"a": scene.cast["applicant"], "b": scene.cast["partner"]}
    for side, category, text, kroner in row["costs"]:
        save_cost(
            application,
            side=side,
            category=category,
            text=text,
            amount=kroner * ORE,
            by=writes[side],
        )
    side, text, hours = row["own_work"]
    save_cost(
        application,
        side=side,
        category="own_work",
        text=text,
        hours_hundredths=hours * HUNDREDTHS,
        by=writes[side],
    )
    for side, source, text, kroner in row["financing"]:
        save_financing(
            application,
            side=side,
            source=source,
            text=text,
            amount=kroner * ORE,
            by=writes[side],
        )
    application = scene.application
    save_amount(
        application,
        row["amount"] * ORE,
        read_revision=application.revision_of("amount"),
        by=writes["a"],
    )


def _write_texts(scene: Scene) -> None:
    """Write each text in the language that comes first, and the others beside it.

    Whoever reads a language writes in it.
    """
    application = scene.application
    writers = {"ru": scene.cast["partner"]}
    for key, words in scene.row["texts"].items():
        (language, text), *others = words.items()
        by = writers.get(language, scene.cast["applicant"])
        answer = save_answer(application, key, text, language=language, read_number=0, by=by)
        for code, translated in others:
            save_translation(
                application,
                key,
                translated,
                language=code,
                mark="translated",
                of_number=answer.number,
                read_number=0,
                by=writers.get(code, scene.cast["applicant"]),
            )


def send(scene: Scene) -> None:
    """The applicant sends it, in a round that is opened for it where none was open then."""
    with scene.on(scene.row["sent"]):
        open_now = rounds_open(clock.now()).filter(programme=scene.application.programme)
        is_open = open_now.exists()
    if not is_open:
        _open_round(scene)
    with scene.on(scene.row["sent"]):
        send_application(scene.application, by=scene.cast["applicant"])


def _open_round(scene: Scene) -> None:
    opens, closes = scene.row.get("round", (scene.row["begun"], 30))
    programmes = {each["slug"]: each for each in read(STARTER / "programmes.json")}
    with scene.on(opens):
        open_round(
            scene.application.programme,
            name=programmes[scene.row["programme"]]["example_round"]["name"],
            opens_at=clock.now() + timedelta(seconds=1),
            closes_on=scene.day(closes),
            by=scene.cast["head"],
        )


def confirm(scene: Scene) -> None:
    """The partner stands behind the very text that was sent."""
    partner = scene.cast["partner"]
    with scene.on(scene.row["confirmed"]):
        sent = latest_snapshot(scene.application)
        assert sent is not None
        confirm_application(
            scene.application, sha256=sent.sha256, language=partner.language, by=partner, side="b"
        )
