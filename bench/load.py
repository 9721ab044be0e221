"""Make requests and time them: wrk for reading and saving, threads for a submission."""

import http.client
import json
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
SECONDS = 5
SCRIPT = """
local requests, at, host = {}, 0, os.getenv("BENCH_HOST")
for line in io.lines(os.getenv("BENCH_REQUESTS")) do
  local method, path, cookie, body = line:match("^(%S+)\\t(%S+)\\t([^\\t]*)\\t(.*)$")
  local headers = {["Host"] = host, ["Cookie"] = cookie, ["Accept-Language"] = "nb"}
  if body ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  requests[#requests + 1] = {method, path, headers, body}
end
local thread = 0
-- Each thread has requests of its own, so that no two save one answer at once.
function setup(t) t:set("mine", thread); thread = thread + 1 end
function request()
  if #requests < 4 then return wrk.format(unpack(requests[1])) end
  local half = math.floor(#requests / 2)
  local round = math.floor(at / half)
  local method, path, headers, body = unpack(requests[mine * half + at % half + 1])
  at = at + 1
  -- Who saves says which version they read: one more each time round.
  body = body:gsub("number=(%d+)", function(n) return "number=" .. (n + round) end)
  return wrk.format(method, path, headers, body)
end
function done(summary, latency)
  local shape = '{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"bad":%d,"bytes":%d}'
  io.write(string.format("BENCH " .. shape .. "\\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    summary.bytes))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the generator sends it."""

    path: str
    cookie: str = ""
    method: str = "GET"
    body: str = ""

    def line(self) -> str:
        return f"{self.method}\t{self.path}\t{self.cookie}\t{self.body}"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a run came to: requests a second, latency in milliseconds, answers that failed."""

    per_second: float
    p50: float
    p95: float
    bad: int


def generator() -> str:
    """Return the path of wrk, or stop with a sentence."""
    found = shutil.which("wrk")
    if not found:
        raise SystemExit("script/bench needs wrk (Debian: apt-get install wrk).")
    return found


def run(host: str, requests: list[Request], seconds: float = SECONDS) -> Pace:
    """Send ``requests`` over and over for ``seconds`` with sixteen connections.

    A ``number=`` in a body grows by one each time round.
    """
    with tempfile.TemporaryDirectory() as folder:
        script, lines = Path(folder, "bench.lua"), Path(folder, "requests.txt")
        script.write_text(SCRIPT, encoding="utf-8")
        lines.write_text("\n".join(r.line() for r in requests) + "\n", encoding="utf-8")
        done = subprocess.run(  # noqa: S603 -- our own command
            [
                generator(),
                "-t2",
                f"-c{CONNECTIONS}",
                f"-d{seconds:g}s",
                "--timeout",
                "30s",
                "-s",
                script,
                f"http://{host}/",
            ],
            env={"BENCH_REQUESTS": str(lines), "BENCH_HOST": host},
            capture_output=True,
            text=True,
            check=True,
        )
    facts = json.loads(done.stdout.split("BENCH ", 1)[1])
    per_second = facts["requests"] / facts["seconds"]
    return Pace(per_second, facts["p50"], facts["p95"], facts["bad"])


def submissions(host: str, pairs: list[tuple[Request, str]]) -> Pace:
    """Send each application once: the form of the check page, then the receipt it leads to.

    ``pairs`` are a POST and the words that the receipt must hold. A run ends when all are sent.
    """
    waiting, lock = list(reversed(pairs)), threading.Lock()
    times: list[float] = []
    bad = 0

    def work() -> None:
        nonlocal bad
        line = http.client.HTTPConnection(host, timeout=60)
        while True:
            with lock:
                if not waiting:
                    return
                request, words = waiting.pop()
            began = time.perf_counter()
            headers = {
                "Cookie": request.cookie,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            line.request("POST", request.path, request.body, headers)
            answer = line.getresponse()
            answer.read()
            ok = answer.status in {302, 303}
            if ok:
                line.request("GET", answer.headers["Location"], headers={"Cookie": request.cookie})
                receipt = line.getresponse()
                text = receipt.read().decode()
                ok = receipt.status == 200 and words in text
            with lock:
                times.append((time.perf_counter() - began) * 1000)
                bad += not ok

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    times.sort()
    return Pace(len(times) / took, times[len(times) // 2], times[int(len(times) * 0.95)], bad)
