"""A scanner that speaks clamd's published protocol on a socket of its own, for tests."""

import socketserver
import threading
from contextlib import contextmanager

MARK = b"only-a-test-of-the-scanner"  # What this scanner takes for a virus.


class _Asked(socketserver.BaseRequestHandler):
    def handle(self):
        way = self.server.way
        if way == "silent":
            self.server.released.wait(5)
            return
        if self._take(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := int.from_bytes(self._take(4), "big"):
            content += self._take(size)
            if way == "small" and len(content) > 1000:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        found = b"Test.Mark FOUND" if MARK in content else b"OK"
        answer = b"stream: " + found + b"\0"
        for place in range(0, len(answer), 5):  # In pieces, as a line may.
            self.request.sendall(answer[place : place + 5])

    def _take(self, size):
        taken = b""
        while len(taken) < size:
            piece = self.request.recv(size - len(taken))
            if not piece:
                return b""
            taken += piece
        return taken


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def scanner(way="", *, path=None):
    """Listen while the block lasts; gives the address, and what was asked about as ``seen``."""
    server = _Unix(str(path), _Asked) if path else _Tcp(("127.0.0.1", 0), _Asked)
    server.way, server.seen, server.released = way, [], threading.Event()
    server.address = f"unix:{path}" if path else f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
