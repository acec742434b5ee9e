"""Who acts, and what a change of settings or channels does to what is owed."""

from datetime import UTC, datetime, time

import pytest

from releases.errors import BadChannel, UsageError
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Quiet, Subscriber
from releases.store import people as stored
from releases.store import views
from releases.store.engine import Connection, Store
from releases.tracking import changes, people
from releases.tracking.people import Defaults, Target, Wish

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def london() -> Defaults:
    return Defaults(zone="Europe/London")


def target(name: str) -> Target:
    return Target(f"json://localhost/{name}", "localhost", 0)


def add(connection: Connection, who: Subscriber, when: str, territory: str | None = "GB") -> None:
    proposal = changes.Proposal(
        "Sunlit", territory, Kind.THEATRICAL, changes.typed_claim(ReleaseDate.parse(when), NOW)
    )
    changes.add(connection, who, proposal, NOW)


def live(connection: Connection, who: Subscriber) -> list[tuple[int, str]]:
    rows = views.deliveries_shown(connection, subscriber_id=who.id, states=("pending",))
    return [(row.lead, row.due.isoformat()) for row in rows]


def test_the_default_subscriber_is_made_at_first_use_and_only_then(store: Store) -> None:
    asked = []

    def defaults() -> Defaults:
        asked.append(1)
        return london()

    with store.unit() as connection:
        first = people.acting(connection, None, defaults, NOW)
        again = people.acting(connection, "default", defaults, NOW)
    assert first == again and len(asked) == 1
    assert (first.name, first.territories, first.leads) == ("default", ("GB",), (7, 1, 0))
    assert first.schedule.at == time(9) and first.schedule.quiet is None


def test_someone_unknown_cannot_act(store: Store) -> None:
    with store.unit() as connection, pytest.raises(UsageError, match="Ana"):
        people.acting(connection, "Ana", london, NOW)


def test_utc_has_no_country_and_configured_territories_come_first() -> None:
    assert Defaults().home() == ()
    assert Defaults(zone="Europe/London", territories=("FR", "BE")).home() == ("FR", "BE")


def test_another_zone_and_quiet_hours_correct_what_is_due(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        people.add_channels(connection, who, "hook", [target("a")], NOW, takes="reminders")
        add(connection, who, "2026-06-05")
        assert live(connection, who)[-1] == (0, "2026-06-05T08:00:00+00:00")
        wish = Wish(zone="America/New_York", at=time(7), quiet=Quiet(time(22), time(6)),
                    set_quiet=True)  # fmt: skip
        who = people.set_subscriber(connection, who, wish, NOW)
        assert live(connection, who)[-1] == (0, "2026-06-05T11:00:00+00:00")


def test_a_lead_that_fell_due_before_it_was_wanted_is_not_owed(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, lambda: Defaults("UTC", leads=(0,)), NOW)
        people.add_channels(connection, who, "hook", [target("a")], NOW, takes="reminders")
        add(connection, who, "2026-05-04", territory=None)
        later = NOW.replace(day=3, hour=12)
        people.set_subscriber(connection, who, Wish(leads=(7, 1, 0)), later)
        assert [lead for lead, _ in live(connection, who)] == [0]


def test_territories_bring_cover_and_take_it_back(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        ana = people.add_subscriber(connection, "Ana", Defaults("Europe/Paris"), NOW)
        people.add_channels(connection, ana, "hook", [target("a")], NOW, takes="reminders")
        add(connection, who, "2026-06-05")
        film = stored.following(connection, who)[0].film_id
        people.follow(connection, ana, film, NOW)
        assert live(connection, ana) == []
        ana = people.set_subscriber(connection, ana, Wish(territories=("GB",)), NOW)
        assert len(live(connection, ana)) == 3
        ana = people.set_subscriber(connection, ana, Wish(territories=("FR",)), NOW)
        assert live(connection, ana) == []


def test_a_url_of_several_targets_gives_numbered_channels_that_share_nothing(
    store: Store,
) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        people.add_channels(
            connection, who, "us", [target("a"), target("b")], NOW, takes="reminders"
        )
        add(connection, who, "2026-06-05")
        assert [c.name for c in stored.channels_of(connection, who)] == ["us", "us-2"]
        assert len(live(connection, who)) == 6
        people.remove_channel(connection, stored.channel(connection, who, "us"), NOW)
        assert len(live(connection, who)) == 3


def test_a_free_name_avoids_every_name_that_it_would_take(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        for name in ("mail", "mail-3"):
            people.add_channels(connection, who, name, [target(name)], NOW, takes="notices")
        assert people.free_name(connection, who, "mail") == "mail-2"
        assert people.free_name(connection, who, "hook", 3) == "hook"
        assert people.free_name(connection, who, "mail", 2) == "mail-2"


def test_a_channels_name_may_be_used_again_once_it_is_removed(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        people.add_channels(connection, who, "hook", [target("a")], NOW, takes="reminders")
        people.remove_channel(connection, stored.channel(connection, who, "hook"), NOW)
        people.add_channels(connection, who, "hook", [target("a")], NOW, takes="reminders")
        assert len(stored.channels_of(connection, who)) == 1


def test_what_a_channel_takes_is_read_in_one_order() -> None:
    assert people.read_takes(None) == "reminders,notices,digest"
    assert people.read_takes("digest, Reminders") == "reminders,digest"
    with pytest.raises(UsageError):
        people.read_takes("parties")


def test_channels_of_the_file_come_go_and_come_back(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        wanted = {"phone": [target("a"), target("b")]}
        assert people.sync_channels(connection, who, wanted, NOW).added == ("phone", "phone-2")
        add(connection, who, "2026-06-05")
        assert len(live(connection, who)) == 6
        assert people.sync_channels(connection, who, wanted, NOW) == people.Synced()
        gone = people.sync_channels(connection, who, {"phone": [target("a")]}, NOW)
        assert gone.disabled == ("phone-2",)
        assert len(live(connection, who)) == 3
        assert people.sync_channels(connection, who, wanted, NOW).changed == ("phone-2",)
        assert len(live(connection, who)) == 6
        with pytest.raises(BadChannel, match="configuration file"):
            people.pause_channel(connection, stored.channel(connection, who, "phone"), NOW)


def test_a_channel_of_the_file_never_takes_the_place_of_one_of_the_database(
    store: Store,
) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        people.add_channels(connection, who, "mine", [target("a")], NOW, takes="reminders")
        synced = people.sync_channels(
            connection, who, {"mine": [target("b")], "other": [target("a")]}, NOW
        )
        assert len(synced.refused) == 2 and synced.added == ()
        assert all("mine" in error.what for error in synced.refused)


def test_a_channel_of_the_file_that_cannot_be_read_now_is_kept(store: Store) -> None:
    with store.unit() as connection:
        who = people.acting(connection, None, london, NOW)
        people.sync_channels(connection, who, {"phone": [target("a"), target("b")]}, NOW)
        synced = people.sync_channels(connection, who, {}, NOW, keep={"phone"})
        assert synced == people.Synced()
        assert {c.state for c in stored.channels_of(connection, who)} == {"ok"}
