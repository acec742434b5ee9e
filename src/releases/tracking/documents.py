"""Stored things as JSON documents, which scripts rely on (the manual lists their fields).

Instants are ISO 8601 in UTC with `Z`, dates as in `model.dates`, ids strings with a letter.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from releases.model.dates import ReleaseDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from releases.model.film import Film
    from releases.model.release import Statement
    from releases.model.subscriber import Subscriber
    from releases.store.films import StoredClaim
    from releases.store.people import Channel
    from releases.store.ruling import Rule
    from releases.store.shelf import Shelved
    from releases.tracking.history import Conflict

# Whose `why` is a failure, as against a reason why nothing is to be sent.
_FAILED = ("retrying", "dead", "held", "missed")


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with `Z`, to the millisecond where it has any."""
    if moment is None:
        return None
    spec = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def film_json(film: "Film") -> dict[str, Any]:
    return {"id": f"f{film.id}", "title": film.title, "year": film.year, "ids": film.ids}


def row_status(row: "Shelved", today: str) -> str:
    """The status of a row of `views.listing`; `today` is the ISO text of the reader's day."""
    if row.standing != "active":
        return str(row.standing)
    if row.latest is None:
        return "undated"
    return "out" if row.latest < today else "upcoming"


def distance(text: str, today: date) -> str:
    """`in 7 days`, for a release date that is a day within a year of today; else ''."""
    if len(text) != 10:
        return ""
    days = (date.fromisoformat(text) - today).days
    if days == 0:
        return "today"
    if abs(days) > 365:
        return ""
    unit = "day" if abs(days) == 1 else "days"
    return f"in {days} {unit}" if days > 0 else f"{-days} {unit} ago"


def stands_in(row: "Shelved") -> str:
    """`no date for IE; GB shown`, where a row of `views.listing` is there for the fallback."""
    own, _, instead = row.applies.partition("|")
    here = row.territory
    if not here or here not in instead.split(",") or here in own.split(","):
        return ""
    missing = ", ".join(own.split(",")) if own else ""
    return f"no date for {missing}; {here} shown" if missing else f"{here} shown as fallback"


def notes(row: "Shelved") -> list[str]:
    """What is special about a release, a row of `views.listing`."""
    found = [] if row.standing == "active" else [row.standing]
    if row.conflict:
        found.append("contradicted")
    if row.unconfirmed:
        found.append("day unconfirmed")
    if row.pinned:
        found.append("held")
    return found


def release_json(row: "Shelved", today: date) -> dict[str, Any]:
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


def claim_json(stored: "StoredClaim") -> dict[str, Any]:
    claim = stored.claim
    published = claim.evidence.published
    return {
        "id": f"c{stored.id}",
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


def statement_json(statement: "Statement") -> dict[str, Any]:
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
        "id": f"d{row.id}",
        "what": row.what,
        "lead": lead_text(row.lead),
        "channel": row.channel,
        "subscriber": row.subscriber,
        "release": f"r{row.subject}" if about_release else None,
        "title": row.title,
        "territory": row.territory or None,
        "speaks_of": row.speaks_of,
        "due": instant(row.due),
        "state": row.state,
        "attempts": row.tries,
        "sent_at": instant(row.sent),
        "error": row.why if row.state in _FAILED else None,
    }


def subscriber_json(who: "Subscriber") -> dict[str, Any]:
    return {
        "name": who.name,
        "timezone": who.schedule.zone,
        "leads": [f"{lead}d" for lead in who.leads],
        "at": f"{who.schedule.at:%H:%M}",
        "quiet": str(who.schedule.quiet) if who.schedule.quiet else None,
        "territories": list(who.territories),
        "fallback": list(who.fallback),
        "language": who.language,
        "digest": who.digest,
    }


def channel_json(channel: "Channel") -> dict[str, Any]:
    """A channel without its secret: the URL is masked."""
    from releases.logs import mask_url

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


def conflict_json(
    conflict: "Conflict",
    release: dict[str, Any],
    shown: "Callable[[StoredClaim], dict[str, Any]]" = claim_json,
) -> dict[str, Any]:
    """What sources disagree about; `release` is its document, `shown` makes that of a claim."""
    return {
        "release": release,
        "held": shown(conflict.held) if conflict.held else None,
        "others": [shown(other) for other in conflict.others],
        "why": conflict.why,
    }


def rule_json(rule: "Rule") -> dict[str, Any]:
    return {
        "id": f"u{rule.id}",
        "what": rule.what,
        "name": rule.name or None,
        "tmdb": rule.subject or None,
        "role": rule.role or None,
        "territory": rule.territory or None,
        "kind": rule.kind or None,
        "exclude": bool(rule.exclude),
    }
