"""Importing 10,000 dated rows, against `csv.DictReader` and a bulk insert of the same rows.

Run: python -m benchmarks.imports [ROWS]
"""

import csv
import io
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks._machine import machine

from releases.store.engine import Store
from releases.tracking.imports import run_import
from releases.tracking.people import Defaults, Target, add_channels, add_subscriber

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HEADER = ["Position", "Const", "Created", "Title", "Title Type", "Year", "Release Date"]


def table(count: int) -> bytes:
    """An IMDb list: a third of its films are still to come."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for number in range(count):
        day = date(2000, 1, 1) + timedelta(days=number * 17 % 14000)
        writer.writerow(
            [
                number,
                f"tt{number:07}",
                "2026-01-31",
                f"Film {number} of Many",
                "Movie",
                day.year,
                day,
            ]
        )
    return out.getvalue().encode()


def plain(data: bytes, path: Path) -> float:
    start = time.perf_counter()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    names = ", ".join(f'"{name}"' for name in HEADER)
    marks = ", ".join("?" * len(HEADER))
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE rows ({names})")
        values = [tuple(row.values()) for row in rows]
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", values)
    return time.perf_counter() - start


def ours(data: bytes, path: Path, *, channel: bool = False) -> tuple[float, float]:
    store = Store(f"sqlite:///{path}").open()
    with store.unit() as connection:
        who = add_subscriber(connection, "default", Defaults("Europe/London"), NOW)
        if channel:
            target = Target("json://localhost/hook", "localhost", 0)
            add_channels(connection, who, "hook", [target], NOW, takes="reminders")
    took = []
    for _ in range(2):
        start = time.perf_counter()
        run_import(store, who, "imdb", data, NOW)
        took.append(time.perf_counter() - start)
    store.close()
    return took[0], took[1]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    data = table(count)
    with tempfile.TemporaryDirectory() as folder:
        base = min(plain(data, Path(folder) / f"plain{n}.db") for n in range(7))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        runs = [ours(data, Path(folder) / f"ours{n}.db") for n in range(5)]
        told = min(ours(data, Path(folder) / f"told{n}.db", channel=True)[0] for n in range(3))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, again = min(run[0] for run in runs), min(run[1] for run in runs)
    print(machine())
    print(f"DictReader + bulk insert: {base * 1e3:.0f} ms")
    print(f"import: {first * 1e3:.0f} ms, {first / base:.1f} times as long (goal: under 20)")
    print(f"with a channel, whose reminders are planned: {told * 1e3:.0f} ms")
    print(f"again:  {again * 1e3:.0f} ms, {again / base:.1f} times as long")
    print(f"memory: {before / 1024:.0f} MB before, {after / 1024:.0f} MB at the most")


if __name__ == "__main__":
    main()
