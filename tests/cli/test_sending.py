"""daemon, deliveries, status, doctor, rehearse: what is sent, and what one can learn of it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.parts.http_sink import HttpSink, Reply

from .conftest import Run

TODAY = "today"


@pytest.fixture
def hooked(run: Run) -> Any:
    """A subscriber whose day has begun, with one webhook."""
    with HttpSink() as sink:
        run("subscribers", "set", "--timezone", "UTC", "--at", "00:00")
        run("channels", "add", f"json://{sink.url.removeprefix('http://')}/hook", "--name", "hook")
        yield sink


def test_a_reminder_of_today_is_sent_once(run: Run, hooked: HttpSink) -> None:
    run("add", "Nosferatu", "--on", TODAY, "--in", "GB")
    run("daemon", "--once")
    run("daemon", "--once")
    assert len(hooked.arrivals) == 1
    body = json.loads(hooked.arrivals[0].body)
    assert "Nosferatu" in body["title"] + body["message"]
    (delivery,) = run("deliveries", "--state", "sent", "--json").json
    assert set(delivery) == {
        "id", "what", "lead", "channel", "subscriber", "release", "title", "territory",
        "speaks_of", "due", "state", "attempts", "sent_at", "error",
    }  # fmt: skip
    assert delivery["lead"] == "0d" and delivery["attempts"] == 1
    assert delivery["sent_at"].endswith("Z") and delivery["due"].endswith("Z")


def test_rehearse_prints_what_the_daemon_then_sends(run: Run, hooked: HttpSink) -> None:
    run("add", "Nosferatu", "--on", TODAY, "--in", "GB")
    run("add", "Babygirl", "--on", TODAY, "--in", "GB")
    planned = run("rehearse", "--json").json
    assert hooked.arrivals == []
    run("daemon", "--once")
    sent = [json.loads(arrival.body) for arrival in hooked.arrivals]
    assert [(row["title"], row["body"]) for row in planned] == [
        (body["title"], body["message"]) for body in sent
    ]
    assert {row["title"] for row in planned[0]["deliveries"]} == {"Nosferatu", "Babygirl"}
    assert set(planned[0]) == {"at", "channel", "subscriber", "title", "body", "deliveries"}


def test_rehearse_is_bounded_by_days(run: Run, hooked: HttpSink) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=20)
    run("add", "Nosferatu", "--on", soon.isoformat(), "--in", "GB")
    leads = [row["deliveries"][0]["lead"] for row in run("rehearse", "--json").json]
    assert leads == ["7d", "1d", "0d"]
    early = run("rehearse", "--until", (soon - timedelta(days=3)).isoformat(), "--json").json
    assert [row["deliveries"][0]["lead"] for row in early] == ["7d"]
    late = run("rehearse", "--since", soon.isoformat(), "--json").json
    assert [row["deliveries"][0]["lead"] for row in late] == ["0d"]


def test_a_dead_delivery_is_explained_and_retried(run: Run, hooked: HttpSink) -> None:
    hooked.script("/hook", Reply(status=410), Reply(status=200))
    run("add", "Nosferatu", "--on", TODAY)
    run("daemon", "--once", code=1)
    (dead,) = run("deliveries", "--state", "dead", "--json").json
    assert dead["error"]
    told = run("deliveries", "why", dead["id"]).out
    assert "dead" in told and "410" in told
    assert "dead" in run("doctor", code=1).out
    run("deliveries", "retry", dead["id"])
    run("daemon", "--once")
    assert run("deliveries", "--json").json[0]["state"] == "sent"
    refused = run("deliveries", "retry", dead["id"], code=1)
    assert "sent" in refused.err


def test_what_was_for_a_channel_that_is_no_more_cannot_be_tried_again(
    run: Run, hooked: HttpSink
) -> None:
    hooked.script("/hook", Reply(status=410))
    run("add", "Nosferatu", "--on", TODAY)
    run("daemon", "--once", code=1)
    (dead,) = run("deliveries", "--state", "dead", "--json").json
    run("channels", "remove", dead["channel"])
    refused = run("deliveries", "retry", dead["id"], code=1)
    assert "was removed" in refused.err
    assert run("deliveries", "--json").json[0]["state"] == "dead"


def test_retry_dead_takes_all_that_are_dead(run: Run, hooked: HttpSink) -> None:
    hooked.script("/hook", Reply(status=410), Reply(status=200))
    run("add", "Nosferatu", "--on", TODAY)
    run("daemon", "--once", code=1)
    assert len(run("deliveries", "retry", "--dead", "--json").json) == 1
    run("daemon", "--once")
    assert len(hooked.arrivals) == 2


def test_what_was_taken_back_says_why(run: Run, hooked: HttpSink) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=20)
    run("add", "Nosferatu", "--on", soon.isoformat(), "--in", "GB")
    run("move", "Nosferatu", "--to", (soon + timedelta(days=30)).isoformat())
    gone = run("deliveries", "--state", "superseded", "--json").json
    assert len(gone) == 3
    assert "date moved" in run("deliveries", "why", gone[0]["id"]).out


def test_status_tells_counts_daemons_and_channels(run: Run, hooked: HttpSink) -> None:
    run("add", "Nosferatu", "--on", TODAY)
    document = run("status", "--json").json
    assert set(document) == {
        "version", "database", "schema", "releases", "due_next", "deliveries", "daemons",
        "channels", "conflicts",
    }  # fmt: skip
    assert document["releases"] == 1 and document["deliveries"] == {"pending": 1}
    assert document["channels"] == [{"name": "hook", "state": "ok", "error": None}]
    assert "no daemon" in run("status").out


def test_status_check_fails_where_no_daemon_lives(run: Run) -> None:
    assert "daemon" in run("status", "--check", code=1).err


def test_doctor_names_each_trouble_and_its_remedy(run: Run) -> None:
    found = {row["check"]: row for row in run("doctor", "--json", code=1).json}
    assert found["daemon"]["state"] == "failed" and "releases daemon" in found["daemon"]["hint"]
    assert found["database"]["state"] == "ok"
    assert any("no channel" in row["what"] for row in found.values())


def test_doctor_asks_for_a_contact_where_wikidata_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checks() -> set[str]:
        return {row["check"] for row in run("doctor", "--json", code=1).json}

    assert "source wikidata" not in checks()
    monkeypatch.setenv("RELEASES_SOURCES_WIKIDATA_ENABLED", "true")
    assert "source wikidata" in checks()
    monkeypatch.setenv("RELEASES_SOURCES_WIKIDATA_CONTACT", "ana@example.org")
    assert "source wikidata" not in checks()


def test_a_release_that_is_called_off_is_told_at_once(run: Run, hooked: HttpSink) -> None:
    run("add", "Nosferatu", "--on", TODAY, "--in", "GB")
    run("daemon", "--once")
    run("cancel", "Nosferatu", "--because", "the cinema burned down")
    planned = run("rehearse", "--json").json
    assert len(planned) == 1 and planned[0]["deliveries"][0]["what"] == "cancelled"
    assert "burned down" in planned[0]["body"]
