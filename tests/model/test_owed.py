"""What a date owes: leads, notices, and when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model.dates import ReleaseDate
from releases.model.due import local_day
from releases.model.plan import (
    CALLED_OFF,
    DEFAULT_SETTLE,
    TAKEN_BACK,
    What,
    after_silent,
    correction,
    is_news,
    leads_owed,
    notice_due,
    token,
)
from releases.model.release import Standing
from releases.model.subscriber import Quiet, Schedule
from tests.model.strategies import close_dates, days, schedules

LONDON = Schedule("Europe/London", time(9))
NIGHT = Schedule("Europe/London", time(9), Quiet(time(22), time(8)))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_day_owes_each_lead_at_the_subscribers_time_of_day() -> None:
    owed = leads_owed(ReleaseDate("2024-01-26"), (7, 1, 0), LONDON)
    assert [(lead.lead, lead.due) for lead in owed] == [
        (7, utc("2024-01-19T09:00")),
        (1, utc("2024-01-25T09:00")),
        (0, utc("2024-01-26T09:00")),
    ]


@pytest.mark.parametrize("text", ["2024-01", "2024-Q1", "2024-winter", "2024", "tba"])
def test_a_partial_date_owes_no_lead(text: str) -> None:
    assert leads_owed(ReleaseDate(text), (7, 1, 0), LONDON) == []


@given(days, st.sets(st.integers(0, 366), max_size=6), schedules())
def test_leads_fall_due_in_their_order(day: object, leads: set[int], schedule: Schedule) -> None:
    owed = leads_owed(ReleaseDate(str(day)), leads, schedule)
    assert [lead.lead for lead in owed] == sorted(leads, reverse=True)
    dues = [lead.due for lead in owed]
    assert dues == sorted(dues)


def test_a_placeholder_owes_no_lead_of_more_than_thirty_days() -> None:
    doubtful = leads_owed(ReleaseDate("2026-12-31"), (60, 31, 30, 7), LONDON, unconfirmed=True)
    assert [lead.lead for lead in doubtful] == [30, 7]
    sure = leads_owed(ReleaseDate("2026-12-31"), (60, 31, 30, 7), LONDON)
    assert [lead.lead for lead in sure] == [60, 31, 30, 7]


A, B = "2024-06-14", "2024-08-02"
MONTH, OTHER_MONTH, YEAR, OTHER_YEAR = "2024-06", "2024-09", "2024", "2025"

# What a channel was told, what holds now, and what it is owed.
PAIRS = [
    (A, A, None),
    (A, B, What.MOVED),
    (A, MONTH, What.POSTPONED),
    (A, OTHER_MONTH, What.POSTPONED),
    (A, YEAR, What.POSTPONED),
    (A, "tba", What.POSTPONED),
    (A, CALLED_OFF, What.CANCELLED),
    (A, TAKEN_BACK, What.REMOVED),
    (MONTH, A, What.DATE_SET),
    (MONTH, B, What.DATE_SET),
    (MONTH, MONTH, None),
    (MONTH, YEAR, None),
    (YEAR, MONTH, None),
    (YEAR, OTHER_YEAR, What.MOVED),
    (MONTH, OTHER_MONTH, What.MOVED),
    ("2024-Q2", "2024-summer", What.MOVED),
    (MONTH, "tba", None),
    (MONTH, CALLED_OFF, What.CANCELLED),
    (MONTH, TAKEN_BACK, What.REMOVED),
    ("tba", A, What.DATE_SET),
    ("tba", MONTH, None),
    ("tba", "tba", None),
    ("tba", CALLED_OFF, What.CANCELLED),
    ("tba", TAKEN_BACK, What.REMOVED),
    (CALLED_OFF, A, What.REVIVED),
    (CALLED_OFF, MONTH, What.REVIVED),
    (CALLED_OFF, "tba", What.REVIVED),
    (CALLED_OFF, CALLED_OFF, None),
    (CALLED_OFF, TAKEN_BACK, None),
    (TAKEN_BACK, A, What.REVIVED),
    (TAKEN_BACK, MONTH, What.REVIVED),
    (TAKEN_BACK, "tba", What.REVIVED),
    (TAKEN_BACK, CALLED_OFF, None),
    (TAKEN_BACK, TAKEN_BACK, None),
]


@pytest.mark.parametrize(("told", "current", "owed"), PAIRS)
def test_a_channel_is_owed_what_brings_it_from_told_to_true(
    told: str, current: str, owed: What | None
) -> None:
    assert correction(told, current) is owed


tokens = close_dates.map(str) | st.sampled_from([CALLED_OFF, TAKEN_BACK])


@given(tokens)
def test_who_was_told_the_truth_is_owed_nothing(what: str) -> None:
    assert correction(what, what) is None


@given(close_dates, close_dates)
def test_no_wrong_day_is_ever_left_uncorrected(told: ReleaseDate, now: ReleaseDate) -> None:
    if told.day is not None and told != now:
        assert correction(str(told), str(now)) in (What.MOVED, What.POSTPONED)
    if told.day is None and now.day is not None:
        assert correction(str(told), str(now)) is What.DATE_SET


TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("told", "current", "news"),
    [
        ("2024-06-03", "2024-06-10", True),
        ("2024-05-20", "2024-06-10", True),
        ("2024-06-10", "2024-05-20", True),
        ("2024-06-10", "2019-05-20", True),
        ("2024-05-20", "2024-05-21", False),
        ("2024-05", "2024-05-21", False),
        ("2024-06", "2024-05-29", True),
        ("2024-06", "2024-05-28", False),
        ("tba", "2024-05-31", True),
        ("tba", "2019-05-31", False),
        ("2024-05-20", "tba", True),
        ("2024-05-20", CALLED_OFF, True),
        (CALLED_OFF, "2024-05-20", True),
    ],
)
def test_a_date_that_is_long_over_is_no_news(told: str, current: str, news: bool) -> None:
    assert is_news(told, current, TODAY) is news


@pytest.mark.parametrize(
    ("believed", "later", "expected"),
    [
        ("2024", ["2024-06", "2024-09"], "2024-06"),
        ("tba", ["2024", "2024-06"], "2024-06"),
        ("2024-06", ["2024", "2024-09"], "2024-06"),
        ("2024", ["2024-06-14"], "2024"),
        ("2024-06-14", ["tba", "2024-06"], "2024-06-14"),
        ("2024", [CALLED_OFF, "2024-06"], "2024-06"),
        (CALLED_OFF, ["2024"], CALLED_OFF),
    ],
)
def test_a_silent_refinement_takes_the_place_of_what_was_believed(
    believed: str, later: list[str], expected: str
) -> None:
    assert after_silent(believed, later) == expected


def test_a_release_says_its_date_or_that_it_is_off() -> None:
    assert token(ReleaseDate(A), Standing.ACTIVE) == A
    assert token(ReleaseDate(A), Standing.CANCELLED) == CALLED_OFF
    assert token(ReleaseDate(A), Standing.REMOVED) == TAKEN_BACK


NOON = utc("2024-06-01T12:00")


@pytest.mark.parametrize(
    ("told", "current", "wait"),
    [
        (A, B, DEFAULT_SETTLE),
        (A, "tba", DEFAULT_SETTLE),
        ("2024-06-03", B, timedelta(0)),
        (A, "2024-06-03", timedelta(0)),
        ("2024-05-30", B, timedelta(0)),
        ("2024-06-04", B, DEFAULT_SETTLE),
        ("2024-05-29", B, DEFAULT_SETTLE),
        ("2024-06-02", CALLED_OFF, timedelta(0)),
        ("2024-06", B, DEFAULT_SETTLE),
    ],
)
def test_a_notice_settles_for_an_hour_except_where_a_day_is_near(
    told: str, current: str, wait: timedelta
) -> None:
    assert notice_due(told, current, NOON, LONDON) == NOON + wait


def test_a_notice_waits_for_the_end_of_quiet_hours() -> None:
    assert notice_due(A, B, utc("2024-06-01T20:30"), NIGHT) == utc("2024-06-02T07:00")
    assert notice_due(A, "2024-06-02", utc("2024-06-01T22:30"), NIGHT) == utc("2024-06-02T07:00")


def test_near_is_counted_in_the_subscribers_calendar() -> None:
    late_evening_utc = utc("2024-06-01T23:30")
    tokyo, new_york = Schedule("Asia/Tokyo"), Schedule("America/New_York")
    assert local_day(late_evening_utc, tokyo.zone).day == 2
    assert local_day(late_evening_utc, new_york.zone).day == 1
    assert notice_due("2024-06-04", B, late_evening_utc, tokyo) == late_evening_utc
    settled = late_evening_utc + DEFAULT_SETTLE
    assert notice_due("2024-06-04", B, late_evening_utc, new_york) == settled
