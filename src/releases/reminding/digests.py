"""Planning digests: the current and the following one of everyone who wants them."""

from datetime import datetime

from releases.model.digest import following, period_at
from releases.store.engine import Connection
from releases.store.people import schedule_of
from releases.store.turns import digest_readers, plan_digest


def plan_digests(connection: Connection, now: datetime) -> int:
    """Owe the digests that fall due next; running it again changes nothing. Count the new ones."""
    planned = 0
    for reader in digest_readers(connection):
        schedule = schedule_of(reader.zone, reader.at, reader.quiet)
        current = period_at(reader.digest, now, schedule)
        for days in (current, following(reader.digest, current, schedule)):
            planned += plan_digest(connection, reader.id, reader.digest_since, days)
    return planned
