"""Digest periods."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from releases.model.dates import ReleaseDate
from releases.model.digest import following, period, period_at
from releases.model.due import local_day
from releases.model.subscriber import Schedule
from tests.model.strategies import instants, schedules

LONDON = Schedule("Europe/London", time(9))


def test_a_weekly_digest_runs_from_monday_to_sunday() -> None:
    week = period_at("weekly", datetime(2024, 1, 26, 12, tzinfo=UTC), LONDON)
    assert (week.first, week.last) == (date(2024, 1, 22), date(2024, 1, 28))
    assert week.due == datetime(2024, 1, 22, 9, tzinfo=UTC)


def test_the_week_is_that_of_the_subscribers_calendar() -> None:
    late_on_sunday = datetime(2024, 1, 28, 20, tzinfo=UTC)
    assert period_at("weekly", late_on_sunday, LONDON).first == date(2024, 1, 22)
    tokyo = Schedule("Asia/Tokyo", time(9))
    assert period_at("weekly", late_on_sunday, tokyo).first == date(2024, 1, 29)


def test_a_partial_date_stands_in_the_digest_in_which_its_span_begins() -> None:
    week = period("weekly", date(2024, 1, 1), LONDON)
    for text in ("2024", "2024-01", "2024-Q1", "2024-01-07"):
        assert week.holds(ReleaseDate(text))
    for text in ("tba", "2024-01-08", "2024-winter", "2023-12-31"):
        assert not week.holds(ReleaseDate(text))


@given(st.sampled_from(["daily", "weekly"]), instants, schedules())
def test_periods_follow_each_other_without_gap_or_overlap(
    every: str, now: datetime, schedule: Schedule
) -> None:
    current = period_at(every, now, schedule)
    assert current.first <= local_day(now, schedule.zone) <= current.last
    after = following(every, current, schedule)
    assert after.first == current.last + timedelta(days=1)
    assert after.last - after.first == current.last - current.first
    assert current.due <= after.due
    assert period(every, current.first, schedule) == current
