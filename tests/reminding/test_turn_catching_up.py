"""What a daemon says that was away when it fell due, and what it says together."""

from datetime import timedelta

from releases.model.plan import Fate
from releases.reminding.messages import Message
from tests.reminding.scene import Scene, busy


def followed(scene: Scene, *titles: str, when: str = "2026-06-12") -> None:
    with scene.acts() as world:
        world.person("Ana", "GB")
        world.channel("phone", "Ana", takes="reminders,notices")
        for title in titles or ("Sunlit",):
            world.add("Ana", when, title=title)


def first_line(message: Message) -> str:
    return message.text.splitlines()[0]


def test_each_lead_is_told_once_at_nine_in_the_morning(scene: Scene) -> None:
    followed(scene)
    assert scene.until("2026-06-20T00:00") == [
        "06-05 08:00 phone: In 7 days in cinemas (GB): Sunlit",
        "06-11 08:00 phone: Tomorrow in cinemas (GB): Sunlit",
        "06-12 08:00 phone: Today in cinemas (GB): Sunlit",
    ]
    assert "(late)" not in "".join(each.message.text for each in scene.wire.arrived)


def test_after_days_of_sleep_only_the_latest_lead_is_told(scene: Scene) -> None:
    followed(scene)
    assert scene.asleep_until("2026-06-11T15:00") == [
        "06-11 15:00 phone: Tomorrow in cinemas (GB): Sunlit"
    ]
    assert scene.states() == [
        "phone reminder 7d 2026-06-12 superseded",
        "phone reminder 1d 2026-06-12 sent",
        "phone reminder 0d 2026-06-12 pending",
    ]
    assert scene.why("superseded") == {Fate.LATER_LEAD.value}


def test_a_lead_is_left_out_where_the_next_falls_due_later_the_same_day(scene: Scene) -> None:
    followed(scene)
    assert scene.asleep_until("2026-06-11T01:00") == []
    assert scene.until("2026-06-11T12:00") == [
        "06-11 08:00 phone: Tomorrow in cinemas (GB): Sunlit"
    ]


def test_a_late_reminder_counts_from_the_day_of_sending_and_says_that_it_is_late(
    scene: Scene,
) -> None:
    followed(scene)
    [said] = scene.messages_at("2026-06-08T10:00")
    assert said.message.title == "In 4 days in cinemas (GB): Sunlit"
    assert first_line(said.message) == (
        "Sunlit: in 4 days, Friday 12 June 2026, in cinemas, United Kingdom (GB) (late)"
    )


def test_a_reminder_told_later_the_same_day_is_not_late(scene: Scene) -> None:
    followed(scene)
    [said] = scene.messages_at("2026-06-05T20:00")
    assert first_line(said.message) == (
        "Sunlit: in 7 days, Friday 12 June 2026, in cinemas, United Kingdom (GB)"
    )


def test_up_to_three_days_after_the_release_one_late_word_is_said(scene: Scene) -> None:
    followed(scene)
    [said] = scene.messages_at("2026-06-15T20:00")
    assert said.message.title == "Out 3 days ago in cinemas (GB): Sunlit"
    assert first_line(said.message) == (
        "Sunlit: came out 3 days ago, Friday 12 June 2026, in cinemas, United Kingdom (GB) (late)"
    )


def test_four_days_after_the_release_nothing_is_said_and_the_row_shows_why(scene: Scene) -> None:
    followed(scene)
    assert scene.asleep_until("2026-06-16T09:00") == []
    assert {row.state for row in scene.rows()} == {"missed"}
    assert scene.why("missed") == {Fate.GONE_BY.value}


def test_the_third_day_is_counted_in_the_zone_of_the_person(scene: Scene) -> None:
    """In Sydney it is the sixteenth already while London still writes the fifteenth."""
    with scene.acts() as world:
        world.person("Ana", "GB")
        world.person("Cleo", "GB")
        world.channel("phone", "Ana", takes="reminders")
        world.channel("tablet", "Cleo", takes="reminders")
        world.add("Ana", "2026-06-12")
        world.follow("Cleo")
    told = scene.asleep_until("2026-06-15T20:00")
    assert [line.split()[2] for line in told] == ["phone:"]
    assert {row.channel for row in scene.rows() if row.state == "missed"} == {"tablet"}


def test_what_is_due_together_is_one_message_soonest_first(scene: Scene) -> None:
    followed(scene, "Moonlit")
    with scene.acts() as world:
        world.add("Ana", "2026-06-18", title="Starlit")
        world.add("Ana", "2026-06-12", title="Sunlit", territory="IE")
    messages = scene.messages_until("2026-06-11T12:00")
    assert str(messages[-1]) == "06-11 08:00 phone: 3 releases: Moonlit, Sunlit, Starlit"
    lines = [line for line in messages[-1].message.text.splitlines() if line.startswith("•")]
    assert [line.split(":")[0] for line in lines] == ["• Moonlit", "• Sunlit", "• Starlit"]
    assert [line.split(",")[0] for line in lines] == [
        "• Moonlit: tomorrow", "• Sunlit: tomorrow", "• Starlit: in 7 days"
    ]  # fmt: skip
    assert messages[-1].message.ics is not None
    assert messages[-1].message.ics.count("BEGIN:VEVENT") == 3
    by_message = {row.message_id for row in scene.rows() if row.state == "sent" and row.lead != 7}
    assert len(by_message) == 1


def test_one_day_in_several_territories_is_one_line(scene: Scene) -> None:
    with scene.acts() as world:
        world.person("Ana", "GB", "IE")
        world.channel("phone", "Ana", takes="reminders")
        world.add("Ana", "2026-06-12", territory="GB")
        world.add("Ana", "2026-06-12", territory="IE")
    [said] = scene.messages_until("2026-06-05T12:00")
    assert said.message.title == "In 7 days in cinemas (GB, IE): Sunlit"
    assert len([row for row in scene.rows() if row.state == "sent"]) == 2


def test_a_release_today_owes_its_day_at_once_and_nothing_else(scene: Scene) -> None:
    followed(scene, when="2026-05-01")
    assert scene.until("2026-05-09T00:00") == ["05-01 12:00 phone: Today in cinemas (GB): Sunlit"]
    assert scene.states() == ["phone reminder 0d 2026-05-01 sent"]


def test_a_past_day_that_is_filled_in_tells_nobody(scene: Scene) -> None:
    followed(scene, when="2026-04-24")
    assert scene.until("2026-06-01T00:00") == []
    assert scene.rows() == []


def test_leads_that_had_fallen_due_before_it_was_known_are_not_owed(scene: Scene) -> None:
    followed(scene, when="2026-05-04")
    assert scene.until("2026-05-09T00:00") == [
        "05-03 08:00 phone: Tomorrow in cinemas (GB): Sunlit",
        "05-04 08:00 phone: Today in cinemas (GB): Sunlit",
    ]


def test_leads_that_had_fallen_due_before_the_follow_are_not_owed(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        world.person("Ben", "GB")
        world.channel("desk", "Ben", takes="reminders")
    scene.until("2026-06-10T12:00")
    with scene.acts() as world:
        world.follow("Ben")
    assert [line for line in scene.until("2026-06-20T00:00") if "desk" in line] == [
        "06-11 13:00 desk: Tomorrow in cinemas (GB): Sunlit",
        "06-12 13:00 desk: Today in cinemas (GB): Sunlit",
    ]


def test_a_reminder_is_tried_until_the_next_lead_is_due(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", *[busy()] * 400)
    assert scene.until("2026-06-10T23:00") == []
    assert scene.states()[0] == "phone reminder 7d 2026-06-12 retrying"
    scene.script("phone")
    told = scene.until("2026-06-12T12:00")
    assert [line.partition(": ")[2] for line in told] == [
        "Tomorrow in cinemas (GB): Sunlit",
        "Today in cinemas (GB): Sunlit",
    ]
    # Whether a try falls between midnight, 23:00 in UTC, and nine is chance.
    [first, *_] = scene.rows()
    assert (first.state, first.why) in {
        ("dead", Fate.NEXT_LEAD.value), ("superseded", Fate.LATER_LEAD.value)
    }  # fmt: skip


def test_the_last_reminder_is_tried_for_three_days_and_then_given_up(scene: Scene) -> None:
    followed(scene)
    scene.script("phone", *[busy()] * 4000)
    assert scene.until("2026-06-17T12:00") == []
    last = scene.rows()[-1]
    assert (last.lead, last.state, last.why) == (0, "dead", Fate.TOO_OLD.value)
    tried = [each.at for each in scene.wire.tries]
    assert tried[-1] - tried[0] > timedelta(days=9)
    assert tried[-1].date().isoformat() <= "2026-06-15"


def test_a_new_run_in_cinemas_is_told_by_its_name(scene: Scene) -> None:
    followed(scene)
    with scene.acts() as world:
        world.add("Ana", "2026-06-26", label="20th anniversary")
    told = scene.messages_until("2026-06-19T12:00")
    assert [str(each) for each in told][-1] == (
        "06-19 08:00 phone: In 7 days in cinemas (GB): Sunlit"
    )
    assert first_line(told[-1].message).startswith("Sunlit, 20th anniversary: in 7 days")
    assert "moved" not in {row.what for row in scene.rows()}
