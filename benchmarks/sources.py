"""Refreshing followed films against a loopback TMDB that answers in 50 ms: our own CPU a film.

The server runs in a process of its own. Wall time is what the pace permits (`PER_SECOND`).
Run: python -m benchmarks.sources [FILMS [PER_SECOND]]
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

from benchmarks._machine import machine

from releases.store.engine import Store
from releases.tracking.imports import run_import
from releases.tracking.people import Defaults, add_subscriber
from releases.tracking.refresh import refresh_due

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DELAY = 0.05
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


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
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


def _serve(port: Any, flag: Any) -> None:
    global whole
    whole = flag

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


def main() -> None:
    films = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    pace = float(sys.argv[2]) if len(sys.argv) > 2 else 4.0
    ports: Any = multiprocessing.Queue()
    whole_again: Any = multiprocessing.Value("b", 0)
    server = multiprocessing.Process(target=_serve, args=(ports, whole_again), daemon=True)
    server.start()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/releases.db").open()
        followed(store, films)
        settings, clock = Settings(ports.get()), Clock()
        for what, whole_now in (
            ("first, all is new", False),
            ("again, nothing changed", False),
            ("again, sent in whole though nothing changed", True),
        ):
            clock.moment += timedelta(days=20)
            whole_again.value = whole_now
            cpu, wall = time.process_time(), time.monotonic()
            found = refresh_due(store, settings, clock, pace=pace, seconds=None)
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            assert all(source.error is None for source in found)
            print(
                f"{what}: {cpu / films * 1e3:.2f} ms of CPU a film (goal: under 1), "
                f"{wall:.0f} s in all, at most {pace:g} a second"
            )
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"memory: {peak:.0f} MB at the most")
        store.close()
    server.terminate()


if __name__ == "__main__":
    main()
