"""What becomes of a message that was not sent, or of which nobody knows whether it was."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from releases.store import people, queue
from releases.store.tables import channels
from releases.tracking import people as settings
from tests.reminding.scene import (
    Killed,
    Scene,
    busy,
    killed,
    lost,
    refused,
    throttled,
)
from tests.store.world import ALL


def followed(
    scene: Scene, *names: str, wish: str = "resend", leads: tuple[int, ...] = (0,)
) -> None:
    with scene.acts() as world:
        world.person("Ana", "GB", leads=leads)
        for name in names or ("phone",):
            target = settings.Target(f"json://localhost/Ana/{name}", f"{name}.example", 0)
            settings.add_channels(
                world.connection, world.who("Ana"), name, [target], world.now,
                takes=ALL, on_unknown=wish,
            )  # fmt: skip
        world.add("Ana", "2026-06-12")


def channel(scene: Scene, name: str) -> Any:
    with scene.store.read() as connection:
        return connection.execute(channels.select().where(channels.c.name == name)).one()


DAY = "2026-06-12"
TODAY = "Today in cinemas (GB): Sunlit"


def test_a_failure_that_may_pass_is_tried_again_with_growing_rests(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", *[busy()] * 4)
    told = scene.until(f"{DAY}T20:00")
    assert [line.partition(": ")[2] for line in told] == [TODAY]
    at = [each.at for each in scene.wire.tries]
    rests = [(b - a).total_seconds() for a, b in pairwise(at)]
    assert len(rests) == 4
    for rest, doubled in zip(rests, (30, 60, 120, 240), strict=True):
        assert 0.75 * doubled <= rest <= 1.26 * doubled
    assert channel(scene, "phone").state == "ok"


def test_a_service_that_asks_for_a_rest_gets_it_and_nobody_else_waits(scene: Scene) -> None:
    followed(scene, "phone", "mail")
    scene.script("phone", throttled(900.0))
    assert scene.until(f"{DAY}T20:00") == [
        f"06-12 08:00 mail: {TODAY}",
        f"06-12 08:15 phone: {TODAY}",
    ]
    assert channel(scene, "phone").failures == 0


def test_a_service_that_names_no_rest_gets_two_minutes(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", throttled(None))
    assert scene.until(f"{DAY}T20:00") == [f"06-12 08:02 phone: {TODAY}"]


def test_a_refusal_is_final_and_told_on_another_channel(scene: Scene) -> None:
    followed(scene, "phone", "mail")
    scene.script("phone", refused())
    messages = scene.messages_until(f"{DAY}T08:10")
    assert sorted(each.channel for each in messages) == ["mail", "mail"]
    words = "\n".join(each.message.text for each in messages)
    assert "The channel phone has trouble" in words
    assert "Because: the token is revoked" in words
    assert [row.state for row in scene.rows() if row.channel == "phone"] == ["dead"]
    assert scene.why("dead") == {"the token is revoked"}
    assert channel(scene, "phone").state == "failing"


def test_a_channel_that_keeps_failing_is_told_of_once_and_probed_ever_less(scene: Scene) -> None:
    followed(scene, "phone", "mail", leads=(30, 0))
    scene.script("phone", *[busy()] * 500)
    told = scene.messages_until("2026-05-16T12:00")
    assert [each.message.title for each in told if "Trouble" in each.message.title] == [
        "Trouble with a channel: phone"
    ]
    at = [each.at for each in scene.wire.tries if each.channel == "phone"]
    rests = [b - a for a, b in pairwise(at)]
    assert max(rests) >= timedelta(hours=9)
    assert max(rests) <= timedelta(hours=15)


def test_once_it_works_again_everything_that_waits_is_told(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        world.add("Ana", "2026-06-12", title="Moonlit")
    scene.script("phone", *[busy()] * 7)
    [said] = scene.messages_until("2026-06-13T20:00")
    assert "Moonlit" in said.message.title
    assert "Sunlit" in said.message.title
    kept = channel(scene, "phone")
    assert (kept.state, kept.failures, kept.pauses, kept.error) == ("ok", 0, 0, None)


def test_a_message_whose_answer_was_lost_is_sent_once_more_the_same(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        world.add("Ana", "2026-06-12", title="Moonlit")
    scene.script("phone", lost(arrives=True))
    scene.until(f"{DAY}T08:00:10")
    with scene.acts() as world:
        # Due meanwhile, and yet no member of the message that may have arrived.
        world.add("Ana", "2026-06-12", title="Starlit")
    scene.until(f"{DAY}T12:00")
    first, again, other = scene.wire.tries
    assert first.message.identity == again.message.identity
    assert first.message.text == again.message.text
    assert other.message.identity != first.message.identity
    assert "Starlit" in other.message.title
    assert {row.state for row in scene.rows()} == {"sent"}


def test_a_second_loss_is_dead_and_told_on_another_channel(scene: Scene) -> None:
    followed(scene, "phone", "mail")
    scene.script("phone", lost(arrives=True), lost(arrives=False))
    messages = scene.messages_until(f"{DAY}T20:00")
    assert len([each for each in scene.wire.tries if each.channel == "phone"]) == 2
    assert "Trouble with a channel: phone" in {each.message.title for each in messages}
    [row] = [row for row in scene.rows() if row.channel == "phone"]
    assert row.state == "dead"
    assert row.why.startswith("twice it is not known whether it arrived")


def test_who_wants_no_repeats_has_it_held_until_they_ask(scene: Scene) -> None:
    followed(scene, wish="hold")
    scene.script("phone", lost(arrives=False))
    assert scene.until(f"{DAY}T12:00") == []
    [row] = scene.rows()
    assert row.state == "held"
    with scene.acts() as world:
        assert queue.retry(world.connection, [row.id], world.now) == [row.id]
    assert len(scene.until(f"{DAY}T13:00")) == 1
    first, second = scene.wire.tries
    assert first.message.identity == second.message.identity


def test_a_lead_that_a_later_one_has_overtaken_is_not_said_after_it(scene: Scene) -> None:
    followed(scene, wish="hold", leads=(7, 0))
    scene.script("phone", lost(arrives=False))
    assert scene.until(f"{DAY}T12:00") == [f"06-12 08:00 phone: {TODAY}"]
    [first] = [row for row in scene.rows() if row.lead == 7]
    assert first.state == "held"
    with scene.acts() as world:
        assert queue.retry(world.connection, [first.id], world.now) == [first.id]
    assert scene.until(f"{DAY}T20:00") == []
    assert {row.lead: row.state for row in scene.rows()} == {7: "superseded", 0: "sent"}


def test_what_a_kill_left_under_way_is_sent_again_after_the_lease(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", killed(arrives=True))
    with pytest.raises(Killed):
        scene.until(f"{DAY}T08:00")
    scene.restart()
    scene.until(f"{DAY}T08:01")
    assert len(scene.wire.tries) == 1
    scene.until(f"{DAY}T08:30")
    first, second = scene.wire.tries
    assert second.at - first.at >= timedelta(seconds=120)
    assert first.message.identity == second.message.identity
    assert [row.state for row in scene.rows()] == ["sent"]


def test_a_kill_says_nothing_about_the_channel(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", *[killed(arrives=False)] * 4)
    for minute in (0, 10, 20, 30):
        with pytest.raises(Killed):
            scene.until(f"{DAY}T08:{minute:02}")
        scene.restart()
    assert len(scene.until(f"{DAY}T09:00")) == 1
    assert channel(scene, "phone").state == "ok"


def test_a_paused_channel_is_not_spoken_to_and_then_told_what_is_still_of_use(
    scene: Scene,
) -> None:
    followed(scene, leads=(7, 1, 0))
    with scene.acts() as world:
        found = people.channel(world.connection, world.who("Ana"), "phone")
        settings.pause_channel(world.connection, found, world.now)
    assert scene.until("2026-06-11T12:00") == []
    with scene.acts() as world:
        settings.resume_channel(world.connection, found, world.now)
    assert scene.until("2026-06-11T12:01") == [
        "06-11 12:00 phone: Tomorrow in cinemas (GB): Sunlit"
    ]


def test_dead_deliveries_are_sent_when_a_person_asks(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", refused())
    scene.until(f"{DAY}T08:00")
    [row] = scene.rows()
    with scene.acts() as world:
        queue.retry(world.connection, [row.id], world.now)
    assert scene.until(f"{DAY}T08:01") == [f"06-12 08:00 phone: {TODAY}"]


def test_a_text_that_is_too_long_for_the_service_is_split(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        for number in range(11):
            world.add("Ana", "2026-06-12", title=f"Film number {number}")
    scene.wire.longest["phone"] = 500
    messages = scene.messages_until(f"{DAY}T12:00")
    assert len(messages) > 2
    assert max(len(each.message.text) for each in messages) <= 500
    said = "\n".join(each.message.text for each in messages)
    for number in range(11):
        assert said.count(f"Film number {number}:") == 1
    assert said.count("Sunlit:") == 1
    assert len({each.message.identity for each in messages}) == len(messages)
    assert {row.state for row in scene.rows()} == {"sent"}


def test_what_is_told_to_a_host_with_a_pace_is_spaced(scene: Scene) -> None:
    with scene.acts() as world:
        world.person("Ana", "GB", leads=(0,))
        for name in ("one", "two", "three"):
            target = settings.Target(f"json://localhost/Ana/{name}", "chat.example", 1500)
            settings.add_channels(
                world.connection, world.who("Ana"), name, [target], world.now, takes=ALL
            )
        world.add("Ana", "2026-06-12")
    at = sorted(each.at for each in scene.messages_until(f"{DAY}T12:00"))
    assert len(at) == 3
    assert all(b - a >= timedelta(milliseconds=1500) for a, b in pairwise(at))
