"""clamd, the scanner that listens, by its published protocol (man clamd, INSTREAM).

The file is sent in pieces, each behind its length as four bytes, and ended by a length of 0.
clamd answers ``stream: OK`` or ``stream: <name> FOUND``. It may close the line in the middle of
a file that is larger than its own limit; its answer then lies waiting all the same.
"""

import socket
import time
from collections.abc import Iterable

from naboskap.records.ports import Clean, Infected, Unreachable, Unscannable, Verdict

SECONDS = 60.0  # For one whole file.
LONGEST = 4096  # Bytes of an answer.


class Clamd:
    """``address`` is ``host:port``, or ``unix:/path/to/socket``."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self.address = address
        self.seconds = seconds

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Ask about one file. Never raises for what the line or the scanner does."""
        until = time.monotonic() + self.seconds
        try:
            with self._line() as line:
                try:
                    line.sendall(b"zINSTREAM\0")
                    for piece in filter(None, pieces):  # A length of 0 would end the file.
                        line.settimeout(max(0.01, until - time.monotonic()))
                        line.sendall(len(piece).to_bytes(4, "big") + piece)
                    line.sendall((0).to_bytes(4, "big"))
                except (BrokenPipeError, ConnectionResetError):
                    pass  # It has said no already: its answer is read below.
                return _read(_answer(line, until))
        except OSError as fault:
            return Unreachable(type(fault).__name__)

    def _line(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            try:
                line.connect(self.address.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.seconds)


def _answer(line: socket.socket, until: float) -> bytes:
    told = b""
    while len(told) < LONGEST and b"\0" not in told:
        line.settimeout(max(0.01, until - time.monotonic()))
        piece = line.recv(LONGEST)
        if not piece:
            break
        told += piece
    return told


def _read(told: bytes) -> Verdict:
    words = told.partition(b"\0")[0].decode("utf-8", errors="replace").strip()
    if words == "stream: OK":
        return Clean()
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        return Infected(words.removeprefix("stream: ").removesuffix(" FOUND"))
    if words:
        return Unscannable(words[:200])
    return Unreachable("no answer")
