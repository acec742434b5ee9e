"""The last look: what becomes of a reminder or a notice when its turn comes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model.dates import ReleaseDate
from releases.model.plan import (
    CALLED_OFF,
    TAKEN_BACK,
    Fate,
    Sibling,
    leads_owed,
    notice_fate,
    reminder_fate,
)
from releases.model.subscriber import Quiet, Schedule

LONDON = Schedule("Europe/London", time(9))
NIGHT = Schedule("Europe/London", time(9), Quiet(time(22), time(8)))
DAY = ReleaseDate("2024-01-26")
OWED = {lead.lead: lead.due for lead in leads_owed(DAY, (7, 1, 0), LONDON)}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fate(
    lead: int,
    now: str,
    *,
    current: str = "2024-01-26",
    unsent: tuple[int, ...] = (7, 1, 0),
    tried: bool = False,
    schedule: Schedule = LONDON,
) -> Fate:
    return reminder_fate(
        speaks_of=DAY,
        lead=lead,
        current=current,
        siblings=[Sibling(other, OWED[other]) for other in unsent if other != lead],
        tried=tried,
        now=utc(now),
        schedule=schedule,
    )


def test_a_reminder_whose_moment_has_come_is_sent() -> None:
    assert fate(7, "2024-01-19T09:00") is Fate.SEND
    assert fate(1, "2024-01-25T09:00") is Fate.SEND
    assert fate(0, "2024-01-26T09:00") is Fate.SEND


def test_a_reminder_of_another_date_than_holds_is_not_sent() -> None:
    assert fate(7, "2024-01-19T09:00", current="2024-02-02") is Fate.MOVED
    assert fate(7, "2024-01-19T09:00", current="tba") is Fate.MOVED
    assert fate(7, "2024-01-19T09:00", current=CALLED_OFF) is Fate.NOT_ACTIVE
    assert fate(7, "2024-01-19T09:00", current=TAKEN_BACK) is Fate.NOT_ACTIVE


def test_of_several_leads_past_due_only_the_latest_is_sent() -> None:
    assert fate(7, "2024-01-25T18:00") is Fate.LATER_LEAD
    assert fate(1, "2024-01-25T18:00") is Fate.SEND
    assert fate(7, "2024-01-27T12:00") is Fate.LATER_LEAD
    assert fate(1, "2024-01-27T12:00") is Fate.LATER_LEAD
    assert fate(0, "2024-01-27T12:00") is Fate.SEND


def test_a_late_lead_gives_way_to_one_that_falls_due_the_same_local_day() -> None:
    assert fate(7, "2024-01-25T06:00") is Fate.LATER_LEAD
    assert fate(7, "2024-01-24T23:59") is Fate.SEND


def test_a_late_notice_is_given_up_to_three_days_after_the_release() -> None:
    assert fate(0, "2024-01-29T23:00") is Fate.SEND
    assert fate(0, "2024-01-30T00:00") is Fate.GONE_BY
    assert fate(0, "2024-01-30T00:00", tried=True) is Fate.TOO_OLD


def test_a_tried_reminder_gives_up_when_the_next_is_due() -> None:
    assert fate(7, "2024-01-24T18:00", tried=True) is Fate.SEND
    assert fate(7, "2024-01-25T09:00", tried=True) is Fate.NEXT_LEAD


def test_a_reminder_waits_for_the_end_of_quiet_hours() -> None:
    assert fate(0, "2024-01-26T22:30", schedule=NIGHT) is Fate.WAIT
    assert fate(0, "2024-01-27T08:00", schedule=NIGHT) is Fate.SEND


@given(st.integers(-10 * 24, 6 * 24), st.booleans())
def test_whenever_one_looks_at_most_one_lead_of_a_release_is_sent(hours: int, tried: bool) -> None:
    now = utc("2024-01-26T00:00") + timedelta(hours=hours)
    due = [lead for lead, at in OWED.items() if at <= now]
    sent = [
        lead
        for lead in due
        if fate(lead, now.replace(tzinfo=None).isoformat(), tried=tried) is Fate.SEND
    ]
    assert len(sent) <= 1
    if due and now < utc("2024-01-30T00:00") and now.date() < utc("2024-01-25T00:00").date():
        assert sent == [min(due)]


def notice(
    now: str,
    *,
    told: str = "2024-01-26",
    current: str = "2024-02-02",
    speaks_of: str = "2024-02-02",
    tried: bool = False,
    schedule: Schedule = LONDON,
) -> Fate:
    return notice_fate(
        told=told,
        current=current,
        speaks_of=speaks_of,
        due=utc("2024-01-10T10:00"),
        tried=tried,
        now=utc(now),
        schedule=schedule,
    )


def test_a_notice_of_a_net_change_is_sent() -> None:
    assert notice("2024-01-10T10:00") is Fate.SEND
    assert notice("2024-01-10T10:00", current=CALLED_OFF, speaks_of=CALLED_OFF) is Fate.SEND


def test_a_notice_of_what_moved_again_is_not_sent() -> None:
    assert notice("2024-01-10T10:00", current="2024-03-01") is Fate.MOVED


def test_there_and_back_is_silent() -> None:
    settled = notice("2024-01-10T10:00", current="2024-01-26", speaks_of="2024-01-26")
    assert settled is Fate.SETTLED


def test_a_notice_is_tried_for_three_days() -> None:
    assert notice("2024-01-13T10:00", tried=True) is Fate.SEND
    assert notice("2024-01-13T10:01", tried=True) is Fate.TOO_OLD


def test_a_notice_never_tried_is_sent_however_late() -> None:
    assert notice("2024-01-20T10:00") is Fate.SEND


@pytest.mark.parametrize("now", ["2024-01-10T22:00", "2024-01-11T07:59"])
def test_a_notice_waits_for_the_end_of_quiet_hours(now: str) -> None:
    assert notice(now, schedule=NIGHT) is Fate.WAIT
