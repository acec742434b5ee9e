"""What a calendar shows of releases, read back by two parsers."""

from datetime import UTC, date, datetime
from io import BytesIO

import icalendar
import pytest
import vobject

from releases.exporting.calendar import calendar
from releases.exporting.releases import Shown, events
from releases.model.dates import ReleaseDate
from releases.model.languages import NAMES, language
from releases.model.release import Kind, Standing
from releases.sources.ical import ical

CHANGED = datetime(2026, 11, 1, 8, tzinfo=UTC)
HOME = "0123456789abcdef"


def shown(when: str, **more: object) -> Shown:
    values: dict[str, object] = {
        "id": 12, "title": "Paddington at Sea", "year": 2027, "territory": "GB",
        "kind": Kind.THEATRICAL, "label": "", "when": ReleaseDate.parse(when),
        "standing": Standing.ACTIVE, "turn": 2, "changed": CHANGED,
    }  # fmt: skip
    return Shown(**(values | more))  # type: ignore[arg-type]


def read(*releases: Shown, **more: bool) -> list[icalendar.Event]:
    text = calendar(events(releases, HOME, **more), name="x")
    second = vobject.readOne(text)
    found = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    both = [event.summary.value for event in second.contents.get("vevent", [])]
    assert [str(event["SUMMARY"]) for event in found] == both
    return found


def test_a_day_is_an_event_of_one_day() -> None:
    (event,) = read(shown("2027-06-05"))
    assert event.decoded("DTSTART") == date(2027, 6, 5)
    assert event.decoded("DTEND") == date(2027, 6, 6)
    assert str(event["UID"]) == f"r12@{HOME}.releases"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["SUMMARY"]) == "Paddington at Sea (2027) (in cinemas, GB)"
    assert int(event["SEQUENCE"]) == 2
    assert event.decoded("LAST-MODIFIED") == CHANGED


@pytest.mark.parametrize(
    ("when", "first", "end"),
    [
        ("2027-02", date(2027, 2, 1), date(2027, 3, 1)),
        ("2028-02", date(2028, 2, 1), date(2028, 3, 1)),
        ("2027-Q4", date(2027, 10, 1), date(2028, 1, 1)),
        ("2027-winter", date(2027, 12, 1), date(2028, 3, 1)),
        ("2027", date(2027, 1, 1), date(2028, 1, 1)),
    ],
)
def test_a_date_that_is_no_day_is_a_span_that_is_not_certain(
    when: str, first: date, end: date
) -> None:
    (event,) = read(shown(when))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, end)
    assert str(event["STATUS"]) == "TENTATIVE"
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert str(event["SUMMARY"]).endswith("GB), some time in " + ReleaseDate(when).words())
    assert str(event["X-RELEASES-DATE"]) == when


def test_a_span_is_left_out_where_it_is_not_wanted() -> None:
    assert read(shown("2027-Q4"), partial=False) == []


def test_what_lost_its_day_withdraws_the_event_that_was() -> None:
    was = date(2027, 6, 5)
    for release, partial in ((shown("tba", was=was), True), (shown("2027-Q4", was=was), False)):
        (event,) = read(release, partial=partial)
        assert event.decoded("DTSTART") == was
        assert event.decoded("DTEND") == date(2027, 6, 6)
        assert str(event["STATUS"]) == "CANCELLED"
        assert "X-RELEASES-DATE" not in event
    assert read(shown("tba")) == []


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.REMOVED])
def test_what_is_called_off_or_taken_back_is_cancelled_where_it_stood(standing: Standing) -> None:
    (event,) = read(shown("2027-06-05", standing=standing))
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Withdrawn: ")
    assert event.decoded("DTSTART") == date(2027, 6, 5)


def test_a_day_that_nobody_confirmed_is_tentative() -> None:
    (event,) = read(shown("2027-12-31", unconfirmed=True))
    assert str(event["STATUS"]) == "TENTATIVE"


def test_the_description_says_why_the_date_is_believed() -> None:
    (event,) = read(
        shown(
            "2027-06-05", source="example.org", sentence="In cinemas; 5 June, at last.",
            wanted=("IE",), url="https://example.org/a?b=1;c,d",
        )
    )  # fmt: skip
    words = str(event["DESCRIPTION"])
    assert words == "No date for IE; GB shown.\nexample.org: “In cinemas; 5 June, at last.”"
    assert str(event["URL"]) == "https://example.org/a?b=1;c,d"


def test_an_alarm_rings_for_what_is_certain_alone() -> None:
    releases = [
        shown("2027-06-05"),
        shown("2027-Q4", id=13),
        shown("2027-06-05", id=14, standing=Standing.CANCELLED),
    ]
    text = calendar(events(releases, HOME), name="x", alarm_hours=15)
    alarms = icalendar.Calendar.from_ical(text).walk("VALARM")
    assert [alarm["TRIGGER"].to_ical() for alarm in alarms] == [b"-PT15H"]
    ringing = [event for event in vobject.readOne(text).vevent_list if "valarm" in event.contents]
    assert [event.uid.value for event in ringing] == [f"r12@{HOME}.releases"]
    assert "VALARM" not in calendar(events(releases, HOME), name="x")


@pytest.mark.parametrize("code", NAMES)
def test_our_own_import_reads_the_same_releases_back(code: str) -> None:
    releases = [shown("2027-06-05"), shown("2028-spring", id=13, kind=Kind.DIGITAL)]
    text = calendar(events(releases, HOME, by=language(code)), name="x")
    first, second = ical(BytesIO(text.encode())).rows
    assert (first.title, first.year) == (second.title, second.year) == ("Paddington at Sea", 2027)
    assert first.stated[0] == (ReleaseDate("2027-06-05"), Kind.THEATRICAL, "GB", "")
    assert second.stated[0] == (ReleaseDate("2028-spring"), Kind.DIGITAL, "GB", "")
