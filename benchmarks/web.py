"""The month page with 500 releases beside a bare route that gives as many bytes from memory.

Two questions: shown anew (another month's filter each time) and shown again. Both are served from
a process of their own, in turns within the run. Run: python -m benchmarks.web [RELEASES]
"""

import http.client
import itertools
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks._machine import machine
from benchmarks.feed import compare, served

from releases.model.release import Kind
from releases.model.subscriber import Schedule
from releases.store import access, people
from releases.store.engine import Store
from releases.store.tables import coverage, films, follows, releases

RELEASES = 500


def seeded(path: Path, number: int) -> str:
    """A database of so many releases this month, all followed by one person; their session."""
    now = datetime.now(UTC)
    first = date.today().replace(day=1)
    store = Store(str(path)).open()
    ids = range(1, number + 1)
    with store.unit() as connection:
        schedule = Schedule("Europe/London")
        who = people.add_subscriber(connection, "default", schedule, (7, 1, 0), ("GB",), now)
        access.put_account(connection, who.id, "admin", now)
        made = [{"id": n, "title": f"Film number {n} and a half", "year": 2027, "created": now,
                 "folded": f"film number {n} and a half"} for n in ids]  # fmt: skip
        connection.execute(films.insert(), made)
        days = [first.replace(day=1 + n % 28).isoformat() for n in ids]
        dated = [{"id": n, "film_id": n, "territory": "GB", "kind": list(Kind)[n % 6].value,
                  "date": day, "earliest": day, "latest": day, "known": now, "changed": now,
                  "created": now} for n, day in zip(ids, days, strict=True)]  # fmt: skip
        connection.execute(releases.insert(), dated)
        followed = [{"subscriber_id": who.id, "film_id": n, "effective": "GB", "since": now}
                    for n in ids]  # fmt: skip
        connection.execute(follows.insert(), followed)
        covered = [{"release_id": n, "subscriber_id": who.id, "since": now} for n in ids]
        connection.execute(coverage.insert(), covered)
        secret = access.open_session(connection, who.id, now)
    store.close()
    return secret


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "bench.db")
        cookie = {"cookie": f"releases_session={seeded(Path(database), number)}"}
        with served(database) as port:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/", headers=cookie)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200
            assert body.count(b"/films/f") > min(number, 250) * 0.8
            print(f"{number:,} releases, {len(body):,} bytes")
            other = itertools.count()
            with served(None, body) as bare:
                print(f"{'':25} {'ours: p50':>11} {'p99':>8}   {'bare: p50':>12} {'p99':>8}")
                compare("shown anew", (port, lambda: (f"/?in=GB,{_code(next(other))}", cookie)),
                        (bare, lambda: ("/bare", {})), 200)  # fmt: skip
                compare("shown again", (port, lambda: ("/", cookie)),
                        (bare, lambda: ("/bare", {})), 200)  # fmt: skip


def _code(number: int) -> str:
    """Ever another list of territories, in which nothing is released."""
    places = ("FR", "DE", "IT", "ES", "NL", "BE", "US", "CA", "IE", "AT", "CH", "PT", "SE", "NO")
    return ",".join(code for at, code in enumerate(places) if number >> at & 1) or "FI"


if __name__ == "__main__":
    main()
