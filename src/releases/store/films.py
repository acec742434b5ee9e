"""Films, their releases, the claims that these rest on, and the changes of their dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, or_, select, update

from releases.errors import NotFound, UsageError
from releases.model.dates import ReleaseDate
from releases.model.film import Film, clean, folded
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.store.sets import new_id
from releases.store.tables import changes, claims, coverage, films, releases, subscribers

_IDS = ("tmdb", "imdb", "wikidata")
# Statements that a source's round asks hundreds of times are made once, above their functions.
_KEY: BindParameter[int] = bindparam("wanted_id")
_FILM = select(films).where(films.c.id == _KEY)
_SET_FILM = update(films).where(films.c.id == _KEY)
_SET_RELEASE = update(releases).where(releases.c.id == _KEY)
_ADD_RELEASE, _ADD_CLAIM, _ADD_CHANGE = releases.insert(), claims.insert(), changes.insert()
_CHANGES = select(changes).where(changes.c.release_id == _KEY).order_by(changes.c.id)


@dataclass(frozen=True, slots=True)
class Release:
    """One film in one territory of one kind (and label) with its current date, as stored."""

    id: int
    film: Film
    territory: str | None
    kind: Kind
    label: str
    date: ReleaseDate
    standing: Standing
    turn: int
    known: datetime
    changed: datetime
    created: datetime
    holder_id: int | None
    pinned: bool
    conflict: bool
    unconfirmed: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with where and by whom it was stored."""

    id: int
    release_id: int
    claim: Claim
    territory: str | None
    kind: Kind
    seen: datetime
    by: str | None
    effect: str


def add_film(connection: Connection, title: str, year: int | None, now: datetime) -> Film:
    """A new film; raise `UsageError` for an empty title."""
    title = clean(title)
    if not title:
        raise UsageError("a film needs a title")
    key = new_id(
        connection, films.insert(), title=title, year=year, folded=folded(title), created=now
    )
    return Film(key, title, year)


def _film(row: Any) -> Film:
    ids = {name: row._mapping[name] for name in _IDS if row._mapping[name]}
    return Film(row.id, row.title, row.year, row.original_title, ids)


def film_by_id(connection: Connection, key: int) -> Film:
    """The film, or the one that it was merged into; raise `NotFound` where there is none."""
    row = connection.execute(_FILM, {"wanted_id": key}).one_or_none()
    if row is None:
        raise NotFound(f"there is no film f{key}", "releases list shows what there is")
    return _film(row) if row.merged_into is None else film_by_id(connection, row.merged_into)


def films_titled(connection: Connection, title: str, year: int | None = None) -> list[Film]:
    """The films of that title (case, accents, punctuation and article aside), oldest first.

    With a year, those of that year, or else those whose year is not known.
    """
    query = select(films).where(films.c.folded == folded(clean(title))).order_by(films.c.id)
    rows = connection.execute(query).all()
    found = [_film(row) for row in rows if row.merged_into is None]
    if not found:
        # The title of a film that was merged into another leads to that one.
        into = dict.fromkeys(row.merged_into for row in rows)
        found = [film_by_id(connection, key) for key in into]
    if year is None:
        return found
    exact = [film for film in found if film.year == year]
    return exact or [film for film in found if film.year is None]


def set_film(connection: Connection, key: int, **values: Any) -> None:
    """Change a film's title, year or ids; the folded title follows the title."""
    if "title" in values:
        values["folded"] = folded(values["title"])
    if values:
        connection.execute(_SET_FILM, {"wanted_id": key, **values})


RELEASES = select(
    releases,
    films.c.title,
    films.c.year,
    films.c.original_title,
    *(films.c[name] for name in _IDS),
).join_from(releases, films, films.c.id == releases.c.film_id)


_RELEASE = RELEASES.where(releases.c.id == _KEY)
_OF_FILM = RELEASES.where(releases.c.film_id == _KEY)


def release_of(row: Any) -> Release:
    """A release from a row of `RELEASES`."""
    ids = {name: row._mapping[name] for name in _IDS if row._mapping[name]}
    return Release(
        id=row.id,
        film=Film(row.film_id, row.title, row.year, row.original_title, ids),
        territory=row.territory or None,
        kind=Kind(row.kind),
        label=row.label,
        date=ReleaseDate(row.date),
        standing=Standing(row.standing),
        turn=row.turn,
        known=row.known,
        changed=row.changed,
        created=row.created,
        holder_id=row.holder_id,
        pinned=bool(row.pinned),
        conflict=bool(row.conflict),
        unconfirmed=bool(row.unconfirmed),
        reason=row.reason,
    )


def release_by_id(connection: Connection, key: int) -> Release:
    """The release; raise `NotFound` where there is none."""
    row = connection.execute(_RELEASE, {"wanted_id": key}).one_or_none()
    if row is None:
        raise NotFound(f"there is no release r{key}", "releases list --all shows what there is")
    return release_of(row)


def releases_of(connection: Connection, film_id: int, *, removed: bool = True) -> list[Release]:
    """The releases of a film, soonest first."""
    rows = connection.execute(_OF_FILM, {"wanted_id": film_id})
    found = [release_of(row) for row in rows if removed or row.standing != Standing.REMOVED]
    return sorted(found, key=lambda release: (release.date.order, release.id))


def add_release(
    connection: Connection,
    film_id: int,
    territory: str | None,
    kind: Kind,
    label: str,
    when: ReleaseDate,
    now: datetime,
) -> int:
    """A new release with its first date; its id."""
    return new_id(
        connection,
        _ADD_RELEASE,
        film_id=film_id,
        territory=territory or "",
        kind=kind.value,
        label=label,
        known=now,
        changed=now,
        created=now,
        **_date_columns(when),
    )


def _date_columns(when: ReleaseDate) -> dict[str, Any]:
    return {
        "date": when.text,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
    }


def set_release(connection: Connection, key: int, **values: Any) -> None:
    """Change columns of a release; `date` is given as a ReleaseDate."""
    if "date" in values:
        values |= _date_columns(values["date"])
    connection.execute(_SET_RELEASE, {"wanted_id": key, **values})


def add_change(
    connection: Connection,
    release_id: int,
    *,
    turn: int,
    at: datetime,
    what: str,
    old: str,
    new: str,
    reason: str | None = None,
    claim_id: int | None = None,
    by_id: int | None = None,
) -> None:
    """Record one change of what a release says of itself (tokens of model.plan)."""
    connection.execute(
        _ADD_CHANGE,
        {"release_id": release_id, "turn": turn, "at": at, "what": what, "old": old, "new": new,
         "reason": reason, "claim_id": claim_id, "by_id": by_id},
    )  # fmt: skip


def changes_of(connection: Connection, release_id: int) -> list[Any]:
    """The changes of a release, oldest first."""
    return list(connection.execute(_CHANGES, {"wanted_id": release_id}))


def add_claim(
    connection: Connection,
    release_id: int,
    claim: Claim,
    *,
    territory: str | None,
    kind: Kind,
    seen: datetime,
    by_id: int | None,
    wanted: bool,
    effect: str,
) -> int:
    """Keep a claim for ever; its id."""
    return new_id(
        connection,
        _ADD_CLAIM,
        release_id=release_id,
        **{"class": claim.klass.value},
        typed=claim.typed,
        source=claim.evidence.source,
        date=claim.date.text if claim.date else None,
        territory=territory,
        kind=kind.value,
        url=claim.evidence.url,
        sentence=claim.evidence.sentence,
        note=claim.evidence.note,
        published=claim.evidence.published.isoformat() if claim.evidence.published else None,
        said=claim.said,
        seen=seen,
        by_id=by_id,
        wanted=wanted,
        effect=effect,
    )


_CLAIMS = select(claims, subscribers.c.name.label("by_name")).join_from(
    claims, subscribers, subscribers.c.id == claims.c.by_id, isouter=True
)
_CLAIM = _CLAIMS.where(claims.c.id == _KEY)
_OF_RELEASE = _CLAIMS.where(claims.c.release_id == _KEY).order_by(claims.c.id)


def _claim(row: Any) -> StoredClaim:
    evidence = Evidence(
        row.source,
        row.url,
        row.sentence,
        date.fromisoformat(row.published) if row.published else None,
        row.note,
    )
    return StoredClaim(
        id=row.id,
        release_id=row.release_id,
        claim=Claim(
            SourceClass(row._mapping["class"]),
            ReleaseDate(row.date) if row.date else None,
            row.said,
            evidence,
            bool(row.typed),
        ),
        territory=row.territory,
        kind=Kind(row.kind),
        seen=row.seen,
        by=row.by_name,
        effect=row.effect,
    )


def claims_of(connection: Connection, release_id: int) -> list[StoredClaim]:
    """The claims on a release, oldest seen first."""
    return [_claim(row) for row in connection.execute(_OF_RELEASE, {"wanted_id": release_id})]


def claim_by_id(connection: Connection, key: int) -> StoredClaim:
    return _claim(connection.execute(_CLAIM, {"wanted_id": key}).one())


def claims_by_ids(connection: Connection, keys: Iterable[int]) -> dict[int, StoredClaim]:
    found = connection.execute(_CLAIMS.where(claims.c.id.in_(list(keys))))
    return {row.id: _claim(row) for row in found}


def listed(
    connection: Connection,
    *,
    subscriber_id: int | None,
    territories: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    since: date | None = None,
    until: date | None = None,
    removed: bool = False,
    conflict: bool = False,
) -> list[Any]:
    """Rows of `RELEASES` plus `followed` and `claims` (their number), soonest first, tba last.

    With `subscriber_id`, only what that subscriber follows. `since` and `until` are days: a
    partial date counts where its span meets them; an undated one is left out by `until` only.
    """
    query: Select[Any] = RELEASES.add_columns(
        select(func.count())
        .where(claims.c.release_id == releases.c.id)
        .scalar_subquery()
        .label("claims")
    )
    if subscriber_id is not None:
        query = query.join(
            coverage,
            and_(
                coverage.c.release_id == releases.c.id,
                coverage.c.subscriber_id == subscriber_id,
            ),
        )
    if territories:
        query = query.where(releases.c.territory.in_(territories))
    if kinds:
        query = query.where(releases.c.kind.in_(kinds))
    if since is not None:
        query = query.where(
            or_(releases.c.latest >= since.isoformat(), releases.c.latest.is_(None))
        )
    if until is not None:
        query = query.where(releases.c.earliest <= until.isoformat())
    if not removed:
        query = query.where(releases.c.standing != Standing.REMOVED)
    if conflict:
        query = query.where(releases.c.conflict.is_(True))
    query = query.order_by(
        releases.c.earliest.is_(None),
        releases.c.earliest,
        releases.c.latest,
        films.c.folded,
        releases.c.id,
    )
    return list(connection.execute(query))
