"""Taking in a file of films: read and stored a portion at a time, in one unit of work.

Whatever goes wrong, nothing is stored of the file, and however long it is, one portion of it is in
memory. The same file again changes nothing.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from releases.errors import UsageError
from releases.exporting.table import unguarded
from releases.model.subscriber import Subscriber
from releases.sources.ical import ical
from releases.sources.records import Records
from releases.sources.sheets import sheet_rows
from releases.sources.trackers import radarr, trakt, yamtrack
from releases.sources.watchlists import imdb, letterboxd
from releases.store.engine import Connection, Store
from releases.tracking.changes import DEFAULT_RULES, Rules
from releases.tracking.chunks import Chunks
from releases.tracking.imported import ImportResult

CHUNK = 2000

Parser = Callable[[BinaryIO, str | None], Records]
FORMATS: dict[str, Parser] = {
    "letterboxd": lambda file, place: letterboxd(file),
    "imdb": lambda file, place: imdb(file),
    "ics": lambda file, place: ical(file, place=place),
    "csv": lambda file, place: sheet_rows(file, place=place, cell=unguarded),
    "trakt": lambda file, place: trakt(file),
    "yamtrack": lambda file, place: yamtrack(file),
    "radarr": lambda file, place: radarr(file),
}


class _Undo(Exception):
    """Ends a unit of work that must leave no trace."""


def run_import(
    store: Store,
    who: Subscriber,
    format_name: str,
    data: bytes | BinaryIO,
    now: datetime,
    *,
    dry_run: bool = False,
    prune: bool = False,
    place: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    rules: Rules = DEFAULT_RULES,
) -> ImportResult:
    """Store what a file names, all of it or nothing, and follow its films for `who`.

    `data` is the file, open and able to seek, or what it holds. `place` is the territory of dates
    that name none (calendars, tables). `prune` ends the follows that an earlier import of this
    format made and this file no longer names. `progress` is told rows done and rows in all.
    Raises `CannotRead` for a file that is not of that format.
    """
    parse = FORMATS.get(format_name)
    if parse is None:
        raise UsageError(
            f"{format_name!r} is not a format that can be imported",
            "choose one of " + ", ".join([*FORMATS, "json"]),
        )
    file = BytesIO(data) if isinstance(data, bytes) else data
    records = parse(file, place)
    result = ImportResult(rejected=records.rejected, remarks=records.remarks)
    work = Chunks(who, format_name, now, rules, result, prune=prune)
    with suppress(_Undo), store.unit() as connection:
        with _young_only():
            _take(connection, work, records, result, progress)
        if prune:
            work.prune(connection)
        if dry_run:
            raise _Undo
    return result


def _take(
    connection: Connection,
    work: Chunks,
    records: Records,
    result: ImportResult,
    progress: Callable[[int, int], None] | None,
) -> None:
    taken = told = 0
    while rows := list(islice(records.rows, CHUNK)):
        taken += len(rows)
        work.chunk(connection, rows)
        gc.collect(0)
        told = taken + len(result.rejected)
        if progress:
            progress(told, records.total)
    result.read = taken + len(result.rejected)
    result.remarks.sort()
    if progress and told < result.read:
        # Rows that were left out came last, or were all there were.
        progress(result.read, records.total)


@contextmanager
def _young_only() -> Iterator[None]:
    """No search for cycles among all that is in memory; only that which is asked for.

    Statements hold themselves and the rows that they were given, so that without any search all
    rows would stay; but each need only be looked at once, soon after it was made.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
