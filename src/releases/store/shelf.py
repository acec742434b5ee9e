"""The list of releases, which must be quick: one query as text, with or without SQLAlchemy.

`releases list` is typed often, and importing SQLAlchemy takes longer than all the rest of it. So
a SQLite file is read through the standard library here; for whatever is unusual (a server, no
file yet, another schema, a lock) `reading` gives None and the engine does the same query.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from releases.store.schema import SCHEMA


class Shelved(NamedTuple):
    """A release with its film, as it is listed. Territory `''` is none; `latest` is ISO text.

    `applies` is the follow's `territories|fallback` where the reader is told of the release for
    it (`''` where it is not, or where they added it themselves).
    """

    id: int
    film_id: int
    territory: str
    kind: str
    label: str
    date: str
    latest: str | None
    standing: str
    conflict: bool
    unconfirmed: bool
    pinned: bool
    title: str
    year: int | None
    original_title: str | None
    tmdb: str | None
    imdb: str | None
    wikidata: str | None
    followed: bool
    claims: int
    applies: str


# As a month shows it: film_id, territory, kind, date, its last day where the date is no day,
# whether it is called off, whether it is contradicted, title.
Brief = tuple[int, str, str, str, str | None, bool, bool, str]


class Reader(NamedTuple):
    """Who reads, as far as a list is concerned."""

    id: int
    zone: str


_COLUMNS = """r.id, r.film_id, r.territory, r.kind, r.label, r.date, r.latest, r.standing,
r.conflict, r.unconfirmed, r.pinned, f.title, f.year, f.original_title, f.tmdb, f.imdb, f.wikidata,
v.subscriber_id IS NOT NULL"""
# A text takes long to hand over, a number or NULL next to nothing.
_BRIEF = """r.film_id, r.territory, r.kind, r.date,
CASE WHEN length(r.date) <> 10 THEN r.latest END, r.standing = 'cancelled', r.conflict, f.title"""
_COUNTED = "(SELECT count(*) FROM claims c WHERE c.release_id = r.id)"
_APPLIES = """CASE WHEN v.added = false THEN coalesce((SELECT w.effective FROM follows w
WHERE w.subscriber_id = :reader AND w.film_id = r.film_id), '') ELSE '' END"""
_BRIEF_ORDER = "r.date, f.folded, r.id"
_ORDER = "r.earliest IS NULL, r.earliest, r.latest, f.folded, r.id"


def question(
    subscriber_id: int,
    *,
    followed: bool = True,
    out_before: date | None = None,
    territories: Sequence[str] = (),
    kinds: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    removed: bool = False,
    conflict: bool = False,
    ids: Collection[int] | None = None,
    film_id: int | None = None,
    count_claims: bool = True,
    brief: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[str, dict[str, Any]]:
    """The query of a list and its values: rows of `Shelved`, soonest first, tba last.

    With `brief`, rows of `Brief` in the order of their dates' text, so that those of one date
    stand together; they take a third of the time.

    With `followed`, only what the subscriber is told of; with `out_before` also whatever was out
    before that day. `since` and `until` are days: a partial date counts where its span meets
    them; an undated release is left out by `until` only. `limit` and `offset` are of rows.
    """
    values: dict[str, Any] = {"reader": subscriber_id}
    wanted = ["1 = 1"]

    def among(column: str, name: str, options: Collection[Any]) -> None:
        values.update({f"{name}{number}": option for number, option in enumerate(options)})
        listed = ", ".join(f":{name}{number}" for number in range(len(options)))
        wanted.append(f"{column} IN ({listed})" if options else "1 = 0")

    if territories:
        among("r.territory", "territory", territories)
    if kinds:
        among("r.kind", "kind", [str(kind) for kind in kinds])
    if ids is not None:
        among("r.id", "id", ids)
    if since is not None:
        values["since"] = since.isoformat()
        wanted.append("(r.latest >= :since OR r.latest IS NULL)")
    if until is not None:
        values["until"] = until.isoformat()
        wanted.append("r.earliest <= :until")
    if followed and out_before is not None:
        values["out"] = out_before.isoformat()
        wanted.append("(v.subscriber_id IS NOT NULL OR r.latest < :out)")
    if film_id is not None:
        values["film"] = film_id
        wanted.append("r.film_id = :film")
    if not removed:
        wanted.append("r.standing <> 'removed'")
    if conflict:
        wanted.append("r.conflict = true")
    part = ""
    if limit is not None:
        values |= {"limit": limit, "offset": offset}
        part = " LIMIT :limit OFFSET :offset"
    full = f"{_COLUMNS}, {_COUNTED if count_claims else '0'}, {_APPLIES}"
    return (
        f"SELECT {_BRIEF if brief else full} FROM releases r "
        "JOIN films f ON f.id = r.film_id "
        f"{'' if followed and out_before is None else 'LEFT '}JOIN coverage v "
        "ON v.release_id = r.id AND v.subscriber_id = :reader "
        f"WHERE {' AND '.join(wanted)} ORDER BY {_BRIEF_ORDER if brief else _ORDER}{part}",
        values,
    )


class Quick:
    """A SQLite file, read without SQLAlchemy."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def reader(self, name: str) -> Reader | None:
        """The subscriber of that name, if there is one."""
        row = self._raw.execute(
            "SELECT s.id, c.zone FROM subscribers s JOIN schedules c ON c.id = s.schedule_id "
            "WHERE s.name = ?",
            (name,),
        ).fetchone()
        return Reader(*row) if row else None

    def listing(self, subscriber_id: int, **wanted: Any) -> list[Shelved]:
        return [Shelved._make(row) for row in self._raw.execute(*question(subscriber_id, **wanted))]

    def undated(self, subscriber_id: int) -> list[tuple[int, str, int | None]]:
        return self._raw.execute(UNDATED, {"reader": subscriber_id}).fetchall()


# Followed films that have no release at all: id, title, year.
UNDATED = """SELECT f.id, f.title, f.year FROM follows w JOIN films f ON f.id = w.film_id
WHERE w.subscriber_id = :reader AND w.active = true AND NOT EXISTS
(SELECT 1 FROM releases r WHERE r.film_id = f.id AND r.standing <> 'removed')
ORDER BY f.folded, f.id"""


@contextmanager
def reading(database: str) -> Iterator[Quick | None]:
    """A SQLite file of this very schema, opened for reading; None for anything else.

    What fails while it is read raises `sqlite3.Error`.
    """
    path = _file(database)
    if path is None or not path.is_file():
        yield None
        return
    try:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5)
    except sqlite3.Error:
        yield None
        return
    with closing(raw):
        try:
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            found = None
        yield Quick(raw) if found == (SCHEMA,) else None


def _file(database: str) -> Path | None:
    rest = database.removeprefix("sqlite:///")
    if "://" in rest or rest.startswith("sqlite:") or "?" in rest:
        return None
    return Path(rest).expanduser()
