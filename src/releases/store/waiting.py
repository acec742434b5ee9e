"""What was read of a source, and what waits for a person: suggestions and moves held back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from releases.store.sets import counted, insert, rows
from releases.store.source_tables import articles, sources, suggestions


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


def open_suggestions(connection: Connection, *, everything: bool = False) -> list[Any]:
    """What waits for a person, oldest first, with the name of its source."""
    query = (
        select(suggestions, sources.c.name.label("source"), sources.c.kind.label("source_kind"))
        .join(sources, sources.c.id == suggestions.c.source_id)
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
