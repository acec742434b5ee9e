"""What people decide about themselves: who acts, their settings, their channels.

Every function works inside the unit of work of its caller, and leaves what is owed up to date.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from releases.errors import BadChannel, ReleasesError, UsageError
from releases.model.film import clean
from releases.model.release import Kind
from releases.model.subscriber import (
    DEFAULT_AT,
    DEFAULT_LEADS,
    Quiet,
    Schedule,
    Subscriber,
    Target,
)
from releases.store import people, queue
from releases.store.coverage import refresh_cover
from releases.store.engine import Connection
from releases.store.outbox import end_channel, plan_reminders
from releases.store.people import Channel
from releases.tracking.changes import DEFAULT_RULES, Rules, replan_film
from releases.tracking.home import country

TAKES = ("reminders", "notices", "digest")
_CHOICE = f"choose of {', '.join(TAKES)}"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new subscriber starts with. `territories` None means: of the zone's country."""

    zone: str = "UTC"
    at: time = DEFAULT_AT
    quiet: Quiet | None = None
    leads: tuple[int, ...] = DEFAULT_LEADS
    territories: tuple[str, ...] | None = None
    language: str = "en"

    def home(self) -> tuple[str, ...]:
        if self.territories is not None:
            return self.territories
        code = country(self.zone)
        return (code,) if code else ()


def acting(
    connection: Connection, name: str | None, defaults: Callable[[], Defaults], now: datetime
) -> Subscriber:
    """The subscriber who acts: the one named, else the default one, made at first use.

    Raise `UsageError` where a name is given that nobody has. `defaults` is asked only where
    somebody is made.
    """
    wanted = people.DEFAULT if name is None else clean(name)
    if wanted != people.DEFAULT:
        return people.subscriber(connection, wanted)
    found = people.subscriber_or_none(connection, wanted)
    return found or add_subscriber(connection, wanted, defaults(), now)


def add_subscriber(
    connection: Connection, name: str, defaults: Defaults, now: datetime
) -> Subscriber:
    """A new subscriber with these settings; raise `UsageError` where the name is taken."""
    schedule = Schedule(defaults.zone, defaults.at, defaults.quiet)
    return people.add_subscriber(
        connection, name, schedule, defaults.leads, defaults.home(), now,
        language=defaults.language,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Settings to change; None leaves one as it is, `quiet` is set only with `set_quiet`."""

    zone: str | None = None
    at: time | None = None
    quiet: Quiet | None = None
    set_quiet: bool = False
    leads: tuple[int, ...] | None = None
    territories: tuple[str, ...] | None = None
    fallback: tuple[str, ...] | None = None
    digest: str | None = None
    language: str | None = None


def set_subscriber(
    connection: Connection,
    who: Subscriber,
    wish: Wish,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
) -> Subscriber:
    """Change settings, and bring what is owed to this subscriber in line with them."""
    old = who.schedule
    schedule = Schedule(
        wish.zone or old.zone,
        wish.at or old.at,
        wish.quiet if wish.set_quiet else old.quiet,
    ).check()
    after = people.set_subscriber(
        connection, who, now,
        schedule=schedule if schedule != old else None,
        wanted=wish.leads,
        territories=wish.territories,
        fallback=wish.fallback,
        digest=wish.digest,
        language=wish.language,
    )  # fmt: skip
    if (after.territories, after.fallback) != (who.territories, who.fallback):
        for row in people.following(connection, who):
            refresh_cover(connection, row.film_id, now, subscriber_id=who.id)
            replan_film(connection, row.film_id, now, rules)
    plan_reminders(connection, now, subscriber_id=who.id)
    return after


def follow(
    connection: Connection,
    who: Subscriber,
    film_id: int,
    now: datetime,
    *,
    kinds: Collection[Kind] = (),
    territories: Sequence[str] | None = None,
    rules: Rules = DEFAULT_RULES,
) -> tuple[bool, int]:
    """Follow a film, or widen a follow: whether it is a new one, and the deliveries planned."""
    new = people.follow(connection, who, film_id, now, kinds=kinds, territories=territories)
    return new, replan_film(connection, film_id, now, rules)


def unfollow(
    connection: Connection, who: Subscriber, film_id: int, now: datetime,
    rules: Rules = DEFAULT_RULES,
) -> bool:  # fmt: skip
    """Stop following: only this subscriber's reminders end. Whether it was followed."""
    was = people.unfollow(connection, who, film_id)
    replan_film(connection, film_id, now, rules)
    return was


def read_takes(text: str | None) -> str:
    """What a channel is for, from a comma list; all three where none is given."""
    if text is None:
        return ",".join(TAKES)
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in TAKES:
            raise UsageError(
                f"{word!r} is nothing a channel takes", f"choose of {', '.join(TAKES)}"
            )
    if not words:
        raise UsageError("a channel must take something", _CHOICE)
    return ",".join(word for word in TAKES if word in words)


def names_for(name: str, count: int) -> list[str]:
    """NAME, NAME-2, NAME-3 …"""
    return [name, *(f"{name}-{number}" for number in range(2, count + 1))]


def free_name(connection: Connection, who: Subscriber, wanted: str, count: int = 1) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … whose names no other channel has."""
    taken = {channel.name for channel in people.channels_of(connection, who)}
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in tries if not taken.intersection(names_for(name, count)))


def add_channels(
    connection: Connection,
    who: Subscriber,
    name: str,
    targets: Sequence[Target],
    now: datetime,
    *,
    takes: str,
    on_unknown: str = "resend",
) -> list[Channel]:
    """A channel for each target, named NAME, NAME-2 …; reminders are planned for them."""
    added = [
        people.add_channel(
            connection, who, each, target.url, now,
            host=target.host, pace_ms=target.pace_ms, takes=takes, on_unknown=on_unknown,
        )
        for each, target in zip(names_for(name, len(targets)), targets, strict=True)
    ]  # fmt: skip
    plan_reminders(connection, now, subscriber_id=who.id)
    return added


def _own(channel: Channel) -> Channel:
    if channel.origin == "config":
        raise BadChannel(
            f"the channel {channel.name!r} comes from the configuration file",
            "change it there, under [channels], and restart the daemon",
        )
    return channel


def pause_channel(connection: Connection, channel: Channel, now: datetime) -> None:
    """Send nothing to a channel until it is resumed; what falls due meanwhile waits."""
    people.set_channel_state(connection, _own(channel).id, "paused", now)


def resume_channel(connection: Connection, channel: Channel, now: datetime) -> None:
    """Let a paused or failing channel have what waits for it, as far as it is still of use."""
    revive_channel(connection, _own(channel), now)


def revive_channel(connection: Connection, channel: Channel, now: datetime) -> None:
    """Let go of a channel's failures, since it was seen to work."""
    people.set_channel_state(connection, channel.id, "ok", now)
    queue.wake(connection, [channel.id], now)


def remove_channel(connection: Connection, channel: Channel, now: datetime) -> None:
    """Forget a channel's address; what was not sent to it is cancelled."""
    people.set_channel_state(connection, _own(channel).id, "removed", now)
    end_channel(connection, channel.id)


def _among(name: str, names: Collection[str]) -> bool:
    """Whether a channel is NAME or one of NAME-2, NAME-3 … of these names."""
    head, _, number = name.rpartition("-")
    return name in names or (number.isdigit() and head in names)


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of bringing the channels of the file into the database."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    disabled: tuple[str, ...] = ()
    refused: tuple[ReleasesError, ...] = ()


def sync_channels(
    connection: Connection,
    who: Subscriber,
    wanted: Mapping[str, Sequence[Target]],
    now: datetime,
    *,
    keep: Collection[str] = (),
) -> Synced:
    """Make the default subscriber's channels from the file those of the table `[channels]`.

    One whose name or target a channel of the database has is refused, both named; one that is
    gone from the file is disabled, and enabled again when it is back. Those named in `keep`
    are left as they are.
    """
    flat = {
        each: target
        for name, targets in wanted.items()
        for each, target in zip(names_for(name, len(targets)), targets, strict=True)
    }
    before = {c.name: c for c in people.channels_of(connection, who) if c.origin == "config"}
    added, changed, disabled = [], [], []
    refused: list[ReleasesError] = []
    for name, channel in before.items():
        if name not in flat and not _among(name, keep) and channel.state != "disabled":
            people.set_channel_state(connection, channel.id, "disabled", now)
            end_channel(connection, channel.id)
            disabled.append(name)
    for name, target in flat.items():
        known = before.get(name)
        try:
            if known is None:
                people.add_channel(
                    connection, who, name, target.url, now, host=target.host,
                    pace_ms=target.pace_ms, takes=",".join(TAKES), origin="config",
                )  # fmt: skip
                added.append(name)
            elif known.url != target.url or known.state == "disabled":
                people.set_channel_target(
                    connection, known, target.url, host=target.host, pace_ms=target.pace_ms
                )
                people.set_channel_state(connection, known.id, "ok", now)
                queue.wake(connection, [known.id], now)
                changed.append(name)
        except BadChannel as error:
            refused.append(error)
    if added or changed or disabled:
        plan_reminders(connection, now, subscriber_id=who.id)
    return Synced(tuple(added), tuple(changed), tuple(disabled), tuple(refused))
