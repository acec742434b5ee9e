import pytest

from releases.errors import CannotRead
from releases.sources.ical import ical
from tests.sources.samples import read, sample


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def one(event: str) -> tuple[object, ...]:
    (row,) = read(ical, calendar(event)).rows
    (said,) = row.stated
    return row.title, row.year, said.date.text, said.kind.value, said.territory, said.label


@pytest.mark.parametrize(
    ("event", "read"),
    [
        (
            "DTSTART;VALUE=DATE:20250627\r\nSUMMARY:M3GAN 2.0 (2025)",
            ("M3GAN 2.0", 2025, "2025-06-27", "theatrical", None, ""),
        ),
        (
            "DTSTART;VALUE=DATE:20270305\r\nSUMMARY:Dune\\, Part Three (2026) (in cinemas\\, GB)",
            ("Dune, Part Three", 2026, "2027-03-05", "theatrical", "GB", ""),
        ),
        (
            "DTSTART;VALUE=DATE:20270305\r\nDTEND;VALUE=DATE:20270305\r\n"
            "SUMMARY:Dune (Digital Release)",
            ("Dune", None, "2027-03-05", "digital", None, ""),
        ),
        (
            "DTSTART;VALUE=DATE:20270305\r\nSUMMARY:Alien (1979) (Re-release)",
            ("Alien", 1979, "2027-03-05", "theatrical", None, "Re-release"),
        ),
        (
            'DTSTART;X-P="a:b;c";VALUE=DATE:20270305\r\nSUMMARY;LANGUAGE=fr:Amé\r\n lie (film)',
            ("Amélie (film)", None, "2027-03-05", "theatrical", None, ""),
        ),
        (
            "SUMMARY:Evening Show\r\nDTSTART:20270305T235900Z",
            ("Evening Show", None, "2027-03-05", "theatrical", None, ""),
        ),
    ],
)
def test_a_summary_tells_title_year_kind_and_territory(
    event: str, read: tuple[object, ...]
) -> None:
    assert one(event) == read


def test_an_event_links_to_the_film() -> None:
    link = "URL:https://www.themoviedb.org/movie/603-the-matrix\r\nDESCRIPTION:imdb.com/title/tt0133093"
    (row,) = read(
        ical, calendar(f"DTSTART;VALUE=DATE:20270305\r\nSUMMARY:The Matrix\r\n{link}")
    ).rows
    assert row.ids == {"tmdb": "603", "imdb": "tt0133093"}


def test_events_without_territory_take_the_one_that_is_given() -> None:
    event = "DTSTART;VALUE=DATE:20270305\r\nSUMMARY:Dune"
    assert read(ical, calendar(event), place="IE").rows[0].stated[0].territory == "IE"


def test_an_alarm_in_an_event_does_not_speak_for_it() -> None:
    event = (
        "SUMMARY:Dune\r\nBEGIN:VALARM\r\nSUMMARY:Wake up\r\nDTSTART:20000101\r\nEND:VALARM\r\n"
        "DTSTART;VALUE=DATE:20270305"
    )
    assert one(event)[:3] == ("Dune", None, "2027-03-05")


def test_events_that_are_no_release_are_rejected_by_line() -> None:
    records = read(
        ical,
        calendar(
            "SUMMARY:No day",
            "DTSTART;VALUE=DATE:20270305\r\nSUMMARY:Off\r\nSTATUS:CANCELLED",
            "DTSTART;VALUE=DATE:20270305\r\nSUMMARY:Weekly\r\nRRULE:FREQ=WEEKLY",
            "DTSTART;VALUE=DATE:20270231\r\nSUMMARY:Never",
            "DTSTART;VALUE=DATE:20270305",
        ),
    )
    assert [each.line for each in records.rejected] == [3, 6, 11, 16, 20]
    assert records.rows == []
    assert records.total == 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"Name,Year\n", "line 1: this is no iCalendar file"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\n", "VEVENT never ends"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "line 2: END:VEVENT"),
        (b"BEGIN:VCALENDAR\n" * 10, "nested too deep"),
        (b"BEGIN:VCALENDAR\nX:" + b"a\n " * 90_000, "is longer than"),
    ],
)
def test_a_malformed_calendar_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        read(ical, data)
    assert said in str(caught.value)


def test_a_folded_bomb_is_read_in_linear_time() -> None:
    bomb = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:A\r\nEND:VEVENT\r\n" * 90_000
    assert len(read(ical, bomb + b"END:VCALENDAR\r\n").rejected) == 90_000


@pytest.mark.parametrize(
    ("name", "events"), [("film_releases_GB_icspy.ics", 96), ("film_releases_US_icspy.ics", 193)]
)
def test_recorded_calendars_are_read_whole(name: str, events: int) -> None:
    records = read(ical, sample(name))
    assert (len(records.rows), records.rejected) == (events, [])
    assert all(row.year for row in records.rows)
