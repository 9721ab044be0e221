"""What kind of house lies in a data folder, and the settings that follow."""

import json
import os
from pathlib import Path

import environment

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def mode_of(data: Path) -> str:
    """Return how the folder was begun: demonstration, empty or new; empty text when it was not."""
    path = data / "house.json"
    return json.loads(path.read_text("utf-8"))["mode"] if path.exists() else ""


def begin(data: Path, asked: str) -> str:
    """Settle how the folder is run. What was begun one way is never turned into another."""
    begun = mode_of(data)
    if begun and asked and asked != begun:
        names = {"demonstration": "a demonstration", "empty": "empty", "new": "a new secretariat"}
        environment.stop(
            f"The data folder {data} was begun as {names[begun]}. "
            "Give another folder with --data, or leave the option out."
        )
    mode = begun or asked or "demonstration"
    if not begun:
        environment.keep(data / "house.json", json.dumps({"mode": mode}) + "\n")
    return mode


def environment_of(
    data: Path, mode: str, *, host: str = "127.0.0.1", port: int = 8000
) -> dict[str, str]:
    """Return the environment for Django: what the operator set wins over what we suggest."""
    if "NABOSKAP_SECRET_KEY" not in os.environ and "NABOSKAP_SECRET_KEY_FILE" not in os.environ:
        key = {"NABOSKAP_SECRET_KEY_FILE": str(environment.secret_key(data))}
    else:
        key = {}
    address = f"[{host}]" if ":" in host else host
    hosts = "127.0.0.1 localhost [::1]"
    if host not in LOOPBACK:
        hosts += f" {os.uname().nodename}" + ("" if host in {"0.0.0.0", "::"} else f" {address}")  # noqa: S104
    suggested = {
        **key,
        "NABOSKAP_HOSTS": hosts,
        "NABOSKAP_SITE_URL": f"http://{address}:{port}",
        "NABOSKAP_STATIC": str(environment.BUILD / "static"),
        "GRANIAN_WORKERS": "2",
        # Two workers of two threads keep two processors busy; more threads share one interpreter.
        "GRANIAN_BLOCKING_THREADS": "2",
        # Threads that ask for memory at once do not each hold on to a heap of their own.
        "MALLOC_ARENA_MAX": "2",
        "PYTHONUNBUFFERED": "1",
    }
    ours = {
        "NABOSKAP_DATA": str(data),
        "NABOSKAP_DEMONSTRATION": "yes" if mode == "demonstration" else "no",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(environment.ROOT),
    }
    return {**suggested, **os.environ, **ours}
