"""Row 40: a secret in every channel's address, under every failure, is shown nowhere."""

import socket
import sqlite3
from pathlib import Path

from tests.faults.kit import CANARY, came, hook
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.smtp_sink import DROP, HANG, SmtpSink
from tests.system.kit import Place, fill, make_due, wait_until

FAILURES = {
    "unauthorised": Reply(status=401),
    "gone": Reply(status=410),
    "missing": Reply(status=404),
    "broken": Reply(status=500),
    "busy": Reply(status=429, headers={"Retry-After": "2"}),
    "hangs": Reply(hang=True),
    "cut": Reply(reset=True),
    "half": Reply(body=b"half", reset=True),
    "drips": Reply(body=b"x" * 100, drip=0.5),
    "moved": Reply(status=307, headers={"Location": f"http://127.0.0.1:9/{CANARY}"}),
    "echoes": Reply(status=500, body=f"no such key: {CANARY}".encode()),
    "echoes in words": Reply(status=403, body=f'{{"error": "{CANARY} is revoked"}}'.encode()),
}
SHOWS = (
    "status", "status --json", "doctor", "channels list", "channels list --json", "deliveries",
    "export", "rehearse --json", "config show", "channels test c0", "channels test c16",
)  # fmt: skip


def _mail(post: SmtpSink) -> str:
    return (f"mailto://ana:{CANARY}@127.0.0.1:{post.port}/?mode=insecure"
            "&from=releases@example.net&to=ana@example.org")  # fmt: skip


def test_row40_no_failure_shows_a_secret(place: Place, sink: HttpSink) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    urls = []
    for number, reply in enumerate(FAILURES.values()):
        sink.script(f"/{number}/{CANARY}", reply)
        urls.append(hook(sink, str(number)))
    with (
        SmtpSink() as hangs,
        SmtpSink(users={"ana": CANARY}) as drops,
        SmtpSink(users={"ana": "other"}) as refuses,
    ):
        hangs.script("banner", HANG)
        drops.script("data", DROP)
        urls += [_mail(post) for post in (hangs, drops, refuses)]
        urls += [
            f"json://ana:{CANARY}@127.0.0.1:{port}/{CANARY}",
            f"json://no-such-host.invalid/{CANARY}",
            f"ntfy://ana:{CANARY}@127.0.0.1:{sink.port}/{CANARY}",
            f"gotify://127.0.0.1:{port}/{CANARY}",
            f"tgrm://{CANARY}/{CANARY}",
        ]
        with place.store() as store:
            fill(store, [*urls, hook(sink, "well")])
        place.settings |= {"RELEASES_DAEMON_DEADLINE": "1", "RELEASES_DAEMON_LEASE": "2"}
        said = []
        with place.daemon("-v", "-v") as daemon:
            wait_until(lambda: came(sink, "well"), what="the good one is told")
            wait_until(
                lambda: sum(n for key, n in place.outcomes().items() if key) >= len(urls),
                within=40, what=f"each has been tried: {place.outcomes()}",
            )  # fmt: skip
            daemon.kill()
            said.append(daemon.log())
        with place.store() as store:
            make_due(store)
        with place.daemon("-v", "-v", probe="send.returned:3") as daemon:
            assert daemon.wait() == -9
            said.append(daemon.log())
    shown = [place.run(*words.split(), "-v", "-v", code=None) for words in SHOWS]
    listed = place.run("deliveries", "--json")
    by_error = {row["error"]: row["id"] for row in listed.json if row["what"] == "reminder"}
    shown += [listed, *(place.run("deliveries", "why", key) for key in list(by_error.values())[:5])]
    said += [each.out + each.err for each in shown]
    assert len(set(said)) > len(SHOWS)
    for text in said:
        assert CANARY not in text, text
    _not_kept(place)


def _not_kept(place: Place) -> None:
    """Only the addresses of channels hold the secret in the database, and no other file does."""
    database = sqlite3.connect(place.url)
    tables = [
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    for table in tables:
        cursor = database.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            for name, value in zip(names, row, strict=True):
                if (table, name) not in {("channels", "url"), ("channels", "host")}:
                    assert CANARY not in str(value), f"{table}.{name}"
    database.close()
    for path in Path(place.folder).rglob("*"):
        if path.is_file() and "releases.db" not in path.name:
            assert CANARY.encode() not in path.read_bytes(), path
