"""Dates that move, at rest and in flight: who hears of it, what is said, and what comes after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from releases import probes
from releases.model.dates import ReleaseDate
from releases.model.plan import Fate
from releases.model.release import Standing
from releases.store import people
from releases.store.outbox import NO_CHANNEL, UNCOVERED
from releases.tracking import changes
from releases.tracking import people as settings
from tests.reminding.scene import Scene, sent


def followed(scene: Scene, when: str = "2026-06-12") -> None:
    with scene.acts() as world:
        world.person("Ana", "GB")
        world.channel("phone", "Ana", takes="reminders,notices")
        world.add("Ana", when)


def move(scene: Scene, when: str) -> None:
    with scene.acts() as world:
        world.move("Ana", when)


def pause(scene: Scene) -> None:
    with scene.acts() as world:
        found = people.channel(world.connection, world.who("Ana"), "phone")
        settings.pause_channel(world.connection, found, world.now)


def resume(scene: Scene) -> None:
    with scene.acts() as world:
        found = people.channel(world.connection, world.who("Ana"), "phone")
        settings.resume_channel(world.connection, found, world.now)


def unfollow(scene: Scene) -> None:
    with scene.acts() as world:
        world.unfollow("Ana")


@contextmanager
def once_claimed(act: Callable[[], object]) -> Iterator[None]:
    """Let something happen between the first claim and the send that it leads to."""

    def hook(point: str) -> None:
        if point == "claim.committed":
            probes.hook = None
            act()

    probes.hook = hook
    try:
        yield
    finally:
        probes.hook = None


def text_of(scene: Scene, moment: str) -> str:
    [said] = scene.messages_until(moment)
    return said.message.text.splitlines()[0]


def test_a_move_is_told_once_an_hour_later_with_the_old_day_and_the_new(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        date = ReleaseDate("2026-07-03")
        changes.move(
            world.connection, world.who("Ana"), world.release(), date, world.now,
            because="the edit takes longer",
        )  # fmt: skip
    assert scene.until("2026-05-01T12:59") == []
    [said] = scene.messages_until("2026-05-02T12:00")
    assert str(said) == "05-01 13:00 phone: Moved to 3 July 2026 (GB): Sunlit"
    assert said.message.text.splitlines() == [
        "Sunlit: moved from Friday 12 June 2026 to Friday 3 July 2026 (in 63 days), "
        "in cinemas, United Kingdom (GB)",
        "Because: the edit takes longer",
        "Source: typed by Ana",
    ]
    assert scene.until("2026-07-20T00:00") == [
        "06-26 08:00 phone: In 7 days in cinemas (GB): Sunlit",
        "07-02 08:00 phone: Tomorrow in cinemas (GB): Sunlit",
        "07-03 08:00 phone: Today in cinemas (GB): Sunlit",
    ]


def test_there_and_back_within_the_hour_is_silent(scene: Scene) -> None:
    followed(scene)
    move(scene, "2026-07-03")
    scene.until("2026-05-01T12:30")
    move(scene, "2026-06-12")
    assert scene.until("2026-06-05T12:00") == [
        "06-05 08:00 phone: In 7 days in cinemas (GB): Sunlit"
    ]
    assert Fate.SETTLED.value in scene.why("superseded")


def test_several_moves_within_the_hour_are_one_notice_of_the_last(scene: Scene) -> None:
    followed(scene)
    for when in ("2026-07-03", "2026-07-10", "2026-08-07"):
        move(scene, when)
        scene.until(f"2026-05-01T12:{10 + int(when[-2:])}")
    [said] = scene.messages_until("2026-05-03T00:00")
    assert str(said) == "05-01 13:00 phone: Moved to 7 August 2026 (GB): Sunlit"
    assert "from Friday 12 June 2026 to Friday 7 August 2026" in said.message.text


def test_a_move_near_the_old_day_or_the_new_is_told_at_once(scene: Scene) -> None:
    followed(scene, "2026-05-03")
    move(scene, "2026-08-07")
    assert scene.until("2026-05-01T12:01") == [
        "05-01 12:00 phone: Moved to 7 August 2026 (GB): Sunlit"
    ]


def test_back_again_after_it_was_told_is_a_second_notice_and_the_leads_that_remain(
    scene: Scene,
) -> None:
    followed(scene)
    scene.until("2026-06-05T12:00")
    move(scene, "2026-07-03")
    assert scene.until("2026-06-05T14:00")[-1] == (
        "06-05 13:00 phone: Moved to 3 July 2026 (GB): Sunlit"
    )
    move(scene, "2026-06-12")
    assert scene.until("2026-06-20T00:00") == [
        "06-05 15:00 phone: Moved to 12 June 2026 (GB): Sunlit",
        "06-11 08:00 phone: Tomorrow in cinemas (GB): Sunlit",
        "06-12 08:00 phone: Today in cinemas (GB): Sunlit",
    ]
    sevens = [row for row in scene.rows() if row.lead == 7 and row.speaks_of == "2026-06-12"]
    assert [row.state for row in sevens] == ["sent"]


def test_a_day_that_becomes_known_is_told_as_set(scene: Scene) -> None:
    followed(scene, "2026-Q3")
    move(scene, "2026-08")
    assert scene.until("2026-05-10T00:00") == []
    move(scene, "2026-08-14")
    assert text_of(scene, "2026-05-10T02:00") == (
        "Sunlit: now has a date: Friday 14 August 2026 (in 96 days), "
        "in cinemas, United Kingdom (GB) (was: August 2026)"
    )
    assert scene.until("2026-08-07T12:00") == [
        "08-07 08:00 phone: In 7 days in cinemas (GB): Sunlit"
    ]


def test_a_day_that_is_given_up_is_told_as_postponed(scene: Scene) -> None:
    followed(scene)
    move(scene, "2027")
    assert text_of(scene, "2026-05-02T00:00").startswith(
        "Sunlit: postponed to 2027, no day yet (was Friday 12 June 2026)"
    )
    assert scene.until("2026-07-01T00:00") == []


def test_called_off_and_on_again(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        world.end("Ana", Standing.CANCELLED)
    assert scene.until("2026-05-03T00:00") == ["05-01 13:00 phone: Cancelled (GB): Sunlit"]
    assert {row.state for row in scene.rows() if row.what == "reminder"} == {"cancelled"}
    with scene.acts() as world:
        world.add("Ana", "2026-06-12")
    assert scene.until("2026-06-06T00:00") == [
        "05-03 01:00 phone: On again, 12 June 2026 (GB): Sunlit",
        "06-05 08:00 phone: In 7 days in cinemas (GB): Sunlit",
    ]


def test_what_was_entered_by_mistake_is_taken_back_only_from_who_was_told(scene: Scene) -> None:
    followed(scene)
    scene.until("2026-06-05T09:00")
    with scene.acts() as world:
        world.person("Ben", "GB")
        world.channel("desk", "Ben")
        world.follow("Ben")
        world.end("Ana", Standing.REMOVED)
    assert scene.until("2026-06-20T00:00") == ["06-05 10:00 phone: Taken back (GB): Sunlit"]


def test_a_date_that_moves_while_its_reminder_is_claimed_is_not_named(scene: Scene) -> None:
    """The claim holds the row, the move does not reach it, the last look before the send does."""
    followed(scene)
    with once_claimed(lambda: move(scene, "2026-07-03")):
        told = scene.until("2026-06-06T00:00")
    assert told == ["06-05 09:00 phone: Moved to 3 July 2026 (GB): Sunlit"]
    assert scene.why("superseded") >= {Fate.MOVED.value}


def test_a_date_that_moves_while_its_reminder_is_on_the_wire_is_put_right(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", sent(lambda: move(scene, "2026-07-03")))
    assert scene.until("2026-06-07T00:00") == [
        "06-05 08:00 phone: In 7 days in cinemas (GB): Sunlit",
        "06-05 09:00 phone: Moved to 3 July 2026 (GB): Sunlit",
    ]


def test_there_and_back_while_on_the_wire_is_silent(scene: Scene) -> None:
    followed(scene)

    def there_and_back() -> None:
        move(scene, "2026-07-03")
        move(scene, "2026-06-12")

    scene.script("phone", sent(there_and_back))
    assert scene.until("2026-06-11T07:00") == [
        "06-05 08:00 phone: In 7 days in cinemas (GB): Sunlit"
    ]


def test_a_move_that_was_news_is_told_after_a_long_pause_whatever_was_edited_since(
    scene: Scene,
) -> None:
    followed(scene, "2026-05-02")
    assert len(scene.until("2026-05-02T12:00")) == 1
    pause(scene)
    move(scene, "2026-05-09")
    assert scene.until("2026-05-24T12:00") == []
    move(scene, "2026-05-30")
    move(scene, "2026-05-09")
    resume(scene)
    assert scene.until("2026-05-24T13:00") == [
        "05-24 12:00 phone: Moved to 9 May 2026 (GB): Sunlit"
    ]


def test_a_notice_that_is_put_back_gives_way_to_the_one_planned_since(scene: Scene) -> None:
    followed(scene)
    move(scene, "2026-07-03")

    def called_off() -> None:
        with scene.acts() as world:
            release = world.release()
            changes.end(
                world.connection, world.who("Ana"), release, Standing.CANCELLED, world.now
            )  # fmt: skip
        pause(scene)

    with once_claimed(called_off):
        assert scene.until("2026-05-01T13:30") == []
    notices = {row.what: row.state for row in scene.rows() if row.what != "reminder"}
    assert notices == {"moved": "superseded", "cancelled": "pending"}
    resume(scene)
    assert scene.until("2026-05-01T15:00") == ["05-01 14:00 phone: Cancelled (GB): Sunlit"]


def test_an_unfollow_in_flight_ends_what_comes_after_and_tells_nobody(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", sent(lambda: unfollow(scene)))
    assert len(scene.until("2026-06-05T12:00")) == 1
    move(scene, "2026-06-20")
    assert scene.until("2026-07-01T00:00") == []
    assert scene.why("cancelled") == {UNCOVERED}


def test_an_unfollow_between_claim_and_send_stops_the_send(scene: Scene) -> None:
    followed(scene)
    with once_claimed(lambda: unfollow(scene)):
        assert scene.until("2026-06-20T00:00") == []
    assert scene.why("cancelled") == {UNCOVERED}


def test_a_channel_that_is_removed_while_it_is_spoken_to_gets_nothing_more(scene: Scene) -> None:
    followed(scene)

    def remove() -> None:
        with scene.acts() as world:
            world.close_channel("phone", "Ana")

    scene.script("phone", sent(remove))
    assert len(scene.until("2026-07-01T00:00")) == 1
    assert {row.lead: row.state for row in scene.rows()} == {
        7: "sent", 1: "cancelled", 0: "cancelled"
    }  # fmt: skip
    assert scene.why("cancelled") == {NO_CHANNEL}


def test_a_second_channel_is_told_of_moves_since_it_was_there(scene: Scene) -> None:
    followed(scene)
    move(scene, "2026-07-03")
    scene.until("2026-05-02T00:00")
    with scene.acts() as world:
        world.channel("mail", "Ana")
    move(scene, "2026-07-10")
    messages = scene.messages_until("2026-05-03T00:00")
    assert sorted(each.channel for each in messages) == ["mail", "phone"]
    for each in messages:
        assert "from Friday 3 July 2026 to Friday 10 July 2026" in each.message.text
