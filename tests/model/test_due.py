"""Due instants: daylight saving gaps and folds, skipped days, quiet hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from releases.model.due import after_quiet, lead_due, local_day, local_instant
from releases.model.subscriber import Quiet, Schedule, zone
from tests.model.strategies import ZONES, days, instants, minutes, schedules


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone_name", "day", "at", "expected"),
    [
        ("Europe/London", date(2024, 1, 26), time(9), "2024-01-26T09:00"),
        ("Europe/London", date(2024, 7, 26), time(9), "2024-07-26T08:00"),
        # 01:00 to 02:00 does not exist; 02:00 BST is 01:00 UTC.
        ("Europe/London", date(2026, 3, 29), time(1, 30), "2026-03-29T01:00"),
        ("Europe/London", date(2026, 3, 29), time(1, 0), "2026-03-29T01:00"),
        ("Europe/London", date(2026, 3, 29), time(2, 0), "2026-03-29T01:00"),
        ("Europe/London", date(2026, 3, 29), time(0, 59), "2026-03-29T00:59"),
        # 01:00 to 02:00 occurs twice; the first is still summer time.
        ("Europe/London", date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),
        ("Europe/London", date(2026, 10, 25), time(2, 0), "2026-10-25T02:00"),
        # Lord Howe moves by half an hour: 02:00 to 02:30 is skipped, 01:30 to 02:00 twice there.
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-03T15:30"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45"),
        # Samoa went over the date line: its 30 December 2011 never was.
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-30T10:00"),
        ("Pacific/Apia", date(2011, 12, 29), time(9), "2011-12-29T19:00"),
        ("Pacific/Apia", date(2011, 12, 31), time(9), "2011-12-30T19:00"),
        # In Brazil the gap was at midnight: the day began at 01:00.
        ("America/Sao_Paulo", date(2018, 11, 4), time(0), "2018-11-04T03:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), "2018-11-04T03:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(1), "2018-11-04T03:00"),
        ("America/Sao_Paulo", date(2018, 2, 17), time(23, 30), "2018-02-18T01:30"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
        ("Europe/Dublin", date(2026, 3, 29), time(1, 30), "2026-03-29T01:00"),
    ],
)
def test_a_local_time_becomes_this_instant(
    zone_name: str, day: date, at: time, expected: str
) -> None:
    assert local_instant(day, at, zone_name) == utc(expected)


@given(days, minutes, st.sampled_from(ZONES))
@example(date(2011, 12, 30), time(0), "Pacific/Apia")
@example(date(2026, 3, 29), time(1, 59), "Europe/London")
def test_an_instant_is_the_first_at_or_after_its_local_time(
    day: date, at: time, zone_name: str
) -> None:
    instant = local_instant(day, at, zone_name)
    wanted = datetime.combine(day, at)
    assert _wall(instant, zone_name) >= wanted
    for back in (1, 60, 1800, 3600, 7200, 86_000):
        assert _wall(instant - timedelta(seconds=back), zone_name) < wanted


def _wall(instant: datetime, zone_name: str) -> datetime:
    return instant.astimezone(zone(zone_name)).replace(tzinfo=None)


@given(days, minutes, st.sampled_from(ZONES))
def test_a_local_time_that_exists_is_kept(day: date, at: time, zone_name: str) -> None:
    instant = local_instant(day, at, zone_name)
    there = datetime.combine(day, at, zone(zone_name))
    exists = there.astimezone(UTC).astimezone(zone(zone_name)).replace(
        tzinfo=None
    ) == datetime.combine(day, at)
    assert (_wall(instant, zone_name) == datetime.combine(day, at)) == exists


@given(instants, schedules())
@example(utc("2011-12-30T09:30"), Schedule("Pacific/Apia", time(9), Quiet(time(22), time(8))))
def test_nothing_falls_into_quiet_hours(instant: datetime, schedule: Schedule) -> None:
    moved = after_quiet(instant, schedule)
    assert moved >= instant
    assert after_quiet(moved, schedule) == moved
    local = moved.astimezone(zone(schedule.zone))
    if schedule.quiet is not None and moved != instant:
        assert not schedule.quiet.covers(local.time())


@given(instants, schedules())
def test_what_is_outside_quiet_hours_is_not_moved(instant: datetime, schedule: Schedule) -> None:
    local = instant.astimezone(zone(schedule.zone))
    if schedule.quiet is None or not schedule.quiet.covers(local.time()):
        assert after_quiet(instant, schedule) == instant


LONDON_NIGHT = Schedule("Europe/London", time(9), Quiet.parse("22:00-08:00"))


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2024-01-26T21:59", "2024-01-26T21:59"),
        ("2024-01-26T22:00", "2024-01-27T08:00"),
        ("2024-01-27T03:00", "2024-01-27T08:00"),
        ("2024-01-27T07:59", "2024-01-27T08:00"),
        ("2024-01-27T08:00", "2024-01-27T08:00"),
        # A night of eleven hours by the clock on the wall lasts ten or twelve.
        ("2026-03-28T23:00", "2026-03-29T07:00"),
        ("2026-10-24T22:30", "2026-10-25T08:00"),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(instant: str, expected: str) -> None:
    assert after_quiet(utc(instant), LONDON_NIGHT) == utc(expected)


def test_quiet_hours_that_end_in_a_gap_end_after_it() -> None:
    schedule = Schedule("Europe/London", time(9), Quiet(time(22), time(1, 30)))
    assert after_quiet(utc("2026-03-28T23:30"), schedule) == utc("2026-03-29T01:00")


def test_quiet_hours_that_end_in_a_fold_end_at_its_first_pass() -> None:
    schedule = Schedule("Europe/London", time(9), Quiet(time(22), time(1, 30)))
    assert after_quiet(utc("2026-10-24T23:30"), schedule) == utc("2026-10-25T00:30")


def test_quiet_hours_that_end_on_a_day_that_never_was_end_on_the_next() -> None:
    schedule = Schedule("Pacific/Apia", time(9), Quiet(time(22), time(8)))
    # 23:00 on 29 December; 8 o'clock next comes on the 31st.
    assert after_quiet(utc("2011-12-30T09:00"), schedule) == utc("2011-12-30T18:00")


def test_the_local_day_is_the_one_on_the_wall() -> None:
    assert local_day(utc("2024-01-26T23:30"), "Asia/Tokyo") == date(2024, 1, 27)
    assert local_day(utc("2024-01-26T03:30"), "America/Los_Angeles") == date(2024, 1, 25)


@given(days, st.integers(0, 366), schedules())
def test_a_lead_is_due_on_its_own_day_or_just_after(
    day: date, lead: int, schedule: Schedule
) -> None:
    owed = lead_due(day, lead, schedule)
    wanted = day - timedelta(days=lead)
    assert wanted <= local_day(owed.due, schedule.zone) <= wanted + timedelta(days=2)
    assert owed.until >= owed.due
    if lead:
        assert owed.until == owed.due


def test_a_release_today_owes_its_last_lead_until_the_day_is_over() -> None:
    owed = lead_due(date(2024, 1, 26), 0, Schedule("America/New_York"))
    assert owed.due == utc("2024-01-26T14:00")
    assert owed.until == utc("2024-01-27T05:00")
