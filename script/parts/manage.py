"""script/manage: Django's commands, in the environment that script/server runs in."""

import os
import sys
from pathlib import Path

import environment
import house

if __name__ == "__main__":
    environment.python()
    data = Path(os.environ.get("NABOSKAP_DATA") or environment.ROOT / "data").resolve()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--data"]:
        data, arguments = Path(arguments[1]).resolve(), arguments[2:]
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = house.environment_of(data, house.mode_of(data) or "demonstration")
    os.chdir(environment.ROOT)
    command = [str(environment.PYTHON), "manage.py", *arguments]
    os.execve(command[0], command, settings)  # noqa: S606 -- our own program
