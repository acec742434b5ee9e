"""The look ahead: weekly and daily, at the reader's hour, joined with reminders, never empty."""

from datetime import time

from releases.model.release import Standing
from releases.model.subscriber import Quiet
from releases.reminding.digests import plan_digests
from tests.reminding.scene import Scene, lost


def reader(scene: Scene, every: str, *, takes: str = "digest", **more: object) -> None:
    with scene.acts() as world:
        world.person("Ana", "GB", **more)  # type: ignore[arg-type]
        world.channel("phone", "Ana", takes=takes)
        world.set("Ana", digest=every)


def add(scene: Scene, when: str, title: str = "Sunlit") -> None:
    with scene.acts() as world:
        world.add("Ana", when, title=title)


def test_monday_morning_lists_the_seven_days_that_begin(scene: Scene) -> None:
    reader(scene, "weekly")
    for when, title in (
        ("2026-06-08", "Monday"), ("2026-06-14", "Sunday"), ("2026-06-15", "Next"),
    ):  # fmt: skip
        add(scene, when, title)
    messages = scene.messages_until("2026-06-14T12:00")
    assert [str(each) for each in messages] == ["06-08 08:00 phone: This week: Monday, Sunday"]
    assert scene.until("2026-06-21T00:00") == ["06-15 08:00 phone: Today: Next"]


def test_a_daily_digest_lists_its_day(scene: Scene) -> None:
    reader(scene, "daily")
    add(scene, "2026-06-08")
    add(scene, "2026-06-08", "Moonlit")
    add(scene, "2026-06-10", "Starlit")
    assert scene.until("2026-06-12T00:00") == [
        "06-08 08:00 phone: Today: Moonlit, Sunlit",
        "06-10 08:00 phone: Today: Starlit",
    ]


def test_a_digest_with_nothing_in_it_is_not_sent(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-08-08")
    assert scene.until("2026-06-20T00:00") == []
    assert {row.state for row in scene.rows() if row.due < scene.clock.now()} == {"superseded"}
    assert scene.why("superseded") == {"nothing stands in it"}


def test_a_partial_date_stands_in_the_week_in_which_its_span_begins(scene: Scene) -> None:
    reader(scene, "weekly", takes="reminders,notices,digest")
    add(scene, "2026-07", "Month")
    add(scene, "2026-Q3", "Quarter")
    [said] = scene.messages_until("2026-08-01T00:00")
    assert said.message.title == "This week: Month, Quarter"
    assert f"{said.at:%m-%d}" == "06-29"
    assert said.message.text.count("no day yet") == 2


def test_a_span_that_begins_today_is_not_called_today(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-06", "Month")
    assert scene.until("2026-06-02T00:00") == ["06-01 08:00 phone: This week: Month"]


def test_the_readers_monday_is_the_one_on_their_wall(scene: Scene) -> None:
    with scene.acts() as world:
        for name, channel in (("Ana", "london"), ("Ben", "york"), ("Cleo", "sydney")):
            world.person(name, "GB")
            world.channel(channel, name, takes="digest")
            world.set(name, digest="weekly")
        world.add("Ana", "2026-06-10")
        world.follow("Ben")
        world.follow("Cleo")
    assert [line[:18] for line in scene.until("2026-06-12T00:00")] == [
        "06-07 23:00 sydney", "06-08 08:00 london", "06-08 13:00 york: "
    ]  # fmt: skip


def test_quiet_hours_push_it_to_their_end(scene: Scene) -> None:
    reader(scene, "weekly", at=time(9), quiet=Quiet(time(22), time(8)))
    add(scene, "2026-06-10")
    assert scene.asleep_until("2026-06-08T22:00") == []
    assert [line[:11] for line in scene.until("2026-06-10T00:00")] == ["06-09 07:00"]


def test_a_reminder_of_the_same_morning_joins_it_and_is_not_told_twice(scene: Scene) -> None:
    reader(scene, "weekly", takes="reminders,notices,digest")
    add(scene, "2026-06-09", "Tuesday")
    add(scene, "2026-06-12", "Friday")
    [said] = [each for each in scene.messages_until("2026-06-08T12:00") if each.at.day == 8]
    assert said.message.text.count("Tuesday: ") == 1
    assert "Tuesday: tomorrow" in said.message.text
    assert said.message.text.count("Friday, in cinemas") == 1
    sent = [row for row in scene.rows() if row.state == "sent" and row.sent == said.at]
    assert sorted(row.what for row in sent) == ["digest", "reminder"]
    assert len({row.message_id for row in sent}) == 1


def test_a_reminder_in_an_earlier_message_of_that_day_is_not_told_again_in_the_digest(
    scene: Scene,
) -> None:
    reader(scene, "daily", takes="reminders,notices,digest", leads=(0,))
    add(scene, "2026-06-09", "Tuesday")
    add(scene, "2026-06-09", "Other")
    scene.wire.longest["phone"] = 120
    told = scene.messages_until("2026-06-10T00:00")
    said = "\n".join(each.message.text for each in told)
    assert len(told) == 2
    assert said.count("Tuesday: today") == 1
    assert said.count("Tuesday, in cinemas") == 0
    assert {each.message.title for each in told} == {
        "Today in cinemas (GB): Tuesday", "Today in cinemas (GB): Other"
    }  # fmt: skip
    assert {row.state for row in scene.rows() if row.speaks_of == "2026-06-09"} == {"sent"}


def test_called_off_films_do_not_stand_in_it(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-06-10")
    with scene.acts() as world:
        world.end("Ana", Standing.CANCELLED)
    assert scene.until("2026-06-12T00:00") == []


def test_after_sleep_the_rest_of_the_week_is_told_and_a_week_that_is_over_is_missed(
    scene: Scene,
) -> None:
    reader(scene, "weekly")
    for when, title in (
        ("2026-06-03", "Over"), ("2026-06-09", "Gone"), ("2026-06-12", "Ahead"),
    ):  # fmt: skip
        add(scene, when, title)
    scene.until("2026-05-30T00:00")
    messages = scene.messages_at("2026-06-11T15:00")
    assert [str(each) for each in messages] == ["06-11 15:00 phone: This week: Ahead"]
    assert [row.state for row in scene.rows() if row.speaks_of == "2026-06-01"] == ["missed"]


def test_a_reader_who_begins_in_mid_week_has_the_first_on_the_next_monday(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-05-03", "This week")
    add(scene, "2026-05-05", "Next week")
    assert scene.until("2026-05-11T00:00") == ["05-04 08:00 phone: This week: Next week"]


def test_planning_them_again_changes_nothing(scene: Scene) -> None:
    reader(scene, "daily")
    scene.tick()
    with scene.store.unit() as connection:
        assert plan_digests(connection, scene.clock.now()) == 0


def test_who_wants_none_any_more_gets_none(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-06-10")
    scene.until("2026-06-02T00:00")
    with scene.acts() as world:
        world.set("Ana", digest="none")
    assert scene.until("2026-06-20T00:00") == []


def test_a_lost_digest_is_said_once_more_under_the_same_identity(scene: Scene) -> None:
    reader(scene, "weekly")
    add(scene, "2026-06-10")
    scene.script("phone", lost(arrives=True))
    scene.until("2026-06-09T00:00")
    first, second = scene.wire.tries
    assert first.message.identity == second.message.identity
    assert first.message.text == second.message.text
