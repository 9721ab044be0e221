"""manage.py make_demonstration: people under role names, so that the house can be tried."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Model

from config.examples import send_newsletter, show_event
from config.management.commands.load_starter import STARTER, read
from config.people import CAST, Person, passwords
from naboskap.accounts.models import RoleGrant, User
from naboskap.advice.actions import (
    Worded,
    answer_thread,
    ask_question,
    close_thread,
    load_advisers,
    offer_answer,
    publish_answer,
)
from naboskap.advice.models import Thread
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.partnering.actions import load_wishes
from naboskap.programmes.actions import fill_examples, open_example_rounds
from naboskap.website.library.example import make_example
from naboskap.website.news.example import make_news

WHO_ANSWERS = ("case-officer", "head")  # One writes, another reads and publishes.


class Command(BaseCommand):
    help = "Makes one person for each role. Whoever exists already is left as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Demonstration people belong in a demonstration: NABOSKAP_DEMONSTRATION=yes."
            )
        make_people()
        load_advisers(read(STARTER / "advisers.json") or [], by=SYSTEM)
        load_wishes(read(STARTER / "wishes.json") or [], by=SYSTEM)
        left_out = show_answers(read(STARTER / "answers.json") or [])
        programmes = read(STARTER / "programmes.json") or []
        fill_examples(programmes, by=SYSTEM)
        open_example_rounds(programmes, by=SYSTEM)
        make_example()
        left_out += show_network(read(STARTER / "network.json"))
        for name in left_out:
            self.stdout.write(f"Not shown, as its role was taken from one of the cast: {name}")


def make_people() -> None:
    """Make whoever of the cast is missing."""
    words = passwords(settings.DATA_DIR)
    for person in CAST:
        if not User.objects.filter(email=person.email).exists():
            make(person, words[person.key])


@transaction.atomic
def make(person: Person, password: str) -> User:
    """Make a person of the cast, signed up and confirmed, with their roles from today."""
    user = User.objects.create_user(
        person.email,
        password,
        name=person.name,
        language=person.language,
        is_demonstration=True,
    )
    # Roles reach back, so that a demonstration moved to an earlier day has them too.
    from_date = clock.today().replace(year=2000, month=1, day=1)
    for role in person.roles:
        RoleGrant.objects.create(user=user, role=role, from_date=from_date)
    if apps.is_installed("allauth.account"):
        model = "EmailAddress"
        address: type[Model] = apps.get_model("account", model)
        address._default_manager.create(user=user, email=user.email, verified=True, primary=True)
    record("accounts.made_for_demonstration", user, by=SYSTEM)
    return user


def show_network(row: Mapping[str, Any]) -> list[str]:
    """Arrange what has been and what is coming, send an issue, and tell a piece of news.

    Returns what is not shown, as somebody has taken a role away from who should do it.
    """
    officer, head, editor = (
        User.objects.get(email=f"{key}@example.org") for key in ("case-officer", "head", "editor")
    )
    shown: dict[str, Callable[[], None]] = {
        event["key"]: partial(show_event, event, by=officer) for event in row["events"]
    }
    shown["issue"] = partial(send_newsletter, row["issue"], written_by=editor, sent_by=head)
    left_out = [name for name, show in shown.items() if not _is_permitted(show)]
    make_news(row["news"])
    return left_out


def _is_permitted(show: Callable[[], None]) -> bool:
    try:
        show()
    except PermissionDenied:
        return False
    return True


def show_answers(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Ask, answer and show to everybody what is missing of the examples, as people would.

    Returns what is not shown, as somebody has taken a role away from who should do it.
    """
    adviser, reader = (User.objects.get(email=f"{key}@example.org") for key in WHO_ANSWERS)
    shown = {row["key"]: partial(_show_answer, row, by=adviser, read_by=reader) for row in rows}
    return [name for name, show in shown.items() if not _is_permitted(show)]


@transaction.atomic
def _show_answer(row: Mapping[str, Any], *, by: User, read_by: User) -> None:
    """Ask and answer one question, and show it: all of it, or nothing."""
    if Thread.objects.filter(form_key=row["key"]).exists():
        return
    told = {"language": "nb", "key": row["key"]}
    thread = ask_question(
        row["asked"],
        address="spor@example.org",
        theme=row["theme"],
        by=AnonymousUser(),
        **told,
    )
    thread = answer_thread(thread, row["answered"], by=by, **(told | {"key": "answer"}))
    worded = Worded(row["question"], row["answer"], row["theme"])
    shared = offer_answer(thread, worded, by=by)
    publish_answer(shared, read_revision=shared.revision, by=read_by)
    close_thread(thread, by=by)
