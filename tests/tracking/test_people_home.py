"""Where a machine is: the zone it names, and the country of that zone."""

from zoneinfo import available_timezones

import pytest

from releases.tracking.home import country, machine_zone


@pytest.mark.parametrize(
    ("wanted", "zone"),
    [
        ("Europe/London", "Europe/London"),
        (":America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("GMT0", "UTC"),
        ("UTC0", "UTC"),
        ("GMT0BST,M3.5.0/1,M10.5.0", "UTC"),
        ("Mars/Olympus", "UTC"),
        ("../../etc/passwd", "UTC"),
    ],
)
def test_tz_names_the_zone_or_it_is_utc(wanted: str, zone: str) -> None:
    assert machine_zone({"TZ": wanted}) == zone


def test_without_tz_the_system_names_a_zone_that_exists() -> None:
    assert machine_zone({}) in available_timezones()


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("Europe/London", "GB"),
        ("GB", "GB"),
        ("Europe/Belfast", "GB"),
        ("Eire", "IE"),
        ("Europe/Oslo", "NO"),
        ("America/New_York", "US"),
        ("US/Pacific", "US"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Atlantic/Reykjavik", "IS"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("EST5EDT", None),
        ("nowhere", None),
    ],
)
def test_a_zone_lies_in_a_country(zone: str, code: str | None) -> None:
    assert country(zone) == code
