"""Measure every row of the table beside the control, on both databases.

The control is measured before and after each row; a row's share is the median of three runs
over the mean of the two controls beside it. A run in which the generator makes less than four
times the control on a static answer is no measurement, and says so.
"""

import argparse
import json
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench import serve
from bench.load import Pace, Request, run, submissions

TOKEN = "b" * 32  # A form's token and its cookie are the same: what a page would have set.
RUNS = 3


@dataclass(slots=True)
class Row:
    """One line of the table: what was measured, and what it should come to."""

    work: str
    database: str
    requests_per_second: float = 0.0
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    spread: float = 0.0
    queries: int | None = None
    by_verb: dict[str, int] = field(default_factory=dict)
    bytes: int | None = None
    control: float = 0.0
    share_of_control: float | None = None
    goal: str = ""
    met: bool = False
    valid: bool = True
    note: str = ""


def cookie_of(session: str) -> str:
    return f"{session}; csrftoken={TOKEN}"


def form(**facts: Any) -> str:
    return urlencode({"csrfmiddlewaretoken": TOKEN, **facts})


class Database:
    """One database filled, and the server on it."""

    def __init__(self, name: str, settings: dict[str, str]) -> None:
        self.name, self.settings = name, settings
        filled = subprocess.run(  # noqa: S603 -- our own command
            [str(serve.parts.PYTHON), "-m", "bench.house"],
            cwd=serve.ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        self.made = json.loads(filled.stdout.split("MADE ", 1)[1])
        self.counter = subprocess.Popen(  # noqa: S603
            [str(serve.parts.PYTHON), "-m", "bench.statements"],
            cwd=serve.ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def count(self, request: Request) -> dict[str, Any]:
        return self.ask(asdict(request))

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self.counter.stdin is not None
        assert self.counter.stdout is not None
        self.counter.stdin.write(json.dumps(question) + "\n")
        self.counter.stdin.flush()
        return dict(json.loads(self.counter.stdout.readline()))

    def numbers(self) -> dict[str, int]:
        """Return which version of the answer each draft has now."""
        return self.ask({"numbers": self.made["question"]})

    def lead(self, n: int) -> str:
        return cookie_of(self.made["leads"][n % len(self.made["leads"])])

    @property
    def officer(self) -> str:
        return cookie_of(self.made["officer"])


def measured(row: Row, host: str, once: Callable[[], Pace], goal: float, most: int | None) -> Row:
    """Measure a row three times between two controls."""
    control_request = [Request("/bench/control/1/")]
    generator = run(host, [Request("/bench/static/")], 2).per_second
    before = run(host, control_request).per_second
    paces = [once() for _ in range(RUNS)]
    after = run(host, control_request).per_second
    middle = sorted(paces, key=lambda pace: pace.per_second)[RUNS // 2]
    rates = [pace.per_second for pace in paces]
    row.control = statistics.mean([before, after])
    row.requests_per_second, row.p50_ms, row.p95_ms = middle.per_second, middle.p50, middle.p95
    row.spread = (max(rates) - min(rates)) / middle.per_second if middle.per_second else 0.0
    row.share_of_control = middle.per_second / row.control
    row.goal = f">= {goal}" + (f", <= {most} statements" if most is not None else "")
    bad = sum(pace.bad for pace in paces)
    row.valid = generator >= 4 * row.control and not bad
    if bad:
        row.note = f"{bad} answers failed"
    elif not row.valid:
        row.note = f"the generator made only {generator:.0f}/s"
    row.met = (
        row.valid
        and row.share_of_control >= goal
        and (most is None or (row.queries is not None and row.queries <= most))
    )
    return row


def reading(  # noqa: PLR0917 -- a row of the table, read as one
    db: Database, host: str, work: str, requests: list[Request], goal: float, most: int
) -> Row:
    counted = db.count(requests[0])
    row = Row(work, db.name, queries=counted["queries"], by_verb=counted["by_verb"])
    row.bytes = counted["bytes"]
    if counted["status"] != 200:
        row.note, row.valid = f"status {counted['status']}", False
        return row
    return measured(row, host, lambda: run(host, requests), goal, most)


def link(db: Database, request: Request, start: str, *, longer: bool = True) -> str:
    """Return the first link on a page that begins with ``start`` and leads further in."""
    links = [one for one in db.count(request)["links"] if one.startswith(start) and "?" not in one]
    return next(one for one in links if len(one) > len(start) or not longer)


def rows(db: Database, server: serve.Server, only: str) -> Iterator[Row]:
    """Measure each row whose name holds ``only``; what a row needs is fetched when its turn is."""
    for work, measure in works(db, server):
        if only in work:
            yield measure(work)


def works(db: Database, server: serve.Server) -> list[tuple[str, Callable[[str], Row]]]:
    """Return the rows of the table by name, in order: sending comes last, as it uses up drafts."""
    host, made = server.host, db.made

    def read(goal: float, most: int, *requests: Request) -> Callable[[str], Row]:
        return lambda work: reading(db, host, work, list(requests), goal, most)

    def read_one(goal: float, most: int, page: Request, start: str) -> Callable[[str], Row]:
        """Read what the first link on a page leads to."""
        return lambda work: reading(
            db, host, work, [Request(link(db, page, start), page.cookie)], goal, most
        )

    def memory(work: str) -> Row:
        most = max(server.memory(pid) for pid in server.workers()) // 1024
        return Row(work, db.name, goal="<= 160", met=most <= 160, note=f"{most} MB")

    bank = Request("/prosjekter/")
    drafts = [
        Request(f"/min-side/soknader/{key}/", db.lead(n)) for n, key in enumerate(made["drafts"])
    ]
    cases = Request("/saksbehandling/saker/", db.officer)
    filtered = Request(cases.path + "?theme=sport", db.officer)
    words = Request(cases.path + "?" + urlencode({"q": "elva 1230"}), db.officer)
    mine = Request(cases.path + "?officer=me", db.officer)
    return [
        ("public front page", read(0.50, 2, Request("/"))),
        ("programme page", read(0.50, 2, Request(f"/ordninger/{made['programme']}/"))),
        (
            "search over everything",
            read(0.15, 10, Request("/sok/?" + urlencode({"sok": "budsjett"}))),
        ),
        ("project bank: list", read(0.15, 6, bank)),
        (
            "project bank: search",
            read(0.15, 6, Request("/prosjekter/?" + urlencode({"sok": "musikk"}))),
        ),
        (
            "project bank: one project",
            read_one(0.15, 6, bank, "/prosjekter/"),
        ),
        ("applicant's draft page", read(0.12, 12, *drafts)),
        ("saving one answer", lambda _work: saving(db, host)),
        ("office list: first page", read(0.10, 8, cases)),
        ("office list: filtered", read(0.10, 8, filtered)),
        ("office list: text search", read(0.10, 8, words)),
        (
            "one case in the office",
            read_one(0.08, 15, mine, cases.path),
        ),
        ("CSV of all cases", lambda _work: whole_list(db, server)),
        ("resident memory a worker (MB)", memory),
        ("submissions", lambda _work: sending(db, host)),
    ]


def saving(db: Database, host: str) -> Row:
    """Save an answer: each draft in turn, saying which version was read."""
    key = db.made["question"]
    path = "/min-side/soknader/{}/svar/" + key + "/"

    def request(n: int, draft: str, number: int) -> Request:
        body = form(text=f"Vi lærer om elva, {number}. gang. " + "Og om hverandre. " * 30,
                    number=number)  # fmt: skip
        return Request(path.format(draft), db.lead(n), "POST", body)

    drafts = db.made["drafts"]
    last = len(drafts) - 1
    counted = db.count(request(last, drafts[last], db.numbers()[drafts[last]]))
    row = Row("saving one answer", db.name, queries=counted["queries"])
    row.by_verb, row.bytes = counted["by_verb"], counted["bytes"]

    def once() -> Pace:
        numbers = settled(db)
        # Shorter than the others: no draft's turn comes twice in a run.
        return run(host, [request(n, key, numbers[key]) for n, key in enumerate(drafts)], 3)

    return measured(row, host, once, 0.25, 8)


def settled(db: Database) -> dict[str, int]:
    """Return the versions when nothing is being saved any more: a run leaves some on their way."""
    numbers = db.numbers()
    while True:
        time.sleep(0.3)
        before, numbers = numbers, db.numbers()
        if numbers == before:
            return numbers


def sending(db: Database, host: str) -> Row:
    """Send applications: from the opened check page to the receipt with number, time, digest."""
    waiting = list(enumerate(db.made["drafts"][:-1]))

    def once() -> Pace:
        batch, waiting[:] = waiting[:250], waiting[250:]
        return submissions(
            host,
            [
                (Request(f"/min-side/soknader/{key}/send/", db.lead(n), "POST", form()), "SHA-256")
                for n, key in batch
            ],
        )

    return measured(Row("submissions", db.name), host, once, 0.04, None)


def whole_list(db: Database, server: serve.Server) -> Row:
    """Fetch all cases as CSV: under four seconds, streamed, at most 30 MB more memory."""
    path = "/saksbehandling/saker/saker.csv"
    headers = {"Cookie": db.officer}
    address = f"http://{server.host}{path}?status=all"
    took, size, lines = [], 0, 0
    before = {pid: server.memory(pid) for pid in server.workers()}
    for pid in before:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    for _ in range(RUNS):
        began = time.perf_counter()
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            body = answer.read()
        took.append(time.perf_counter() - began)
        size, lines = len(body), body.count(b"\n")
    more = max(server.memory(pid, "VmHWM") - kept for pid, kept in before.items()) // 1024
    seconds = sorted(took)[RUNS // 2]
    row = Row("CSV of all cases", db.name, bytes=size, goal="< 4 s, <= 30 MB more")
    row.note = f"{lines} lines in {seconds:.2f} s, {more} MB more"
    row.p50_ms = seconds * 1000
    row.met = seconds < 4 and more <= 30 and lines >= 20_000
    return row


def judging(db: Database) -> Iterator[Row]:
    """Judge frozen projects on one core, and try other guidelines on all that was sent."""
    timed = subprocess.run(  # noqa: S603 -- our own command
        [str(serve.parts.PYTHON), "-m", "bench.judging"],
        cwd=serve.ROOT, env=db.settings, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    told = json.loads(timed.stdout.split("TIMED ", 1)[1])
    alone, past = told["judge"], told["try"]
    row = Row("judge, one core", db.name, goal=">= 5000/s")
    row.requests_per_second = alone["per_second"]
    row.spread = (max(alone["rates"]) - min(alone["rates"])) / alone["per_second"]
    row.note = f"{alone['clauses']} paragraphs ask"
    row.met = alone["per_second"] >= 5_000
    yield row
    row = Row("try on past cases, 20,000", db.name, goal="< 10 s")
    row.p50_ms = past["seconds"] * 1000
    row.spread = (max(past["runs"]) - min(past["runs"])) / past["seconds"]
    row.note = (
        f"{past['applications']} applications in {past['seconds']:.2f} s,"
        f" {past['processor']:.2f} s of the processor's"
    )
    row.met = past["seconds"] < 10 and past["applications"] >= 20_000
    yield row


def show(row: Row) -> str:
    share = f"{row.share_of_control:.3f}" if row.share_of_control is not None else "–"
    verbs = " ".join(f"{verb} {number}" for verb, number in row.by_verb.items())
    return (
        f"{row.work:32} {row.database:10} {row.requests_per_second:8.0f}/s"
        f" p50 {row.p50_ms:7.1f} p95 {row.p95_ms:7.1f} ±{row.spread:4.0%}"
        f" {row.bytes or 0:9} B  share {share:6} {'met   ' if row.met else 'MISSED'}"
        f" ({row.goal}) {verbs} {row.note}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a row a measurement")
    parser.add_argument("--check", action="store_true", help="exit 1 and name the rows missed")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument(
        "--judge", action="store_true", help="only the judge and a trial: no server, no control"
    )
    parser.add_argument("--only", default="", help="only the rows whose name holds these words")
    options = parser.parse_args()
    found: list[Row] = []
    for name, address in databases(options.database):
        with tempfile.TemporaryDirectory(prefix="naboskap-bench-") as folder:
            settings = serve.prepare(Path(folder), address)
            db = Database(name, settings)
            for row in measurements(db, settings, options):
                found.append(row)
                told = json.dumps(asdict(row), ensure_ascii=False) if options.json else show(row)
                print(told, flush=True)
            db.counter.kill()
    missed = [f"{row.work} ({row.database})" for row in found if not row.met]
    if options.check and missed:
        print("Missed: " + ", ".join(missed))
        return 1
    return 0


def measurements(
    db: Database, settings: dict[str, str], options: argparse.Namespace
) -> Iterator[Row]:
    """Yield every row of the table, or those that were asked for."""
    if not options.judge:
        with serve.running(settings) as server:
            bare = run(server.host, [Request("/bench/bare/1/")])
            control = run(server.host, [Request("/bench/control/1/")])
            print(f"# {db.name}: control {control.per_second:.0f}/s,"
                  f" bare {bare.per_second:.0f}/s", file=sys.stderr)  # fmt: skip
            yield from rows(db, server, options.only)
    if not options.only:
        yield from judging(db)


def databases(only: str | None) -> Iterator[tuple[str, str]]:
    """Yield each database and its address; PostgreSQL is one that we start ourselves."""
    if only != "postgresql":
        yield "sqlite", ""
    if only != "sqlite":
        import postgres  # noqa: PLC0415 -- beside script/test
        import psycopg  # noqa: PLC0415 -- only where there is a server

        with postgres.running(is_durable=True) as server:
            name = f"nk_bench_{secrets.token_hex(4)}"
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            yield "postgresql", urlsplit(server)._replace(path=f"/{name}").geturl()


if __name__ == "__main__":
    sys.exit(main())
