"""What a message says, by example. `TODAY` is Friday 19 January 2024."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from releases.model.dates import TBA, ReleaseDate
from releases.model.release import Kind
from releases.reminding.messages import Line, Message, Origin, compose, grouped

TODAY = date(2024, 1, 19)
STAMP = datetime(2024, 1, 12, 8, tzinfo=UTC)
DAY = ReleaseDate("2024-01-26")


def line(what: str = "reminder", **given: object) -> Line:
    values: dict[str, object] = {
        "title": "All of Us Strangers",
        "year": 2023,
        "territory": "GB",
        "date": DAY,
        "uid": "r1@home.releases",
        "release_id": "r1",
    }
    return Line(what=what, **(values | given))  # type: ignore[arg-type]


def composed(*lines: Line, today: date = TODAY) -> Message:
    return compose(lines, today=today, subscriber="Ana", identity="d1", stamp=STAMP)


@pytest.mark.parametrize(
    ("today", "title", "when"),
    [
        ("2024-01-19", "In 7 days in cinemas (GB): All of Us Strangers", "in 7 days, Friday 26"),
        ("2024-01-24", "In 2 days in cinemas (GB): All of Us Strangers", "in 2 days, Friday 26"),
        ("2024-01-25", "Tomorrow in cinemas (GB): All of Us Strangers", "tomorrow, Friday 26"),
        ("2024-01-26", "Today in cinemas (GB): All of Us Strangers", "today, Friday 26"),
        ("2024-01-27", "Out yesterday in cinemas (GB): All of Us Strangers",
         "came out yesterday, Friday 26"),
        ("2024-01-28", "Out 2 days ago in cinemas (GB): All of Us Strangers",
         "came out 2 days ago, Friday 26"),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_of_sending(today: str, title: str, when: str) -> None:
    message = composed(line(), today=date.fromisoformat(today))
    assert message.title == title
    assert message.text.startswith(f"All of Us Strangers (2023): {when} January 2024, in cinemas")
    assert ("(late)" in message.text) == (today > "2024-01-26")


def test_a_reminder_on_another_day_than_its_own_says_late() -> None:
    assert composed(line(late=True)).text.endswith("(late)")
    assert "late" not in composed(line()).text


def test_a_reminder_names_film_day_territory_kind_and_where_the_date_comes_from() -> None:
    message = composed(
        line(
            source=Origin("radiotimes.com", date(2024, 1, 12)),
            sentence="The film will be released in UK cinemas on Friday 26 January.",
            url="https://www.example.org/strangers",
        )
    )
    assert message.text == (
        "All of Us Strangers (2023): in 7 days, Friday 26 January 2024, in cinemas, "
        "United Kingdom (GB)\n"
        "Source: radiotimes.com, 12 January 2024: “The film will be released in UK cinemas on "
        "Friday 26 January.”\n"
        "https://www.example.org/strangers"
    )


def test_what_is_not_known_is_left_out() -> None:
    message = composed(line(year=None, territory=None))
    assert message.title == "In 7 days in cinemas: All of Us Strangers"
    assert message.text == "All of Us Strangers: in 7 days, Friday 26 January 2024, in cinemas"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"territory": "XW"}, "in cinemas, worldwide"),
        ({"kind": Kind.DIGITAL}, "streaming or to rent, United Kingdom (GB)"),
        ({"label": "20th anniversary"}, "All of Us Strangers (2023), 20th anniversary: in 7 days"),
        ({"unconfirmed": True}, "(day unconfirmed)"),
        ({"note": "no date for IE; GB shown"}, "\nno date for IE; GB shown"),
        ({"source": Origin("Ana", typed=True)}, "\nSource: typed by Ana"),
    ],
)
def test_details_are_told(given: dict[str, object], told: str) -> None:
    assert told in composed(line(**given)).text


NOTICES = [
    (line("moved", old=ReleaseDate("2024-02-02"), reason="the distributor says so"),
     "Moved to 26 January 2024 (GB): All of Us Strangers",
     "moved from Friday 2 February 2024 to Friday 26 January 2024 (in 7 days), in cinemas, "
     "United Kingdom (GB)\nBecause: the distributor says so"),
    (line("moved", old=ReleaseDate("2024-summer"), date=ReleaseDate("2025-Q1")),
     "Moved to Q1 2025 (GB): All of Us Strangers", "moved from summer 2024 to Q1 2025, in cinemas"),
    (line("date-set", old=ReleaseDate("2024-Q1")),
     "Date set, 26 January 2024 (GB): All of Us Strangers",
     "now has a date: Friday 26 January 2024 (in 7 days), in cinemas, United Kingdom (GB) "
     "(was: Q1 2024)"),
    (line("date-set", old=TBA), "Date set, 26 January 2024 (GB): All of Us Strangers",
     "(was: no date yet)"),
    (line("postponed", old=DAY, date=TBA), "Postponed (GB): All of Us Strangers",
     "postponed, no day yet (was Friday 26 January 2024), in cinemas"),
    (line("postponed", old=DAY, date=ReleaseDate("2024-summer")),
     "Postponed (GB): All of Us Strangers",
     "postponed to summer 2024, no day yet (was Friday 26 January 2024)"),
    (line("cancelled", old=DAY), "Cancelled (GB): All of Us Strangers",
     "cancelled, in cinemas, United Kingdom (GB) (was Friday 26 January 2024)"),
    (line("revived"), "On again, 26 January 2024 (GB): All of Us Strangers",
     "on again: Friday 26 January 2024 (in 7 days)"),
    (line("removed", old=DAY), "Taken back (GB): All of Us Strangers",
     "taken back: Friday 26 January 2024, in cinemas, United Kingdom (GB), had been entered by "
     "mistake"),
    (line("conflict", old=ReleaseDate("2024-02-02")),
     "Sources disagree (GB): All of Us Strangers",
     "held is Friday 26 January 2024; another says Friday 2 February 2024; nothing was moved"),
    (line("conflict", old=ReleaseDate("2024-02-02"), against=Origin("tmdb")),
     "Sources disagree (GB): All of Us Strangers",
     "held is Friday 26 January 2024; tmdb says Friday 2 February 2024; nothing was moved"),
    (line("trouble", title="phone", reason="the service answered 401"),
     "Trouble with a channel: phone",
     "The channel phone has trouble\nBecause: the service answered 401"),
    (line("test", title="phone"), "Test of the channel: phone", "reminders of releases will reach"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "title", "text"), NOTICES, ids=[n[0].what for n in NOTICES])
def test_a_notice_says_what_was_and_what_is(said: Line, title: str, text: str) -> None:
    message = composed(said)
    assert message.title == title
    assert text in message.text


def test_merged_lines_stand_soonest_first() -> None:
    message = composed(
        line(title="Dune", date=ReleaseDate("2024-03-01"), uid="r3@x"),
        line("cancelled", title="Zodiac", date=TBA, uid="r4@x"),
        line(date=ReleaseDate("2024-01-20"), uid="r1@x"),
    )
    assert message.title == "3 releases: All of Us Strangers, Dune, Zodiac"
    bullets = [row for row in message.text.splitlines() if row.startswith("•")]
    assert [row.split()[1] for row in bullets] == ["All", "Dune", "Zodiac"]
    assert message.thread is None


def test_one_films_same_day_and_kind_in_several_territories_is_one_line() -> None:
    both = [line(), line(territory="IE", uid="r2@home.releases")]
    message = composed(*both)
    assert message.title == "In 7 days in cinemas (GB, IE): All of Us Strangers"
    assert message.text.count("All of Us Strangers") == 1
    assert "United Kingdom (GB), Ireland (IE)" in message.text
    assert len(grouped([*both, line(territory="FR", date=ReleaseDate("2024-01-27"))])) == 2
    assert len(grouped([*both, line(territory="FR", kind=Kind.DIGITAL)])) == 2


def test_two_channels_in_trouble_are_two_lines() -> None:
    message = composed(
        line("trouble", title="phone", reason="401"), line("trouble", title="phone", reason="401")
    )
    assert message.text.count("The channel phone has trouble") == 2


def test_a_weeks_digest_lists_days_with_their_weekday() -> None:
    message = composed(
        line("digest"),
        line("digest", title="Dune", date=ReleaseDate("2024-01-22"), uid="r2@x"),
        line("digest", title="Someday", date=ReleaseDate("2024-02"), uid="r3@x"),
    )
    assert message.title == "This week: Dune, All of Us Strangers, Someday"
    bullets = [row for row in message.text.splitlines() if row.startswith("•")]
    assert bullets == [
        "• Monday 22 January 2024: Dune (2023), in cinemas, United Kingdom (GB)",
        "• Friday 26 January 2024: All of Us Strangers (2023), in cinemas, United Kingdom (GB)",
        "• February 2024, no day yet: Someday (2023), in cinemas, United Kingdom (GB)",
    ]


def test_a_days_digest_is_titled_today() -> None:
    message = composed(line("digest", date=ReleaseDate("2024-01-19")))
    assert message.title == "Today: All of Us Strangers"


def test_a_reminder_joins_the_digest() -> None:
    message = composed(line("digest", title="Dune", uid="r2@x"), line())
    assert message.title == "This week: All of Us Strangers, Dune"
    assert "• All of Us Strangers (2023): in 7 days" in message.text


def test_a_long_list_of_titles_is_counted() -> None:
    message = composed(*[line(title=f"The film number {n}", uid=f"r{n}@x") for n in range(30)])
    assert message.title.startswith("30 releases: The film number 0, ")
    assert message.title.endswith(" more")
    assert len(message.title) <= 78


def test_the_html_says_the_same_and_is_escaped() -> None:
    message = composed(line(title="<b>Tom & Jerry</b>", url="https://example.org/?a=1&b=<x>"))
    assert "<b>" not in message.html
    assert "&lt;b&gt;Tom &amp; Jerry" in message.html
    linked = composed(line(url="https://example.org/?a=1&b=2"))
    assert 'href="https://example.org/?a=1&amp;b=2"' in linked.html
    assert "Ana" in message.html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://x/ y", "https://x/" + "y" * 300]
)
def test_only_a_short_web_address_is_shown_as_a_link(url: str) -> None:
    message = composed(line(url=url))
    assert url not in message.text
    assert url not in message.html


def events(message: Message) -> list[icalendar.Event]:
    assert message.ics is not None
    return list(icalendar.Calendar.from_ical(message.ics).walk("VEVENT"))


def test_each_release_with_a_day_is_an_event() -> None:
    (event,) = events(composed(line(changed=3), line(date=TBA, uid="r2@x")))
    assert event.decoded("DTSTART") == date(2024, 1, 26)
    assert str(event["UID"]) == "r1@home.releases"
    assert int(event["SEQUENCE"]) == 3
    assert str(event["STATUS"]) == "CONFIRMED"
    assert event.decoded("LAST-MODIFIED") == STAMP


def test_a_release_of_several_lines_is_one_event() -> None:
    assert len(events(composed(line("date-set", old=TBA), line()))) == 1


@pytest.mark.parametrize("what", ["cancelled", "removed", "postponed"])
def test_what_lost_its_day_is_withdrawn_from_the_calendar(what: str) -> None:
    (event,) = events(composed(line(what, old=DAY, date=TBA)))
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Withdrawn: ")
    assert event.decoded("DTSTART") == date(2024, 1, 26)


def test_an_unconfirmed_day_is_tentative() -> None:
    (event,) = events(composed(line(unconfirmed=True)))
    assert str(event["STATUS"]) == "TENTATIVE"


def test_nothing_without_a_day_makes_a_calendar() -> None:
    assert composed(line(date=ReleaseDate("2024-summer"))).ics is None
    assert composed(line("conflict")).ics is None
    assert composed(line("test")).ics is None


def test_messages_of_one_release_share_a_thread() -> None:
    assert composed(line()).thread == composed(line("moved", old=TBA)).thread == "r1@home.releases"


def test_equal_lines_make_an_equal_message() -> None:
    assert composed(line(), line(territory="IE")) == composed(line(), line(territory="IE"))


def test_a_message_is_dated_by_now_and_its_events_by_the_last_change() -> None:
    now = datetime(2024, 1, 19, 9, tzinfo=UTC)
    message = compose([line()], today=TODAY, subscriber="Ana", identity="d1", stamp=STAMP, now=now)
    assert message.at == now
    assert message.ics == composed(line()).ics
