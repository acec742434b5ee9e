"""Settings of a subscriber as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import BadZone, UsageError
from releases.model.subscriber import (
    MAX_LEAD,
    Quiet,
    Schedule,
    parse_language,
    parse_leads,
    parse_time,
    print_leads,
    zone,
)
from tests.model.strategies import minutes


@given(st.sets(st.integers(0, MAX_LEAD)))
def test_leads_read_back_as_printed_longest_first(leads: set[int]) -> None:
    text = ",".join(print_leads(tuple(leads))) or "none"
    assert parse_leads(text) == tuple(sorted(leads, reverse=True))


@pytest.mark.parametrize("text", ["7d, 1 day ,0", "7,1,0", "0d,1d,7d,7d", "7D,1 DAYS,0d"])
def test_leads_are_read_as_people_write_them(text: str) -> None:
    assert parse_leads(text) == (7, 1, 0)


@pytest.mark.parametrize("text", ["", "7w", "-1d", "1.5d", "367d", "9999d", "7d;1d", "soon"])
def test_what_is_no_lead_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a lead"):
        parse_leads(text)


@given(minutes)
def test_times_read_back_as_printed(at: time) -> None:
    assert parse_time(f"{at:%H:%M}") == at


@pytest.mark.parametrize("text", ["24:00", "9", "09:60", "9am", "", "-1:00", "09:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a time of day"):
        parse_time(text)


@given(minutes, minutes)
def test_quiet_hours_read_back_as_printed(start: time, end: time) -> None:
    if start != end:
        quiet = Quiet(start, end)
        assert Quiet.parse(str(quiet)) == quiet


@pytest.mark.parametrize("text", ["22:00", "22-8", "25:00-08:00", "08:00-08:00"])
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        Quiet.parse(text)


def test_no_quiet_hours_are_none() -> None:
    assert Quiet.parse("none") is None


def test_a_time_of_day_inside_quiet_hours_is_refused() -> None:
    with pytest.raises(UsageError, match="lies in the quiet hours"):
        Schedule("Europe/London", time(23), Quiet(time(22), time(8))).check()
    assert Schedule("Europe/London", time(8), Quiet(time(22), time(8))).check()


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "/etc/passwd", "../../etc/passwd", "Europe", ".", "a\0b"]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(BadZone):
        zone(name)


@pytest.mark.parametrize(
    ("text", "code"),
    [("en", "en"), (" DE ", "de"), ("pt-br", "pt"), ("de-AT", "de"), ("fr_CA", "fr")],
)
def test_a_language_is_read_as_its_code(text: str, code: str) -> None:
    assert parse_language(text) == code


@pytest.mark.parametrize("text", ["", "tlh", "english", "de-", "de at", "e1", "de-klingonish!"])
def test_a_language_that_messages_cannot_be_in_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(UsageError, match="is not a language") as refused:
        parse_language(text)
    assert "de (Deutsch)" in refused.value.hint
