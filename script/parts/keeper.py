"""Keep the server and the worker alive, and stop them together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

import environment

FAST = 10.0  # A process that lives shorter than this, in seconds, is failing to start.
TRIES = 5


def _die_with_parent() -> None:
    """Ask the kernel to end us when the keeper is gone, however it went."""
    ctypes.CDLL("libc.so.6", use_errno=True).prctl(1, signal.SIGTERM)


@dataclass
class Kept:
    """One process that shall run."""

    name: str
    command: list[str]
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    told: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- our own program
            self.command,
            cwd=environment.ROOT,
            env=self.settings,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- no thread has begun
        )

    def tend(self) -> None:
        """Start it again when it has died, after a pause that grows."""
        if self.process is None:
            if time.monotonic() >= self.not_before:
                self.start()
            return
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.began
        self.clear()
        self.failures = self.failures + 1 if lived < FAST else 1
        if self.failures >= TRIES:
            raise SystemExit(f"The {self.name} died {TRIES} times while starting; giving up.")
        pause = min(2.0 ** (self.failures - 1), 30.0)
        environment.say(f"The {self.name} died after {lived:.0f} s; starting it again")
        self.not_before = time.monotonic() + pause

    def clear(self) -> None:
        """End what is left of it: its own children hold the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


def answers(address: str, host: str) -> bool:
    """Whether the server says that all is well. It is asked by a name that it answers to."""
    question = urllib.request.Request(f"{address}/healthz", headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(question, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def keep(kept: list[Kept], address: str, host: str, when_ready: Callable[[], None]) -> None:
    """Run ``kept`` until somebody says stop."""
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_: stopping.set())
    ready = False
    try:
        while not stopping.is_set():
            for one in kept:
                one.tend()
            if not ready and answers(address, host):
                ready = True
                when_ready()
            stopping.wait(0.1 if not ready else 0.5)
    finally:
        environment.say("Stopping")
        for one in kept:
            one.stop()
        until = time.monotonic() + 15
        for one in kept:
            if one.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    one.process.wait(max(0.1, until - time.monotonic()))
            one.clear()
