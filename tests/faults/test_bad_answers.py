"""Rows 10 to 22: what the other side may do, and what becomes of the delivery and its channel."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from releases.model.outcome import Outcome, Result
from releases.reminding.messages import Message
from releases.store.engine import Store
from tests.faults.desk import Desk
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.smtp_sink import DROP, HANG, SmtpSink
from tests.system.kit import json_url

TODAY = "2026-05-01"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store(str(tmp_path / "releases.db")).open()
    desk = Desk(store)
    desk.person(at="00:00")
    yield desk
    store.close()


def test_row10_a_name_that_does_not_resolve_is_tried_again_and_is_not_uncertain(
    desk: Desk,
) -> None:
    desk.channel("hook", "json://no-such-host.invalid/hook")
    desk.add(TODAY)
    assert not desk.work()
    assert desk.outcomes() == ["transient"]
    assert desk.states() == {"retrying": 1}


def test_row11_refused_is_known_not_to_be_sent_and_a_cut_is_not_known(
    desk: Desk, sink: HttpSink
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        desk.channel("refused", f"json://127.0.0.1:{closed.getsockname()[1]}/hook")
    sink.script("/cut", Reply(reset=True), Reply())
    desk.channel("cut", json_url(sink, "cut"), takes="reminders")
    desk.add(TODAY)
    desk.work()
    assert sorted(filter(None, desk.outcomes())) == ["transient", "uncertain"]
    desk.clock.later(minutes=2)
    desk.work()
    ids = {one.headers["idempotency-key"] for one in sink.at("/cut")}
    assert len(sink.at("/cut")) == 2 and len(ids) == 1
    assert desk.states("cut") == {"sent": 1}


def test_row12_a_server_error_is_tried_again_after_a_spread_wait(
    desk: Desk, sink: HttpSink
) -> None:
    for number in range(12):
        sink.script(f"/{number}", Reply(status=500), Reply())
        desk.channel(f"c{number}", json_url(sink, str(number)), takes="reminders")
    desk.add(TODAY)
    desk.work()
    waits = [(row.next - desk.clock.now()).total_seconds() for row in desk.rows()]
    assert all(22 <= wait <= 38 for wait in waits)
    assert len({round(wait, 1) for wait in waits}) > 6, "the waits are not spread"
    desk.clock.later(seconds=20)
    assert desk.work()
    assert len(sink.arrivals) == 12
    desk.clock.later(seconds=20)
    assert desk.work()
    assert len(sink.arrivals) == 24
    assert desk.states() == {"sent": 12}
    assert desk.outcomes().count("transient") == desk.outcomes().count("sent") == 12


def test_row13_a_throttled_channel_waits_as_told_and_others_do_not(
    desk: Desk, sink: HttpSink
) -> None:
    sink.script("/busy", Reply(status=429, headers={"Retry-After": "120"}), Reply())
    desk.channel("busy", json_url(sink, "busy"))
    desk.channel("good", json_url(sink, "good"))
    desk.add(TODAY)
    desk.work()
    assert len(sink.at("/good")) == 1
    assert desk.state_of("busy").state == "ok"
    desk.clock.later(seconds=118)
    desk.work()
    assert len(sink.at("/busy")) == 1
    desk.clock.later(seconds=3)
    desk.work()
    assert len(sink.at("/busy")) == 2
    assert desk.states() == {"sent": 2}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_row14_a_lasting_refusal_ends_it_and_is_told_on_another_channel(
    desk: Desk, sink: HttpSink, status: int
) -> None:
    sink.script("/gone", Reply(status=status))
    desk.channel("gone", json_url(sink, "gone"))
    desk.channel("good", json_url(sink, "good"))
    desk.add(TODAY)
    assert not desk.work()
    dead = [row for row in desk.rows() if row.channel == "gone" and row.what == "reminder"]
    assert [row.state for row in dead] == ["dead"]
    assert str(status) in dead[0].why
    channel = desk.state_of("gone")
    assert channel.state == "failing" and str(status) in channel.error
    assert channel.ready - desk.clock.now() > timedelta(minutes=20)
    said = b"".join(one.body for one in sink.at("/good"))
    assert b"gone" in said and str(status).encode() in said
    desk.clock.later(minutes=5)
    desk.work()
    assert len(sink.at("/gone")) == 1


def test_row15_a_redirect_is_a_refusal_and_nobody_is_led_inside(desk: Desk, sink: HttpSink) -> None:
    sink.script("/moved", Reply(status=307, headers={"Location": sink.url + "/inside"}))
    desk.channel("moved", json_url(sink, "moved"))
    desk.add(TODAY)
    assert not desk.work()
    assert sink.at("/inside") == []
    assert "307" in desk.state_of("moved").error


def test_row16_a_byte_a_second_is_cut_at_the_deadline(desk: Desk, sink: HttpSink) -> None:
    sink.script("/drips", Reply(body=b"x" * 100, drip=0.3))
    desk.channel("drips", json_url(sink, "drips"))
    desk.channel("good", json_url(sink, "good"), takes="reminders")
    desk.add(TODAY)
    desk.deadline = 1.0
    desk.work()
    assert sorted(filter(None, desk.outcomes())) == ["sent", "uncertain"]
    assert desk.states("good") == {"sent": 1}


@pytest.mark.parametrize("answer", ["421 4.7.0 closing", "451 4.2.1 try later"])
def test_row18_a_passing_refusal_of_mail_is_tried_again(
    desk: Desk, post: SmtpSink, answer: str
) -> None:
    post.script("rcpt", answer, "250 ok")
    desk.channel("mail", post.url())
    desk.add(TODAY)
    desk.work()
    assert desk.states() == {"retrying": 1}
    desk.clock.later(minutes=1)
    assert desk.work()
    assert len(post.mails) == 1 and desk.states() == {"sent": 1}


def test_row19_an_unknown_recipient_ends_it_for_that_one_alone(desk: Desk, post: SmtpSink) -> None:
    post.script("rcpt", "550 5.1.1 no such user", "250 ok")
    desk.channel("bad", post.url(to="nobody@example.org"))
    desk.channel("good", post.url(to="ana@example.org"), takes="reminders")
    desk.add(TODAY)
    assert not desk.work()
    assert desk.states("bad")["dead"] == 1
    assert desk.states("good") == {"sent": 1}
    assert [mail.recipients for mail in post.mails] == [("ana@example.org",)]


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [("banner", HANG, "transient"), ("data", HANG, "uncertain"), ("data", DROP, "uncertain")],
)
def test_row20_only_silence_after_the_final_dot_leaves_it_unknown(
    desk: Desk, post: SmtpSink, step: str, answer: str, outcome: str
) -> None:
    post.script(step, answer, "250 ok") if step == "data" else post.script(step, answer)
    desk.channel("mail", post.url())
    desk.add(TODAY)
    desk.deadline = 1.0
    assert not desk.work()
    assert desk.outcomes() == [outcome]
    post.script("banner")
    desk.clock.later(minutes=1)
    desk.deadline = 5.0
    assert desk.work()
    ids = {str(mail.message["Message-ID"]) for mail in post.seen}
    assert len(ids) == 1
    assert len(post.seen) == (2 if outcome == "uncertain" else 1)


def test_row20_a_channel_that_asks_for_it_holds_what_may_have_arrived(
    desk: Desk, post: SmtpSink
) -> None:
    post.script("data", DROP)
    desk.channel("mail", post.url())
    desk.hold_on_unknown("mail")
    desk.add(TODAY)
    desk.work()
    assert desk.states() == {"held": 1}
    desk.clock.later(hours=1)
    desk.work()
    assert len(post.seen) == 1


def test_row21_options_that_hide_failures_are_not_heeded(desk: Desk, sink: HttpSink) -> None:
    sink.script("/hook", Reply(status=500))
    desk.channel("hook", json_url(sink, "hook", "?optional=yes&retry=5&wait=0"))
    desk.add(TODAY)
    assert not desk.work()
    assert len(sink.arrivals) == 1
    assert desk.states() == {"retrying": 1}


class Broken:
    """A wire that raises, or blocks until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.blocks = threading.Event()
        self.sent: list[str] = []

    def send(self, url: str, message: Message, timeout: float) -> Result:
        if "raises" in url:
            raise RuntimeError("a plugin broke")
        if "blocks" in url:
            self.blocks.set()
            self.go.wait(20)
        self.sent.append(url)
        return Result(Outcome.SENT)

    def body_max(self, url: str) -> int:
        return 10_000


def test_row22_a_plugin_that_raises_or_blocks_stops_nobody_else(desk: Desk) -> None:
    wire = Broken()
    for name in ("raises", "blocks", "good"):
        desk.channel(name, f"json://127.0.0.1:9/{name}", takes="reminders")
    desk.add(TODAY)

    def time_passes() -> None:
        wire.blocks.wait(10)
        while not wire.sent:
            threading.Event().wait(0.01)
        desk.clock.later(seconds=10)

    helper = threading.Thread(target=time_passes)
    helper.start()
    assert not desk.work(wire, threads=True)
    helper.join()
    assert wire.sent == ["json://127.0.0.1:9/good"]
    assert desk.states() == {"retrying": 2, "sent": 1}
    assert sorted(filter(None, desk.outcomes())) == ["sent", "uncertain", "uncertain"]
    wire.go.set()
