"""What was read of a source, and what waits for a person: suggestions and moves held back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, select, update

from releases.store.sets import counted, insert, rows, take_turn
from releases.store.source_tables import articles, sources, suggestions
from releases.store.tables import subscribers


def unread(connection: Connection, source_id: int, guids: Iterable[str]) -> set[str]:
    """Those articles of a source that were not read yet."""
    wanted = list(dict.fromkeys(guids))
    if not wanted:
        return set()
    mine = rows(connection, "mine", {"guid": "text"}, ([guid] for guid in wanted))
    query = select(articles.c.guid).join(
        mine, and_(mine.c.guid == articles.c.guid, articles.c.source_id == source_id)
    )
    return set(wanted) - set(connection.scalars(query))


def set_read(
    connection: Connection, source_id: int, guid: str, url: str | None, now: datetime
) -> None:
    values = {"source_id": source_id, "guid": guid, "url": url, "read": now}
    connection.execute(insert(connection, articles).values(**values).on_conflict_do_nothing())


def suggest(connection: Connection, source_id: int, why: str, values: Mapping[str, Any]) -> bool:
    """Lay something before a person; whether it is new (one that was dismissed stays so)."""
    statement = insert(connection, suggestions).values(source_id=source_id, why=why, **values)
    return counted(connection, statement.on_conflict_do_nothing()) > 0


def suggest_as(
    connection: Connection, by_id: int, why: str, values: Mapping[str, Any]
) -> bool:  # fmt: skip
    """Lay before an admin what a member says; whether they do not wait for an answer to it yet."""
    take_turn(connection)
    same = ("title", "territory", "kind", "label", "date")
    waits = connection.scalar(
        select(suggestions.c.id).where(
            suggestions.c.by_id == by_id,
            suggestions.c.state == "open",
            *(suggestions.c[name] == values[name] for name in same),
        )
    )
    if waits is None:
        connection.execute(suggestions.insert().values(by_id=by_id, why=why, **values))
    return waits is None


def open_suggestions(connection: Connection, *, everything: bool = False) -> list[Any]:
    """What waits for a person, oldest first, with the name of its source, or of who says so."""
    query = (
        select(
            suggestions,
            func.coalesce(sources.c.name, subscribers.c.name).label("source"),
            func.coalesce(sources.c.kind, "person").label("source_kind"),
        )
        .join(sources, sources.c.id == suggestions.c.source_id, isouter=True)
        .join(subscribers, subscribers.c.id == suggestions.c.by_id, isouter=True)
        .order_by(suggestions.c.id)
    )
    if not everything:
        query = query.where(suggestions.c.state == "open")
    return list(connection.execute(query))


def set_suggestion(connection: Connection, key: int, state: str) -> None:
    connection.execute(
        update(suggestions).where(suggestions.c.id == key).values(state=state)
    )  # fmt: skip


def drop_held(connection: Connection, source_id: int, release_ids: Collection[int]) -> None:
    """Forget what was held back of these releases, for the source has spoken since."""
    if release_ids:
        connection.execute(
            delete(suggestions).where(
                suggestions.c.source_id == source_id,
                suggestions.c.why == "held",
                suggestions.c.state == "open",
                suggestions.c.release_id.in_(release_ids),
            )
        )
