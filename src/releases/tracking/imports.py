"""Taking in a file of films: read whole, then stored in chunks, each one unit of work.

The file is read before anything is stored, so that a malformed one stores nothing. The same file
again changes nothing.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime

from releases.errors import UsageError
from releases.exporting.table import unguarded
from releases.model.subscriber import Subscriber
from releases.sources.ical import ical
from releases.sources.records import Records, Row
from releases.sources.sheets import sheet_rows
from releases.sources.trackers import radarr, trakt, yamtrack
from releases.sources.watchlists import imdb, letterboxd
from releases.store.engine import Connection, Store
from releases.tracking.changes import DEFAULT_RULES, Rules
from releases.tracking.chunks import Chunks, ImportResult

CHUNK = 2000

Parser = Callable[[bytes, str | None], Records]
FORMATS: dict[str, Parser] = {
    "letterboxd": lambda data, place: letterboxd(data),
    "imdb": lambda data, place: imdb(data),
    "ics": lambda data, place: ical(data, place=place),
    "csv": lambda data, place: sheet_rows(data, place=place, cell=unguarded),
    "trakt": lambda data, place: trakt(data),
    "yamtrack": lambda data, place: yamtrack(data),
    "radarr": lambda data, place: radarr(data),
}


class _Undo(Exception):
    """Ends a unit of work that must leave no trace."""


def run_import(
    store: Store,
    who: Subscriber,
    format_name: str,
    data: bytes,
    now: datetime,
    *,
    dry_run: bool = False,
    prune: bool = False,
    place: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    rules: Rules = DEFAULT_RULES,
) -> ImportResult:
    """Store what a file names, and follow its films for `who`.

    `place` is the territory of dates that name none (calendars, tables). `prune` ends the follows
    that an earlier import of this format made and this file no longer names. `progress` is told
    rows done and rows in all. Raises `CannotRead` for a file that is not of that format.
    """
    parse = FORMATS.get(format_name)
    if parse is None:
        raise UsageError(
            f"{format_name!r} is not a format that can be imported",
            "choose one of " + ", ".join([*FORMATS, "json"]),
        )
    with _uncollected():
        records = parse(data, place)
        result = ImportResult(
            read=records.read, rejected=records.rejected, remarks=records.remarks
        )  # fmt: skip
        work = Chunks(who, format_name, now, rules, result)
        if not dry_run:
            _run(work, records.rows, store.unit, progress, prune=prune)
            return result
        try:
            with store.unit() as connection:
                _run(work, records.rows, lambda: nullcontext(connection), progress, prune=prune)
                raise _Undo
        except _Undo:
            return result


def _run(
    work: Chunks,
    rows: list[Row],
    unit: Callable[[], AbstractContextManager[Connection]],
    progress: Callable[[int, int], None] | None,
    *,
    prune: bool,
) -> None:
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        with unit() as connection:
            work.chunk(connection, chunk)
        if progress:
            progress(start + len(chunk), len(rows))
    if prune:
        with unit() as connection:
            work.prune(connection)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage in cycles, of which an import makes none, among its many rows."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
