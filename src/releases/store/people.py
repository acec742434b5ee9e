"""Subscribers, their schedules and leads, their follows and their channels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, and_, case, delete, func, or_, select, true, update

from releases.errors import BadChannel, NotFound, UsageError
from releases.model.film import clean
from releases.model.release import Kind
from releases.model.subscriber import Quiet, Schedule, Subscriber
from releases.store.coverage import effective
from releases.store.sets import insert, new_id, take_turn
from releases.store.tables import USABLE, channels, films, follows, leads, schedules, subscribers

DEFAULT = "default"


def schedule_of(zone: str, at: str, quiet: str) -> Schedule:
    """A schedule from its stored columns."""
    return Schedule(zone, time.fromisoformat(at), Quiet.parse(quiet) if quiet else None)


def schedule_id(connection: Connection, schedule: Schedule) -> int:
    """The row of a schedule, made where there is none: equal schedules share one."""
    values = {
        "zone": schedule.zone,
        "at": f"{schedule.at:%H:%M}",
        "quiet": str(schedule.quiet) if schedule.quiet else "",
    }
    connection.execute(insert(connection, schedules).values(**values).on_conflict_do_nothing())
    query = select(schedules.c.id).where(*(schedules.c[key] == v for key, v in values.items()))
    return int(connection.execute(query).scalar_one())


def add_subscriber(
    connection: Connection,
    name: str,
    schedule: Schedule,
    wanted: Sequence[int],
    territories: Sequence[str],
    now: datetime,
    *,
    language: str = "en",
) -> Subscriber:
    """A new subscriber; raise `UsageError` where the name is taken or empty."""
    name = clean(name)
    if not name:
        raise UsageError("a subscriber needs a name")
    if connection.scalar(select(subscribers.c.id).where(subscribers.c.name == name)):
        raise UsageError(f"there is a subscriber named {name!r} already", "choose another name")
    key = new_id(
        connection,
        subscribers.insert(),
        name=name,
        schedule_id=schedule_id(connection, schedule.check()),
        territories=",".join(territories),
        language=language,
        digest="none",
        digest_since=now,
        created=now,
    )
    set_leads(connection, key, wanted, now)
    return subscriber(connection, name)


def set_leads(
    connection: Connection, subscriber_id: int, wanted: Sequence[int], now: datetime
) -> None:
    """Make a subscriber's leads these; one that stays keeps the time since when it is wanted."""
    mine = leads.c.subscriber_id == subscriber_id
    connection.execute(delete(leads).where(mine, leads.c.lead.not_in(list(wanted))))
    if wanted:
        connection.execute(
            insert(connection, leads).on_conflict_do_nothing(),
            [{"subscriber_id": subscriber_id, "lead": lead, "since": now} for lead in wanted],
        )


_SUBSCRIBER = select(
    subscribers, schedules.c.zone, schedules.c.at, schedules.c.quiet
).join_from(subscribers, schedules, schedules.c.id == subscribers.c.schedule_id)  # fmt: skip


def _subscriber(connection: Connection, row: Any) -> Subscriber:
    wanted = connection.scalars(
        select(leads.c.lead).where(leads.c.subscriber_id == row.id).order_by(leads.c.lead.desc())
    )
    return Subscriber(
        id=row.id,
        name=row.name,
        schedule=schedule_of(row.zone, row.at, row.quiet),
        leads=tuple(wanted),
        territories=tuple(code for code in row.territories.split(",") if code),
        language=row.language,
        digest=row.digest,
        since=row.created,
        fallback=tuple(code for code in row.fallback.split(",") if code),
    )


def subscriber(connection: Connection, name: str) -> Subscriber:
    """The subscriber of that name; raise `UsageError` (an unknown `--as`) where there is none."""
    row = connection.execute(_SUBSCRIBER.where(subscribers.c.name == name)).one_or_none()
    if row is None:
        known = connection.scalars(select(subscribers.c.name).order_by(subscribers.c.id)).all()
        raise UsageError(
            f"there is no subscriber named {name!r}",
            f"there are: {', '.join(known)}" if known else "add one: releases subscribers add NAME",
        )
    return _subscriber(connection, row)


def subscriber_or_none(connection: Connection, name: str) -> Subscriber | None:
    row = connection.execute(_SUBSCRIBER.where(subscribers.c.name == name)).one_or_none()
    return None if row is None else _subscriber(connection, row)


def subscriber_by_id(connection: Connection, key: int) -> Subscriber:
    return _subscriber(
        connection, connection.execute(_SUBSCRIBER.where(subscribers.c.id == key)).one()
    )


def all_subscribers(connection: Connection) -> list[Subscriber]:
    found = connection.execute(_SUBSCRIBER.order_by(subscribers.c.id)).all()
    return [_subscriber(connection, row) for row in found]


def set_subscriber(
    connection: Connection,
    who: Subscriber,
    now: datetime,
    *,
    schedule: Schedule | None = None,
    wanted: Sequence[int] | None = None,
    territories: Sequence[str] | None = None,
    fallback: Sequence[str] | None = None,
    digest: str | None = None,
    language: str | None = None,
) -> Subscriber:
    """Change what is given. Planning and cover are the caller's to bring up to date."""
    take_turn(connection)
    values: dict[str, Any] = {}
    if schedule is not None:
        values["schedule_id"] = schedule_id(connection, schedule.check())
    if territories is not None:
        values["territories"] = ",".join(territories)
    if fallback is not None:
        values["fallback"] = ",".join(fallback)
    if language is not None:
        values["language"] = language
    if digest is not None and digest != who.digest:
        values |= {"digest": digest, "digest_since": now}
    if values:
        connection.execute(
            update(subscribers).where(subscribers.c.id == who.id).values(**values)
        )  # fmt: skip
    if wanted is not None:
        set_leads(connection, who.id, wanted, now)
    after = subscriber(connection, who.name)
    if territories is not None or fallback is not None:
        own = follows.c.territories
        connection.execute(
            update(follows)
            .where(follows.c.subscriber_id == who.id)
            .values(
                effective=case(
                    (own == "", effective(after.territories, after.fallback)),
                    else_=own + effective((), after.fallback),
                )
            )
        )
    return after


def follow(
    connection: Connection,
    who: Subscriber,
    film_id: int,
    now: datetime,
    *,
    kinds: Collection[Kind] = (),
    territories: Sequence[str] | None = None,
) -> bool:
    """Follow a film, or widen a follow; whether it is a new one. The caller refreshes cover."""
    take_turn(connection)
    own = ",".join(territories or ())
    applies = effective(territories or who.territories, who.fallback)
    mine = and_(follows.c.subscriber_id == who.id, follows.c.film_id == film_id)
    row = connection.execute(select(follows).where(mine)).one_or_none()
    if row is None:
        connection.execute(
            follows.insert().values(
                subscriber_id=who.id,
                film_id=film_id,
                kinds=",".join(sorted(kinds)),
                territories=own,
                effective=applies,
                since=now,
            )
        )
        return True
    values: dict[str, Any] = {"active": True}
    if not row.active:
        values["since"] = now
    if kinds:
        had = {kind for kind in row.kinds.split(",") if kind and row.active}
        values["kinds"] = ",".join(sorted(had | set(kinds)))
    if territories is not None:
        values |= {"territories": own, "effective": applies}
    connection.execute(update(follows).where(mine).values(**values))
    return not row.active


def unfollow(connection: Connection, who: Subscriber, film_id: int) -> bool:
    """Stop following; whether it was followed. The row stays, so that no rule follows it again."""
    take_turn(connection)
    result = connection.execute(
        update(follows)
        .where(
            follows.c.subscriber_id == who.id,
            follows.c.film_id == film_id,
            follows.c.active == true(),
        )
        .values(active=False)
    )
    return result.rowcount > 0


def following(connection: Connection, who: Subscriber) -> list[Any]:
    """The active follows of a subscriber with their films, by title."""
    return list(
        connection.execute(
            select(follows, films.c.title, films.c.year)
            .join_from(follows, films, films.c.id == follows.c.film_id)
            .where(follows.c.subscriber_id == who.id, follows.c.active == true())
            .order_by(films.c.folded, films.c.id)
        )
    )


def channel_count(connection: Connection, who: Subscriber) -> int:
    """How many channels can reach a subscriber."""
    query = select(func.count()).where(channels.c.subscriber_id == who.id, USABLE)
    return int(connection.scalar(query) or 0)


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a subscriber is reached. `url` is a secret: it is never shown, logged or compared."""

    id: int
    subscriber_id: int
    subscriber: str
    name: str
    url: str
    host: str
    state: str
    takes: str
    origin: str
    on_unknown: str
    error: str | None
    failures: int
    last_sent: datetime | None
    ready: datetime

    def __repr__(self) -> str:
        return f"Channel(id={self.id}, name={self.name!r}, state={self.state!r})"


_CHANNEL = select(
    *(channels.c[key] for key in Channel.__slots__ if key != "subscriber"),
    subscribers.c.name.label("subscriber"),
).join_from(channels, subscribers, subscribers.c.id == channels.c.subscriber_id)
_PRESENT = channels.c.state != "removed"


def _channel(row: Any) -> Channel:
    return Channel(**row._mapping)


def add_channel(
    connection: Connection,
    who: Subscriber,
    name: str,
    url: str,
    now: datetime,
    *,
    host: str,
    pace_ms: int,
    takes: str,
    origin: str = "database",
    on_unknown: str = "resend",
) -> Channel:
    """A new channel; raise `BadChannel` where its name or target is taken by another of theirs."""
    take_turn(connection)
    name = clean(name)
    if not name:
        raise UsageError("a channel needs a name", "give one with --name")
    clash = connection.execute(
        select(channels.c.name, channels.c.origin).where(
            channels.c.subscriber_id == who.id,
            _PRESENT,
            or_(channels.c.name == name, channels.c.url == url),
        )
    ).first()
    if clash:
        where = " (from the configuration file)" if clash.origin == "config" else ""
        same = "name" if clash.name == name else "target"
        raise BadChannel(
            f"the channel {name!r} has the same {same} as the channel {clash.name!r}{where}",
            "choose another name, or remove that channel first",
        )
    key = new_id(
        connection,
        channels.insert(),
        subscriber_id=who.id,
        name=name,
        url=url,
        host=host,
        pace_ms=pace_ms,
        takes=takes,
        origin=origin,
        on_unknown=on_unknown,
        since=now,
        ready=now,
    )
    return channel_by_id(connection, key)


def channel_by_id(connection: Connection, key: int) -> Channel:
    return _channel(connection.execute(_CHANNEL.where(channels.c.id == key)).one())


def channel(connection: Connection, who: Subscriber, name: str) -> Channel:
    """The subscriber's channel of that name; raise `NotFound` where there is none."""
    query = _CHANNEL.where(channels.c.subscriber_id == who.id, channels.c.name == name, _PRESENT)
    row = connection.execute(query).one_or_none()
    if row is None:
        known = [c.name for c in channels_of(connection, who)]
        raise NotFound(
            f"{who.name} has no channel named {name!r}",
            f"there are: {', '.join(known)}" if known else "add one: releases channels add URL",
        )
    return _channel(row)


def channels_of(connection: Connection, who: Subscriber | None = None) -> list[Channel]:
    """The channels of a subscriber, or of all."""
    query = _CHANNEL.where(_PRESENT).order_by(channels.c.id)
    if who is not None:
        query = query.where(channels.c.subscriber_id == who.id)
    return [_channel(row) for row in connection.execute(query)]


def set_channel_state(
    connection: Connection, key: int, state: str, now: datetime, *, error: str | None = None
) -> None:
    """Pause, resume, disable or remove a channel by hand; resuming forgets its failures."""
    values: dict[str, Any] = {"state": state, "error": error}
    if state == "ok":
        values |= {"failures": 0, "pauses": 0, "ready": now}
    if state == "removed":
        values |= {"url": "", "lease": None, "leased_by": None}
    connection.execute(update(channels).where(channels.c.id == key).values(**values))


def set_channel_target(
    connection: Connection, which: Channel, url: str, *, host: str, pace_ms: int
) -> None:
    """Give a channel another URL; raise `BadChannel` where another of theirs has that target."""
    clash = connection.scalar(
        select(channels.c.name).where(
            channels.c.subscriber_id == which.subscriber_id,
            channels.c.id != which.id,
            channels.c.url == url,
            _PRESENT,
        )
    )
    if clash:
        raise BadChannel(
            f"the channel {which.name!r} has the same target as the channel {clash!r}",
            "choose another target, or remove that channel first",
        )
    values = {"url": url, "host": host, "pace_ms": pace_ms}
    connection.execute(update(channels).where(channels.c.id == which.id).values(**values))
