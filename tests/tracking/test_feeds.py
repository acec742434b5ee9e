"""A subscriber's own calendar and news over time: moves, ends, wishes, and who sees what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element

import icalendar
import pytest
from defusedxml.ElementTree import fromstring

from releases.model.release import Kind, Standing
from releases.store import feeds as rows
from releases.store import films, stamp
from releases.store.access import Reader
from releases.store.engine import Store
from releases.tracking import feeds
from releases.tracking.feeds import EVERYTHING, Choice
from releases.tracking.imports import run_import
from tests.store.world import World

HOME = "0123456789abcdef"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with store.unit() as connection:
        made = World(connection)
        made.person("Ana", "GB")
        made.person("Ben", "US")
        made.channel("phone", "Ana")
        made.channel("desk", "Ben")
        yield made


def events(world: World, who: str = "Ana", choice: Choice = EVERYTHING) -> list[icalendar.Event]:
    text = feeds.calendar_text(world.connection, world.who(who), HOME, choice, world.now)
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def reader(world: World, name: str) -> Reader:
    who = world.who(name)
    facts = stamp.current(world.connection)
    return Reader(who.id, who.schedule.zone, who.language, ",".join(who.fallback), facts)


def event(world: World, who: str = "Ana") -> icalendar.Event:
    (found,) = events(world, who)
    return found


def news(world: World, who: str = "Ana") -> Element:
    text = feeds.news_text(world.connection, world.who(who), HOME)
    found: Element = fromstring(text.encode())
    return found


def titles(world: World, who: str = "Ana") -> list[str]:
    return [title.text or "" for title in news(world, who).iterfind(f"{ATOM}entry/{ATOM}title")]


def test_a_move_keeps_the_event_and_raises_its_sequence(world: World) -> None:
    world.add("Ana", "2026-06-12")
    before = event(world)
    world.later(days=1)
    world.move("Ana", "2026-06-19")
    after = event(world)
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after.decoded("LAST-MODIFIED") == before.decoded("LAST-MODIFIED") + timedelta(days=1)
    assert after.decoded("DTSTART") == date(2026, 6, 19)
    world.later(days=1)
    world.move("Ana", "2026-06-12")
    assert int(event(world)["SEQUENCE"]) == int(before["SEQUENCE"]) + 2


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.REMOVED])
def test_what_ends_is_cancelled_for_a_month_and_then_gone(world: World, standing: Standing) -> None:
    world.add("Ana", "2026-08-12")
    world.end("Ana", standing)
    assert str(event(world)["STATUS"]) == "CANCELLED"
    assert int(event(world)["SEQUENCE"]) == 1
    world.later(days=31)
    assert events(world) == []


def test_what_was_called_off_and_is_on_again_is_confirmed_under_a_higher_sequence(
    world: World,
) -> None:
    world.add("Ana", "2026-08-12")
    world.end("Ana", Standing.CANCELLED)
    world.later(hours=1)
    world.add("Ana", "2026-08-12")
    assert str(event(world)["STATUS"]) == "CONFIRMED"
    assert int(event(world)["SEQUENCE"]) == 2


def test_a_postponed_release_withdraws_the_day_that_it_had(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    world.move("Ana", "tba")
    assert str(event(world)["STATUS"]) == "CANCELLED"
    assert event(world).decoded("DTSTART") == date(2026, 6, 12)
    world.move("Ana", "2026-autumn")
    assert str(event(world)["STATUS"]) == "TENTATIVE"
    (without,) = events(world, choice=Choice(partial=False))
    assert str(without["STATUS"]) == "CANCELLED"
    assert without.decoded("DTSTART") == date(2026, 6, 12)


def test_what_was_never_dated_is_in_no_calendar(world: World) -> None:
    world.add("Ana", "tba")
    assert events(world) == []


def test_a_calendar_holds_what_is_ahead_and_the_last_ninety_days(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.at("2026-09-10T12:00")
    assert len(events(world)) == 1
    world.at("2026-09-11T12:00")
    assert events(world) == []


def test_each_has_only_what_they_follow(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.add("Ben", "2026-07-03", "US", title="Moonlit")
    assert "Sunlit" in str(event(world, "Ana")["SUMMARY"])
    assert "Moonlit" in str(event(world, "Ben")["SUMMARY"])
    world.at("2026-06-05T12:00")
    world.send_due()
    assert all("Sunlit" in title for title in titles(world, "Ana"))
    assert all("Moonlit" in title for title in titles(world, "Ben"))


def test_territories_and_kinds_narrow_a_calendar(world: World) -> None:
    world.add("Ana", "2026-06-12", "GB")
    world.add("Ana", "2026-06-13", "IE")
    world.add("Ana", "2026-09-01", "GB", kind=Kind.DIGITAL)

    def days(choice: Choice) -> list[int]:
        return [each.decoded("DTSTART").day for each in events(world, choice=choice)]

    assert days(EVERYTHING) == [12, 13, 1]
    assert days(Choice(territories=("IE",))) == [13]
    assert days(Choice(kinds=(Kind.DIGITAL, Kind.TV))) == [1]
    assert days(Choice(territories=("IE",), kinds=(Kind.DIGITAL,))) == []


def test_a_date_of_elsewhere_says_so(world: World) -> None:
    world.set("Ana", territories=("IE",), fallback=("GB",))
    world.add("Ben", "2026-06-12", "GB")
    world.follow("Ana")
    assert "No date for IE; GB shown." in str(event(world)["DESCRIPTION"])


def test_equal_facts_give_equal_bytes(world: World) -> None:
    world.add("Ana", "2026-06-12")
    made = [
        feeds.calendar_text(world.connection, world.who("Ana"), HOME, EVERYTHING, world.now)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_news_are_what_changed_since_it_is_followed(world: World) -> None:
    world.add("Ben", "2026-06-12", "GB")
    world.later(days=1)
    world.follow("Ana")
    assert titles(world) == []
    world.later(days=1)
    world.move("Ben", "2026-06-19")
    world.later(days=1)
    world.end("Ben", Standing.CANCELLED)
    assert titles(world) == [
        "Called off: Sunlit (in cinemas, GB)",
        "From Friday 12 June 2026 to Friday 19 June 2026: Sunlit (in cinemas, GB)",
    ]


# What follows writes units of work of its own.


@contextmanager
def unit(store: Store, now: datetime) -> Iterator[World]:
    with store.unit() as connection:
        yield World(connection, now)


def mark(store: Store, who: str, now: datetime, choice: Choice = EVERYTHING) -> str:
    with store.read() as connection:
        return feeds.calendar_mark(reader(World(connection), who), choice, now)


def test_the_mark_differs_after_every_change_and_after_no_other(store: Store) -> None:
    now = datetime.fromisoformat("2026-05-01T12:00+00:00")
    with unit(store, now) as world:
        world.person("Ana", "GB")
        world.add("Ana", "2026-06-12")
    seen = {mark(store, "Ana", now)}

    def is_new() -> bool:
        found = mark(store, "Ana", now)
        new = found not in seen
        seen.add(found)
        return new

    assert not is_new()
    with unit(store, now) as world:
        world.channel("phone", "Ana")
        rows.told_mark(world.connection, world.who("Ana").id)
    assert not is_new()
    with unit(store, now) as world:
        world.move("Ana", "2026-06-19")
    assert is_new()
    with unit(store, now) as world:
        films.set_film(world.connection, world.release().film.id, title="Sunlit Again")
    assert is_new()
    with unit(store, now) as world:
        world.unfollow("Ana", "Sunlit Again")
    assert is_new()
    with pytest.raises(ZeroDivisionError), unit(store, now) as world:
        world.follow("Ana", "Sunlit Again")
        raise ZeroDivisionError
    with unit(store, now) as world:
        world.who("Ana")
    assert not is_new()
    assert mark(store, "Ana", now, Choice(partial=False)) not in seen
    assert mark(store, "Ana", now + timedelta(days=1)) not in seen


def test_an_import_however_it_writes_is_a_change(store: Store) -> None:
    now = datetime.fromisoformat("2026-05-01T12:00+00:00")
    with unit(store, now) as world:
        ana = world.person("Ana", "GB")
    table = b"title,territory,date\nSunlit,GB,2026-06-12\n"
    marks = []
    for data in (table, table, table.replace(b"-12", b"-19"), table + b"Moonlit,GB,2027\n"):
        run_import(store, ana, "csv", data, now)
        marks.append(mark(store, "Ana", now))
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3


def test_a_database_of_before_has_a_stamp_from_its_first_change_on(store: Store) -> None:
    with store.read() as connection:
        assert stamp.current(connection) == ""
    with store.unit() as connection:
        World(connection).person("Ana", "GB")
    with store.read() as connection:
        assert stamp.current(connection) == ""
    with store.unit() as connection:
        World(connection).add("Ana", "2026-06-12")
    with store.read() as connection:
        assert len(stamp.current(connection)) == 24


def test_calendar_and_news_are_in_their_readers_language(world: World) -> None:
    world.set("Ana", language="de")
    world.add("Ana", "2026-06-12")
    world.move("Ana", "2026-summer")
    text = feeds.calendar_text(world.connection, world.who("Ana"), HOME, EVERYTHING, world.now)
    calendar = icalendar.Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    assert str(calendar["X-WR-CALNAME"]) == "Filmstarts"
    assert str(found["SUMMARY"]) == "Sunlit (im Kino, GB), noch kein Tag bekannt: Sommer 2026"
    said = "Bekannt ist bisher nur: Sommer 2026.\nvon Hand eingetragen"
    assert str(found["DESCRIPTION"]) == said
    feed = news(world)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "de"
    assert feed.findtext(f"{ATOM}title") == "Filmstarts: Neues"
    assert titles(world) == [
        "Jetzt Sommer 2026, bisher Freitag, 12. Juni 2026: Sunlit (im Kino, GB)",
        "Hinzugefügt, Freitag, 12. Juni 2026: Sunlit (im Kino, GB)",
    ]
    world.end("Ana", Standing.CANCELLED)
    assert titles(world)[0] == "Abgesagt: Sunlit (im Kino, GB)"
    kept = feeds.calendar_file(
        world.connection, world.who("Ana"), HOME, EVERYTHING, everything=False
    )
    assert "SUMMARY:Withdrawn: Sunlit (in cinemas\\, GB)" in kept


def test_another_language_is_another_feed(world: World) -> None:
    def marks() -> tuple[str, str]:
        who = reader(world, "Ana")
        calendar = feeds.calendar_mark(who, EVERYTHING, world.now)
        return calendar, feeds.news_mark(world.connection, who)

    english = marks()
    world.set("Ana", language="fr")
    assert all(before != now for before, now in zip(english, marks(), strict=True))


def test_events_that_are_kept_are_those_that_would_be_made(world: World) -> None:
    choices = [EVERYTHING, Choice(partial=False), Choice(alarm_hours=12), Choice(("IE",))]

    def texts() -> list[str]:
        return [
            feeds.calendar_text(world.connection, world.who("Ana"), HOME, choice, world.now)
            for choice in choices
        ]

    def kept_and_made() -> list[str]:
        kept = texts()
        feeds._event.cache_clear()
        assert texts() == kept
        return kept

    world.add("Ana", "2026-06-12")
    world.add("Ana", "2026-summer", title="Moonlit")
    before = kept_and_made()
    world.later(hours=1)
    world.move("Ana", "2026-06-19")
    films.set_film(world.connection, world.release(title="Moonlit").film.id, title="Moonlit Again")
    after = kept_and_made()
    assert all(old != new for old, new in zip(before[:3], after, strict=False))
    assert "Moonlit Again" in after[0]
    assert "20260612" not in after[0]
    assert "Moonlit" not in after[1]
    assert ("BEGIN:VALARM" in after[2], "BEGIN:VALARM" in after[0]) == (True, False)
    assert "BEGIN:VEVENT" not in after[3]
