"""Small helpers for statements that work on whole sets, the same on SQLite and PostgreSQL."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Executable,
    Insert,
    Integer,
    Join,
    String,
    Table,
    bindparam,
    func,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine

_TYPES: dict[str, TypeEngine[Any]] = {
    "big": BigInteger(),
    "int": Integer(),
    "text": String(),
    "bool": Boolean(),
}
_CASTS = {"big": "bigint", "int": "integer", "text": "text", "bool": "boolean"}


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


# Any number will do that no other lock of ours has.
_TURN = 7_235_119


def take_turn(connection: Connection) -> None:
    """Wait until no other unit of work changes facts or plans; the turn ends with the unit.

    On a server each statement sees what was committed when it began: without turns, a channel
    added while a date moves would be planned for the old date, and the new one for the old
    channels. A SQLite unit is alone anyway.
    """
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN})


def rows(
    connection: Connection, name: str, columns: Mapping[str, str], values: Iterable[Sequence[Any]]
) -> CTE:
    """Values as a table to join with, passed as one JSON parameter so that its size has no limit.

    `columns` maps each name to `big`, `int`, `text` or `bool`.
    """
    # A plain array of what is one column is quicker to make and to take apart than one of arrays.
    single = len(columns) == 1
    listed = json.dumps([row[0] for row in values] if single else [tuple(row) for row in values])
    if is_sqlite(connection):
        # Cast, or SQLite could not make an index of the column, having no type to compare by.
        cells = (
            ["e.value"]
            if single
            else [f"json_extract(e.value, '$[{i}]')" for i, _ in enumerate(columns)]
        )
        picked = [
            f"CAST({cell} AS {'TEXT' if kind == 'text' else 'INTEGER'}) AS {key}"
            for cell, (key, kind) in zip(cells, columns.items(), strict=True)
        ]
        source = f"json_each(:{name}_rows) AS e"
    else:
        cells = ["e.value"] if single else [f"e.value->>{i}" for i, _ in enumerate(columns)]
        picked = [
            f"CAST({cell} AS {_CASTS[kind]}) AS {key}"
            for cell, (key, kind) in zip(cells, columns.items(), strict=True)
        ]
        taken = "jsonb_array_elements_text" if single else "jsonb_array_elements"
        source = f"{taken}(CAST(:{name}_rows AS jsonb)) AS e(value)"
    query = (
        text(f"SELECT {', '.join(picked)} FROM {source}")
        .bindparams(bindparam(f"{name}_rows", listed, type_=String()))
        .columns(**{key: _TYPES[kind] for key, kind in columns.items()})
    )
    # Materialised, or SQLite parses the JSON again for each row that it joins.
    return query.cte(name).prefix_with("MATERIALIZED")


def insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT of this database's dialect, which knows ON CONFLICT."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)


class InOrder(Join):
    """A join whose left side SQLite goes through first, for it knows no sizes to choose by."""

    inherit_cache = True


@compiles(InOrder, "sqlite")
def _cross_join(element: InOrder, compiler: Any, **options: Any) -> str:
    options |= {"asfrom": True, "from_linter": None}
    left, right = (compiler.process(side, **options) for side in (element.left, element.right))
    on = compiler.process(element.onclause, from_linter=None)
    return f"{left} CROSS JOIN {right} ON {on}"


@contextmanager
def by_index(connection: Connection) -> Iterator[None]:
    """Within it, a server joins in the order of the statement, and by index.

    It knows nothing of how large a plan is that comes as a parameter, and takes a table that the
    statement itself fills for as empty as it was: reading it whole for each row takes hours.
    """
    if is_sqlite(connection):
        yield
        return
    for setting in ("join_collapse_limit = 1", "enable_seqscan = off"):
        connection.execute(text(f"SET LOCAL {setting}"))
    yield
    for setting in ("join_collapse_limit", "enable_seqscan"):
        connection.execute(text(f"SET LOCAL {setting} TO DEFAULT"))


def greatest(connection: Connection, *values: ColumnElement[Any]) -> ColumnElement[Any]:
    """The largest of several expressions, none of them NULL (the databases name it apart)."""
    return func.max(*values) if is_sqlite(connection) else func.greatest(*values)


def counted(connection: Connection, statement: Executable) -> int:
    """Run a statement and return how many rows it wrote.

    sqlite3 counts none for a statement that begins with WITH, and psycopg only where asked.
    """
    result = connection.execute(statement, execution_options={"preserve_rowcount": True})
    if is_sqlite(connection):
        return int(connection.exec_driver_sql("SELECT changes()").scalar_one())
    return max(result.rowcount, 0)


def new_id(connection: Connection, statement: Insert, **values: Any) -> int:
    """Insert one row and return its id."""
    # As parameters, or the statement would be made anew for each row.
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None
    return int(key[0])
