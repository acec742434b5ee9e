"""The calendar as other programs read it: two parsers, and the rules of RFC 5545 on bytes."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from releases.exporting.calendar import LONGEST_VALUE, Event, calendar

CHANGED = datetime(2024, 1, 12, 4, 15, tzinfo=UTC)
STRANGERS = Event(
    uid="r12@home.releases",
    day=date(2024, 1, 26),
    summary="All of Us Strangers (in cinemas, GB)",
    changed=CHANGED,
    sequence=2,
    categories=("Film", "Theatrical"),
    url="https://www.example.org/strangers",
    description="Says radiotimes.com; 12 January",
)
AMELIE = Event(
    uid="r3@home.releases",
    day=date(2024, 1, 5),
    summary="Le Fabuleux Destin d'Amélie Poulain 你好你好你好你好你好你好你好你好 🎬🎬🎬🎬🎬🎬🎬🎬",
    changed=CHANGED,
    status="CANCELLED",
)


def read(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_an_event_reads_as_it_was_meant() -> None:
    (event,) = read(calendar([STRANGERS], name="Films"))
    assert str(event["SUMMARY"]) == STRANGERS.summary
    assert event.decoded("DTSTART") == date(2024, 1, 26)
    assert event.decoded("DTEND") == date(2024, 1, 27)
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == CHANGED
    assert int(event["SEQUENCE"]) == 2
    assert str(event["UID"]) == STRANGERS.uid
    assert str(event["STATUS"]) == "CONFIRMED"
    assert event.categories == ["Film", "Theatrical"]
    assert str(event["URL"]) == STRANGERS.url
    assert str(event["DESCRIPTION"]) == STRANGERS.description


def test_a_second_parser_agrees() -> None:
    parsed = vobject.readOne(calendar([STRANGERS, AMELIE], name="Films"))
    assert parsed.method.value == "PUBLISH"
    first, second = parsed.vevent_list
    assert first.summary.value == AMELIE.summary
    assert second.summary.value == STRANGERS.summary
    assert second.dtstart.value == date(2024, 1, 26)
    assert second.dtend.value == date(2024, 1, 27)


def test_equal_events_in_any_order_give_equal_bytes() -> None:
    assert calendar([STRANGERS, AMELIE], name="x") == calendar([AMELIE, STRANGERS], name="x")


def test_events_stand_in_order_of_day() -> None:
    assert [str(e["UID"]) for e in read(calendar([STRANGERS, AMELIE], name="x"))] == [
        AMELIE.uid,
        STRANGERS.uid,
    ]


def test_a_calendar_may_ask_to_be_fetched_again() -> None:
    text = calendar([], name="Films, ours", refresh_hours=6)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in text
    assert icalendar.Calendar.from_ical(text)["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert "REFRESH-INTERVAL" not in calendar([], name="Films")
    assert "NAME:Films\\, ours\r\n" in text


def test_an_instant_is_given_in_utc() -> None:
    elsewhere = datetime.fromisoformat("2024-01-12T06:15:00+02:00")
    event = Event(uid="x", day=date(2024, 1, 1), summary="x", changed=elsewhere)
    assert "DTSTAMP:20240112T041500Z\r\n" in calendar([event], name="x")


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\u2029"])
def test_no_kind_of_line_break_begins_a_line_of_its_own(line_break: str) -> None:
    evil = f"x{line_break}END:VEVENT{line_break}ATTACH:http://example.org"
    event = Event(uid=evil, day=date(2024, 1, 1), summary=evil, changed=CHANGED, url=evil,
                  description=evil, categories=(evil,))  # fmt: skip
    lines = calendar([event], name=evil).replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith(("END:VEVENT", "ATTACH"))] == ["END:VEVENT"]
    (read_back,) = read(calendar([event], name=evil))
    assert str(read_back["SUMMARY"]) == "x\nEND:VEVENT\nATTACH:http://example.org"


def test_a_title_of_a_megabyte_is_cut() -> None:
    event = Event(uid="x", day=date(2024, 1, 1), summary="é" * 1_000_000, changed=CHANGED)
    (read_back,) = read(calendar([event], name="x"))
    assert len(str(read_back["SUMMARY"])) == LONGEST_VALUE


foreign = st.text(alphabet=st.characters(), max_size=300)


@given(summary=foreign, uid=foreign, name=foreign, url=st.none() | foreign, words=foreign)
def test_whatever_the_text_the_lines_are_well_formed(
    summary: str, uid: str, name: str, url: str | None, words: str
) -> None:
    event = Event(uid=uid, day=date(2024, 1, 1), summary=summary, changed=CHANGED, url=url,
                  categories=(words,), description=words)  # fmt: skip
    text = calendar([event], name=name)
    raw = text.encode()
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\r" not in raw.replace(b"\r\n", b"") and b"\n" not in raw.replace(b"\r\n", b"")
    for line in lines:
        line.decode()
    unfolded = text.replace("\r\n ", "").split("\r\n")
    heads = [line.partition(":")[0].partition(";")[0] for line in unfolded if line]
    assert heads.count("BEGIN") == heads.count("END") == 2
    assert set(heads) <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "UID",
        "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP",
        "CLASS", "CATEGORIES", "DESCRIPTION", "URL",
    }  # fmt: skip


printable = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200
)


@given(summary=printable)
def test_what_goes_in_comes_out(summary: str) -> None:
    event = Event(uid="x", day=date(2024, 1, 1), summary=summary, changed=CHANGED)
    (read_back,) = read(calendar([event], name="x"))
    assert str(read_back["SUMMARY"]) == summary
