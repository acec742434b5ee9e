"""The documents that are shown of stored things (the JSON that scripts rely on), and finding one.

Instants are ISO 8601 in UTC with `Z`, dates as in `model.dates`, ids strings with a letter.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from releases.store.engine import Connection

from releases.errors import Ambiguous, NotFound
from releases.logs import mask_url
from releases.model.dates import ReleaseDate
from releases.model.film import Film, clean, parse_ref, ref, split_year
from releases.model.release import Kind, Standing, Statement, Status, status
from releases.model.subscriber import Subscriber, print_leads
from releases.store import films as facts
from releases.store import views
from releases.store.films import Release, StoredClaim
from releases.store.people import Channel
from releases.tracking.changes import find_film

# Whose `why` is a failure, as against a reason why nothing is to be sent.
_FAILED = ("retrying", "dead", "held", "missed")


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with `Z`, to the millisecond where it has any."""
    if moment is None:
        return None
    spec = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def film_json(film: Film) -> dict[str, Any]:
    return {"id": ref("f", film.id), "title": film.title, "year": film.year, "ids": film.ids}


def row_status(row: Any, today: str) -> str:
    """The status of a row of `views.listing`; `today` is the ISO text of the reader's day."""
    if row.standing != "active":
        return str(row.standing)
    if row.latest is None:
        return "undated"
    return "out" if row.latest < today else "upcoming"


def release_json(row: Any, today: date) -> dict[str, Any]:
    """A release from a row of `views.listing`; `today` is the day on the reader's calendar."""
    ids = {name: getattr(row, name) for name in ("tmdb", "imdb", "wikidata") if getattr(row, name)}
    return {
        "id": f"r{row.id}",
        "film": {"id": f"f{row.film_id}", "title": row.title, "year": row.year, "ids": ids},
        "territory": row.territory or None,
        "kind": row.kind,
        "label": row.label,
        "date": row.date,
        "precision": ReleaseDate(row.date).precision.value,
        "status": row_status(row, today.isoformat()),
        "conflict": bool(row.conflict),
        "followed": bool(row.followed),
        "claims": row.claims,
    }


def releases_json(
    connection: Connection, who: Subscriber, ids: Sequence[int], today: date
) -> list[dict[str, Any]]:
    """The releases of these ids, in their order, as `who` sees them."""
    rows = views.listing(connection, who.id, followed=False, removed=True, ids=ids)
    by_id = {row.id: release_json(row, today) for row in rows}
    return [by_id[key] for key in dict.fromkeys(ids)]


def claim_json(stored: StoredClaim) -> dict[str, Any]:
    claim = stored.claim
    published = claim.evidence.published
    return {
        "id": ref("c", stored.id),
        "source": claim.evidence.source,
        "class": claim.klass.value,
        "date": claim.date.text if claim.date else None,
        "territory": stored.territory,
        "kind": stored.kind.value,
        "url": claim.evidence.url,
        "sentence": claim.evidence.sentence,
        "published": published.isoformat() if published else None,
        "seen": instant(stored.seen),
        "by": stored.by,
    }


def statement_json(statement: Statement) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": statement.title,
        "territory": statement.territory,
        "kind": statement.kind.value,
        "date": statement.date.text if statement.date else None,
        "precision": statement.date.precision.value if statement.date else None,
        "sentence": statement.sentence,
        "start": statement.start,
        "end": statement.end,
        "confidence": round(statement.confidence, 3),
    }
    return shown if statement.year is None else shown | {"year": statement.year}


def lead_text(lead: int) -> str:
    return "" if lead < 0 else f"{lead}d"


def delivery_json(row: Any) -> dict[str, Any]:
    """A delivery from a row of `views.deliveries_shown`."""
    about_release = row.title is not None
    return {
        "id": ref("d", row.id),
        "what": row.what,
        "lead": lead_text(row.lead),
        "channel": row.channel,
        "subscriber": row.subscriber,
        "release": ref("r", row.subject) if about_release else None,
        "title": row.title,
        "territory": row.territory or None,
        "speaks_of": row.speaks_of,
        "due": instant(row.due),
        "state": row.state,
        "attempts": row.tries,
        "sent_at": instant(row.sent),
        "error": row.why if row.state in _FAILED else None,
    }


def subscriber_json(who: Subscriber) -> dict[str, Any]:
    return {
        "name": who.name,
        "timezone": who.schedule.zone,
        "leads": print_leads(who.leads),
        "at": f"{who.schedule.at:%H:%M}",
        "quiet": str(who.schedule.quiet) if who.schedule.quiet else None,
        "territories": list(who.territories),
        "language": who.language,
        "digest": who.digest,
    }


def channel_json(channel: Channel) -> dict[str, Any]:
    """A channel without its secret: the URL is masked."""
    return {
        "name": channel.name,
        "subscriber": channel.subscriber,
        "url": mask_url(channel.url),
        "state": channel.state,
        "error": channel.error,
        "last_sent_at": instant(channel.last_sent),
        "from": channel.origin,
        "for": channel.takes.split(","),
    }


def status_of(release: Release, today: date) -> Status:
    return status(release.standing, release.date, today)


def film_key(words: str) -> int | None:
    """The number in `f5`; `F1` is the title of a film."""
    return parse_ref("f", words) if words.strip()[:1] == "f" else None


def find_known_film(connection: Connection, words: str, year: int | None = None) -> Film:
    """The film that an id (f5, or r12 for the film of a release) or a title names.

    Raise `NotFound` for none, with the nearest title, and `Ambiguous` for several.
    """
    key = film_key(words)
    if key is not None:
        return facts.film_by_id(connection, key)
    key = parse_ref("r", words)
    if key is not None:
        return facts.release_by_id(connection, key).film
    found = find_film(connection, words, year)
    if found is None:
        raise NotFound(f"there is no film {clean(words)!r}", _nearest(connection, words))
    return found


def find_release(
    connection: Connection,
    words: str,
    *,
    territories: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    label: str | None = None,
    year: int | None = None,
) -> Release:
    """The release that an id (r12) or a title names, narrowed by what else is given.

    Raise `NotFound` for none, and `Ambiguous`, with a line each, for several. Removed ones are
    found by id, or where nothing else has the title.
    """
    key = parse_ref("r", words)
    if key is not None:
        return facts.release_by_id(connection, key)
    several = _films_named(connection, words, year)
    if not several:
        raise NotFound(f"there is no film {clean(words)!r}", _nearest(connection, words))
    all_of = [each for film in several for each in facts.releases_of(connection, film.id)]
    fits = [
        each
        for each in all_of
        if (not territories or each.territory in territories)
        and (not kinds or each.kind in kinds)
        and (label is None or each.label.casefold() == label.casefold())
    ]
    present = [each for each in fits if each.standing is not Standing.REMOVED] or fits
    if len(present) > 1:
        raise Ambiguous(
            f"{clean(words)!r} fits several releases",
            [_line(each) for each in present],
            "name one by its id, or narrow it with --in, --kind or --label",
        )
    if not present:
        title = several[0].title
        raise NotFound(
            f"{title!r} has no release that fits" if all_of else f"{title!r} has no release yet",
            "releases list --all shows what there is",
        )
    return present[0]


def _films_named(connection: Connection, words: str, year: int | None) -> list[Film]:
    key = film_key(words)
    if key is not None:
        return [facts.film_by_id(connection, key)]
    bare, own_year = split_year(words)
    return facts.films_titled(connection, bare, year or own_year) or facts.films_titled(
        connection, words, year
    )


def _line(release: Release) -> str:
    parts = [ref("r", release.id), release.film.title]
    if release.film.year:
        parts[1] += f" ({release.film.year})"
    if release.label:
        parts.append(f"[{release.label}]")
    parts += [release.territory or "-", release.kind.value, release.date.text]
    return "  ".join(parts)


def _nearest(connection: Connection, words: str) -> str:
    from difflib import get_close_matches

    titles = views.titles_like(connection)
    by_fold = {title.casefold(): title for title in titles}
    close = get_close_matches(words.casefold(), list(by_fold), n=1, cutoff=0.6)
    if close:
        return f"did you mean {by_fold[close[0]]!r}?"
    return "releases films lists what is known"
