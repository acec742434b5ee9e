from datetime import date

import pytest

from releases.errors import BadDate
from releases.reading.typed import AmbiguousOrder, day_first, typed_date

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-26", "2027-01-26"),
        ("2027-01", "2027-01"),
        ("2027", "2027"),
        ("2027-q3", "2027-Q3"),
        ("2027-Summer", "2027-summer"),
        ("26 January 2024", "2024-01-26"),
        ("January 26th, 2024", "2024-01-26"),
        ("Friday 26 January 2024", "2024-01-26"),
        ("Fri, 26 Jan 2024", "2024-01-26"),
        ("the 26th of January 2024", "2024-01-26"),
        ("26 Jan", "2027-01-26"),
        ("24 November", "2026-11-24"),
        ("29 February", "2028-02-29"),
        ("today", "2026-11-24"),
        ("tomorrow", "2026-11-25"),
        ("friday", "2026-11-27"),
        ("this Friday", "2026-11-27"),
        ("next Friday", "2026-12-04"),
        ("tuesday", "2026-11-24"),
        ("in 3 weeks", "2026-12-15"),
        ("in two months", "2027-01-24"),
        ("next month", "2026-12"),
        ("later this year", "2026"),
        ("next year", "2027"),
        ("Christmas Day 2026", "2026-12-25"),
        ("Christmas Day", "2026-12-25"),
        ("summer 2027", "2027-summer"),
        ("fall 2027", "2027-autumn"),
        ("summer", "2027-summer"),
        ("Q4 2026", "2026-Q4"),
        ("early 2026", "2026"),
        ("late January 2027", "2027-01"),
        ("May 2027", "2027-05"),
        ("13/5/2027", "2027-05-13"),
        ("5/13/2027", "2027-05-13"),
        ("5.6.2027", "2027-06-05"),
        ("5/5/2027", "2027-05-05"),
        ("2027/06/05", "2027-06-05"),
        ("TBA", "tba"),
        ("tbd", "tba"),
        ("unknown", "tba"),
    ],
)
def test_what_people_type_is_understood(text: str, expected: str) -> None:
    assert typed_date(text, today=TODAY, day_first=None).text == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 April 2026", "April has 30 days"),
        ("29 Feb 2027", "February 2027 has 28 days"),
        ("2026-02-30", "February has 29 days"),
        ("2026-13-01", "no month 13"),
        ("32/1/2026", "January has 31 days"),
        ("Thursday 26 January 2024", "is a Friday, not a Thursday"),
        ("banana", "not a date"),
        ("", "empty"),
        ("26 January 2024 or so", "not a date"),
        ("0099-01-01", "no film is released"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, says: str) -> None:
    with pytest.raises(BadDate) as refused:
        typed_date(text, today=TODAY, day_first=True)
    assert says in str(refused.value)


def test_an_ambiguous_order_offers_both_days() -> None:
    with pytest.raises(AmbiguousOrder) as asked:
        typed_date("5/6/2027", today=TODAY, day_first=None)
    assert [choice.text for choice in asked.value.choices] == ["2027-06-05", "2027-05-06"]
    assert asked.value.exit_code == 2


@pytest.mark.parametrize(("first", "expected"), [(True, "2027-06-05"), (False, "2027-05-06")])
def test_a_known_order_decides(first: bool, expected: str) -> None:
    assert typed_date("5/6/2027", today=TODAY, day_first=first).text == expected


@pytest.mark.parametrize(
    ("territory", "expected"),
    [("GB", True), ("fr", True), ("US", False), ("CA", None), ("PH", None), (None, None)],
)
def test_the_territory_tells_the_order_only_where_it_is_certain(
    territory: str | None, expected: bool | None
) -> None:
    assert day_first(territory) is expected
