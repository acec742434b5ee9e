"""Messages and the tries to send them: each try is recorded before it begins and after it ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from releases.model.delivery import State
from releases.store.tables import attempts, deliveries, members, messages


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is about to be sent; `message_id` is None for one that is new."""

    channel_id: int
    identity: str
    delivery_ids: tuple[int, ...]
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a try ended; `took_ms` is None where nobody was there to measure it."""

    attempt_id: int
    outcome: str
    detail: str
    took_ms: int | None = None


def begin(connection: Connection, drafts: Sequence[Draft], now: datetime, daemon: str) -> list[int]:
    """Record that a send of each of these begins; the ids of their attempts, in that order."""
    if not drafts:
        return []
    fresh = [draft for draft in drafts if draft.message_id is None]
    new_ids = iter(
        _insert(
            connection, messages,
            [
                {"channel_id": draft.channel_id, "identity": draft.identity, "created": now}
                for draft in fresh
            ],
        )
    )  # fmt: skip
    ids = [next(new_ids) if d.message_id is None else d.message_id for d in drafts]
    new_members = [
        {"message_id": message_id, "delivery_id": delivery_id}
        for message_id, draft in zip(ids, drafts, strict=True)
        if draft.message_id is None
        for delivery_id in draft.delivery_ids
    ]
    if new_members:
        connection.execute(members.insert(), new_members)
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id == bindparam("key"))
        .values(message_id=bindparam("message"), tries=deliveries.c.tries + 1),
        [
            {"key": delivery_id, "message": message_id}
            for message_id, draft in zip(ids, drafts, strict=True)
            for delivery_id in draft.delivery_ids
        ],
    )
    return _insert(
        connection, attempts,
        [
            {"message_id": message_id, "channel_id": draft.channel_id, "started": now,
             "daemon": daemon}
            for message_id, draft in zip(ids, drafts, strict=True)
        ],
    )  # fmt: skip


def _insert(connection: Connection, table: Table, values: list[dict[str, Any]]) -> list[int]:
    if not values:
        return []
    statement = table.insert().returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, values))


def end(connection: Connection, endings: Collection[Ending]) -> set[int]:
    """Record how tries ended; the ids of those that were still open, the others are left alone."""
    query = (
        select(attempts.c.id)
        .where(
            attempts.c.id.in_([each.attempt_id for each in endings]), attempts.c.outcome.is_(None)
        )
        .order_by(attempts.c.id)
        .with_for_update()
    )
    still_open = set(connection.scalars(query))
    _write(connection, [each for each in endings if each.attempt_id in still_open])
    return still_open


def correct(connection: Connection, endings: Collection[Ending]) -> None:
    """Late answers to tries that had been given up as unknown."""
    _write(connection, endings)


def _write(connection: Connection, endings: Collection[Ending]) -> None:
    if not endings:
        return
    connection.execute(
        update(attempts)
        .where(attempts.c.id == bindparam("key"))
        .values(
            outcome=bindparam("what"), detail=bindparam("words"), took_ms=bindparam("took")
        ),
        [
            {"key": each.attempt_id, "what": str(each.outcome), "words": each.detail[:200],
             "took": each.took_ms}
            for each in endings
        ],
    )  # fmt: skip


def still_open(connection: Connection, channel_id: int) -> list[Any]:
    """The channel's tries whose outcome was never recorded: id and message_id."""
    query = select(attempts.c.id, attempts.c.message_id).where(
        attempts.c.channel_id == channel_id, attempts.c.outcome.is_(None)
    )
    return list(connection.execute(query))


def under_way(connection: Connection, message_id: int) -> list[Any]:
    """The delivery rows of a message that nobody has settled since it was begun."""
    query = (
        select(deliveries)
        .join(members, members.c.delivery_id == deliveries.c.id)
        .where(
            members.c.message_id == message_id,
            deliveries.c.message_id == message_id,
            deliveries.c.state == State.SENDING.value,
        )
        .order_by(deliveries.c.due, deliveries.c.id)
    )
    return list(connection.execute(query))


def draft_of(connection: Connection, channel_id: int, message_id: int) -> Draft:
    """A message that was sent before, to be sent once more the same."""
    identity = connection.execute(
        select(messages.c.identity).where(messages.c.id == message_id)
    ).scalar_one()
    found = connection.scalars(
        select(members.c.delivery_id).where(members.c.message_id == message_id)
    )
    return Draft(channel_id, identity, tuple(found), message_id)
