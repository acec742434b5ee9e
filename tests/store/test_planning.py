"""What is owed after each thing that people do: reminders and notices, row by row."""

from collections.abc import Iterator
from datetime import time

import pytest

from releases.model.delivery import State
from releases.model.release import Kind, SourceClass, Standing
from releases.store.engine import Store
from releases.store.outbox import plan_reminders, portions
from releases.store.tables import deliveries
from tests.store.world import World


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    """Ana in London follows from the phone; it is noon on Friday 1 May 2026."""
    with store.unit() as connection:
        made = World(connection)
        made.person("Ana", "GB")
        made.channel("phone", "Ana")
        yield made


def test_an_added_release_owes_its_three_leads(world: World) -> None:
    done = world.add("Ana", "2026-06-12")
    assert (done.result, done.planned) == ("added", 3)
    assert world.unsent() == [
        "phone reminder 7d 2026-06-12 2026-06-05 08:00",
        "phone reminder 1d 2026-06-12 2026-06-11 08:00",
        "phone reminder 0d 2026-06-12 2026-06-12 08:00",
    ]


def test_planning_again_changes_nothing(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.move("Ana", "2026-06-19")
    before = world.rows()
    for _ in range(2):
        assert world.replan() == 0
    assert world.rows() == before


def test_adding_the_same_again_is_unchanged(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    done = world.add("Ana", "2026-06-12")
    assert (done.result, done.planned) == ("unchanged", 0)


def test_adding_another_date_is_a_move(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(days=1)
    assert world.add("Ana", "2026-06-19").result == "moved"
    assert [row.speaks_of for row in world.rows(State.SUPERSEDED)] == ["2026-06-12"] * 3


def test_a_moved_date_supersedes_what_was_not_sent_and_owes_one_notice(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    assert world.move("Ana", "2026-07-03").planned == 4
    assert world.unsent() == [
        "phone moved 2026-07-03 2026-05-01 14:00",
        "phone reminder 7d 2026-07-03 2026-06-26 08:00",
        "phone reminder 1d 2026-07-03 2026-07-02 08:00",
        "phone reminder 0d 2026-07-03 2026-07-03 08:00",
    ]
    ended = world.rows(State.SUPERSEDED)
    assert {row.why for row in ended} == {"the date moved"}
    assert len(ended) == 3


def test_later_moves_edit_the_notice_that_was_not_sent(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    world.later(minutes=50)
    world.move("Ana", "2026-07-10")
    notices = [line for line in world.unsent() if "moved" in line]
    assert notices == ["phone moved 2026-07-10 2026-05-01 14:00"]


def test_there_and_back_is_silent(world: World) -> None:
    world.add("Ana", "2026-06-12")
    before = world.unsent()
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    world.later(minutes=20)
    world.move("Ana", "2026-06-12")
    assert world.unsent() == before


def test_a_told_there_and_back_owes_a_notice_and_the_leads_that_remain(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.at("2026-06-05T08:00")
    assert world.send_due() == ["phone reminder 7d 2026-06-12 2026-06-05 08:00"]
    world.move("Ana", "2026-07-03")
    world.later(hours=2)
    assert world.send_due() == ["phone moved 2026-07-03 2026-06-05 09:00"]
    world.later(hours=1)
    world.move("Ana", "2026-06-12")
    assert world.unsent() == [
        "phone moved 2026-06-12 2026-06-05 12:00",
        "phone reminder 1d 2026-06-12 2026-06-11 08:00",
        "phone reminder 0d 2026-06-12 2026-06-12 08:00",
    ]
    assert [row.lead for row in world.rows(State.SENT)] == [7, -1]


def test_a_near_move_is_told_at_once(world: World) -> None:
    world.add("Ana", "2026-05-03")
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    assert world.unsent()[0] == "phone moved 2026-07-03 2026-05-01 13:00"


def test_cancelling_tells_every_follower_and_ends_the_reminders(world: World) -> None:
    world.person("Ben", "GB")
    world.channel("desk", "Ben")
    world.add("Ana", "2026-06-12")
    world.follow("Ben")
    world.later(hours=1)
    assert world.end("Ana", Standing.CANCELLED).planned == 2
    assert sorted(world.unsent()) == [
        "desk cancelled cancelled 2026-05-01 14:00",
        "phone cancelled cancelled 2026-05-01 14:00",
    ]
    assert len(world.rows(State.CANCELLED)) == 6


def test_a_later_date_revives_what_was_cancelled(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    world.end("Ana", Standing.CANCELLED)
    world.later(hours=2)
    world.send_due()
    assert world.add("Ana", "2026-06-12").result == "revived"
    assert world.unsent() == [
        "phone revived 2026-06-12 2026-05-01 16:00",
        "phone reminder 7d 2026-06-12 2026-06-05 08:00",
        "phone reminder 1d 2026-06-12 2026-06-11 08:00",
        "phone reminder 0d 2026-06-12 2026-06-12 08:00",
    ]


def test_a_cancellation_taken_back_before_it_was_told_is_silent(world: World) -> None:
    world.add("Ana", "2026-06-12")
    before = world.unsent()
    world.later(hours=1)
    world.end("Ana", Standing.CANCELLED)
    world.add("Ana", "2026-06-12")
    assert world.unsent() == before


def test_removing_is_told_only_to_channels_that_were_told_its_date(world: World) -> None:
    world.person("Ben", "GB", leads=(30, 0))
    world.channel("desk", "Ben")
    world.add("Ana", "2026-06-12")
    world.follow("Ben")
    world.at("2026-05-20T12:00")
    assert world.send_due() == ["desk reminder 30d 2026-06-12 2026-05-13 13:00"]
    world.end("Ana", Standing.REMOVED)
    assert world.unsent() == ["desk removed removed 2026-05-20 13:00"]


def test_a_source_does_not_bring_back_what_was_removed(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.end("Ana", Standing.REMOVED)
    world.later(days=1)
    world.source_says("2026-06-12")
    world.source_says("2026-06-19")
    assert world.release().standing is Standing.REMOVED
    assert world.unsent() == []


def test_unfollowing_stops_only_ones_own_reminders(world: World) -> None:
    world.person("Ben", "GB")
    world.channel("desk", "Ben")
    world.add("Ana", "2026-06-12")
    world.follow("Ben")
    world.unfollow("Ana")
    assert {line.split()[0] for line in world.unsent()} == {"desk"}
    assert {row.why for row in world.rows(State.CANCELLED)} == {"no longer followed"}
    world.follow("Ana")
    assert len(world.unsent()) == 6


def test_who_unfollows_a_removed_film_is_not_told_of_it(world: World) -> None:
    world.add("Ana", "2026-05-08")
    world.at("2026-05-07T12:00")
    world.send_due()
    world.end("Ana", Standing.REMOVED)
    assert len(world.unsent()) == 1
    world.unfollow("Ana")
    assert world.unsent() == []


def test_a_channel_added_later_owes_only_later_leads(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.at("2026-06-05T08:00")
    world.channel("mail", "Ana")
    assert [line for line in world.unsent() if line.startswith("mail")] == [
        "mail reminder 1d 2026-06-12 2026-06-11 08:00",
        "mail reminder 0d 2026-06-12 2026-06-12 08:00",
    ]


def test_a_follow_made_after_a_lead_fell_due_does_not_owe_it(world: World) -> None:
    world.at("2026-06-05T08:00")
    world.add("Ana", "2026-06-12")
    assert [row.lead for row in world.rows()] == [1, 0]


def test_a_release_today_owes_its_last_lead_at_once(world: World) -> None:
    world.at("2026-06-12T17:20")
    world.add("Ana", "2026-06-12")
    assert world.unsent() == ["phone reminder 0d 2026-06-12 2026-06-12 17:20"]


def test_today_is_the_day_of_the_subscribers_calendar(world: World) -> None:
    world.person("Cleo", "GB")
    world.channel("tablet", "Cleo")
    world.at("2026-06-12T17:20")
    world.add("Ana", "2026-06-12")
    world.follow("Cleo")
    assert [row.channel for row in world.rows()] == ["phone"]


def test_a_past_date_is_stored_and_never_told(world: World) -> None:
    assert world.add("Ana", "2026-04-30").planned == 0
    assert world.unsent() == []


def test_a_past_date_that_is_put_right_is_told_to_nobody(world: World) -> None:
    world.add("Ana", "2019-04-30")
    world.later(days=1)
    assert world.move("Ana", "2019-05-03").planned == 0
    world.later(days=1)
    world.move("Ana", "2026-06-12")
    assert world.unsent()[0] == "phone moved 2026-06-12 2026-05-03 13:00"


@pytest.mark.parametrize("partial", ["2026-06", "2026-Q2", "2026-summer", "2026", "tba"])
def test_a_partial_date_owes_no_lead_and_its_day_owes_a_notice(world: World, partial: str) -> None:
    world.add("Ana", partial)
    assert world.unsent() == []
    world.later(hours=1)
    world.move("Ana", "2026-06-12")
    assert world.unsent()[0] == "phone date-set 2026-06-12 2026-05-01 14:00"
    assert len(world.unsent()) == 4


@pytest.mark.parametrize("partial", ["2026-06", "2027", "tba"])
def test_a_day_that_becomes_uncertain_owes_a_notice_and_no_lead(world: World, partial: str) -> None:
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    world.move("Ana", partial)
    assert world.unsent() == [f"phone postponed {partial} 2026-05-01 14:00"]


def test_a_refinement_short_of_a_day_owes_nothing(world: World) -> None:
    world.add("Ana", "2026")
    world.later(hours=1)
    world.move("Ana", "2026-summer")
    world.move("Ana", "2026-06")
    assert world.unsent() == []
    world.move("Ana", "2026-09")
    assert world.unsent() == ["phone moved 2026-09 2026-05-01 14:00"]


def test_the_first_named_claim_with_the_same_day_adopts_a_null_release(world: World) -> None:
    null = world.add("Ana", "2026-06-12", None).release
    named = world.source_says("2026-06-12").release
    assert named.id == null.id
    assert named.territory == "GB"
    assert len(world.unsent()) == 3


def test_a_named_claim_of_another_day_or_kind_stands_beside_a_null_release(world: World) -> None:
    null = world.source_says("2026-06-12", None).release
    other = world.source_says("2026-06-12", kind=Kind.DIGITAL).release
    another = world.source_says("2026-06-19").release
    assert len({null.id, other.id, another.id}) == 3


def test_a_territorys_own_release_takes_the_place_of_a_wide_one(world: World) -> None:
    world.source_says("2026-06-12", "XW")
    world.follow("Ana")
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-12"}
    world.source_says("2026-06-19", "GB")
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-19"}
    world.end("Ana", Standing.REMOVED, "GB")
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-12"}


def test_another_territory_leaves_a_wide_release_in_place(world: World) -> None:
    world.source_says("2026-06-12", "XW")
    world.follow("Ana")
    world.source_says("2026-06-19", "US")
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-12"}


def test_changed_territories_change_what_is_covered(world: World) -> None:
    world.source_says("2026-06-12", "GB")
    world.source_says("2026-06-19", "US")
    world.follow("Ana")
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-12"}
    world.set("Ana", territories=("US", "IE"))
    assert {row.speaks_of for row in world.rows(State.PENDING)} == {"2026-06-19"}
    world.set("Ana", territories=("GB", "US"))
    assert len(world.unsent()) == 6


def test_who_added_a_release_is_told_of_it_wherever_it_is(world: World) -> None:
    world.add("Ana", "2026-06-12", "FR")
    world.set("Ana", territories=("US",))
    assert len(world.unsent()) == 3


def test_a_follow_of_other_kinds_is_told_of_them_too(world: World) -> None:
    world.source_says("2026-06-12", "GB", kind=Kind.DIGITAL)
    world.follow("Ana")
    assert world.unsent() == []
    world.follow("Ana", kinds=[Kind.DIGITAL])
    assert len(world.unsent()) == 3


def test_each_is_told_by_their_own_leads_zone_and_hour(world: World) -> None:
    world.person("Ben", "GB", leads=(14, 0), at=time(18, 30))
    world.channel("desk", "Ben")
    world.person("Cleo", "GB", leads=())
    world.channel("tablet", "Cleo")
    world.add("Ana", "2026-06-12")
    world.follow("Ben")
    world.follow("Cleo")
    assert [line for line in world.unsent() if line.startswith("desk")] == [
        "desk reminder 14d 2026-06-12 2026-05-29 22:30",
        "desk reminder 0d 2026-06-12 2026-06-12 22:30",
    ]
    assert not [line for line in world.unsent() if line.startswith("tablet")]


def test_changed_settings_move_what_was_not_sent(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.set("Ana", zone="America/New_York", at=time(20))
    assert world.unsent() == [
        "phone reminder 7d 2026-06-12 2026-06-06 00:00",
        "phone reminder 1d 2026-06-12 2026-06-12 00:00",
        "phone reminder 0d 2026-06-12 2026-06-13 00:00",
    ]


def test_a_lead_taken_away_is_cancelled_and_one_given_back_returns(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.set("Ana", leads=(1, 0))
    assert [row.why for row in world.rows(State.CANCELLED)] == ["not among the leads any more"]
    world.set("Ana", leads=(7, 1, 0))
    assert len(world.unsent()) == 3


def test_a_lead_set_after_it_fell_due_is_not_owed(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.at("2026-06-01T12:00")
    world.set("Ana", leads=(21, 3))
    assert world.unsent() == ["phone reminder 3d 2026-06-12 2026-06-09 08:00"]


def test_a_removed_channel_owes_nothing(world: World) -> None:
    world.add("Ana", "2026-06-12")
    world.close_channel("phone", "Ana")
    assert world.unsent() == []
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    assert world.unsent() == []


def test_a_channel_is_told_only_what_it_takes(world: World) -> None:
    world.channel("news", "Ana", "notices")
    world.channel("bell", "Ana", "reminders")
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    assert [line for line in world.unsent() if line.startswith("news")] == [
        "news moved 2026-07-03 2026-05-01 14:00"
    ]
    assert all("reminder" in line for line in world.unsent() if line.startswith("bell"))


def test_a_later_follower_is_not_told_of_earlier_moves(world: World) -> None:
    world.person("Ben", "GB")
    world.channel("desk", "Ben")
    world.add("Ana", "2026-06-12")
    world.later(hours=1)
    world.move("Ana", "2026-07-03")
    world.later(minutes=10)
    world.follow("Ben")
    assert [line for line in world.unsent() if line.startswith("desk moved")] == []


def test_a_placeholder_of_one_source_owes_no_long_lead_until_another_confirms(
    world: World,
) -> None:
    world.set("Ana", leads=(60, 30, 0))
    world.source_says("2026-12-31")
    world.follow("Ana")
    assert [row.lead for row in world.rows(State.PENDING)] == [30, 0]
    world.source_says("2026-12-31", klass=SourceClass.WIKIDATA)
    assert [row.lead for row in world.rows(State.PENDING)] == [60, 30, 0]


def test_all_releases_are_planned_in_portions_that_leave_none_out(world: World) -> None:
    world.person("Ben", "GB")
    world.channel("mail", "Ben")
    for number in range(5):
        world.add("Ana", "2026-06-12", title=f"Film {number}")
        world.follow("Ben", f"Film {number}")
    world.add("Ana", "2024-06-12", title="Long ago")
    before = world.rows()
    world.connection.execute(deliveries.delete())
    groups = portions(world.connection, world.now, most=3)
    assert [len(group) for group in groups] == [1] * 5
    assert [len(group) for group in portions(world.connection, world.now, most=4)] == [2, 2, 1]
    assert sum(plan_reminders(world.connection, world.now, release_ids=ids) for ids in groups) == 30
    kept = [(row.channel, row.lead, row.speaks_of, row.due) for row in before]
    again = [(row.channel, row.lead, row.speaks_of, row.due) for row in world.rows()]
    assert sorted(again) == sorted(kept)
