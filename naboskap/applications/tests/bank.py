"""A double of Norges Bank's open interface: SDMX-JSON in its published shape, on this machine."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer


def published(rates, *, multiplier=0):
    """Return what the bank answers: rates (strings) by day, for ten to the power of units."""
    days = sorted(rates)
    return {
        "meta": {"id": "IREF000507", "prepared": "2021-10-04T14:00:00", "test": False},
        "data": {
            "dataSets": [
                {
                    "action": "Information",
                    "series": {
                        "0:0:0:0": {
                            "attributes": [0, 0, 0, 0],
                            "observations": {str(n): [rates[day]] for n, day in enumerate(days)},
                        }
                    },
                }
            ],
            "structure": {
                "dimensions": {
                    "dataset": [],
                    "series": [
                        {"id": "FREQ", "keyPosition": 0, "values": [{"id": "B"}]},
                        {"id": "BASE_CUR", "keyPosition": 1, "values": [{"id": "EUR"}]},
                        {"id": "QUOTE_CUR", "keyPosition": 2, "values": [{"id": "NOK"}]},
                        {"id": "TENOR", "keyPosition": 3, "values": [{"id": "SP"}]},
                    ],
                    "observation": [
                        {"id": "TIME_PERIOD", "values": [{"id": day} for day in days]}
                    ],
                },
                "attributes": {
                    "dataset": [],
                    "series": [
                        {"id": "DECIMALS", "values": [{"id": "4"}]},
                        {"id": "CALCULATED", "values": [{"id": "false"}]},
                        {"id": "UNIT_MULT", "values": [{"id": str(multiplier)}]},
                        {"id": "COLLECTION", "values": [{"id": "C"}]},
                    ],
                    "observation": [],
                },
            },
        },
    }


class Bank(BaseHTTPRequestHandler):
    """Answers by currency; what is not there is not found, as at the bank."""

    answers: dict[str, tuple[int, object]] = {}
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        path, _, _query = self.path.partition("?")
        status, body = self.answers.get(path.removeprefix("/api/data/EXR/B.")[:3], (404, {}))
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *given):
        pass


@contextmanager
def open_bank():
    """Open the bank; yields it and its address."""
    Bank.answers, Bank.asked = {}, []
    server = TCPServer(("127.0.0.1", 0), Bank)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Bank, f"http://127.0.0.1:{server.server_address[1]}/api/data/EXR"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
