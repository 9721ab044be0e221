"""manage.py work: the worker, which does what is due in every room, round after round."""

import importlib
import importlib.util
import logging
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from config import housekeeping

logger = logging.getLogger(__name__)
PAUSE = 1.0  # Seconds between two rounds: a receipt is made while its reader still looks.


def rooms_with_work() -> dict[str, Callable[[], int]]:
    """Return every room that has ``tasks.run_due``, by name."""
    found: dict[str, Callable[[], int]] = {}
    for room in settings.ROOMS:
        name = f"naboskap.{room}.tasks"
        if importlib.util.find_spec(name) is not None:
            found[room] = importlib.import_module(name).run_due
    found["housekeeping"] = housekeeping.run_due
    return found


def one_round(rooms: dict[str, Callable[[], int]]) -> int:
    """Let every room do what is due. A fault in one room is told, and stops no other."""
    done = 0
    for room, run_due in rooms.items():
        try:
            done += run_due()
        except Exception:
            logger.exception("The worker met a fault in %s", room)
            connection.close()
    return done


class Command(BaseCommand):
    help = "Does what is due in every room: mails, letters, deadlines. One round with --once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        rooms = rooms_with_work()
        beat = Path(settings.DATA_DIR) / "worker-beat"
        if once:
            self.stdout.write(f"{one_round(rooms)} done")
            return
        stopping = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopping.set())
        while not stopping.is_set():
            close_old_connections()
            began = time.monotonic()
            one_round(rooms)
            beat.touch()
            # A round that took long is followed by as long a pause, so that visitors come first.
            stopping.wait(max(PAUSE, min(time.monotonic() - began, 10.0)))
