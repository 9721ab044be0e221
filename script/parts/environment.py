"""What every script needs first: the environment from the lock file, and what is made from it.

Only the standard library: this runs before anything is installed. Each step names what it is
made from by a digest, and is passed over when that has not changed.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
PARTS = ROOT / "script" / "parts"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"


def say(step: str) -> None:
    """Print a line of progress."""
    print(f"· {step}", flush=True)  # noqa: T201 -- a script speaks to its terminal


def stop(sentence: str) -> NoReturn:
    """End with a sentence that says what to do; never a traceback."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
    raise SystemExit(1)


def digest(paths: Iterable[Path], *more: str) -> str:
    running = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        running.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return running.hexdigest()


def unchanged(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text("utf-8") == wanted


def run(*command: str | Path, environment: dict[str, str] | None = None, what: str) -> None:
    """Run a step; when it fails, show its last words and stop."""
    done = subprocess.run(  # noqa: S603 -- our own commands
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        stop(f"{what} failed:\n{done.stdout.strip()[-3000:]}")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one script at a time prepare this tree."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def python(part: str = "run") -> None:
    """Make ``.venv`` from the hashed lock. A linked ``.venv`` is somebody's own: left as it is."""
    if VENV.is_symlink():
        if PYTHON.exists():
            return
        VENV.unlink()  # It leads nowhere.
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
    wanted = digest([locks[part]], sys.version)
    stamps = {name: VENV / f"made-from-{name}" for name in locks}
    if PYTHON.exists() and unchanged(stamps[part], wanted):
        return
    if (
        part == "run"
        and PYTHON.exists()
        and unchanged(stamps["dev"], digest([locks["dev"]], sys.version))
    ):
        return  # What is for development holds all that runs.
    if not PYTHON.exists():
        say("Making the environment (.venv)")
        try:
            import ensurepip  # noqa: F401, PLC0415
            import venv  # noqa: F401, PLC0415
        except ImportError:
            stop("This Python has no venv. On Debian: apt-get install python3.11-venv")
        run(sys.executable, "-m", "venv", VENV, what="Making the environment")
    say(f"Installing by the lock file requirements/{part}.txt (about a minute the first time)")
    run(
        *(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", locks[part]),
        what="Installing",
    )
    stamps[part].write_text(wanted, "utf-8")


def assets() -> None:
    """Fetch the front-end files, when their lock file has changed."""
    stamp = BUILD / "fonts" / "made-from"
    if not unchanged(stamp, digest([ROOT / "package-lock.json", PARTS / "make_assets.py"])):
        say("Fetching the front-end files by package-lock.json")
        run(PYTHON, PARTS / "make_assets.py", what="Fetching the front-end files")


def messages() -> None:
    """Compile the catalogues whose text is newer than what was compiled."""
    stale = [
        path
        for path in (ROOT / "naboskap").glob("**/locale/*/LC_MESSAGES/django*.po")
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").stat().st_mtime < path.stat().st_mtime
    ]
    if stale:
        say("Compiling the texts")
        run(PYTHON, PARTS / "messages.py", "compile", what="Compiling the texts")


def static(environment: dict[str, str]) -> None:
    """Collect the static files under names that change with their content."""
    sources = [path for path in (ROOT / "naboskap").glob("*/static/**/*") if path.is_file()]
    sources += [path for path in (BUILD / "vendor").glob("**/*") if path.is_file()]
    sources += [ROOT / "requirements" / "run.txt", ROOT / "config" / "settings.py"]
    wanted = digest(sources, environment.get("NABOSKAP_STATIC", ""))
    folder = Path(environment.get("NABOSKAP_STATIC") or BUILD / "static")
    stamp = folder / "made-from"
    if unchanged(stamp, wanted):
        return
    say("Collecting static files")
    run(
        *(PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"),
        environment=environment,
        what="Collecting static files",
    )
    stamp.write_text(wanted, "utf-8")


def secret_key(data: Path) -> Path:
    """Make the secret key once, readable by the owner alone, and return where it is."""
    path = data / "secret-key"
    if not path.exists():
        say(f"Making a secret key ({path})")
        keep(path, secrets.token_urlsafe(50))
    return path


def keep(path: Path, text: str) -> None:
    """Write a file that only the owner reads, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def code() -> str:
    """Name the program as it stands: what the tables and the starter are made from."""
    sources = [*(ROOT / "naboskap").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    sources += [path for path in (ROOT / "starter").rglob("*") if path.is_file()]
    return digest(
        [path for path in sources if "tests" not in path.parts],
        (ROOT / "requirements" / "run.txt").read_text("utf-8"),
    )


def seconds(since: float) -> str:
    return f"{time.monotonic() - since:.1f} s"
