"""A stamp of the shared facts and of who is told of them, which differs after every change.

With it a web process says that a feed has not changed, by reading one row. It is written once a
unit of work, at its end, by the engine that saw what the unit wrote to: no writer can forget it.
"""

import re
import secrets
from typing import Any

from sqlalchemy import Connection, Engine, event, select

from releases.store.sets import insert
from releases.store.tables import changes, claims, coverage, films, meta, releases

_KEY = "stamp"
# Within another query.
CURRENT = f"(SELECT value FROM meta WHERE key = '{_KEY}')"
_FACTS = "|".join(table.name for table in (films, releases, claims, changes, coverage))
# However a statement was made: some are plain text for the driver.
_WRITES = re.compile(rf'(?:INSERT INTO|UPDATE|DELETE FROM) "?(?:{_FACTS})\b', re.IGNORECASE)
_WROTE = "releases_wrote_facts"


def watch(engine: Engine) -> None:
    """Notice on this engine's connections whether a unit of work writes facts."""
    event.listen(engine, "after_cursor_execute", _after)


def _after(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    if statement.startswith("SELECT") or not _WRITES.search(statement):
        return
    # Nothing was written, if that is known: with RETURNING it is not before all is fetched.
    if cursor.rowcount == 0 and "RETURNING" not in statement:
        return
    connection.info[_WROTE] = True


def renew(connection: Connection) -> None:
    """At the end of a unit of work: a new stamp, if it wrote facts.

    It is random, not counted, so that a database put back from a backup never comes to a stamp
    again under which it once held something else.
    """
    if connection.info.pop(_WROTE, False):
        values = {"value": secrets.token_hex(12)}
        connection.execute(
            insert(connection, meta)
            .values(key=_KEY, **values)
            .on_conflict_do_update(index_elements=["key"], set_=values)
        )


def forget(connection: Connection) -> None:
    """At the start of a unit of work: what one before wrote that was rolled back is nothing."""
    connection.info.pop(_WROTE, None)


def current(connection: Connection) -> str:
    """The stamp; `''` of a database whose facts were never written with one."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) or ""
