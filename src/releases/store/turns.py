"""What the dispatcher must know of a channel's due deliveries, read in few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, Connection, and_, literal, select, update

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.digest import Period
from releases.model.plan import Sibling, What, token
from releases.model.release import Standing
from releases.model.subscriber import Schedule
from releases.store.coverage import stand_ins
from releases.store.films import RELEASES, Release, StoredClaim, claims_by_ids, release_of
from releases.store.outbox import KEY, schedules_of, takes
from releases.store.sets import counted, insert
from releases.store.tables import (
    LIVE_ROWS,
    NO_LEAD,
    THEIR_RELEASE,
    USABLE,
    channels,
    coverage,
    deliveries,
    films,
    follows,
    leads,
    members,
    messages,
    meta,
    releases,
    schedules,
    subscribers,
    told,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A channel and whoever it reaches, at one moment."""

    id: int
    url: str
    name: str
    state: str
    takes: str
    on_unknown: str
    failures: int
    pauses: int
    subscriber_id: int
    subscriber: str
    schedule: Schedule
    digest: str
    language: str

    def __repr__(self) -> str:
        return f"Addressee(id={self.id}, name={self.name!r})"


def addressees(connection: Connection, channel_ids: Collection[int]) -> dict[int, Addressee]:
    """The channels as they stand now; their URLs are secrets."""
    found = connection.execute(
        select(
            channels,
            subscribers.c.name.label("subscriber"),
            subscribers.c.digest,
            subscribers.c.language,
            subscribers.c.schedule_id,
        )
        .join_from(channels, subscribers, subscribers.c.id == channels.c.subscriber_id)
        .where(channels.c.id.in_(list(channel_ids)))
    ).all()
    schedules = schedules_of(connection, {row.schedule_id for row in found})
    return {
        row.id: Addressee(
            row.id, row.url, row.name, row.state, row.takes, row.on_unknown, row.failures,
            row.pauses, row.subscriber_id, row.subscriber, schedules[row.schedule_id], row.digest,
            row.language,
        )
        for row in found
    }  # fmt: skip


def still_claimed(
    connection: Connection, channel_ids: Collection[int], claim_id: str, until: datetime
) -> set[int]:
    """Of these channels those that a claim still holds, renewed until `until`.

    A process may sleep past its lease.
    """
    held = set(
        connection.scalars(
            update(channels)
            .where(channels.c.id.in_(list(channel_ids)), channels.c.leased_by == claim_id)
            .values(lease=until)
            .returning(channels.c.id)
        )
    )
    if held:
        connection.execute(
            update(deliveries)
            .where(
                LIVE_ROWS,
                deliveries.c.channel_id.in_(held),
                deliveries.c.claim == claim_id,
                deliveries.c.state == State.SENDING,
            )
            .values(next=until)
        )
    return held


@dataclass(frozen=True, slots=True)
class Facts:
    """The releases that a channel's deliveries speak of, as they stand now, and whose they are."""

    releases: dict[int, Release]
    holders: dict[int, StoredClaim]
    covered: frozenset[int]
    leads: frozenset[int]
    siblings: dict[tuple[int, str], list[Sibling]]
    stand_ins: dict[int, tuple[str, ...]]

    def token(self, release_id: int) -> str:
        release = self.releases[release_id]
        return token(release.date, release.standing)


def facts(
    connection: Connection, to: Collection[Addressee], release_ids: Collection[int]
) -> dict[int, Facts]:
    """Read what the re-check of these releases' deliveries to these channels needs, by channel."""
    ids, people = list(release_ids), {each.subscriber_id for each in to}
    found = connection.execute(RELEASES.where(releases.c.id.in_(ids)))
    known = {row.id: release_of(row) for row in found}
    holder_ids = [release.holder_id for release in known.values() if release.holder_id]
    by_id = claims_by_ids(connection, holder_ids)
    holders = {
        release.id: by_id[release.holder_id]
        for release in known.values()
        if release.holder_id in by_id
    }
    covered: dict[int, set[int]] = {key: set() for key in people}
    for subscriber_id, release_id in connection.execute(
        select(coverage.c.subscriber_id, coverage.c.release_id).where(
            coverage.c.subscriber_id.in_(people), coverage.c.release_id.in_(ids)
        )
    ):
        covered[subscriber_id].add(release_id)
    wanted: dict[int, set[int]] = {key: set() for key in people}
    for subscriber_id, lead in connection.execute(
        select(leads.c.subscriber_id, leads.c.lead).where(leads.c.subscriber_id.in_(people))
    ):
        wanted[subscriber_id].add(lead)
    # A later lead that was sent counts like one that is about to be: an older one, tried again
    # for long or asked for by a person, has nothing to add.
    siblings: dict[int, dict[tuple[int, str], list[Sibling]]] = {each.id: {} for each in to}
    for row in connection.execute(
        select(
            deliveries.c.channel_id, deliveries.c.subject, deliveries.c.speaks_of,
            deliveries.c.lead, deliveries.c.due,
        ).where(
            deliveries.c.channel_id.in_(siblings),
            deliveries.c.subject.in_(ids),
            deliveries.c.what == What.REMINDER,
            deliveries.c.state.in_((*UNSENT, State.SENDING, State.SENT)),
        )
    ):  # fmt: skip
        mine = siblings[row.channel_id].setdefault((row.subject, row.speaks_of), [])
        mine.append(Sibling(row.lead, row.due))
    distant = _with_fallback(connection, people)
    instead = {key: stand_ins(connection, key, ids) for key in distant}
    return {
        each.id: Facts(
            releases=known,
            holders=holders,
            covered=frozenset(covered[each.subscriber_id]),
            leads=frozenset(wanted[each.subscriber_id]),
            siblings=siblings[each.id],
            stand_ins=instead.get(each.subscriber_id, {}),
        )
        for each in to
    }


def _with_fallback(connection: Connection, subscriber_ids: Collection[int]) -> set[int]:
    """Those whose follows name territories that are told for want of others."""
    query = select(follows.c.subscriber_id).where(
        follows.c.subscriber_id.in_(subscriber_ids), follows.c.effective.contains("|")
    )
    return set(connection.scalars(query.distinct()))


def in_digest(connection: Connection, to: Addressee, period: Period) -> list[Release]:
    """The covered releases that stand in a digest, soonest first, that no reminder told today.

    Called off and removed ones are left out.
    """
    query = (
        RELEASES.join(
            coverage,
            and_(
                coverage.c.release_id == releases.c.id,
                coverage.c.subscriber_id == to.subscriber_id,
            ),
        )
        .where(
            releases.c.standing == Standing.ACTIVE,
            releases.c.earliest >= period.first.isoformat(),
            releases.c.earliest <= period.last.isoformat(),
        )
    )  # fmt: skip
    found = [release_of(row) for row in connection.execute(query)]
    return sorted(found, key=lambda release: (release.date.order, release.film.title, release.id))


def reminded_on(connection: Connection, channel_id: int, day: date) -> set[int]:
    """The releases that a reminder named to this channel on that local day."""
    query = select(told.c.release_id).where(
        told.c.channel_id == channel_id, told.c.reminded == day.isoformat()
    )
    return set(connection.scalars(query))


def plan_digest(connection: Connection, subscriber_id: int, since: datetime, period: Period) -> int:
    """Owe a digest to each of a subscriber's channels that was there before it fell due."""
    owed = select(
        channels.c.id,
        literal(period.first.toordinal(), BigInteger()),
        literal(What.DIGEST.value),
        literal(NO_LEAD),
        literal(period.first.isoformat()),
        literal(0),
        literal(State.PENDING.value),
        literal(period.due, channels.c.since.type),
        literal(period.due, channels.c.since.type),
    ).where(
        channels.c.subscriber_id == subscriber_id,
        USABLE,
        takes("digest"),
        channels.c.since < period.due,
        literal(since, channels.c.since.type) < period.due,
    )
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    return counted(connection, statement.on_conflict_do_nothing())


def digest_readers(connection: Connection) -> list[Any]:
    """The subscribers who want a digest: id, digest, digest_since and their schedule's columns."""
    return list(
        connection.execute(
            select(
                subscribers.c.id,
                subscribers.c.digest,
                subscribers.c.digest_since,
                schedules.c.zone,
                schedules.c.at,
                schedules.c.quiet,
            )
            .join_from(subscribers, schedules, schedules.c.id == subscribers.c.schedule_id)
            .where(subscribers.c.digest != "none")
        )
    )


def plan_trouble(connection: Connection, about: Addressee, now: datetime) -> int:
    """Tell a subscriber on their other channels that this one fails; count the notices."""
    number = connection.execute(
        update(channels)
        .where(channels.c.id == about.id)
        .values(trouble=channels.c.trouble + 1)
        .returning(channels.c.trouble)
    ).scalar_one()
    owed = select(
        channels.c.id,
        literal(about.id, BigInteger()),
        literal(What.TROUBLE.value),
        literal(NO_LEAD),
        literal(""),
        literal(number),
        literal(State.PENDING.value),
        literal(now, channels.c.since.type),
        literal(now, channels.c.since.type),
    ).where(
        channels.c.subscriber_id == about.subscriber_id,
        channels.c.id != about.id,
        channels.c.state == "ok",
        takes("notices"),
    )
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    return counted(connection, statement.on_conflict_do_nothing())


def installation(connection: Connection) -> str:
    """The name of this database in calendar events and mails, made at first use, then fixed."""
    key = "installation"
    found = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    if found is None:
        fresh = uuid4().hex[:16]
        connection.execute(
            insert(connection, meta).values(key=key, value=fresh).on_conflict_do_nothing()
        )
        found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one()
    return str(found)


def channel_named(connection: Connection, channel_id: int) -> Any:
    """Name and last error of a channel, for a word about it."""
    return connection.execute(
        select(channels.c.name, channels.c.error, channels.c.state).where(
            channels.c.id == channel_id
        )
    ).one_or_none()


def outdated(
    connection: Connection,
    tells: Collection[tuple[int, str, str | None]],
    numbers: Collection[tuple[int, int]] = (),
) -> list[int]:
    """Those releases of which something else holds by now than was just told.

    `numbers` are releases and the numbers of the changes that notices spoke of: one that changed
    since counts too, though it changed back. A change that is under way is waited for: its plan
    cannot see yet what was told.
    """
    said = {(release_id, what) for release_id, what, _ in tells}
    found = connection.execute(
        select(releases.c.id, releases.c.date, releases.c.standing, releases.c.turn)
        .where(releases.c.id.in_({release_id for release_id, _ in said}))
        .order_by(releases.c.id)
        .with_for_update(read=True)
    )
    holds = {
        row.id: (token(ReleaseDate(row.date), Standing(row.standing)), row.turn) for row in found
    }
    wrong = {key for key, what in said if key in holds and holds[key][0] != what}
    wrong |= {key for key, turn in numbers if key in holds and holds[key][1] != turn}
    return sorted(wrong)


def deliveries_of(connection: Connection, identity: str) -> list[Any]:
    """The deliveries of a message with their channel, subscriber and release."""
    query = (
        select(
            deliveries,
            channels.c.name.label("channel"),
            subscribers.c.name.label("subscriber"),
            films.c.title,
            releases.c.territory,
        )
        .join_from(messages, members, members.c.message_id == messages.c.id)
        .join(deliveries, deliveries.c.id == members.c.delivery_id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(subscribers, subscribers.c.id == channels.c.subscriber_id)
        .join(releases, THEIR_RELEASE, isouter=True)
        .join(films, films.c.id == releases.c.film_id, isouter=True)
        .where(messages.c.identity == identity)
        .order_by(deliveries.c.id)
    )
    return list(connection.execute(query))
