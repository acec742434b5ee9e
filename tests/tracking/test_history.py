from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from releases.errors import NotFound, UsageError
from releases.model.dates import ReleaseDate
from releases.model.delivery import State
from releases.model.outcome import Outcome, Result
from releases.model.release import Kind, SourceClass, Standing
from releases.reminding.dispatcher import Dispatcher
from releases.reminding.messages import Message
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.tables import channels, deliveries
from releases.tracking import history
from releases.tracking.changes import DEFAULT_RULES
from releases.tracking.stating import Difference, Speaker, Spoken, apply
from tests.store.world import World


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with store.unit() as connection:
        made = World(connection)
        made.person("Ana", "GB")
        made.channel("phone", "Ana")
        yield made


def tmdb_says(world: World, when: str, *, new: bool = False) -> None:
    """As a refresh stores it, with the notice of a contradiction."""
    said = Spoken(ReleaseDate(when), Kind.THEATRICAL, "GB")
    film = world.release().film.id
    speaker = Speaker(SourceClass.TMDB, "tmdb", "https://www.themoviedb.org/movie/1")
    apply(
        world.connection, speaker, film, Difference(judge=[said]), world.now, DEFAULT_RULES
    )  # fmt: skip


def conflicts_owed(world: World) -> list[str]:
    return [line for line in world.unsent() if " conflict " in line]


def test_a_contradiction_is_told_once(world: World) -> None:
    world.add("Ana", "2026-12-18")
    world.later(hours=1)
    tmdb_says(world, "2026-12-11")
    assert conflicts_owed(world) == ["phone conflict 2026-12-11 2026-05-01 14:00"]
    world.later(days=1)
    tmdb_says(world, "2026-12-11")
    assert len(conflicts_owed(world)) == 1
    tmdb_says(world, "2026-12-12")
    assert world.release().date.text == "2026-12-12"


def test_nobody_is_told_of_a_contradiction_about_days_that_are_over(world: World) -> None:
    world.add("Ana", "2025-12-18")
    world.later(hours=1)
    tmdb_says(world, "2025-12-11")
    assert conflicts_owed(world) == []


def test_what_contradicts_is_listed_beside_what_holds_with_the_reason(world: World) -> None:
    world.add("Ana", "2026-12-18")
    world.later(hours=1)
    world.source_says("2026-12-11")
    (conflict,) = history.conflicts(world.connection)
    assert conflict.held is not None
    assert (conflict.held.by, conflict.release.date.text) == ("Ana", "2026-12-18")
    assert [other.claim.evidence.source for other in conflict.others] == ["tmdb"]
    assert "a person stated it" in conflict.why


def test_a_conflict_is_resolved_by_taking_the_source(world: World) -> None:
    world.add("Ana", "2026-12-18")
    world.later(hours=1)
    world.source_says("2026-12-11")
    world.later(hours=1)
    done = history.resolve(world.connection, world.who("Ana"), world.release(), "tmdb", world.now)
    assert (done.release.date.text, done.release.conflict) == ("2026-12-11", False)
    assert history.conflicts(world.connection) == []


@pytest.mark.parametrize("take", [None, "2026-12-20"])
def test_a_conflict_is_resolved_by_keeping_or_by_another_date(
    world: World, take: str | None
) -> None:
    world.add("Ana", "2026-12-18")
    world.later(hours=1)
    world.source_says("2026-12-11")
    world.later(hours=1)
    history.resolve(world.connection, world.who("Ana"), world.release(), take, world.now)
    release = world.release()
    assert (release.date.text, release.conflict) == (take or "2026-12-18", False)
    world.later(hours=1)
    world.source_says("2026-12-10")
    assert world.release().date.text == "2026-12-10"


def test_keeping_a_date_of_an_article_makes_it_a_persons(world: World) -> None:
    world.source_says("2026-12-18", klass=SourceClass.TMDB)
    world.source_says("2026-12-11", klass=SourceClass.FEED)
    world.later(hours=1)
    history.resolve(world.connection, world.who("Ana"), world.release(), None, world.now)
    holder = world.release().holder_id
    assert holder is not None
    assert facts.claim_by_id(world.connection, holder).claim.klass is SourceClass.PERSON


def test_what_nothing_contradicts_cannot_be_resolved(world: World) -> None:
    world.add("Ana", "2026-12-18")
    with pytest.raises(UsageError, match="nothing contradicts"):
        history.resolve(world.connection, world.who("Ana"), world.release(), None, world.now)
    world.source_says("2026-12-11")
    with pytest.raises(UsageError, match="neither a date nor a source"):
        history.resolve(world.connection, world.who("Ana"), world.release(), "imdb", world.now)


def test_undo_takes_back_a_move_and_the_source_does_not_move_it_again(world: World) -> None:
    world.source_says("2026-12-18")
    world.follow("Ana")
    world.later(days=1)
    world.source_says("2027-01-15")
    world.later(hours=2)
    done = history.undo(world.connection, world.who("Ana"), world.now, release=world.release())
    assert (done.result, done.release.date.text) == ("undone", "2026-12-18")
    assert [line.split()[2] for line in world.unsent()] == ["7d", "1d", "0d"]
    world.later(days=1)
    world.source_says("2027-01-15")
    assert world.release().date.text == "2026-12-18"
    world.later(days=1)
    world.source_says("2027-02-19")
    assert world.release().date.text == "2027-02-19"


@pytest.mark.parametrize("ended", [Standing.CANCELLED, Standing.REMOVED])
def test_undo_brings_back_what_was_called_off_or_removed(world: World, ended: Standing) -> None:
    world.add("Ana", "2026-12-18")
    world.end("Ana", ended)
    world.later(hours=1)
    done = history.undo(world.connection, world.who("Ana"), world.now)
    assert done.release.standing is Standing.ACTIVE
    assert len([line for line in world.unsent() if "reminder" in line]) == 3
    world.later(hours=1)
    assert history.undo(world.connection, world.who("Ana"), world.now).release.standing is ended


def test_undo_of_an_addition_removes_it(world: World) -> None:
    world.add("Ana", "2026-12-18")
    world.later(hours=1)
    done = history.undo(world.connection, world.who("Ana"), world.now)
    assert done.release.standing is Standing.REMOVED
    assert world.unsent() == []


def test_undo_without_a_change_says_so(world: World) -> None:
    with pytest.raises(NotFound, match="changed nothing"):
        history.undo(world.connection, world.who("Ana"), world.now)


@dataclass
class Wire:
    """A sender that remembers what it was given."""

    said: list[str] = field(default_factory=list)

    def send(self, url: str, message: Message, timeout: float) -> Result:
        self.said.append(message.text)
        return Result(Outcome.SENT)

    def body_max(self, url: str) -> int:
        return 10_000


@dataclass
class StoppedClock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return 0.0


def told(store: Store, at: datetime) -> list[str]:
    wire = Wire()
    Dispatcher(store, wire, StoppedClock(at), daemon="d1", threads=False).drain()
    return wire.said


def test_the_notice_of_a_contradiction_names_both_dates_and_moves_nothing(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection)
        world.person("Ana", "GB")
        world.channel("phone", "Ana")
        world.add("Ana", "2026-12-18")
        world.later(hours=1)
        tmdb_says(world, "2026-12-11")
        later = world.now + timedelta(hours=2)
    (text,) = told(store, later)
    assert "sources disagree" in text
    assert "18 December 2026" in text
    assert "11 December 2026" in text
    with store.read() as connection:
        states = connection.scalars(
            select(deliveries.c.state).where(deliveries.c.what == "conflict")
        ).all()
    assert states == [State.SENT]
    assert told(store, later) == []


def test_a_contradiction_that_is_settled_in_time_is_not_told(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection)
        world.person("Ana", "GB")
        world.channel("phone", "Ana")
        world.add("Ana", "2026-12-18")
        world.later(hours=1)
        tmdb_says(world, "2026-12-11")
        world.later(minutes=10)
        history.resolve(connection, world.who("Ana"), world.release(), None, world.now)
        later = world.now + timedelta(hours=2)
    assert told(store, later) == []
    with store.read() as connection:
        assert connection.scalar(select(channels.c.state)) == "ok"
