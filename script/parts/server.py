"""script/server: from nothing to a running house."""

import argparse
import json
import os
import socket
import sys
import time
from datetime import date
from pathlib import Path

import environment
import house
import keeper

ROOT = environment.ROOT
DEFAULT_PORT = 8000


def day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2021-10-04") from None


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/server", description="Start Naboskap, with all that it needs."
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("NABOSKAP_DATA") or ROOT / "data"),
        metavar="DIR",
        help="the folder of database, files and outbox (default: data)",
    )
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--empty",
        action="store_true",
        help="no demonstration people; prints a one-time link for the first administrator",
    )
    kind.add_argument(
        "--new",
        nargs="?",
        const="",
        metavar="FILE",
        help="another secretariat, from a JSON or TOML file or by asking",
    )
    parser.add_argument(
        "--bare",
        action="store_true",
        help="the demonstration's people without example projects",
    )
    parser.add_argument(
        "--today", type=day, metavar="DATE", help="the day it is, in a demonstration only"
    )
    return parser.parse_args()


def look_before(options: argparse.Namespace, mode: str) -> None:
    """Say no in a sentence, before anything is made."""
    if options.today and mode != "demonstration":
        environment.stop("--today is for a demonstration only.")
    if options.bare and mode != "demonstration":
        environment.stop("--bare is for a demonstration only: there are no examples elsewhere.")
    if mode == "demonstration" and options.host not in house.LOOPBACK:
        environment.stop(
            "A demonstration's passwords stand on the screen, so it is served to this machine "
            "only. Use --empty for a real installation, or leave --host out."
        )
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except PermissionError:
            environment.stop(f"Port {options.port} needs more rights than you have; use --port.")
        except OverflowError:
            environment.stop(f"There is no port {options.port}; use one up to 65535.")
        except OSError:
            environment.stop(
                f"Port {options.port} on {options.host} is taken, or not ours. "
                f"Try --port {min(options.port + 1, 65535)}."
            )


def prepare(data: Path, mode: str, settings: dict[str, str], *, bare: bool = False) -> None:
    """Bring tables, starter and people to where the code is; quick when they are there.

    A demonstration in which nobody has begun anything gets its example projects, unless ``bare``.
    """
    stamp = data / "prepared"
    wanted = environment.code() + settings.get("DATABASE_URL", "") + mode
    wanted += settings.get("NABOSKAP_TODAY", "")[:4]  # A year has its own pots.
    # A database elsewhere may have changed without us; the one in the folder moves with it.
    sure = "DATABASE_URL" not in settings and (data / "naboskap.sqlite3").exists()
    # As long as nobody runs the house, ask each time whether somebody does by now.
    sure = sure and not (data / "first-administrator").exists()
    if sure and environment.unchanged(stamp, wanted):
        return
    environment.say("Bringing the tables up to date and loading the starter")
    environment.run(
        *(environment.PYTHON, "manage.py", "prepare"),
        *(["--starter", str(data / "starter")] if mode == "new" else []),
        *(["--demonstration"] if mode == "demonstration" else []),
        *(["--examples"] if mode == "demonstration" and not bare else []),
        environment=settings,
        what="Preparing",
    )
    stamp.write_text(wanted, "utf-8")


def commands(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    server = [
        *(str(environment.PYTHON), "-m", "granian", "--interface", "wsgi"),
        *("--host", options.host, "--port", str(options.port)),
        *("--blocking-threads-idle-timeout", "600"),
        *("--http", "1", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--log-level", "warning", "config.wsgi:application"),
    ]
    return server, [str(environment.PYTHON), "manage.py", "work"]


def tell(data: Path, mode: str, settings: dict[str, str], began: float) -> None:
    """Say where the house is, and who may come in."""
    address = settings["NABOSKAP_SITE_URL"]
    print(f"\nReady after {environment.seconds(began)}: {address}\n")  # noqa: T201
    if mode == "demonstration":
        words = json.loads((data / "demonstration.json").read_text("utf-8"))
        print("A demonstration: sign in, from this machine only, as one of")  # noqa: T201
        for key, word in words.items():
            print(f"  {key.replace('_', '-') + '@example.org':32} {word}")  # noqa: T201
        print(f"Mails are shown at {address}/postkasse/\n")  # noqa: T201
    link = data / "first-administrator"
    if link.exists():
        print(f"The first administrator comes in, once, by\n  {address}{link.read_text('utf-8')}")  # noqa: T201
    print("Stop with Ctrl-C.", flush=True)  # noqa: T201


def main() -> None:
    began = time.monotonic()
    options = arguments()
    data = options.data.expanduser().resolve()
    asked = "empty" if options.empty else "new" if options.new is not None else ""
    look_before(options, asked or house.mode_of(data) or "demonstration")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if asked == "new" and not house.mode_of(data):
        import secretariat  # noqa: PLC0415 -- only where one is made

        secretariat.settle(data, options.new)
    mode = house.begin(data, asked)
    settings = house.environment_of(data, mode, host=options.host, port=options.port)
    if options.today:
        settings["NABOSKAP_TODAY"] = options.today
    with environment.alone():
        environment.python()
        environment.assets()
        environment.messages()
        environment.static(settings)
        prepare(data, mode, settings, bare=options.bare)
    (data / "worker-beat").unlink(missing_ok=True)
    environment.say("Starting the server and the worker")
    server, worker = commands(options)
    keeper.keep(
        [keeper.Kept("server", server, settings), keeper.Kept("worker", worker, settings)],
        f"http://{'127.0.0.1' if options.host == '0.0.0.0' else options.host}:{options.port}",  # noqa: S104
        settings["NABOSKAP_HOSTS"].split()[0].lstrip(".").replace("*", "localhost"),
        lambda: tell(data, mode, settings, began),
    )


if __name__ == "__main__":
    sys.exit(main())
