"""script/fresh: both commands as a fresh machine meets them.

A copy of the tree, an empty home and cache, and a PATH with Python 3.11, git and coreutils
alone. Arguments go to script/test.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import environment

ROOT = environment.ROOT
# What GNU coreutils brings, as far as scripts use it, and a shell to read them.
TOOLS = (  # noqa: SIM905 -- a list of words
    "sh bash env cat chmod cp cut date dirname basename echo expr false head id install ln ls"
    " mkdir mktemp mv nproc printf pwd readlink realpath rm rmdir seq sha256sum sleep sort stat"
    " sync tail tee test timeout touch tr true uname uniq wc whoami git"
).split()
# How this machine reaches a registry belongs to the network, not to the home.
NETWORK = ("PROXY", "CERT", "CA_BUNDLE", "CAINFO", "PIP_", "SSL_")
LATER_START = 5.0


def copy_of_the_tree(target: Path) -> None:
    """Copy what git knows or would take in; nothing that a machine has made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def narrow_path(folder: Path) -> str:
    folder.mkdir()
    python = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    (folder / "python3.11").symlink_to(python)
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(os.path.realpath(found))
    return str(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(tree: Path, settings: dict[str, str], port: int) -> float:
    """Start the server, wait for its first page, stop it; return how long the page took."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [str(tree / "script" / "server"), "--port", str(port)], cwd=tree, env=settings
    )
    try:
        while process.poll() is None and time.monotonic() - began < 900:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                    if answer.status == 200:
                        return time.monotonic() - began
            except urllib.error.HTTPError as answer:
                environment.stop(f"script/server answered {answer.code} where a front page is.")
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        environment.stop("script/server showed no front page.")
    finally:
        process.terminate()
        process.wait(60)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # So that what was started is stopped.
    with tempfile.TemporaryDirectory(prefix="naboskap-fresh-") as place:
        tree, home = Path(place) / "tree", Path(place) / "home"
        tree.mkdir()
        home.mkdir()
        copy_of_the_tree(tree)
        settings = {
            "PATH": narrow_path(Path(place) / "path"),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            **{name: value for name, value in os.environ.items() if name == "CI"},
            **{
                name: value
                for name, value in os.environ.items()
                if any(word in name.upper() for word in NETWORK)
            },
        }
        port = free_port()
        environment.say(f"script/server, in a copy with an empty home ({tree})")
        first = started(tree, settings, port)
        environment.say(f"The front page stood after {first:.0f} s")
        later = started(tree, settings, port)
        environment.say(f"A later start took {later:.1f} s")
        slow = later >= LATER_START
        if slow:
            environment.say(f"FAILED: a later start is to take less than {LATER_START:.0f} s")
        environment.say("script/test, in the same copy")
        done = subprocess.run(  # noqa: S603
            [str(tree / "script" / "test"), *sys.argv[1:]], cwd=tree, env=settings, check=False
        )
    return 1 if slow or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
