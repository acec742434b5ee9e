"""Refreshing 10,000 followed films against a loopback TMDB: our own CPU a film, and memory.

The server runs in a process of its own. All films are asked for once while it answers at once
and the pace is open (`OPEN`), so that they are known; then it answers in 50 ms, and for SECONDS a
pass films are asked for again, `PER_SECOND` at most (a gentler 4 is what a daemon permits itself:
a pass of all 10,000 then takes 42 minutes, and costs a film no more CPU).
Run: python benchmarks/sources.py [FILMS [PER_SECOND [SECONDS]]]
"""

import asyncio
import json
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from _machine import machine
from releases.store.engine import Store
from releases.tracking.imports import run_import
from releases.tracking.people import Defaults, add_subscriber
from releases.tracking.refresh import refresh_due

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DELAY = 0.05
OPEN = 100_000.0
TERRITORIES = "GB US DE FR IT ES IE AU NZ CA NL BE SE NO DK FI PL CZ HU JP KR BR MX AR".split()


def document(number: int) -> bytes:
    """A film with two rows in each of 24 territories, as TMDB writes them."""
    day = date(2027, 1, 1) + timedelta(days=number % 300)
    rows = [
        {
            "iso_3166_1": code,
            "release_dates": [
                {"certification": "12A", "descriptors": [], "iso_639_1": "", "note": "",
                 "release_date": f"{day + timedelta(days=after)}T00:00:00.000Z", "type": kind}
                for kind, after in ((3, 0), (4, 60))
            ],
        }
        for code in TERRITORIES
    ]  # fmt: skip
    return json.dumps(
        {
            "id": number, "title": f"Film {number} of Many", "status": "Released",
            "original_title": f"Film {number} of Many", "overview": "Words. " * 60,
            "release_date": "2026-06-01", "imdb_id": f"tt{number:07}", "external_ids": {},
            "release_dates": {"results": rows},
        }
    ).encode()  # fmt: skip


whole: Any = None
slow: Any = None
served: Any = None


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            served.value += 1
            if slow.value:
                await asyncio.sleep(DELAY)
            found = re.match(r"GET /3/movie/(\d+)", head)
            number = int(found[1]) if found else 0
            etag = f'"{number}"'
            if f"if-none-match: {etag}" in head.lower() and not whole.value:
                writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
            else:
                body = document(number) if found else b'{"results": [], "total_pages": 1}'
                writer.write(
                    f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: {etag}\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(port: Any, *flags: Any) -> None:
    global whole, slow, served
    whole, slow, served = flags

    async def run() -> None:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Settings:
    tmdb_token = "eyJ.token"
    wikidata_enabled = False
    wikidata_base_url = ""
    wikidata_contact = ""
    allow_private = True

    def __init__(self, port: int) -> None:
        self.tmdb_base_url = f"http://127.0.0.1:{port}/3"


class Clock:
    moment = NOW

    def now(self) -> datetime:
        return self.moment


def followed(store: Store, films: int) -> None:
    with store.unit() as connection:
        who = add_subscriber(connection, "default", Defaults("Europe/London"), NOW)
    rows = "".join(f"Film {n} of Many,2026,{n},\n" for n in range(1, films + 1))
    run_import(store, who, "csv", f"title,year,tmdb,date\n{rows}".encode(), NOW)


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    films = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    pace = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 60.0
    ports: Any = multiprocessing.Queue()
    flags: list[Any] = [multiprocessing.Value("q", 0) for _ in range(3)]
    whole_now, slow_now, count = flags
    server = multiprocessing.Process(target=_serve, args=(ports, *flags), daemon=True)
    server.start()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/releases.db").open()
        followed(store, films)
        settings, clock = Settings(ports.get()), Clock()
        print(f"{films:,} followed films, {peak():.0f} MB before any is asked for")
        for what, is_slow, is_whole in (
            ("first, 48 dates a film, answered at once", False, False),
            ("again, nothing changed", True, False),
            ("again, sent in whole though nothing changed", True, True),
        ):
            clock.moment += timedelta(days=20)
            slow_now.value, whole_now.value = is_slow, is_whole
            before, cpu, wall = count.value, time.process_time(), time.monotonic()
            found = refresh_due(
                store, settings, clock, pace=pace if is_slow else OPEN,
                seconds=seconds if is_slow else None,
            )  # fmt: skip
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            assert all(source.error is None for source in found)
            asked = count.value - before
            print(
                f"{what}: {asked:,} asked for in {wall:.0f} s, "
                f"{cpu / max(asked, 1) * 1e3:.2f} ms of CPU a film"
                f"{' (goal: under 1)' if is_slow else ''}, {peak():.0f} MB at the most"
            )
        store.close()
    server.terminate()


if __name__ == "__main__":
    main()
