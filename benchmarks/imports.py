"""Importing 10,000 dated rows, against `csv.DictReader` and a bulk insert of the same rows.

The rows are of as many different days, where real lists have few. Both are measured in turn, in
time on the wall and in CPU time, which other work on the machine disturbs less. The most memory
is that of a process of its own, for so many rows and for ten times as many.
Run: python benchmarks/imports.py [ROWS]
"""

import csv
import io
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from _machine import machine
from releases.model.subscriber import Subscriber
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


class Took(NamedTuple):
    """Seconds on the wall and of CPU."""

    wall: float
    cpu: float


@contextmanager
def measured(into: list[Took]) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into.append(Took(time.perf_counter() - wall, time.process_time() - cpu))


def plain(data: bytes, path: Path, into: list[Took]) -> None:
    with measured(into):
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        names = ", ".join(f'"{name}"' for name in HEADER)
        marks = ", ".join("?" * len(HEADER))
        with sqlite3.connect(path) as connection:
            connection.execute(f"CREATE TABLE rows ({names})")
            values = [tuple(row.values()) for row in rows]
            connection.executemany(f"INSERT INTO rows VALUES ({marks})", values)


def shelf(path: Path, *, channel: bool) -> tuple[Store, Subscriber]:
    store = Store(f"sqlite:///{path}").open()
    with store.unit() as connection:
        who = add_subscriber(connection, "default", Defaults("Europe/London"), NOW)
        if channel:
            target = Target("json://localhost/hook", "localhost", 0)
            add_channels(connection, who, "hook", [target], NOW, takes="reminders")
    return store, who


def ours(data: bytes, path: Path, first: list[Took], again: list[Took], *, channel: bool) -> None:
    store, who = shelf(path, channel=channel)
    for into in (first, again):
        with measured(into):
            run_import(store, who, "imdb", data, NOW)
    store.close()


def memory(count: int) -> tuple[float, float]:
    """MB that a process of its own had before importing so many rows, and at the most."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        file.write_bytes(table(count))
        command = [sys.executable, __file__, "--memory", str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        before, most = map(float, done.stdout.split())
        return before, most


def remember(path: Path) -> None:
    """Import a file, and again with pruning; print the memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        store, who = shelf(Path(folder) / "memory.db", channel=True)
        before = peak()
        for prune in (False, True):
            with path.open("rb") as file:
                run_import(store, who, "imdb", file, NOW, prune=prune)
        store.close()
        print(before, peak())


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    # Not what getrusage tells, which counts the parent before this program was loaded.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    data = table(count)
    base: list[Took] = []
    found: dict[str, list[Took]] = {
        "import": [],
        "again": [],
        "with a channel": [],
        "and again": [],
    }
    for _ in range(5):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(3):
                plain(data, Path(folder) / f"plain{number}.db", base)
            for name, again, channel in (
                ("import", "again", False),
                ("with a channel", "and again", True),
            ):
                path = Path(folder) / f"{again}.db"
                ours(data, path, found[name], found[again], channel=channel)
    print(machine())
    wall, cpu = (min(column) for column in zip(*base, strict=True))
    print(f"DictReader + bulk insert: {wall * 1e3:.0f} ms, {cpu * 1e3:.0f} ms of CPU")
    for name, took in found.items():
        most, own = (min(column) for column in zip(*took, strict=True))
        print(
            f"{name}: {most * 1e3:.0f} ms, {own * 1e3:.0f} ms of CPU: {most / wall:.1f} and "
            f"{own / cpu:.1f} times as long (goal: under 20)"
        )
    for rows in (count, 10 * count):
        before, highest = memory(rows)
        print(f"memory of {rows:,} rows: {before:.0f} MB before, {highest:.0f} MB at the most")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        remember(Path(sys.argv[2]))
    else:
        main()
