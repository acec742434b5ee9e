"""Row 39: a source that answers well-formed nonsense moves and withdraws nothing in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from releases.store import films as facts
from releases.store import people, waiting
from releases.store.engine import Store
from releases.tracking import changes
from releases.tracking.refresh import refresh_due
from tests.faults.desk import Desk
from tests.faults.kit import CANARY
from tests.parts.http_sink import HttpSink, Reply
from tests.system.kit import json_url
from tests.tracking.fake_tmdb import FakeTmdb, Film, fake_tmdb

FILMS = range(1, 26)
HELD = "2026-12-18"


@pytest.fixture
def tmdb() -> Iterator[FakeTmdb]:
    with fake_tmdb() as made:
        yield made


@dataclass(frozen=True)
class Wanted:
    """A token, and where the source is."""

    tmdb_base_url: str
    tmdb_token: str = CANARY
    wikidata_enabled: bool = False
    wikidata_base_url: str = "http://127.0.0.1:9"
    wikidata_contact: str = ""
    allow_private: bool = True


@pytest.fixture
def desk(tmp_path: Path, sink: HttpSink) -> Iterator[Desk]:
    store = Store(str(tmp_path / "releases.db")).open()
    desk = Desk(store)
    desk.person(leads=(7, 1, 0))
    desk.channel("hook", json_url(sink, "hook"))
    yield desk
    store.close()


def ask(desk: Desk, tmdb: FakeTmdb) -> str | None:
    """Let every film be asked for; what the source is said to have done wrong."""
    desk.clock.later(days=3)
    found = refresh_due(desk.store, Wanted(tmdb.sink.url + "/3"), desk.clock, pace=10_000)
    return next(source.error for source in found if source.name == "tmdb")


def dates(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return [
            release.date.text
            for number in FILMS
            for film in facts.films_titled(connection, f"Film {number}")
            for release in facts.releases_of(connection, film.id)
            if release.territory == "GB"
        ]


ABSURD = {
    "a date of 1902": ("GB", 3, "1902-06-01", ""),
    "a date after the last": ("GB", 3, "9999-12-31", ""),
    "elsewhere only": ("US", 3, HELD, ""),
}


@pytest.mark.parametrize("kind", [*ABSURD, "nothing", "every film gone", "no JSON"])
def test_row39_absurd_answers_of_a_source_cancel_nothing(
    desk: Desk, tmdb: FakeTmdb, sink: HttpSink, kind: str
) -> None:
    with desk.store.unit() as connection:
        who = people.subscriber(connection, people.DEFAULT)
        for number in FILMS:
            tmdb.add(number, Film(f"Film {number}", [("GB", 3, HELD, "")]))
            changes.follow_title(
                connection, who, f"Film {number}", desk.clock.now(), year=2026
            )  # fmt: skip
    assert ask(desk, tmdb) is None
    desk.clock.later(hours=2)
    assert desk.work()
    before = len(sink.arrivals)
    assert before >= 1

    for number in FILMS:
        if kind == "every film gone":
            tmdb.films.pop(number)
        elif kind in ABSURD:
            tmdb.set(number, ABSURD[kind])
        else:
            tmdb.films[number].dates = []
            tmdb.set(number)
    if kind == "no JSON":
        tmdb.broken = Reply(body=b"<html>\x00")
    for _ in range(2):
        trouble = ask(desk, tmdb)
        assert CANARY not in str(trouble)
        desk.clock.later(hours=2)
        desk.work()
    assert dates(desk) == [HELD] * len(FILMS)
    assert len(sink.arrivals) == before
    with desk.store.read() as connection:
        held = waiting.open_suggestions(connection)
    if kind == "no JSON":
        assert trouble is not None
    elif kind != "every film gone":
        assert {row.why for row in held} == {"held"} and len(held) >= len(FILMS)
