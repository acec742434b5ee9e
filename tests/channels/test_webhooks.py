"""Services that are reached over HTTP, against a real server on loopback."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from releases.logs import set_up
from releases.model.outcome import Outcome
from releases.reminding.channels import Wire, body_max, check, send
from tests.channels.kit import CANARY, CarriesIdentity, Conformance, a_message
from tests.parts.http_sink import HttpSink, Reply

BEHAVIOUR = {
    "well": Reply(body=b"{}"),
    "slowly": Reply(body=b"{}", delay=0.3),
    "busy": Reply(status=503),
    "unknown here": Reply(status=404),
    "silent after it took it": Reply(hang=True),
    "broken after it took it": Reply(reset=True),
    "a byte at a time": Reply(body=b"x" * 100, drip=0.2),
}


class HttpTarget:
    def __init__(self, sink: HttpSink, shape: str) -> None:
        self.sink = sink
        self.shape = shape
        self.port = sink.port

    def url(self, canary: str) -> str:
        return self.shape.format(place=f"127.0.0.1:{self.port}", canary=canary)

    def behave(self, how: str) -> None:
        self.sink.default = BEHAVIOUR[how]

    def arrivals(self) -> int:
        return len(self.sink.arrivals)

    def identities(self) -> list[str]:
        return [one.headers["idempotency-key"] for one in self.sink.arrivals]


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as sink:
        yield sink


class TestJson(CarriesIdentity):
    @pytest.fixture
    def target(self, sink: HttpSink) -> HttpTarget:
        return HttpTarget(sink, "json://ana:{canary}@{place}/{canary}?+X-Key={canary}")


class TestForm(CarriesIdentity):
    @pytest.fixture
    def target(self, sink: HttpSink) -> HttpTarget:
        return HttpTarget(sink, "form://{place}/hook/{canary}")


class TestXml(CarriesIdentity):
    @pytest.fixture
    def target(self, sink: HttpSink) -> HttpTarget:
        return HttpTarget(sink, "xml://{place}/hook/{canary}")


class TestNtfy(Conformance):
    @pytest.fixture
    def target(self, sink: HttpSink) -> HttpTarget:
        return HttpTarget(sink, "ntfy://ana:{canary}@{place}/{canary}")


class TestGotify(Conformance):
    @pytest.fixture
    def target(self, sink: HttpSink) -> HttpTarget:
        return HttpTarget(sink, "gotify://{place}/{canary}")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.SENT), (201, Outcome.SENT), (204, Outcome.SENT),
        (302, Outcome.PERMANENT),
        (400, Outcome.PERMANENT), (401, Outcome.PERMANENT), (403, Outcome.PERMANENT),
        (404, Outcome.PERMANENT), (405, Outcome.PERMANENT), (410, Outcome.PERMANENT),
        (413, Outcome.PERMANENT), (422, Outcome.PERMANENT), (451, Outcome.PERMANENT),
        (408, Outcome.TRANSIENT), (425, Outcome.TRANSIENT), (429, Outcome.THROTTLED),
        (500, Outcome.TRANSIENT), (502, Outcome.TRANSIENT), (503, Outcome.TRANSIENT),
        (504, Outcome.TRANSIENT), (507, Outcome.TRANSIENT), (599, Outcome.TRANSIENT),
    ],
)  # fmt: skip
def test_a_status_means_one_outcome(sink: HttpSink, status: int, outcome: Outcome) -> None:
    sink.default = Reply(status=status)
    result = send(f"json://127.0.0.1:{sink.port}/hook", a_message(), timeout=2)
    assert result.outcome is outcome
    assert outcome is Outcome.SENT or str(status) in result.detail
    assert len(sink.arrivals) == 1


def test_a_webhook_gets_title_message_and_identity(sink: HttpSink) -> None:
    send(f"json://127.0.0.1:{sink.port}/hook", a_message("d7ab"), timeout=2)
    send(f"form://127.0.0.1:{sink.port}/hook", a_message("d7ab"), timeout=2)
    by_json, by_form = sink.arrivals
    told = json.loads(by_json.body)
    assert told["title"] == a_message().title
    assert told["message"] == a_message().text
    assert told["type"] == "info"
    assert by_json.headers["idempotency-key"] == by_json.headers["x-releases-delivery"] == "d7ab"
    assert parse_qs(by_form.body.decode())["title"] == [a_message().title]
    assert by_form.headers["idempotency-key"] == "d7ab"


def test_what_the_url_asks_about_failures_is_not_heeded(sink: HttpSink) -> None:
    """`optional=yes` would report a failure as success, `retry` would send several times."""
    sink.default = Reply(status=500)
    url = f"json://127.0.0.1:{sink.port}/hook?optional=yes&retry=5&wait=0&redirect=yes"
    assert send(url, a_message(), timeout=2).outcome is Outcome.TRANSIENT
    assert len(sink.arrivals) == 1


def test_a_redirect_is_not_followed(sink: HttpSink) -> None:
    sink.script("/hook", Reply(status=307, headers={"Location": f"{sink.url}/inside"}))
    url = f"json://127.0.0.1:{sink.port}/hook?redirect=yes"
    result = send(url, a_message(), timeout=2)
    assert result.outcome is Outcome.PERMANENT
    assert "redirect" in result.detail
    assert [one.path for one in sink.arrivals] == ["/hook"]


def test_an_endless_answer_ends_with_the_time(sink: HttpSink) -> None:
    sink.default = Reply(body=b"x" * 1000, endless=True)
    result = send(f"json://127.0.0.1:{sink.port}/hook", a_message(), timeout=0.5)
    assert result.outcome is Outcome.UNCERTAIN


@pytest.mark.parametrize(
    ("body", "wait"),
    [
        (b'{"ok":false,"error_code":429,"parameters":{"retry_after":17}}', 17.0),
        (b'{"message":"You are being rate limited.","retry_after":0.5,"global":false}', 0.5),
        (b'{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000}', 2.0),
        (b"rate_limited", None),
        (b'{"retry_after":"soon"}', None),
    ],
)
def test_the_wait_that_a_throttling_reply_names_is_handed_on(
    sink: HttpSink, body: bytes, wait: float | None
) -> None:
    sink.default = Reply(status=429, body=body)
    result = send(f"gotify://127.0.0.1:{sink.port}/token12345", a_message(), timeout=2)
    assert result.outcome is Outcome.THROTTLED
    assert result.wait == wait


class TestMatrix:
    """Matrix keeps one transaction for ever: the identity becomes its number."""

    def url(self, sink: HttpSink) -> str:
        return f"matrix://{CANARY}@127.0.0.1:{sink.port}/!room:example.org?mode=off"

    def sends(self, sink: HttpSink) -> list[str]:
        return [one.path for one in sink.arrivals if "/send/" in one.path]

    def test_a_repeat_is_the_same_transaction(self, sink: HttpSink) -> None:
        sink.default = Reply(body=b'{"room_id":"!room:example.org","event_id":"$1"}')
        for identity in ("d1", "d1", "d2"):
            result = send(self.url(sink), a_message(identity), timeout=3)
            assert result.outcome is Outcome.SENT, result
        first, again, other = self.sends(sink)
        assert first == again != other

    def test_a_wait_is_an_outcome_and_no_sleep(self, sink: HttpSink) -> None:
        busy = b'{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":30000}'
        sink.default = Reply(status=429, body=busy)
        result = send(self.url(sink), a_message(), timeout=3)
        assert result.outcome is Outcome.THROTTLED
        assert result.wait == 30

    def test_a_folder_for_log_ins_saves_logging_in_each_time(
        self, sink: HttpSink, tmp_path: Path
    ) -> None:
        token = b'"access_token":"t0k","user_id":"@ana:example.org","home_server":"example.org"'
        sink.default = Reply(body=b'{"room_id":"!r:example.org","event_id":"$1",' + token + b"}")
        url = f"matrix://ana:pass@127.0.0.1:{sink.port}/!room:example.org?mode=off"
        wire = Wire(storage=str(tmp_path))
        for identity in ("d1", "d2"):
            assert wire.send(url, a_message(identity), 3.0).outcome is Outcome.SENT
        assert sum("login" in one.path for one in sink.arrivals) == 1
        assert len(self.sends(sink)) == len(set(self.sends(sink))) == 2

    def test_the_identity_is_said_to_travel(self, sink: HttpSink) -> None:
        assert check(self.url(sink)).identity
        assert not check("matrix://ana:pass@127.0.0.1/!room:example.org").identity


def test_a_title_a_service_cannot_show_goes_into_the_text(sink: HttpSink) -> None:
    room = check(f"mmost://127.0.0.1:{sink.port}/3ccdd113474722377935511fc85d3dd4").body_max
    url = f"mmost://127.0.0.1:{sink.port}/3ccdd113474722377935511fc85d3dd4"
    long = a_message(text="é" * 10_000)
    assert send(url, long, timeout=3).outcome is Outcome.SENT
    said = json.loads(sink.arrivals[0].body)["text"]
    assert said.startswith(long.title)
    assert said.endswith("…")
    assert len(said) <= room
    assert body_max(url) < room


def test_the_wire_is_what_the_dispatcher_uses(sink: HttpSink) -> None:
    url = f"json://127.0.0.1:{sink.port}/hook"
    assert Wire().send(url, a_message(), 2.0).outcome is Outcome.SENT
    assert Wire().body_max(url) == check(url).body_max


def test_a_url_that_no_longer_loads_is_a_lasting_failure() -> None:
    result = send("discord://nothing", a_message(), timeout=2)
    assert result.outcome is Outcome.PERMANENT
    assert "discord" in result.detail


def test_the_programs_own_log_changes_no_outcome_and_shows_no_secret(sink: HttpSink) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    shown = io.StringIO()
    sink.default = Reply(status=503)
    try:
        set_up(verbosity=2, stream=shown)
        result = send(f"json://127.0.0.1:{sink.port}/{CANARY}", a_message(), timeout=2)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert result.outcome is Outcome.TRANSIENT
    assert "503" in result.detail
    assert CANARY not in shown.getvalue()
    assert "apprise" not in shown.getvalue().lower()
