"""Partial dates: reading, printing, spans, order, and what lies within what."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from releases.errors import BadDate
from releases.model.dates import TBA, Precision, ReleaseDate
from tests.model.strategies import close_dates, release_dates


@given(release_dates())
def test_a_printed_date_reads_back_as_itself(when: ReleaseDate) -> None:
    assert ReleaseDate.parse(str(when)) == when
    assert ReleaseDate.parse(f"  {str(when).upper()} ") == when


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024-01-26", Precision.DAY, date(2024, 1, 26), date(2024, 1, 26)),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", Precision.MONTH, date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", Precision.MONTH, date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-Q1", Precision.QUARTER, date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", Precision.QUARTER, date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-spring", Precision.SEASON, date(2024, 3, 1), date(2024, 5, 31)),
        ("2024-summer", Precision.SEASON, date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-autumn", Precision.SEASON, date(2024, 9, 1), date(2024, 11, 30)),
        ("2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_spans_what_its_precision_leaves_open(
    text: str, precision: Precision, first: date, last: date
) -> None:
    when = ReleaseDate.parse(text)
    assert (when.precision, when.earliest, when.latest) == (precision, first, last)


def test_winter_runs_into_the_february_of_the_next_year() -> None:
    assert ReleaseDate.parse("2023-winter").earliest == date(2023, 12, 1)
    assert ReleaseDate.parse("2023-winter").latest == date(2024, 2, 29)
    assert ReleaseDate.parse("2024-winter").latest == date(2025, 2, 28)
    assert not ReleaseDate.parse("2023").contains(ReleaseDate.parse("2023-winter"))


def test_tba_spans_nothing_that_can_be_named() -> None:
    assert (TBA.earliest, TBA.latest, TBA.day, TBA.year) == (None, None, None, None)
    assert TBA.precision is Precision.TBA


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2023-02-29", "does not exist"),
        ("2024-02-30", "does not exist"),
        ("2024-13", "does not exist"),
        ("2024-00-10", "does not exist"),
        ("2024-04-31", "does not exist"),
        ("2024-Q5", "is not a date"),
        ("2024-Q0", "is not a date"),
        ("2024-fall", "is not a date"),
        ("24-01-26", "is not a date"),
        ("2024-1-26", "is not a date"),
        ("2024/01/26", "is not a date"),
        ("", "is not a date"),
        ("1024", "no film is released"),
        ("3000-01-01", "no film is released"),
        ("２０２４-01-26", "is not a date"),
        ("2024-01-26T09:00", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, complaint: str) -> None:
    with pytest.raises(BadDate, match=complaint) as caught:
        ReleaseDate.parse(text)
    assert caught.value.exit_code == 2


@given(release_dates(), release_dates())
def test_containing_is_containing_every_day(one: ReleaseDate, other: ReleaseDate) -> None:
    if one.earliest is None:
        assert one.contains(other)
    elif other.earliest is None:
        assert not one.contains(other)
    else:
        assert one.contains(other) == _within(other, one)


def _within(inner: ReleaseDate, outer: ReleaseDate) -> bool:
    assert inner.earliest and inner.latest and outer.earliest and outer.latest
    day, inside = inner.earliest, True
    while day <= inner.latest:
        inside = inside and outer.earliest <= day <= outer.latest
        day += timedelta(days=1)
    return inside


@given(close_dates, close_dates, close_dates)
def test_containing_is_reflexive_and_transitive(
    a: ReleaseDate, b: ReleaseDate, c: ReleaseDate
) -> None:
    assert a.contains(a)
    if a.contains(b) and b.contains(c):
        assert a.contains(c)


@given(close_dates, close_dates)
def test_two_dates_refine_each_other_only_where_they_span_the_same(
    a: ReleaseDate, b: ReleaseDate
) -> None:
    if a.refines(b) and b.refines(a):
        assert (a.earliest, a.latest) == (b.earliest, b.latest)
    assert not a.refines(a)


@given(close_dates, close_dates)
def test_dates_are_ordered_by_their_first_day_then_the_finer_first(
    a: ReleaseDate, b: ReleaseDate
) -> None:
    first, second = sorted((a, b), key=lambda when: when.order)
    if first.earliest is None:
        assert second.earliest is None
    elif second.earliest is not None:
        assert first.earliest <= second.earliest
        if first.earliest == second.earliest:
            assert first.latest is not None
            assert second.latest is not None
            assert first.latest <= second.latest


def test_an_undated_release_is_listed_last() -> None:
    texts = ["tba", "2025", "2024-01-26", "2024-01", "2024"]
    dates = sorted((ReleaseDate(text) for text in texts), key=lambda when: when.order)
    assert [str(when) for when in dates] == ["2024-01", "2024", "2024-01-26", "2025", "tba"]


@given(release_dates())
def test_every_date_can_be_said_in_words(when: ReleaseDate) -> None:
    words = when.words()
    if when.year is None:
        assert words == "no date yet"
    else:
        assert str(when.year) in words


def test_a_day_is_said_with_its_weekday() -> None:
    assert ReleaseDate.parse("2024-01-26").words() == "Friday 26 January 2024"
    assert ReleaseDate.parse("2024-01-26").words(weekday=False) == "26 January 2024"
    assert ReleaseDate.parse("2024-01").words() == "January 2024"
    assert ReleaseDate.parse("2024-Q1").words() == "Q1 2024"
    assert ReleaseDate.parse("2024-winter").words() == "winter 2024"
