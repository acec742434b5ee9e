"""The calendar feed of 2,000 events as devices ask for it, beside a bare route of the framework.

Made anew (each asker wants another choice of it), kept from the last time, kept and packed, and
unchanged (304). The bare route is a `def` of FastAPI under the same server that gives as many
bytes from memory, or 304; both serve from a process of their own, in turns within the run. The
last column compares processor time, which a busy machine leaves as it is.
Run: python benchmarks/feed.py [EVENTS]
"""

import http.client
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from _machine import machine
from _shelf import fill
from releases.model.territory import names
from releases.store import access
from releases.store.engine import Store

EVENTS = 2000
CLIENTS = (1, 8, 32)
ROUNDS = 3
# Requests of each client in a round.
EACH = {1: 30, 8: 8, 32: 4}


def seeded(path: Path, events: int) -> str:
    """A database of so many releases ahead, all followed by one person; their token."""
    now = datetime.now(UTC)
    store = Store(str(path)).open()
    days = [date.today() + timedelta(days=1 + n % 700) for n in range(1, events + 1)]

    def claim(n: int) -> dict[str, Any]:
        return {
            "class": "article", "source": "www.example.org", "kind": "theatrical",
            "url": f"https://www.example.org/news/{n}", "published": "2026-11-01",
            "sentence": f"Film number {n} and a half comes to cinemas next year, at last.",
        }  # fmt: skip

    with store.unit() as connection:
        who = fill(connection, days, now, suffix=" and a half", claim=claim, held=True)
        _, secret = access.make_token(connection, who.id, "calendar", now)
    store.close()
    return secret


def serve(database: str | None, body: bytes, port: Any) -> None:
    """The real application, or without a database the bare routes."""
    from fastapi import FastAPI, Request
    from fastapi.responses import Response

    from releases.config import Settings
    from releases.web.app import create_app
    from releases.web.listening import Server, listen

    if database is not None:
        app = create_app(Store(database).open(), Settings())
    else:
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

        @app.get("/bare")
        def bare(request: Request) -> Response:
            if "if-none-match" in request.headers:
                return Response(None, 304)
            return Response(body, media_type="text/calendar")

    server = Server(app, listen("127.0.0.1", 0))
    server.start()
    port.send(server.port)
    while port.recv():
        port.send(time.process_time())
    server.stop()


class Served(NamedTuple):
    """A server in a process of its own."""

    port: int
    pipe: Any

    def processor(self) -> float:
        """The seconds of processor that it has taken."""
        self.pipe.send(True)
        return float(self.pipe.recv())


@contextmanager
def served(database: str | None, body: bytes = b"") -> Iterator[Served]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(database, body, theirs))
    process.start()
    # With its one end left to the other process, we hear of that process's end.
    theirs.close()
    try:
        yield Served(ours.recv(), ours)
    finally:
        ours.send(False)
        process.join(30)


Ask = Callable[[], tuple[str, dict[str, str]]]


def ask(port: int, clients: int, wanted: Ask, status: int) -> list[float]:
    """Seconds of each request, of so many clients at once that keep their connections."""
    times: list[float] = []
    start = threading.Barrier(clients)

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.connect()
        start.wait()
        for _ in range(EACH[clients]):
            path, headers = wanted()
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - began)
            assert answer.status == status, answer.status
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == clients * EACH[clients]
    return times


def percentile(times: list[float], share: float) -> float:
    return 1000 * statistics.quantiles(times, n=100, method="inclusive")[round(100 * share) - 1]


HEAD = f"{'':26} {'ours: p50':>11} {'p99':>8}   {'bare: p50':>12} {'p99':>8}{'':8}p50     p99   cpu"


def compare(name: str, ours: tuple[Served, Ask], bare: tuple[Served, Ask], status: int) -> None:
    """Print a line for each number of clients: milliseconds, and how many times the bare route."""
    for clients in CLIENTS:
        times: list[list[float]] = [[], []]
        spent = [0.0, 0.0]
        for turn in range(ROUNDS + 1):
            for place, (server, wanted) in enumerate((ours, bare)):
                before = server.processor()
                found = ask(server.port, clients, wanted, status)
                # The first turn is to warm up.
                if turn:
                    times[place] += found
                    spent[place] += server.processor() - before
        middle, base = (percentile(each, 0.5) for each in times)
        slow, slow_base = (percentile(each, 0.99) for each in times)
        print(
            f"{name:15} {clients:3} clients {middle:8.1f} {slow:8.1f} ms   "
            f"{base:8.1f} {slow_base:8.1f} ms   {middle / base:6.1f} x {slow / slow_base:6.1f} x "
            f"{spent[0] / spent[1]:6.1f} x"
        )


def choices() -> Iterator[str]:
    """Ever other lists of territories, of which only GB has releases."""
    codes = sorted(set(names()) - {"GB"})
    yield from (f"GB,{','.join(pair)}" for pair in combinations(codes, 2))


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "bench.db")
        secret = seeded(Path(database), events)
        path = f"/calendar.ics?token={secret}"
        with served(database) as ours:
            connection = http.client.HTTPConnection("127.0.0.1", ours.port)
            connection.request("GET", path)
            answer = connection.getresponse()
            body, tag = answer.read(), answer.headers["etag"]
            assert body.count(b"BEGIN:VEVENT") == events
            print(f"{events:,} events, {len(body):,} bytes")
            others = choices()
            has_it, small = {"if-none-match": tag}, {"accept-encoding": "gzip"}
            connection.request("GET", path, headers=small)
            packed = connection.getresponse().read()
            print(HEAD)
            with served(None, body) as bare:
                plain = bare, lambda: ("/bare", {})
                compare("made anew", (ours, lambda: (f"{path}&in={next(others)}", {})), plain, 200)
                compare("kept", (ours, lambda: (path, {})), plain, 200)
                compare("unchanged", (ours, lambda: (path, has_it)),
                        (bare, lambda: ("/bare", has_it)), 304)  # fmt: skip
            print(f"packed: {len(packed):,} bytes")
            with served(None, packed) as bare:
                compare("kept, packed", (ours, lambda: (path, small)),
                        (bare, lambda: ("/bare", {})), 200)  # fmt: skip


if __name__ == "__main__":
    main()
