"""What waits for a person: read of films that nobody follows, held back, or said by a member."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from releases.errors import NotFound
from releases.model.dates import ReleaseDate
from releases.model.film import clean, parse_ref, ref
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.model.subscriber import Subscriber
from releases.store import films as facts
from releases.store import people, waiting
from releases.store.engine import Connection
from releases.tracking.changes import DEFAULT_RULES, TYPED, Done, Proposal, Rules, add

HELD = "held"
READ = "read"
SAID = "said"
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


def suggest(
    connection: Connection,
    who: Subscriber,
    proposal: Proposal,
    now: datetime,
    *,
    release_id: int | None = None,
) -> bool:
    """Lay before an admin what somebody says who may not change facts; whether it is new.

    `release_id` is the release that it is about, where that is known.
    """
    claim = proposal.claim
    evidence = claim.evidence
    return waiting.suggest_as(
        connection, who.id, SAID,
        {
            "title": clean(proposal.title), "year": proposal.year,
            "territory": proposal.territory or "", "kind": proposal.kind.value,
            "label": proposal.label, "date": claim.date.text if claim.date else "",
            "url": evidence.url, "sentence": evidence.sentence, "note": evidence.note,
            "published": evidence.published.isoformat() if evidence.published else None,
            "release_id": release_id, "said": claim.said, "seen": now,
        },
    )  # fmt: skip


def of(connection: Connection, who: Subscriber) -> list[Any]:
    """What somebody suggested that still waits."""
    return [row for row in listed(connection) if row.by_id == who.id]


def accept(
    connection: Connection,
    who: Subscriber,
    row: Any,
    now: datetime,
    *,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Take a suggestion over: a held move is made, a film that was read of is followed.

    What a member said is stored as theirs, said when they said it, and followed by them.
    """
    said = row.why == SAID
    when = ReleaseDate(row.date) if row.date else None
    published = date.fromisoformat(row.published) if row.published else None
    klass = SourceClass.PERSON if said else _CLASSES.get(row.source_kind, SourceClass.FEED)
    source = _source_of(row) if said else row.source
    evidence = Evidence(source, row.url, row.sentence, published, row.note)
    claim = Claim(klass, when, row.said, evidence, typed=said and not row.sentence)
    film_id = None
    if row.release_id is not None:
        film_id = facts.release_by_id(connection, row.release_id).film.id
    proposal = Proposal(
        row.title, row.territory or None, Kind(row.kind), claim, row.year, row.label, film_id
    )
    teller = people.subscriber_by_id(connection, row.by_id) if said else who
    done = add(
        connection, None if row.why == HELD else teller, proposal, now,
        follow=row.why != HELD and row.release_id is None, rules=rules,
    )  # fmt: skip
    waiting.set_suggestion(connection, row.id, "accepted")
    return done


def _source_of(row: Any) -> str:
    """Where a member has it from: the host of what they read, else they typed it."""
    if not row.sentence:
        return TYPED
    from urllib.parse import urlsplit

    return (urlsplit(row.url or "").hostname or "article").removeprefix("www.")


def dismiss(connection: Connection, row: Any) -> None:
    """Hear no more of a suggestion, however often its source repeats it."""
    waiting.set_suggestion(connection, row.id, "dismissed")
