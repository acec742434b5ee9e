"""What is printed beforehand is what is sent."""

from datetime import time

from releases.model.subscriber import Quiet
from releases.reminding.rehearsal import rehearse
from releases.store import people
from releases.tracking import people as settings
from tests.reminding.scene import Scene
from tests.store.world import utc


def a_full_life(scene: Scene) -> None:
    """Three people in three zones, merged days, a digest, quiet hours and a notice that settles."""
    with scene.acts() as world:
        world.person("Ana", "GB")
        world.person("Ben", "US", "GB", leads=(14, 2), quiet=Quiet(time(22), time(8)))
        world.person("Cleo", leads=(1, 0))
        for name in ("Ana", "Ben", "Cleo"):
            world.channel(f"phone-{name}", name)
        world.channel("mail", "Ana", takes="reminders")
        world.set("Ana", digest="weekly")
        for day, title in ((12, "Sunlit"), (12, "Moonlit"), (15, "Starlit"), (19, "Skylit")):
            world.add("Ana", f"2026-06-{day}", title=title)
            world.follow("Ben", title)
        world.add("Cleo", "2026-06-16", None, title="Daylight")
        world.add("Ana", "2026-06", title="Twilight")
    with scene.acts() as world:
        world.move("Ana", "2026-06-13")
    scene.wire.longest["phone-Ben"] = 300


def test_a_rehearsal_is_what_the_daemon_then_sends(scene: Scene) -> None:
    a_full_life(scene)
    told = rehearse(
        scene.store, scene.clock.now(), utc("2026-06-25T00:00"), scene.wire.body_max
    )  # fmt: skip
    before = scene.states()
    assert scene.wire.tries == []
    sent = scene.messages_until("2026-06-25T00:00")
    assert len(sent) > 20
    assert [(each.at, each.channel, each.message.title, each.message.text) for each in told] == [
        (each.at, each.channel, each.message.title, each.message.text) for each in sent
    ]
    assert "sent" not in {line.split()[-1] for line in before}


def test_a_rehearsal_changes_nothing(scene: Scene) -> None:
    a_full_life(scene)
    scene.tick()
    before = scene.rows()
    rehearse(scene.store, scene.clock.now(), utc("2026-07-25T00:00"), scene.wire.body_max)
    assert scene.rows() == before


def test_a_rehearsal_ends_though_something_waits_for_a_paused_channel(scene: Scene) -> None:
    a_full_life(scene)
    with scene.acts() as world:
        phone = people.channel(world.connection, world.who("Cleo"), "phone-Cleo")
        settings.pause_channel(world.connection, phone, world.now)
    scene.until("2026-06-15T20:00")
    assert next(row.state for row in scene.rows() if row.channel == "phone-Cleo") == "pending"
    told = rehearse(
        scene.store, scene.clock.now(), utc("2026-06-25T00:00"), scene.wire.body_max
    )  # fmt: skip
    assert {each.channel for each in told} == {"phone-Ana", "phone-Ben", "mail"}


def test_a_rehearsal_names_the_deliveries_of_each_message(scene: Scene) -> None:
    a_full_life(scene)
    told = rehearse(
        scene.store, scene.clock.now(), utc("2026-06-06T00:00"), scene.wire.body_max
    )  # fmt: skip
    [merged] = [each for each in told if each.channel == "mail" and len(each.deliveries) > 0][:1]
    assert merged.subscriber == "Ana"
    assert [(row.what, row.lead, row.title, row.territory) for row in merged.deliveries] == [
        ("reminder", 7, "Moonlit", "GB")
    ]
