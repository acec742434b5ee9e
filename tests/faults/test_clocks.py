"""Rows 9 and 30 to 33: a daemon that was down, and clocks, seasons and zones that change."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

from releases.store.engine import Store
from tests.faults.desk import Desk
from tests.parts.http_sink import HttpSink
from tests.system.kit import Place, json_url


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    store = Store(database_url).open()
    yield Desk(store)
    store.close()


def told(sink: HttpSink) -> list[str]:
    return [json.loads(one.body)["title"] for one in sink.arrivals]


def test_row09_after_a_week_the_nearest_lead_is_told_and_what_is_over_once(
    desk: Desk, sink: HttpSink
) -> None:
    desk.person(leads=(7, 1, 0))
    desk.channel("hook", json_url(sink, "hook"))
    for day, title in (("2026-05-11", "Ahead"), ("2026-05-09", "Over"), ("2026-05-05", "Past")):
        desk.add(day, title)
    desk.at("2026-05-10T20:00")
    assert desk.work()
    (message,) = sink.arrivals
    body = json.loads(message.body)["message"]
    assert "Ahead" in body and "Over" in body and "Past" not in body
    assert "tomorrow" in body.lower() and "late" in body
    states = {(row.speaks_of, row.lead): row.state for row in desk.rows()}
    assert states["2026-05-11", 7] == "superseded" and states["2026-05-11", 1] == "sent"
    assert states["2026-05-09", 0] == "sent" and states["2026-05-09", 1] == "superseded"
    assert states["2026-05-05", 0] == "missed"
    desk.at("2026-05-12T20:00")
    assert desk.work()
    assert len(sink.arrivals) == 2


@pytest.mark.parametrize("days", [1, -1, 400, -400])
def test_row30_a_clock_that_leaps_repeats_nothing(desk: Desk, sink: HttpSink, days: int) -> None:
    desk.person(leads=(7, 1, 0))
    desk.channel("hook", json_url(sink, "hook"))
    desk.add("2026-05-20")
    desk.at("2026-05-13T09:00")
    assert desk.work()
    assert len(sink.arrivals) == 1
    desk.clock.later(days=days)
    desk.work()
    desk.clock.later(days=-days)
    desk.work()
    desk.at("2026-05-18T09:00")
    desk.work()
    assert len(sink.arrivals) == 1
    if days < 400:
        desk.at("2026-05-20T09:00")
        desk.work()
        assert told(sink)[-1] == "Today in cinemas (GB): Sunlit"
        assert len(sink.arrivals) == 2


@pytest.mark.parametrize("hour", ["01:00", "01:30", "01:59"])
def test_row31_an_hour_that_a_zone_skips_is_told_at_the_next_instant_once(
    desk: Desk, sink: HttpSink, hour: str
) -> None:
    desk.at("2026-03-01T00:00")
    desk.person("Europe/London", at=hour)
    desk.channel("hook", json_url(sink, "hook"))
    desk.add("2026-03-29")
    desk.at("2026-03-29T00:59:59")
    desk.work()
    assert sink.arrivals == []
    desk.at("2026-03-29T01:00:00")
    desk.work()
    assert told(sink) == ["Today in cinemas (GB): Sunlit"]
    desk.at("2026-03-29T03:00:00")
    desk.work()
    assert len(sink.arrivals) == 1


def test_row32_an_hour_that_comes_twice_is_told_the_first_time_only(
    desk: Desk, sink: HttpSink
) -> None:
    desk.at("2026-10-01T00:00")
    desk.person("Europe/London", at="01:30")
    desk.channel("hook", json_url(sink, "hook"))
    desk.add("2026-10-25")
    desk.at("2026-10-25T00:29:59")
    desk.work()
    assert sink.arrivals == []
    for moment in ("2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30"):
        desk.at(moment)
        desk.work()
    assert len(sink.arrivals) == 1


def test_row33_a_zone_whose_rules_change_moves_what_is_not_sent(
    place: Place, sink: HttpSink, tmp_path: Path
) -> None:
    """The same program with yesterday's and with today's time zone data of London."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, like in ((old, "Europe/London"), (new, "Africa/Lagos")):
        (folder / "Europe").mkdir(parents=True)
        shutil.copy(_data(like), folder / "Europe" / "London")
    before, after = {"PYTHONTZPATH": str(old)}, {"PYTHONTZPATH": str(new)}
    place.run("subscribers", "set", "--timezone", "Europe/London", "--leads", "1d,0d", **before)
    place.run("channels", "add", json_url(sink, "hook"), "--name", "hook", **before)
    place.run("add", "Sunlit", "--on", "2031-01-15", "--in", "GB", **before)
    assert _due(place) == ["2031-01-14T09:00:00Z", "2031-01-15T09:00:00Z"]
    place.run("daemon", "--once", **after)
    assert _due(place) == ["2031-01-14T08:00:00Z", "2031-01-15T08:00:00Z"]
    place.run("daemon", "--once", **after)
    assert len(place.rows()) == 2
    assert sink.arrivals == []


def _due(place: Place) -> list[str]:
    rows = place.run("deliveries", "--json").json
    return sorted(row["due"] for row in rows if row["state"] == "pending")


def _data(zone: str) -> Path:
    ZoneInfo(zone)
    for folder in TZPATH:
        if (Path(folder) / zone).exists():
            return Path(folder) / zone
    import tzdata

    return Path(tzdata.__path__[0]) / "zoneinfo" / zone
