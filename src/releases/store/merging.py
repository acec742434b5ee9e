"""Making two films one: what hangs on the one is hung on the other, without losing any of it."""

from sqlalchemy import Connection, and_, delete, literal, select, true, update

from releases.store.sets import insert
from releases.store.source_tables import aliases, lists, posters
from releases.store.tables import claims, coverage, films, follows, releases, told

_IDS = ("tmdb", "imdb", "wikidata")


def hand_over_film(connection: Connection, film_id: int, other_id: int) -> None:
    """Give a film the other's ids, names, follows and places on lists; the other leads to it."""
    row = connection.execute(select(films).where(films.c.id == other_id)).one()
    kept = connection.execute(select(films).where(films.c.id == film_id)).one()
    theirs = {name: row._mapping[name] for name in _IDS if row._mapping[name]}
    connection.execute(
        update(films)
        .where(films.c.id == other_id)
        .values(merged_into=film_id, **dict.fromkeys(_IDS))
    )
    missing = {name: value for name, value in theirs.items() if not kept._mapping[name]}
    if kept.year is None and row.year is not None:
        missing["year"] = row.year
    if missing:
        connection.execute(update(films).where(films.c.id == film_id).values(**missing))
    connection.execute(
        update(aliases).where(aliases.c.film_id == other_id).values(film_id=film_id)
    )  # fmt: skip
    for name, value in theirs.items():
        if name not in missing:
            connection.execute(
                insert(connection, aliases)
                .values(film_id=film_id, service=name, value=value)
                .on_conflict_do_nothing()
            )
    # Films that had been merged into the other lead on to where it leads now.
    connection.execute(
        update(films).where(films.c.merged_into == other_id).values(merged_into=film_id)
    )
    connection.execute(
        insert(connection, lists)
        .from_select(
            ["subscriber_id", "list", "film_id"],
            select(lists.c.subscriber_id, lists.c.list, literal(film_id)).where(
                lists.c.film_id == other_id
            ),
        )
        .on_conflict_do_nothing()
    )
    connection.execute(delete(lists).where(lists.c.film_id == other_id))
    connection.execute(
        insert(connection, posters)
        .from_select(
            ["film_id", "source", "path"],
            select(literal(film_id), posters.c.source, posters.c.path).where(
                posters.c.film_id == other_id
            ),
        )
        .on_conflict_do_nothing()
    )
    connection.execute(delete(posters).where(posters.c.film_id == other_id))
    _hand_over_follows(connection, film_id, other_id)


def _hand_over_follows(connection: Connection, film_id: int, other_id: int) -> None:
    """Whoever follows the other follows the film, with the wishes they have of it, else those."""
    active = and_(follows.c.film_id == other_id, follows.c.active == true())
    wishes = ["subscriber_id", "film_id", "kinds", "territories", "effective", "active", "since"]
    connection.execute(
        insert(connection, follows)
        .from_select(
            wishes,
            select(
                follows.c.subscriber_id, literal(film_id), follows.c.kinds, follows.c.territories,
                follows.c.effective, follows.c.active, follows.c.since,
            ).where(follows.c.film_id == other_id),
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    followers = select(follows.c.subscriber_id).where(active).scalar_subquery()
    connection.execute(
        update(follows)
        .where(follows.c.film_id == film_id, follows.c.subscriber_id.in_(followers))
        .values(active=True)
    )
    connection.execute(
        update(follows).where(follows.c.film_id == other_id).values(active=False)
    )  # fmt: skip


def hand_over_release(connection: Connection, film_id: int, release_id: int) -> None:
    """Make a release one of another film, which has none like it."""
    connection.execute(
        update(releases).where(releases.c.id == release_id).values(film_id=film_id)
    )  # fmt: skip


def fold_release(
    connection: Connection, kept_id: int, other_id: int, *, but: int | None = None
) -> None:
    """Hang cover, claims (all but one) and what was told of one release on another like it."""
    for table, columns in (
        (coverage, ("subscriber_id", "since", "added")),
        (told, ("channel_id", "token", "at", "reminded")),
    ):
        connection.execute(
            insert(connection, table)
            .from_select(
                ["release_id", *columns],
                select(literal(kept_id), *(table.c[name] for name in columns)).where(
                    table.c.release_id == other_id
                ),
            )
            .on_conflict_do_nothing()
        )
    connection.execute(delete(coverage).where(coverage.c.release_id == other_id))
    connection.execute(
        update(claims)
        .where(claims.c.release_id == other_id, claims.c.id != (but or 0))
        .values(release_id=kept_id)
    )
