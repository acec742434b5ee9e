"""What a statement does to a release: results, marks, matches, and which date holds over time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.errors import Ambiguous
from releases.model.dates import ReleaseDate
from releases.model.release import Kind, SourceClass, Standing
from releases.store import films as facts
from releases.store.engine import Store
from releases.tracking import changes
from tests.store.world import World

TMDB, WIKIDATA, FEED = SourceClass.TMDB, SourceClass.WIKIDATA, SourceClass.FEED


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Ana in London; it is noon on Friday 1 May 2026."""
    store = Store(str(tmp_path / "releases.db")).open()
    with store.unit() as connection:
        made = World(connection)
        made.person("Ana", "GB")
        made.channel("phone", "Ana")
        yield made
    store.close()


def held(world: World) -> tuple[str, bool]:
    """The date that holds, and whether a source contradicts it."""
    release = world.release()
    return release.date.text, release.conflict


def test_a_typed_date_holds_until_a_source_changes_its_statement(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    assert world.source_says("2026-06-19").result == "conflict"
    assert held(world) == ("2026-06-12", True)
    world.later(days=1)
    world.source_says("2026-06-19")
    assert held(world) == ("2026-06-12", True)
    world.later(days=1)
    assert world.source_says("2026-06-26").result == "moved"
    assert held(world) == ("2026-06-26", False)


def test_a_conflict_ends_when_the_source_comes_round(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    world.source_says("2026-06-19")
    world.later(days=1)
    assert world.source_says("2026-06-12").result == "unchanged"
    assert held(world) == ("2026-06-12", False)


def test_a_held_date_is_moved_by_its_person_alone(world: World) -> None:
    world.add("Ana", "2026-06-12")
    changes.set_hold(world.connection, world.release(), hold=True)
    for day in ("2026-06-19", "2026-06-26"):
        world.later(days=1)
        world.source_says(day)
    assert held(world) == ("2026-06-12", True)
    world.later(days=1)
    changes.set_hold(world.connection, world.release(), hold=False)
    world.source_says("2026-07-03")
    assert held(world) == ("2026-07-03", False)


def test_a_postponed_release_is_not_brought_back_by_what_a_source_said_before(
    world: World,
) -> None:
    world.source_says("2026-06-12")
    world.follow("Ana")
    world.later(days=1)
    assert world.move("Ana", "tba").result == "moved"
    for _ in range(3):
        world.later(days=1)
        world.source_says("2026-06-12")
    assert held(world)[0] == "tba"
    world.later(days=1)
    assert world.source_says("2026-10-09").result == "moved"


def test_a_lower_source_never_moves_a_date_that_a_higher_one_holds(world: World) -> None:
    world.source_says("2026-06-12", klass=TMDB)
    world.later(days=1)
    assert world.source_says("2026-06-19", klass=FEED).result == "conflict"
    world.later(days=1)
    assert world.source_says("2026-06-26", klass=TMDB).result == "moved"


def test_a_confirmation_by_a_higher_source_makes_the_date_rest_on_it(world: World) -> None:
    world.source_says("2026-06-12", klass=FEED)
    world.later(days=1)
    world.source_says("2026-06-12", klass=TMDB)
    world.later(days=1)
    assert world.source_says("2026-06-19", klass=WIKIDATA).result == "conflict"


def test_a_source_that_withdraws_its_date_leaves_none(world: World) -> None:
    world.source_says("2026-06-12")
    world.follow("Ana")
    world.later(days=1)
    assert world.source_says(None).result == "moved"
    assert held(world)[0] == "tba"
    assert world.unsent() == ["phone postponed tba 2026-05-02 13:00"]


def test_a_placeholder_is_marked_until_another_source_confirms_it(world: World) -> None:
    world.source_says("2026-12-31")
    assert world.release().unconfirmed
    world.later(days=1)
    world.source_says("2026-12-31", klass=WIKIDATA)
    assert not world.release().unconfirmed


def test_festival_and_label_rows_leave_the_main_date_alone(world: World) -> None:
    main = world.add("Ana", "2026-06-12").release
    festival = world.source_says("2026-05-20", kind=Kind.PREMIERE).release
    again = world.source_says("2036-06-12", label="10th anniversary").release
    assert len({main.id, festival.id, again.id}) == 3
    assert facts.release_by_id(world.connection, main.id).date == ReleaseDate("2026-06-12")


def test_adding_again_revives_what_was_cancelled_or_removed(world: World) -> None:
    first = world.add("Ana", "2026-06-12").release
    for standing in (Standing.CANCELLED, Standing.REMOVED):
        world.later(hours=1)
        assert world.end("Ana", standing).result == standing
        assert world.end("Ana", standing).result == "unchanged"
        done = world.add("Ana", "2026-06-12")
        assert (done.result, done.release.id) == ("revived", first.id)
        assert done.release.standing is Standing.ACTIVE


def test_every_claim_is_kept_with_its_effect(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    world.source_says("2026-06-19")
    world.move("Ana", "2026-06-26")
    found = facts.claims_of(world.connection, world.release().id)
    assert [(claim.effect, claim.by) for claim in found] == [
        ("new", "Ana"),
        ("conflicts", None),
        ("moves", "Ana"),
    ]


def test_a_title_that_fits_several_films_is_asked_about(world: World) -> None:
    for year in (1922, 2024):
        facts.add_film(world.connection, "Nosferatu", year, world.now)
    with pytest.raises(Ambiguous) as caught:
        world.add("Ana", "2026-06-12", title="Nosferatu")
    assert len(caught.value.candidates) == 2
    assert world.add("Ana", "2026-06-12", title="Nosferatu (2024)").release.film.year == 2024


def test_a_year_that_was_missing_is_filled(world: World) -> None:
    first = world.add("Ana", "2026-06-12", title="Moonlit").release
    second = world.add("Ana", "2026-06-12", title="Moonlit (2026)").release
    assert second.id == first.id
    assert second.film.year == 2026


def test_a_followed_film_that_is_not_known_is_told_of_its_first_date(world: World) -> None:
    changes.follow_title(world.connection, world.who("Ana"), "Sunlit", world.now)
    assert world.unsent() == []
    world.later(days=1)
    world.source_says("2026-06-12")
    assert world.unsent()[0] == "phone date-set 2026-06-12 2026-05-02 13:00"
    assert len(world.unsent()) == 4
