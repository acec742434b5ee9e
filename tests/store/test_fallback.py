"""Whose dates serve where a subscriber's own territories have none, and what is said of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from releases.model.release import Kind
from releases.reminding.rehearsal import rehearse
from releases.store.engine import Store
from tests.store.world import World


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    """Ana in Dublin follows Sunlit, of which sources know dates in GB and the US."""
    with store.unit() as connection:
        made = World(connection)
        made.person("Ana", "IE", zone="Europe/Dublin", leads=(1,))
        made.channel("phone", "Ana")
        made.source_says("2026-06-12", "GB")
        made.source_says("2026-06-05", "US")
        made.follow("Ana")
        yield made


def reminders(world: World) -> list[str]:
    return [line for line in world.unsent() if "reminder" in line]


def test_without_a_fallback_dates_of_elsewhere_remind_nobody(world: World) -> None:
    assert world.unsent() == []


def test_the_first_territory_that_has_a_date_stands_in(world: World) -> None:
    world.set("Ana", fallback=("FR", "GB", "US"))
    assert reminders(world) == ["phone reminder 1d 2026-06-12 2026-06-11 08:00"]
    world.set("Ana", fallback=("US", "GB"))
    assert reminders(world) == ["phone reminder 1d 2026-06-05 2026-06-04 08:00"]
    world.set("Ana", fallback=())
    assert reminders(world) == []


def test_a_nearer_date_takes_the_place_of_the_stand_in(world: World) -> None:
    world.set("Ana", fallback=("GB",))
    world.later(hours=2)
    world.source_says("2026-06-19", "IE")
    assert reminders(world) == ["phone reminder 1d 2026-06-19 2026-06-18 08:00"]


def test_a_moved_stand_in_owes_a_notice(world: World) -> None:
    world.set("Ana", fallback=("GB",))
    world.later(days=1)
    world.source_says("2026-07-03", "GB")
    assert [line.split()[1] for line in world.unsent()] == ["moved", "reminder"]


def test_a_follow_with_territories_of_its_own_falls_back_too(world: World) -> None:
    world.source_says("2026-09-01", "GB", kind=Kind.DIGITAL)
    world.follow("Ana", territories=("DE",), kinds=(Kind.DIGITAL,))
    world.set("Ana", fallback=("GB",))
    assert len(reminders(world)) == 2
    world.follow("Ana", territories=("US",))
    assert reminders(world) == [
        "phone reminder 1d 2026-06-05 2026-06-04 08:00",
        "phone reminder 1d 2026-09-01 2026-08-31 08:00",
    ]


def test_who_follows_after_choosing_a_fallback_has_it(world: World) -> None:
    world.set("Ana", fallback=("GB",))
    world.source_says("2026-08-07", "GB", title="Undertow")
    world.follow("Ana", "Undertow")
    assert len(reminders(world)) == 2


def said(store: Store, world_now: Any) -> list[str]:
    told = rehearse(store, world_now, world_now + timedelta(days=60), lambda _: 10_000)
    return [each.message.text.splitlines()[0] for each in told]


def test_every_message_about_a_stand_in_says_so(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection)
        world.person("Ana", "IE", zone="Europe/Dublin", leads=(1,))
        world.channel("phone", "Ana")
        world.set("Ana", fallback=("GB",))
        world.source_says("2026-06-12", "GB")
        world.follow("Ana")
        world.later(hours=1)
        world.source_says("2026-06-15", "GB")
    lines = said(store, world.now)
    assert len(lines) == 2
    assert all(line.endswith("(no date for IE; GB shown)") for line in lines), lines


def test_a_date_that_somebody_added_themselves_is_no_stand_in(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection)
        world.person("Ana", "IE", zone="Europe/Dublin", leads=(1,))
        world.channel("phone", "Ana")
        world.set("Ana", fallback=("GB",))
        world.add("Ana", "2026-06-12", "GB")
    lines = said(store, world.now)
    assert len(lines) == 1
    assert "shown" not in lines[0]
