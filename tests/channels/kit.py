"""What every channel must do, whatever its wire: one table, run against a real server."""

import logging
import socket
import threading
import time
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from releases.model.outcome import Outcome, Result
from releases.reminding.channels import send
from releases.reminding.messages import Message

CANARY = "canarySECRET0123456789"
AT = datetime(2024, 1, 19, 9, tzinfo=UTC)


def a_message(identity: str = "d1f00", **other: Any) -> Message:
    given: dict[str, Any] = {
        "title": "In 7 days in cinemas (GB): All of Us Strangers",
        "text": "All of Us Strangers (2023): in 7 days, Friday 26 January 2024",
        "html": "<html><body><p>All of Us Strangers</p></body></html>",
    } | other
    return Message(identity=identity, at=AT, **given)


class Target(Protocol):
    """A server that a channel leads to, and how to make it behave."""

    def url(self, canary: str) -> str: ...

    def behave(self, how: str) -> None: ...

    def arrivals(self) -> int: ...

    def identities(self) -> list[str]: ...


TABLE = [
    ("well", Outcome.SENT, 1),
    ("slowly", Outcome.SENT, 1),
    ("busy", Outcome.TRANSIENT, None),
    ("unknown here", Outcome.PERMANENT, None),
    ("silent after it took it", Outcome.UNCERTAIN, 1),
    ("broken after it took it", Outcome.UNCERTAIN, 1),
]


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Conformance:
    """Inherit, and give a fixture `target`."""

    def send(self, target: Target, identity: str = "d1f00", timeout: float = 1.0) -> Result:
        return send(target.url(CANARY), a_message(identity), timeout=timeout)

    @pytest.mark.parametrize(("how", "outcome", "arrivals"), TABLE)
    def test_what_the_server_does_decides_the_outcome(
        self, target: Target, how: str, outcome: Outcome, arrivals: int | None
    ) -> None:
        target.behave(how)
        result = self.send(target)
        assert result.outcome is outcome, result
        if arrivals is not None:
            assert target.arrivals() == arrivals
        assert bool(result.detail) == (outcome is not Outcome.SENT)

    def test_where_nobody_listens_nothing_was_sent(self, target: Target) -> None:
        url = target.url(CANARY).replace(str(target.port), str(closed_port()))  # type: ignore[attr-defined]
        result = send(url, a_message(), timeout=1.0)
        assert result.outcome is Outcome.TRANSIENT
        assert "refused" in result.detail

    def test_a_name_that_does_not_resolve_is_known_not_to_be_sent(self, target: Target) -> None:
        url = target.url(CANARY).replace("127.0.0.1", "nowhere.invalid")
        result = send(url, a_message(), timeout=3.0)
        assert result.outcome is Outcome.TRANSIENT
        assert "resolved" in result.detail

    def test_no_secret_is_in_a_result_or_a_log(
        self, target: Target, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        told = []
        for how, _, _ in TABLE:
            target.behave(how)
            told.append(self.send(target).detail)
        told += [record.getMessage() for record in caplog.records]
        told += capfd.readouterr()
        assert CANARY not in "\n".join(told)

    def test_a_send_ends_in_time_whatever_the_server_does(self, target: Target) -> None:
        target.behave("a byte at a time")
        began = time.monotonic()
        result = self.send(target, timeout=0.6)
        assert time.monotonic() - began < 2.5
        assert result.outcome in (Outcome.UNCERTAIN, Outcome.TRANSIENT)

    def test_each_of_many_threads_learns_its_own_outcome(self, target: Target) -> None:
        gone = target.url(CANARY).replace(str(target.port), str(closed_port()))  # type: ignore[attr-defined]
        results: dict[int, Result] = {}

        def one(number: int) -> None:
            url = gone if number % 2 else target.url(CANARY)
            results[number] = send(url, a_message(f"d{number}"), timeout=10.0)

        threads = [threading.Thread(target=one, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        wanted = [Outcome.TRANSIENT if n % 2 else Outcome.SENT for n in range(24)]
        assert [results[n].outcome for n in range(24)] == wanted
        assert target.arrivals() == 12


class CarriesIdentity(Conformance):
    """For the wires that have a place for a message's identity."""

    def test_a_repeat_can_be_told_by_its_identity(self, target: Target) -> None:
        target.behave("broken after it took it")
        self.send(target, identity="d42a")
        target.behave("well")
        self.send(target, identity="d42a")
        self.send(target, identity="d43b")
        assert target.identities() == ["d42a", "d42a", "d43b"]
