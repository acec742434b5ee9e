"""The month page with 500 releases beside a bare route that gives as many bytes from memory.

Two questions: shown anew (another month's filter each time) and shown again. Both are served from
a process of their own, in turns within the run; the last column compares processor time, which a
busy machine leaves as it is. Run: python benchmarks/web.py [RELEASES]
"""

import http.client
import itertools
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from _machine import machine
from _shelf import fill
from feed import HEAD, compare, served
from releases.model.release import Kind
from releases.store import access
from releases.store.engine import Store

RELEASES = 500


def seeded(path: Path, number: int) -> str:
    """A database of so many releases this month, all followed by one person; their session."""
    now = datetime.now(UTC)
    first = date.today().replace(day=1)
    days = [first.replace(day=1 + n % 28) for n in range(1, number + 1)]
    store = Store(str(path)).open()
    with store.unit() as connection:
        who = fill(connection, days, now, suffix=" and a half", kinds=list(Kind))
        access.put_account(connection, who.id, "admin", now)
        secret = access.open_session(connection, who.id, now)
    store.close()
    return secret


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "bench.db")
        cookie = {"cookie": f"releases_session={seeded(Path(database), number)}"}
        with served(database) as ours:
            connection = http.client.HTTPConnection("127.0.0.1", ours.port)
            connection.request("GET", "/", headers=cookie)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200
            assert body.count(b"/films/f") > min(number, 250) * 0.8
            print(f"{number:,} releases, {len(body):,} bytes")
            other = itertools.count()
            with served(None, body) as bare:
                print(HEAD)
                plain = bare, lambda: ("/bare", {})
                compare("shown anew", (ours, lambda: (f"/?in=GB,{_code(next(other))}", cookie)),
                        plain, 200)  # fmt: skip
                compare("shown again", (ours, lambda: ("/", cookie)), plain, 200)


def _code(number: int) -> str:
    """Ever another list of territories, in which nothing is released."""
    places = ("FR", "DE", "IT", "ES", "NL", "BE", "US", "CA", "IE", "AT", "CH", "PT", "SE", "NO")
    return ",".join(code for at, code in enumerate(places) if number >> at & 1) or "FI"


if __name__ == "__main__":
    main()
