"""The program under a wall clock that is set from outside: day by day, and through a year's turns.

Each day's work is a process of its own, so that everything here also crosses a restart.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from releases.model.subscriber import Schedule
from releases.store import people as stored
from releases.tracking import people
from releases.tracking.people import Target
from tests.parts.http_sink import HttpSink
from tests.parts.smtp_sink import SmtpSink
from tests.system.kit import Place, json_url, wait_until

At = Callable[..., dict[str, str]]


class Days:
    """One person in London, a webhook and a mailbox; `day` is the daemon's work at a moment."""

    def __init__(self, place: Place, sink: HttpSink, at: At, start: datetime) -> None:
        self.place, self.sink, self.at = place, sink, at
        self._read = 0
        with place.store() as store, store.unit() as connection:
            who = stored.add_subscriber(
                connection, stored.DEFAULT, Schedule("Europe/London"), (7, 1, 0), ("GB",), start
            )
            target = Target(json_url(sink, "hook"), "127.0.0.1", 0)
            people.add_channels(
                connection, who, "hook", [target], start, takes="reminders,notices"
            )  # fmt: skip

    def do(self, moment: str, *argv: str, code: int | None = 0) -> Any:
        return self.place.run(*argv, code=code, **self.at(moment))

    def day(self, moment: str) -> list[str]:
        """Run all that is due at this moment (UTC); what the webhook was told by it."""
        self.do(moment, "daemon", "--once")
        new = self.sink.arrivals[self._read :]
        self._read += len(new)
        return [json.loads(one.body)["title"] for one in new]

    def rehearsed(self, moment: str) -> list[tuple[str, str, str]]:
        said = self.do(moment, "rehearse", "--json").json
        return [(one["at"], one["title"], one["body"]) for one in said]


@pytest.fixture
def days(place: Place, sink: HttpSink, at: At) -> Days:
    return Days(place, sink, at, datetime(2026, 2, 1, 12, tzinfo=UTC))


def test_three_leads_by_webhook_and_by_mail_each_once(
    days: Days, post: SmtpSink, sink: HttpSink
) -> None:
    """A minute before each lead nothing, at the lead one of each, and then nothing more."""
    days.do("2026-05-01T12:00", "channels", "add", post.url(), "--name", "mail")
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-20", "--in", "GB")
    planned = days.rehearsed("2026-05-01T12:02")
    told = []
    for morning in ("2026-05-13", "2026-05-19", "2026-05-20"):
        assert days.day(f"{morning}T07:59:30") == []
        told += days.day(f"{morning}T08:00:00")
    assert days.day("2026-05-21T08:00") == []
    assert [title.split(":")[0] for title in told] == [
        "In 7 days in cinemas (GB)", "Tomorrow in cinemas (GB)", "Today in cinemas (GB)",
    ]  # fmt: skip
    mails = post.mails
    assert [str(mail.message["Subject"]) for mail in mails] == told
    assert len({str(mail.message["Message-ID"]) for mail in mails}) == 3
    bodies = [json.loads(one.body)["message"] for one in sink.arrivals]
    by_hook = planned[::2]
    assert len(planned) == 6
    assert [(one[1], one[2]) for one in by_hook] == list(zip(told, bodies, strict=True))
    assert [one[0] for one in by_hook] == [
        "2026-05-13T08:00:00Z", "2026-05-19T08:00:00Z", "2026-05-20T08:00:00Z",
    ]  # fmt: skip


def test_a_running_daemon_tells_it_at_its_minute(days: Days, at: At) -> None:
    """Not `--once`: a daemon that is started before the moment waits for it."""
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-20", "--in", "GB")
    with days.place.daemon(**at("2026-05-13T07:59:57")) as daemon:
        daemon.says("works on")
        (one,) = days.sink.wait_for(1, within=20)
        assert daemon.end() == 0
    assert json.loads(one.body)["title"] == "In 7 days in cinemas (GB): Sunlit"
    (sent,) = days.place.run("deliveries", "--state", "sent", "--json").json
    assert sent["sent_at"] >= "2026-05-13T08:00:00"


def test_down_for_a_week_the_nearest_lead_is_told_once(days: Days) -> None:
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-11", "--in", "GB")
    days.do("2026-05-01T12:01", "add", "Over", "--on", "2026-05-09", "--in", "GB")
    days.do("2026-05-01T12:01", "add", "Long Over", "--on", "2026-05-05", "--in", "GB")
    assert days.day("2026-05-10T20:00") == ["2 releases: Over, Sunlit"]
    said = json.loads(days.sink.arrivals[-1].body)["message"]
    assert "late" in said and "tomorrow" in said.lower(), said
    assert "Long Over" not in said
    assert days.day("2026-05-11T08:00") == ["Today in cinemas (GB): Sunlit"]
    assert days.day("2026-05-12T08:00") == []
    states = days.place.states()
    assert (states["missed"], states["sent"]) == (2, 3), states


def test_a_move_there_and_back_is_silent_and_another_is_told_once(days: Days) -> None:
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-06-20", "--in", "GB")
    assert days.day("2026-06-13T08:00") == ["In 7 days in cinemas (GB): Sunlit"]
    days.do("2026-06-13T12:00", "move", "Sunlit", "--to", "2026-07-20")
    days.do("2026-06-13T12:20", "move", "Sunlit", "--to", "2026-06-20")
    assert days.day("2026-06-13T14:00") == []
    days.do("2026-06-14T12:00", "move", "Sunlit", "--to", "2026-07-20", "--because", "strike")
    assert days.day("2026-06-14T12:59") == []
    (moved,) = days.day("2026-06-14T13:01")
    assert "Sunlit" in moved
    said = json.loads(days.sink.arrivals[-1].body)["message"]
    assert "20 June" in said and "20 July" in said and "strike" in said
    assert days.day("2026-06-20T08:00") == []
    assert days.day("2026-07-13T08:00") == ["In 7 days in cinemas (GB): Sunlit"]


def test_a_date_that_returns_after_it_was_told_owes_what_remains(days: Days) -> None:
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-06-20", "--in", "GB")
    assert len(days.day("2026-06-13T08:00")) == 1
    days.do("2026-06-14T12:00", "move", "Sunlit", "--to", "2026-07-20")
    assert len(days.day("2026-06-14T13:01")) == 1
    days.do("2026-06-15T12:00", "move", "Sunlit", "--to", "2026-06-20")
    assert len(days.day("2026-06-15T13:01")) == 1
    assert days.day("2026-06-19T08:00") == ["Tomorrow in cinemas (GB): Sunlit"]
    assert days.day("2026-06-20T08:00") == ["Today in cinemas (GB): Sunlit"]
    assert days.day("2026-07-13T08:00") == []


def test_a_film_that_is_called_off_is_told_once_and_never_reminded_of(days: Days) -> None:
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-20", "--in", "GB")
    assert len(days.day("2026-05-13T08:00")) == 1
    days.do("2026-05-14T09:00", "cancel", "Sunlit", "--because", "the cinema burned down")
    told = days.day("2026-05-14T10:01")
    assert len(told) == 1 and "Sunlit" in told[0]
    assert "burned down" in json.loads(days.sink.arrivals[-1].body)["message"]
    for later in ("2026-05-19T08:00", "2026-05-20T08:00"):
        assert days.day(later) == []


def test_an_hour_that_does_not_exist_is_told_at_the_next_that_does(days: Days) -> None:
    """London 2026-03-29: 01:30 is skipped. Told once, at 01:00 UTC, which is 02:00 there."""
    days.do("2026-03-01T12:00", "subscribers", "set", "--at", "01:30", "--leads", "0d")
    days.do("2026-03-01T12:01", "add", "Sunlit", "--on", "2026-03-29", "--in", "GB")
    assert days.day("2026-03-29T00:59:30") == []
    assert days.day("2026-03-29T01:00:00") == ["Today in cinemas (GB): Sunlit"]
    assert days.day("2026-03-29T01:30:00") == []


def test_an_hour_that_comes_twice_is_told_at_the_first(days: Days) -> None:
    """London 2026-10-25: 01:30 is at 00:30 and at 01:30 UTC."""
    days.do("2026-10-01T12:00", "subscribers", "set", "--at", "01:30", "--leads", "0d")
    days.do("2026-10-01T12:01", "add", "Sunlit", "--on", "2026-10-25", "--in", "GB")
    assert days.day("2026-10-25T00:29:30") == []
    assert days.day("2026-10-25T00:30:00") == ["Today in cinemas (GB): Sunlit"]
    assert days.day("2026-10-25T01:30:00") == []


def test_quiet_hours_push_what_falls_into_them_to_their_end(days: Days) -> None:
    days.do("2026-05-01T12:01", "subscribers", "set", "--quiet-hours", "22:00-08:00")
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-06-20", "--in", "GB")
    days.do("2026-06-01T20:30", "move", "Sunlit", "--to", "2026-07-20")
    assert days.day("2026-06-01T21:31") == []
    assert days.day("2026-06-02T06:59") == []
    assert len(days.day("2026-06-02T07:00")) == 1
    assert days.day("2026-06-02T08:00") == []


def test_a_rehearsal_prints_exactly_what_is_then_sent(days: Days, post: SmtpSink) -> None:
    """Several films, a move, a cancellation and quiet hours, walked through to the end."""
    days.do("2026-05-01T12:00", "channels", "add", post.url(), "--name", "mail")
    days.do("2026-05-01T12:01", "subscribers", "set", "--quiet-hours", "22:00-08:00")
    for title, day in (("Sunlit", "2026-05-12"), ("Nightfall", "2026-05-12"),
                       ("Harbour", "2026-05-09"), ("Gone", "2026-05-30")):  # fmt: skip
        days.do("2026-05-01T12:01", "add", title, "--on", day, "--in", "GB")
    days.day("2026-05-02T08:00")
    days.do("2026-05-03T20:45", "move", "Harbour", "--to", "2026-05-19")
    days.do("2026-05-03T20:46", "cancel", "Gone")
    before = len(days.sink.arrivals), len(post.mails)
    said = days.do("2026-05-03T20:47", "rehearse", "--json").json
    assert len(said) >= 10
    for moment in sorted({one["at"] for one in said}):
        days.day(moment.removesuffix("Z"))
    hooks = [json.loads(one.body) for one in days.sink.arrivals[before[0] :]]
    assert [(one["title"], one["message"]) for one in hooks] == [
        (one["title"], one["body"]) for one in said if one["channel"] == "hook"
    ]
    mails = post.mails[before[1] :]
    expected = [one for one in said if one["channel"] == "mail"]
    assert [str(mail.message["Subject"]) for mail in mails] == [one["title"] for one in expected]
    for mail, one in zip(mails, expected, strict=True):
        part = mail.message.get_body(("plain",))
        assert part is not None
        assert part.get_content().split() == one["body"].split()
    assert days.rehearsed("2026-06-30T12:00") == []


def test_a_clock_set_forward_and_back_repeats_nothing(days: Days) -> None:
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-20", "--in", "GB")
    assert len(days.day("2026-05-14T08:00")) == 1
    said = json.loads(days.sink.arrivals[-1].body)["message"]
    assert "late" in said and "in 6 days" in said
    assert days.day("2026-05-13T08:00") == []
    assert days.day("2026-05-13T12:00") == []
    assert days.day("2026-05-19T08:00") == ["Tomorrow in cinemas (GB): Sunlit"]
    assert days.day("2026-05-18T08:00") == []
    assert days.day("2026-05-20T08:00") == ["Today in cinemas (GB): Sunlit"]


def test_daemons_with_different_clocks_tell_it_once(days: Days, at: At) -> None:
    """Two machines whose clocks part by a minute share one database."""
    days.do("2026-05-01T12:01", "add", "Sunlit", "--on", "2026-05-20", "--in", "GB")
    with (
        days.place.daemon(**at("2026-05-13T07:59:58")) as slow,
        days.place.daemon(**at("2026-05-13T08:00:58")) as fast,
    ):
        days.sink.wait_for(1)
        wait_until(lambda: days.place.states()["sent"] == 1)
        slow.says("works on")
        wait_until(lambda: len(days.place.run("status", "--json").json["daemons"]) == 2)
        assert (slow.end(), fast.end()) == (0, 0)
    assert len(days.sink.arrivals) == 1
