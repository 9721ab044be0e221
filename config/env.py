"""Reads the environment, once, with a type and a sentence for every variable.

A variable is declared where it is read. The declarations are kept, so that
``manage.py check_env`` and the operations handbook can print the same table.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = object()


@dataclass(slots=True)
class Env:
    values: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    declared: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, about: str, *, default: str | object = _REQUIRED) -> str:
        """Return ``name``, or the contents of the file that ``name_FILE`` points at."""
        self.declared[name] = about
        if default is not _REQUIRED:
            self.defaults[name] = str(default)
        if path := self.values.get(f"{name}_FILE"):
            return Path(path).read_text(encoding="utf-8").strip()
        value = self.values.get(name, default)
        if value is _REQUIRED:
            raise ImproperlyConfigured(f"{name} is not set: {about}")
        return str(value)

    def flag(self, name: str, about: str, *, default: bool) -> bool:
        value = self.text(name, about, default="yes" if default else "no")
        if value not in {"yes", "no"}:
            raise ImproperlyConfigured(f"{name} is {value!r}; say yes or no")
        return value == "yes"

    def number(self, name: str, about: str, *, default: int) -> int:
        value = self.text(name, about, default=str(default))
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number")
        return int(value)

    def choice(self, name: str, about: str, *, among: tuple[str, ...], default: str) -> str:
        value = self.text(name, about, default=default)
        if value not in among:
            raise ImproperlyConfigured(f"{name} is {value!r}; say one of {', '.join(among)}")
        return value

    def words(self, name: str, about: str, *, default: str) -> list[str]:
        return self.text(name, about, default=default).split()

    def path(self, name: str, about: str, *, default: Path) -> Path:
        return Path(self.text(name, about, default=str(default))).expanduser().resolve()

    def date(self, name: str, about: str) -> date | None:
        value = self.text(name, about, default="")
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} is {value!r}; write a day as 2021-10-04"
            ) from error

    def unknown(self) -> list[str]:
        """Names that look like ours and are not: a misspelt setting must not pass unseen."""
        ours = {*self.declared, *(f"{name}_FILE" for name in self.declared)}
        return sorted(
            name for name in self.values if name.startswith("NABOSKAP_") and name not in ours
        )

    def contradiction(self, sentence: str) -> NoReturn:
        """Stop the start: two settings cannot both hold."""
        raise ImproperlyConfigured(sentence)

    def database(self, name: str, about: str, *, default: str) -> dict[str, object]:
        url = urlsplit(self.text(name, about, default=default))
        if url.scheme == "sqlite":
            return {
                "ENGINE": "naboskap.core.sqlite",
                "NAME": url.path.removeprefix("/") or ":memory:",
                # A writer takes the lock when it begins, as select_for_update
                # would have it do on PostgreSQL.
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    # What was acknowledged is on the disk: FULL, not NORMAL, in WAL mode. Each
                    # thread keeps two megabytes of pages; the system keeps the rest for all.
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    " PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;"
                    " PRAGMA wal_autocheckpoint=4000;",
                },
                "TEST": {"NAME": None},
            }
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            # The server keeps the plan of what a connection has asked some times: for a query over
            # many tables, making the plan takes far longer than carrying it out.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
        }
