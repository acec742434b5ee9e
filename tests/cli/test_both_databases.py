"""The same commands on a PostgreSQL, and daemons as processes on either."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.parts.http_sink import HttpSink

from .conftest import Run


@pytest.fixture
def on(home: object, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database that the commands use, once on each engine."""
    monkeypatch.setenv("RELEASES_DB", database_url)
    return database_url


def test_the_main_job_from_adding_to_sending(on: str, run: Run) -> None:
    with HttpSink() as sink:
        run("subscribers", "set", "--timezone", "UTC", "--at", "00:00", "--in", "GB,IE")
        run("channels", "add", f"json://{sink.url.removeprefix('http://')}/hook")
        run("add", "Nosferatu", "--on", "today", "--in", "GB,IE")
        run("add", "Babygirl", "--on", "summer 2031", "--kind", "digital")
        run("follow", "Anora", "--in", "FR")
        rows = run("list", "--json").json
        assert [(row["film"]["title"], row["territory"]) for row in rows] == [
            ("Nosferatu", "GB"), ("Nosferatu", "IE"), ("Babygirl", "GB"),
            ("Anora", "FR"),
        ]  # fmt: skip
        assert [r["date"] for r in run("list", "--kind", "digital", "--json").json] == [
            "2031-summer"
        ]
        planned = run("rehearse", "--json").json
        run("daemon", "--once")
        assert len(sink.arrivals) == len(planned) == 1
        assert run("status", "--json").json["deliveries"] == {"sent": 2}
        run("doctor", code=1)
        run("show", "Babygirl")
        run("history", "r1")
        run("films", "merge", "f1", "f2")
        assert run("show", "Babygirl", "--kind", "tv", code=1).err
        merged = run("show", "Babygirl", "--kind", "digital", "--json").json
        assert merged["film"]["title"] == "Nosferatu"
        run("remove", "r1", "--yes")
        run("export", "-o", "all.json")
        assert run("import", "json", "all.json", "--json").json["unchanged"] == 4


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_daemon_sends_says_that_it_lives_and_ends_by_signal(
    on: str, run: Run, number: int, code: int
) -> None:
    with HttpSink() as sink:
        run("subscribers", "set", "--timezone", "UTC", "--at", "00:00")
        run("channels", "add", f"json://{sink.url.removeprefix('http://')}/hook")
        run("add", "Nosferatu", "--on", "today")
        daemon = subprocess.Popen(
            [sys.executable, "-m", "releases", "daemon"],
            stderr=subprocess.PIPE, text=True, env=dict(os.environ),
        )  # fmt: skip
        try:
            sink.wait_for(1, within=20)
            deadline = time.monotonic() + 10
            while run("status", "--check", code=None).code and time.monotonic() < deadline:
                time.sleep(0.1)
            assert run("status", "--check").code == 0
        finally:
            daemon.send_signal(number)
            _, said = daemon.communicate(timeout=30)
        assert daemon.returncode == code, said
        assert "Traceback" not in said
        assert run("status", "--check", code=None).code == 1
