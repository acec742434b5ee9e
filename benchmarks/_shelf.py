"""Releases ahead, all followed by one person, for a figure to be measured on."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Schedule, Subscriber
from releases.store import people
from releases.store.tables import claims, coverage, films, follows, releases


def fill(
    connection: Connection,
    days: Sequence[date],
    now: datetime,
    *,
    suffix: str = "",
    kinds: Sequence[Kind] = (Kind.THEATRICAL,),
    claim: Callable[[int], dict[str, Any]] | None = None,
    held: bool = False,
) -> Subscriber:
    """A film and a British release for each day, numbered from 1, and who follows them all.

    Titles end in `suffix`, kinds take turns. `claim` gives what a release's claim says apart
    from its times; with `held` it is known to hold.
    """
    ids = range(1, len(days) + 1)
    who = people.add_subscriber(
        connection, "default", Schedule("Europe/London"), (7, 1, 0), ("GB",), now
    )
    connection.execute(
        films.insert(),
        [
            {"id": n, "title": f"Film number {n}{suffix}", "year": 2027, "created": now,
             "folded": f"film number {n}{suffix}"}
            for n in ids
        ],
    )  # fmt: skip
    connection.execute(
        releases.insert(),
        [
            {"id": n, "film_id": n, "territory": "GB", "kind": kinds[n % len(kinds)].value,
             "date": ReleaseDate.of(day).text, "earliest": day.isoformat(),
             "latest": day.isoformat(), "known": now, "changed": now, "created": now,
             "holder_id": n if held else None}
            for n, day in zip(ids, days, strict=True)
        ],
    )  # fmt: skip
    if claim is not None:
        times = {"said": now, "seen": now, "effect": "new"}
        connection.execute(
            claims.insert(), [{"release_id": n, **times, **claim(n)} for n in ids]
        )  # fmt: skip
    connection.execute(
        follows.insert(),
        [{"subscriber_id": who.id, "film_id": n, "effective": "GB", "since": now} for n in ids],
    )
    connection.execute(
        coverage.insert(),
        [{"release_id": n, "subscriber_id": who.id, "since": now} for n in ids],
    )
    return who
