"""What waits for a person: read of films that nobody follows, and moves that were held back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from releases.errors import NotFound
from releases.model.dates import ReleaseDate
from releases.model.film import parse_ref, ref
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.model.subscriber import Subscriber
from releases.store import films as facts
from releases.store import waiting
from releases.store.engine import Connection
from releases.tracking.changes import DEFAULT_RULES, Done, Proposal, Rules, add

HELD = "held"
READ = "read"
_CLASSES = {"tmdb": SourceClass.TMDB, "wikidata": SourceClass.WIKIDATA}


def listed(connection: Connection) -> list[Any]:
    """What waits, oldest first."""
    return waiting.open_suggestions(connection)


def document(row: Any) -> dict[str, Any]:
    """The JSON of one suggestion; `date` is null where a source withdraws its own."""
    return {
        "id": ref("s", row.id),
        "why": row.why,
        "source": row.source,
        "release": ref("r", row.release_id) if row.release_id else None,
        "title": row.title,
        "year": row.year,
        "territory": row.territory or None,
        "kind": row.kind,
        "label": row.label,
        "date": row.date or None,
        "sentence": row.sentence,
        "url": row.url,
        "published": row.published,
    }


def chosen(connection: Connection, words: Sequence[str]) -> list[Any]:
    """The suggestions of these ids (s4), of a source's name, or `all`; raise `NotFound`."""
    waiting = listed(connection)
    found: dict[int, Any] = {}
    for word in words:
        key = parse_ref("s", word)
        fits = [
            row
            for row in waiting
            if word.casefold() == "all" or row.id == key or row.source == word
        ]
        if not fits:
            raise NotFound(f"nothing waits under {word!r}", "see releases suggestions")
        found |= {row.id: row for row in fits}
    return list(found.values())


def accept(
    connection: Connection,
    who: Subscriber,
    row: Any,
    now: datetime,
    *,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Take a suggestion over: a held move is made, a film that was read of is followed."""
    when = ReleaseDate(row.date) if row.date else None
    published = date.fromisoformat(row.published) if row.published else None
    klass = _CLASSES.get(row.source_kind, SourceClass.FEED)
    evidence = Evidence(row.source, row.url, row.sentence, published, row.note)
    claim = Claim(klass, when, row.said, evidence)
    film_id = None
    if row.release_id is not None:
        film_id = facts.release_by_id(connection, row.release_id).film.id
    proposal = Proposal(
        row.title, row.territory or None, Kind(row.kind), claim, row.year, row.label, film_id
    )
    done = add(
        connection, who if row.why == READ else None, proposal, now,
        follow=row.why == READ, rules=rules,
    )  # fmt: skip
    waiting.set_suggestion(connection, row.id, "accepted")
    return done


def dismiss(connection: Connection, row: Any) -> None:
    """Hear no more of a suggestion, however often its source repeats it."""
    waiting.set_suggestion(connection, row.id, "dismissed")
