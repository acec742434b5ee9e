"""Local time: zones, quiet hours, hours that the clock skips or repeats."""

from datetime import time

import pytest

from releases.model.subscriber import Quiet
from releases.reminding.rehearsal import VirtualClock
from tests.reminding.scene import Scene, busy
from tests.store.world import utc


def person(scene: Scene, name: str, zone: str, channel: str, **more: object) -> None:
    with scene.acts() as world:
        world.person(name, "GB", zone=zone, **more)  # type: ignore[arg-type]
        world.channel(channel, name, takes="reminders,notices")


def test_nine_oclock_is_nine_oclock_for_each_person_across_the_change(scene: Scene) -> None:
    """Britain changes on the 25th of October 2026, California on the 1st of November."""
    person(scene, "Ana", "Europe/London", "london", leads=(7, 0))
    person(scene, "Ben", "America/Los_Angeles", "angeles", leads=(7, 0))
    person(scene, "Cleo", "Pacific/Auckland", "auckland", leads=(7, 0))
    with scene.acts() as world:
        world.add("Ana", "2026-11-01")
        world.follow("Ben")
        world.follow("Cleo")
    told = scene.until("2026-11-03T00:00")
    assert [" ".join(line.split()[:3]) for line in told] == [
        "10-24 20:00 auckland:", "10-25 09:00 london:", "10-25 16:00 angeles:",
        "10-31 20:00 auckland:", "11-01 09:00 london:", "11-01 17:00 angeles:",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "at", "day", "told"),
    [
        ("Europe/London", time(1, 30), "2027-03-28", "03-28 01:00"),
        ("America/New_York", time(2, 15), "2027-03-14", "03-14 07:00"),
        ("Australia/Lord_Howe", time(2, 10), "2026-10-04", "10-03 15:30"),
        ("Europe/London", time(1, 30), "2026-10-25", "10-25 00:30"),
        ("America/New_York", time(1, 45), "2026-11-01", "11-01 05:45"),
    ],
    ids=["gap", "gap in New York", "gap of half an hour", "fold", "fold in New York"],
)
def test_an_hour_that_is_skipped_or_repeated_is_told_once(
    scene: Scene, zone: str, at: time, day: str, told: str
) -> None:
    person(scene, "Ana", zone, "phone", leads=(0,), at=at)
    with scene.acts() as world:
        world.add("Ana", day)
    [line] = scene.until("2027-06-01T00:00")
    assert line.startswith(told)


def test_quiet_hours_push_a_notice_to_their_end(scene: Scene) -> None:
    person(scene, "Ana", "Europe/London", "phone", quiet=Quiet(time(22), time(8)))
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    scene.until("2026-05-01T20:30")
    with scene.acts() as world:
        world.move("Ana", "2026-07-03")
    assert scene.until("2026-05-03T00:00") == [
        "05-02 07:00 phone: Moved to 3 July 2026 (GB): Sunlit"
    ]


def test_quiet_hours_push_a_retry_to_their_end(scene: Scene) -> None:
    person(scene, "Ana", "Europe/London", "phone", at=time(21, 50), leads=(2,),
           quiet=Quiet(time(22), time(8)))  # fmt: skip
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    scene.script("phone", *[busy()] * 50)
    assert scene.until("2026-06-10T22:00") == []
    assert {each.at.hour for each in scene.wire.tries} == {20}
    scene.script("phone")
    assert scene.until("2026-06-11T12:00") == [
        "06-11 07:00 phone: Tomorrow in cinemas (GB): Sunlit"
    ]


def test_who_sleeps_through_it_is_told_late_at_the_end_of_quiet_hours(scene: Scene) -> None:
    person(scene, "Ana", "Europe/London", "phone", quiet=Quiet(time(22), time(8)))
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    assert scene.asleep_until("2026-06-06T02:00") == []
    [said] = scene.messages_until("2026-06-06T09:00")
    assert str(said) == "06-06 07:00 phone: In 6 days in cinemas (GB): Sunlit"
    assert "(late)" in said.message.text


def test_another_zone_moves_what_is_not_told_yet(scene: Scene) -> None:
    person(scene, "Ana", "Europe/London", "phone")
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    scene.until("2026-06-05T12:00")
    with scene.acts() as world:
        world.set("Ana", zone="America/New_York")
    assert [line[:11] for line in scene.until("2026-06-13T00:00")] == ["06-11 13:00", "06-12 13:00"]


def test_the_clock_set_back_tells_nothing_again(scene: Scene) -> None:
    person(scene, "Ana", "Europe/London", "phone")
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    assert len(scene.until("2026-06-11T12:00")) == 2
    scene.clock = VirtualClock(utc("2026-06-10T12:00"))
    scene.restart()
    assert scene.until("2026-06-12T07:59") == []
    assert len(scene.until("2026-06-13T00:00")) == 1
