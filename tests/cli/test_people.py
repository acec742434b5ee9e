"""subscribers, channels: who is told, when, and where."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.parts.http_sink import HttpSink, Reply

from .conftest import Run

SOON = (datetime.now(UTC) + timedelta(days=40)).date()
SECRET = "Q7vXp2ZkT9"


def test_settings_are_set_and_shown_as_json(run: Run) -> None:
    run(
        "subscribers", "set", "--timezone", "America/New_York", "--leads", "14d,3,0d",
        "--at", "8:30", "--quiet-hours", "22:00-07:00", "--in", "us", "--in", "Canada",
        "--digest", "weekly", "--fallback", "GB,ie", "--language", "pt-br",
    )  # fmt: skip
    assert run("subscribers", "list", "--json").json == [
        {
            "name": "default",
            "timezone": "America/New_York",
            "leads": ["14d", "3d", "0d"],
            "at": "08:30",
            "quiet": "22:00-07:00",
            "territories": ["US", "CA"],
            "fallback": ["GB", "IE"],
            "language": "pt",
            "digest": "weekly",
        }
    ]
    run("subscribers", "set", "default", "--quiet", "none", "--leads", "none", "--in", "none",
        "--fallback", "none")  # fmt: skip
    after = run("subscribers", "--json").json[0]
    assert (after["quiet"], after["leads"]) == (None, [])
    assert (after["territories"], after["fallback"]) == ([], [])


def test_a_date_of_the_fallback_is_shown_as_such(run: Run) -> None:
    run("subscribers", "add", "Ana", "--in", "IE", "--fallback", "GB")
    run("add", "Nosferatu", "--on", SOON.isoformat(), "--in", "GB")
    run("--as", "Ana", "follow", "Nosferatu")
    assert "GB, no date for IE; GB shown" in run("--as", "Ana", "show", "Nosferatu").out
    assert "no date" not in run("show", "Nosferatu").out
    assert "no date for IE; GB shown" in run("--as", "Ana", "list").out
    assert "no date" not in run("list").out


def test_a_fallback_alone_is_said_to_serve_for_every_film(run: Run) -> None:
    said = run("subscribers", "add", "Ana", "--in", "none", "--fallback", "GB,US").err
    assert "dates of GB, else of US serve for every film" in said
    run("add", "Nosferatu", "--on", SOON.isoformat(), "--in", "US")
    run("--as", "Ana", "follow", "Nosferatu")
    assert "US shown as fallback" in run("--as", "Ana", "list").out


def test_another_time_of_day_moves_what_is_planned(run: Run) -> None:
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("add", "Nosferatu", "--on", SOON.isoformat())
    run("subscribers", "set", "--timezone", "UTC", "--at", "21:15")
    assert {row["due"][11:16] for row in run("deliveries", "--json").json} == {"21:15"}


def test_leads_that_are_no_longer_wanted_are_cancelled(run: Run) -> None:
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("add", "Nosferatu", "--on", SOON.isoformat())
    run("subscribers", "set", "--leads", "3d,0d")
    live = {row["lead"] for row in run("deliveries", "--state", "pending", "--json").json}
    assert live == {"3d", "0d"}
    gone = {row["lead"] for row in run("deliveries", "--state", "cancelled", "--json").json}
    assert gone == {"7d", "1d"}


def test_other_territories_change_what_is_covered(run: Run) -> None:
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("subscribers", "add", "Ana", "--in", "FR")
    run("--as", "Ana", "channels", "add", "json://localhost:9/ana", "--name", "hook")
    run("add", "Nosferatu", "--on", SOON.isoformat(), "--in", "GB")
    run("--as", "Ana", "follow", "Nosferatu")
    assert run("--as", "Ana", "deliveries", "--json").json == []
    run("--as", "Ana", "subscribers", "set", "--in", "GB")
    assert len(run("--as", "Ana", "deliveries", "--json").json) == 3


def test_a_channel_is_shown_masked_everywhere(run: Run) -> None:
    url = f"tgram://123456789:AAE{SECRET}-{SECRET}{SECRET}abcd/12345"
    said = [run("channels", "add", url, "--name", "phone")]
    run("add", "Nosferatu", "--on", SOON.isoformat())
    shown = (
        "channels list", "channels list --json", "status", "status --json", "export",
        "deliveries --json", "config show --json",
    )  # fmt: skip
    said += [run(*words.split()) for words in shown]
    said.append(run("doctor", "--json", code=1))
    assert not any(SECRET in each.out + each.err for each in said)
    assert run("channels", "list", "--json").json[0] == {
        "name": "phone", "subscriber": "default", "url": "tgram://…", "state": "ok",
        "error": None, "last_sent_at": None, "from": "database",
        "for": ["reminders", "notices", "digest"],
    }  # fmt: skip


def test_a_url_of_several_targets_becomes_several_channels(run: Run) -> None:
    bot = f"123456789:AAE{SECRET}-{SECRET}{SECRET}abcd"
    run("channels", "add", f"tgram://{bot}/111/222", "--name", "us")
    names = [row["name"] for row in run("channels", "list", "--json").json]
    assert names == ["us", "us-2"]


def test_a_channel_without_name_is_called_by_its_service(run: Run) -> None:
    run("channels", "add", "json://localhost:9/one")
    run("channels", "add", "json://localhost:9/two")
    names = [row["name"] for row in run("channels", "list", "--json").json]
    assert names == ["webhook", "webhook-2"]


def test_the_same_target_twice_is_refused_and_both_are_named(run: Run) -> None:
    run("channels", "add", "json://localhost:9/one", "--name", "first")
    refused = run("channels", "add", "json://localhost:9/one", "--name", "second", code=2)
    assert "first" in refused.err and "second" in refused.err


def test_a_channel_takes_only_what_it_is_for(run: Run) -> None:
    run("channels", "add", "json://localhost:9/one", "--for", "notices")
    run("add", "Nosferatu", "--on", SOON.isoformat())
    assert run("deliveries", "--json").json == []
    run("channels", "add", "json://localhost:9/two", "--for", "reminders")
    assert len(run("deliveries", "--json").json) == 3


def test_a_paused_channel_keeps_what_waits_and_a_removed_one_cancels_it(run: Run) -> None:
    run("channels", "add", "json://localhost:9/one", "--name", "hook")
    run("add", "Nosferatu", "--on", SOON.isoformat())
    run("channels", "pause", "hook")
    assert run("channels", "list", "--json").json[0]["state"] == "paused"
    assert {row["state"] for row in run("deliveries", "--json").json} == {"pending"}
    run("channels", "resume", "hook")
    run("channels", "remove", "hook")
    assert {row["state"] for row in run("deliveries", "--json").json} == {"cancelled"}
    assert run("channels", "list", "--json").json == []


def test_a_test_message_tells_what_came_of_it(run: Run) -> None:
    with HttpSink() as sink:
        sink.script("/bad", Reply(status=404))
        address = sink.url.removeprefix("http://")
        run("channels", "add", f"json://{address}/good", "--name", "good")
        run("channels", "add", f"json://{address}/bad", "--name", "bad")
        assert "good: sent" in run("channels", "test", "good").out
        outcomes = run("channels", "test", "--json", code=1).json
        assert [row["outcome"] for row in outcomes] == ["sent", "permanent"]
        assert len(sink.at("/good")) == 2
        run("subscribers", "set", "--language", "de")
        run("channels", "test", "good")
        assert b"Test von releases" in sink.at("/good")[-1].body


def test_channels_of_the_file_are_synced_by_the_daemon_and_changed_only_there(
    run: Run, home: Path
) -> None:
    config = home / "releases.toml"
    config.write_text('[channels]\nphone = "json://localhost:9/one"\n')
    run("--config", str(config), "daemon", "--once")
    (channel,) = run("channels", "list", "--json").json
    assert (channel["name"], channel["from"], channel["state"]) == ("phone", "config", "ok")
    run("channels", "remove", "phone", code=2)
    config.write_text("")
    run("--config", str(config), "daemon", "--once")
    assert run("channels", "list", "--json").json[0]["state"] == "disabled"
    config.write_text('[channels]\nphone = "json://localhost:9/one"\n')
    run("--config", str(config), "daemon", "--once")
    assert run("channels", "list", "--json").json[0]["state"] == "ok"


def test_a_channel_of_the_file_that_meets_one_of_the_database_is_refused(
    run: Run, home: Path
) -> None:
    run("channels", "add", "json://localhost:9/one", "--name", "mine")
    config = home / "releases.toml"
    config.write_text('[channels]\nphone = "json://localhost:9/one"\n')
    refused = run("--config", str(config), "daemon", "--once")
    assert "mine" in refused.err and "phone" in refused.err
    assert [row["name"] for row in run("channels", "list", "--json").json] == ["mine"]
