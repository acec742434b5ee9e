"""Signs of life: which daemons work on this database, and when each last ticked."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from releases.store.sets import insert
from releases.store.tables import daemons

FORGOTTEN_AFTER = timedelta(days=7)


def beat(
    connection: Connection, daemon: str, host: str, version: str, started: datetime, now: datetime
) -> None:
    """Say that a daemon is alive."""
    values = {"host": host, "version": version, "started": started, "last_tick": now}
    connection.execute(
        insert(connection, daemons)
        .values(id=daemon, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


def leave(connection: Connection, daemon: str) -> None:
    """Take a daemon that ended in order off the list."""
    connection.execute(delete(daemons).where(daemons.c.id == daemon))


def forget_old(connection: Connection, now: datetime) -> None:
    """Drop daemons that have not ticked for a week."""
    connection.execute(delete(daemons).where(daemons.c.last_tick < now - FORGOTTEN_AFTER))


def all_daemons(connection: Connection) -> list[Any]:
    """The known daemons, the one that ticked last first."""
    return list(connection.execute(select(daemons).order_by(daemons.c.last_tick.desc())))
