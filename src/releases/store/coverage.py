"""Cover: which releases each follower is told of, kept equal to `model.plan.covers` in SQL."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, false, literal, select, true

from releases.model.dates import TBA
from releases.model.plan import Covered, Profile, covers
from releases.model.release import Kind, Standing
from releases.store.sets import insert, rows, take_turn
from releases.store.tables import Instant, claims, coverage, follows, releases


def refresh_cover(
    connection: Connection, film_id: int, now: datetime, *, subscriber_id: int | None = None
) -> None:
    """Make cover of one film's releases what its follows ask for; new cover counts from `now`.

    A removed release keeps the cover that it had, for whoever was told of it is told of that too.
    """
    refresh_covers(connection, [film_id], now, subscriber_id=subscriber_id)


def refresh_covers(
    connection: Connection,
    film_ids: Collection[int],
    now: datetime,
    *,
    subscriber_id: int | None = None,
) -> None:
    """The same for several films, in as many statements as for one."""
    take_turn(connection)
    listed = list(film_ids)
    following = and_(follows.c.film_id.in_(listed), follows.c.active == true())
    _end_unfollowed(connection, listed, subscriber_id)
    found = connection.execute(
        select(
            releases.c.id, releases.c.film_id, releases.c.territory, releases.c.kind,
            releases.c.date,
        ).where(releases.c.film_id.in_(listed), releases.c.standing != Standing.REMOVED)
    ).all()  # fmt: skip
    if not found:
        return
    known: dict[int, list[Covered]] = {}
    for row in found:
        known.setdefault(row.film_id, []).append(
            Covered(row.id, row.territory or None, Kind(row.kind), row.date != TBA.text)
        )
    profiles = connection.execute(
        select(follows.c.film_id, follows.c.kinds, follows.c.effective).distinct().where(following)
    )
    answers = [
        (row.film_id, row.kinds, row.effective, release_id)
        for row in profiles
        for release_id in sorted(
            covers(profile_of(row.kinds, row.effective), known.get(row.film_id, []))
        )
    ]
    answer = rows(
        connection, "answer",
        {"film_id": "big", "kinds": "text", "effective": "text", "release_id": "big"}, answers,
    )  # fmt: skip
    matched = and_(
        follows.c.film_id == answer.c.film_id,
        follows.c.kinds == answer.c.kinds,
        follows.c.effective == answer.c.effective,
        follows.c.active == true(),
    )
    mine: ColumnElement[bool] = coverage.c.release_id.in_([row.id for row in found])
    wanted = select(answer.c.release_id, follows.c.subscriber_id).join_from(
        answer, follows, matched
    )
    by_person = (
        select(claims.c.release_id, claims.c.by_id.label("subscriber_id"))
        .join(releases, releases.c.id == claims.c.release_id)
        .join(
            follows,
            and_(
                follows.c.subscriber_id == claims.c.by_id,
                follows.c.film_id == releases.c.film_id,
                follows.c.active == true(),
            ),
        )
        .where(
            releases.c.film_id.in_(listed),
            releases.c.standing != Standing.REMOVED,
            claims.c.wanted == true(),
        )
        .distinct()
    )
    if subscriber_id is not None:
        mine = and_(mine, coverage.c.subscriber_id == subscriber_id)
        wanted = wanted.where(follows.c.subscriber_id == subscriber_id)
        by_person = by_person.where(claims.c.by_id == subscriber_id)
    asked = (
        select(answer.c.release_id)
        .join_from(answer, follows, matched)
        .where(
            answer.c.release_id == coverage.c.release_id,
            follows.c.subscriber_id == coverage.c.subscriber_id,
        )
    )
    connection.execute(
        delete(coverage).where(
            mine, coverage.c.added == false(), ~asked.correlate(coverage).exists()
        )
    )
    _cover(connection, wanted, now, added=False)
    _cover(connection, by_person, now, added=True)


def _end_unfollowed(connection: Connection, film_ids: list[int], subscriber_id: int | None) -> None:
    of_films = select(releases.c.id).where(releases.c.film_id.in_(film_ids))
    still = (
        select(follows.c.id)
        .join(releases, releases.c.film_id == follows.c.film_id)
        .where(
            releases.c.id == coverage.c.release_id,
            follows.c.subscriber_id == coverage.c.subscriber_id,
            follows.c.active == true(),
        )
    )
    mine: ColumnElement[bool] = coverage.c.release_id.in_(of_films)
    if subscriber_id is not None:
        mine = and_(mine, coverage.c.subscriber_id == subscriber_id)
    connection.execute(delete(coverage).where(mine, ~still.correlate(coverage).exists()))


def _cover(connection: Connection, pairs: object, now: datetime, *, added: bool) -> None:
    source = pairs.subquery()  # type: ignore[attr-defined]
    statement = insert(connection, coverage).from_select(
        ["release_id", "subscriber_id", "since", "added"],
        select(
            source.c.release_id,
            source.c.subscriber_id,
            literal(now, Instant()),
            literal(added),
        ).where(true()),
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["release_id", "subscriber_id"],
            set_={"added": true()},
            where=coverage.c.added == false(),
        )
        if added
        else statement.on_conflict_do_nothing()
    )


def stand_ins(
    connection: Connection, subscriber_id: int, release_ids: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Those releases that a subscriber is told of for want of a nearer one.

    Each with the territories that were wanted; what they added themselves is no stand-in.
    """
    query = (
        select(releases.c.id, releases.c.territory, follows.c.effective)
        .join(coverage, coverage.c.release_id == releases.c.id)
        .join(
            follows,
            and_(
                follows.c.film_id == releases.c.film_id,
                follows.c.subscriber_id == coverage.c.subscriber_id,
            ),
        )
        .where(
            coverage.c.subscriber_id == subscriber_id,
            coverage.c.added == false(),
            releases.c.id.in_(list(release_ids)),
            follows.c.effective.contains("|"),
        )
    )
    found = {}
    for row in connection.execute(query):
        profile = profile_of("", row.effective)
        if row.territory in profile.fallback and row.territory not in profile.territories:
            found[row.id] = profile.territories
    return found


def effective(territories: Sequence[str], fallback: Sequence[str]) -> str:
    """Both lists in one column, `IE|GB,US`, so that equal ones group; `IE` with no fallback."""
    own = ",".join(territories)
    return f"{own}|{','.join(fallback)}" if fallback else own


def profile_of(kinds: str, effective: str) -> Profile:
    """The profile that a follow's columns hold."""
    own, _, fallback = effective.partition("|")
    return Profile(
        frozenset(Kind(kind) for kind in kinds.split(",") if kind),
        tuple(code for code in own.split(",") if code),
        tuple(code for code in fallback.split(",") if code),
    )
