"""The demonstration's cast: one person for each role, under the role's name."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from naboskap.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the demonstration; ``key`` is what journeys call them."""

    key: str
    name: str
    language: str = "nb"
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@example.org"


CAST = (
    Person("applicant", "Søker (eksempel)"),
    Person("co_writer", "Medskriver hos søkeren (eksempel)"),
    Person("partner", "Партнёр (пример)", language="ru"),
    Person("case_officer", "Saksbehandler 1 (eksempel)", roles=(Role.CASE_OFFICER,)),
    Person("case_officer_2", "Saksbehandler 2 (eksempel)", roles=(Role.CASE_OFFICER,)),
    Person("head", "Leder (eksempel)", roles=(Role.HEAD,)),
    Person("deputy", "Nestleder (eksempel)", roles=(Role.DEPUTY,)),
    Person("board_1", "Styremedlem 1 (eksempel)", roles=(Role.BOARD_MEMBER,)),
    Person("board_2", "Styremedlem 2 (eksempel)", roles=(Role.BOARD_MEMBER,)),
    Person("board_3", "Styremedlem 3 (eksempel)", roles=(Role.BOARD_MEMBER,)),
    Person("council", "Medlem av fagrådet (eksempel)", roles=(Role.COUNCIL_MEMBER,)),
    Person("finance_preparer", "Økonomi, forbereder (eksempel)", roles=(Role.FINANCE_PREPARER,)),
    Person("finance_releaser", "Økonomi, godkjenner (eksempel)", roles=(Role.FINANCE_RELEASER,)),
    Person("auditor", "Revisor (eksempel)", roles=(Role.AUDITOR,)),
    Person("editor", "Redaktør (eksempel)", roles=(Role.EDITOR,)),
    Person("editor_2", "Redaktør 2 (eksempel)", roles=(Role.EDITOR,)),
    Person("administrator", "Administrator (eksempel)", roles=(Role.ADMINISTRATOR,)),
)


def make_password() -> str:
    """Make a password that can be read aloud and typed: three spoken words and a number."""
    syllables = [
        secrets.choice("bdfghjklmnprstv") + secrets.choice("aeiou") for _number in range(9)
    ]
    words = ["".join(syllables[start : start + 3]) for start in (0, 3, 6)]
    return f"{'-'.join(words)}-{secrets.randbelow(90) + 10}"


def passwords(data: Path) -> dict[str, str]:
    """Return this installation's passwords by key; make those that are missing, and keep them."""
    path = data / "demonstration.json"
    known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    wanted = {person.key: known.get(person.key) or make_password() for person in CAST}
    if wanted != known:
        keep(path, json.dumps(wanted, indent=1))
    return wanted


def keep(path: Path, text: str) -> None:
    """Write a file that only the owner reads, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.rename(path)
