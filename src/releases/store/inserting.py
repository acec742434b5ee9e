"""Many rows into one table at once, the quickest way that each database has."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Table, func, literal, select, text

from releases.store.sets import insert, is_sqlite, rows
from releases.store.tables import to_millis


def put(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    values: Iterable[tuple[Any, ...]],
    /,
    **same: Any,
) -> None:
    """Insert rows of `columns`, with what is the `same` in all of them; what is there stays.

    SQLite is given tuple by tuple, past SQLAlchemy's care for each of them; a server, where every
    row would be a message, gets one document that it takes apart itself.
    """
    if is_sqlite(connection):
        # A number is written into the statement, which spares binding it for every row.
        fixed = {n: int(v) for n, v in same.items() if isinstance(v, int)}
        fixed |= {n: to_millis(v) for n, v in same.items() if isinstance(v, datetime)}
        bound = {n: v for n, v in same.items() if n not in fixed and v is not None}
        constants = tuple(bound.values())
        listed = [row + constants for row in values]
        if listed:
            names = ", ".join(f'"{name}"' for name in (*columns, *bound, *fixed))
            marks = ", ".join(
                ["?"] * (len(columns) + len(bound)) + [str(n) for n in fixed.values()]
            )
            connection.exec_driver_sql(
                f"INSERT INTO {table.name} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",
                listed,
            )
        return
    mine = rows(connection, "mine", {name: _word(table.c[name]) for name in columns}, values)
    picked = select(
        *(mine.c[name] for name in columns),
        *(literal(value, table.c[name].type) for name, value in same.items()),
    )
    statement = insert(connection, table).from_select([*columns, *same], picked)
    connection.execute(statement.on_conflict_do_nothing())


def _word(column: Column[Any]) -> str:
    """What `rows` calls the type of a column."""
    if isinstance(column.type, Boolean):
        return "bool"
    return "big" if isinstance(column.type, Integer) else "text"


def new_keys(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids for new rows, taken ahead, so that they go in by one call and may name each other.

    A writing unit on SQLite is the only one; on a server the table's own sequence hands them out.
    """
    if is_sqlite(connection):
        last = connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0
        return list(range(last + 1, last + 1 + count))
    taken = text(
        "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
    )
    return list(connection.scalars(taken, {"name": table.name, "count": count}))
