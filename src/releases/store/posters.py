"""Which poster a film has: the source that names it and the path there, never the picture."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select

from releases.store.sets import insert
from releases.store.source_tables import posters


def posters_of(connection: Connection, film_ids: Collection[int]) -> dict[int, str]:
    """The paths of the posters of these films; those that have none are left out."""
    query = select(posters.c.film_id, posters.c.path).where(posters.c.film_id.in_(film_ids))
    return {row.film_id: row.path for row in connection.execute(query)}


def record_posters(connection: Connection, source: str, said: Mapping[int, str]) -> None:
    """Keep what a source says of the posters of films; '' where it has none (any more)."""
    query = select(posters.c.film_id, posters.c.path).where(
        posters.c.film_id.in_(said), posters.c.source == source
    )
    known = {row.film_id: row.path for row in connection.execute(query)}
    changed = {key: path for key, path in said.items() if known.get(key, "") != path}
    gone = [key for key, path in changed.items() if not path]
    if gone:
        connection.execute(
            delete(posters).where(posters.c.film_id.in_(gone), posters.c.source == source)
        )
    named = [
        {"film_id": key, "source": source, "path": path} for key, path in changed.items() if path
    ]
    if named:
        statement = insert(connection, posters)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["film_id"],
                set_={"source": source, "path": statement.excluded.path},
            ),
            named,
        )
