"""The calendar feed of 2,000 events as devices ask for it, beside a bare route of the framework.

Three questions: made anew (each asker wants another choice of it), kept from the last time, and
unchanged (304). The bare route is a `def` of FastAPI under the same server that gives as many
bytes from memory, or 304; both serve from a process of their own, in turns within the run.
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
from typing import Any

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
    port.recv()
    server.stop()


@contextmanager
def served(database: str | None, body: bytes = b"") -> Iterator[int]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(database, body, theirs))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
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


def compare(name: str, ours: tuple[int, Ask], bare: tuple[int, Ask], status: int) -> None:
    for clients in CLIENTS:
        mine: list[float] = []
        theirs: list[float] = []
        ask(*swap(ours, clients), status)
        ask(*swap(bare, clients), status)
        for _ in range(ROUNDS):
            mine += ask(*swap(ours, clients), status)
            theirs += ask(*swap(bare, clients), status)
        middle, slow = percentile(mine, 0.5), percentile(mine, 0.99)
        base, slow_base = percentile(theirs, 0.5), percentile(theirs, 0.99)
        print(
            f"{name:12} {clients:3} clients   {middle:8.1f} {slow:8.1f} ms   "
            f"{base:8.1f} {slow_base:8.1f} ms   {middle / base:6.1f} x {slow / slow_base:6.1f} x"
        )


def swap(whom: tuple[int, Ask], clients: int) -> tuple[int, int, Ask]:
    return whom[0], clients, whom[1]


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
        with served(database) as port:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", path)
            answer = connection.getresponse()
            body, tag = answer.read(), answer.headers["etag"]
            assert body.count(b"BEGIN:VEVENT") == events
            print(f"{events:,} events, {len(body):,} bytes")
            others = choices()
            has_it = {"if-none-match": tag}
            with served(None, body) as bare:
                print(f"{'':25} {'ours: p50':>11} {'p99':>8}   {'bare: p50':>12} {'p99':>8}")
                compare("made anew", (port, lambda: (f"{path}&in={next(others)}", {})),
                        (bare, lambda: ("/bare", {})), 200)  # fmt: skip
                compare("kept", (port, lambda: (path, {})), (bare, lambda: ("/bare", {})), 200)
                compare("unchanged", (port, lambda: (path, has_it)),
                        (bare, lambda: ("/bare", has_it)), 304)  # fmt: skip


if __name__ == "__main__":
    main()
