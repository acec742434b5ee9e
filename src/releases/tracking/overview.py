"""How things stand, in one document: the same for the command line, the pages and the API."""

from datetime import datetime, timedelta
from typing import Any

from releases import __version__
from releases.model.subscriber import Subscriber
from releases.store import health, people, views
from releases.store.engine import Connection
from releases.store.schema import SCHEMA
from releases.tracking.documents import instant

# A daemon beats at every dispatch, some seconds apart; a slow tick is no dead daemon.
ALIVE_WITHIN = timedelta(seconds=90)


def is_alive(last_tick: datetime, every: float, now: datetime) -> bool:
    """Whether a daemon that ticks every so many seconds is alive, by its last tick."""
    within = max(ALIVE_WITHIN, timedelta(seconds=5 * every))
    return abs(now - last_tick) <= within


def status(
    connection: Connection,
    database: str,
    every: float,
    now: datetime,
    *,
    who: Subscriber | None = None,
) -> dict[str, Any]:
    """The status document. `every` is how often daemons tick, in seconds.

    With `who` it counts and names only what is theirs: their channels and deliveries.
    """
    releases, conflicts = views.release_counts(connection)
    only = who.id if who else None
    return {
        "version": __version__,
        "database": database,
        "schema": SCHEMA,
        "releases": releases,
        "due_next": instant(views.next_due(connection, only)),
        "deliveries": views.state_counts(connection, only),
        "daemons": [
            {
                "id": row.id,
                "last_tick": instant(row.last_tick),
                "alive": is_alive(row.last_tick, every, now),
            }
            for row in health.all_daemons(connection)
        ],
        "channels": [
            {"name": each.name, "state": each.state, "error": each.error}
            for each in people.channels_of(connection, who)
        ],
        "conflicts": conflicts,
    }
