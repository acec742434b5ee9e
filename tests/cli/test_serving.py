"""serve, the daemon with the web, and who may sign in: the real program, asked over HTTP."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from releases.store import access
from releases.store.engine import Store
from tests.cli.conftest import Run

Start = Callable[..., "Running"]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Running:
    """The program at work in a process of its own."""

    def __init__(self, words: tuple[str, ...], env: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "releases", *words], env=env, stdout=file, stderr=file
            )

    def said(self, pattern: str) -> str:
        """What the program says by and by; fails where it ends first, or takes too long."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = re.search(pattern, self.log.read_text())
            if found:
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} was not said: {self.log.read_text()}")

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[Running] = []
    clean = {key: value for key, value in os.environ.items() if not key.startswith("RELEASES_")}

    def begin(*words: str, **more: str) -> Running:
        env = clean | {"RELEASES_DB": str(tmp_path / "releases.db"), "TZ": "Europe/London"} | more
        running.append(Running(words, env, tmp_path / f"log-{len(running)}"))
        return running[-1]

    yield begin
    for each in running:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait(10)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_serve_prints_a_link_for_the_first_admin_and_ends_in_order(
    start: Start, number: int, code: int
) -> None:
    running = start("serve", "--port", "0")
    link = running.said(r"(http://127\.0\.0\.1:\d+/welcome\?token=\S+)")
    assert httpx.get(link).status_code == 200
    assert running.end(number) == code
    assert "Traceback" not in running.log.read_text()


def test_the_daemon_serves_the_web_where_the_settings_want_it(start: Start) -> None:
    running = start(
        "daemon", RELEASES_WEB_ENABLED="true", RELEASES_WEB_PORT=free_port(),
        RELEASES_WEB_HOST="127.0.0.1",
    )  # fmt: skip
    base = running.said(r"the web answers at (\S+)")
    assert httpx.get(f"{base}/healthz").text == "ok\n"
    assert running.end(signal.SIGTERM) == 0


def test_a_daemon_whose_web_may_not_listen_works_all_the_same(start: Start) -> None:
    running = start("daemon", RELEASES_WEB_ENABLED="true", RELEASES_WEB_HOST="0.0.0.0")
    assert running.said("(the web is not served)")
    running.said("(daemon [^ ]+ works on)")
    assert running.end(signal.SIGTERM) == 0


def test_serve_does_not_listen_elsewhere_before_somebody_can_sign_in(run: Run) -> None:
    done = run("serve", "--host", "0.0.0.0", "--port", "0", code=2)
    assert "sign-in" in done.err


def test_a_password_is_set_from_the_command_line(home: Path, spawn: Spawn) -> None:
    words = ("subscribers", "password", "--admin", "--stdin")
    assert spawn(*words, input="short\n", stdin=None).returncode == 2
    done = spawn(*words, input="a song of words\n", stdin=None)
    assert done.returncode == 0
    assert "song" not in done.stdout + done.stderr
    store = Store(str(home / "releases.db")).open()
    with store.read() as connection:
        assert access.anyone_may_enter(connection)
    store.close()


def test_an_invitation_is_a_link_of_the_address_that_people_use(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASES_WEB_URL", "https://films.example.org/")
    run("subscribers", "add", "Ben")
    done = run("subscribers", "invite", "Ben", "--json")
    assert done.json["role"] == "member"
    assert done.json["link"].startswith("https://films.example.org/welcome?token=")
    run("subscribers", "invite", "Nobody", code=2)
