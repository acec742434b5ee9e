"""Export and import of everything that people know and want, as one JSON document.

It holds films, releases, claims and changes with their times, follows with the time they were
made, and subscribers' settings; never channels or deliveries (a backup does). Taken into an empty
database it yields the same plan, and taken in again it changes nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from releases.model.dates import ReleaseDate
from releases.model.release import Standing
from releases.model.subscriber import Subscriber
from releases.store import dump, people
from releases.store import films as facts
from releases.store.coverage import effective
from releases.store.engine import Connection
from releases.tracking import parcel
from releases.tracking.changes import DEFAULT_RULES, Proposal, Rules, add, end, replan_film
from releases.tracking.documents import instant, subscriber_json
from releases.tracking.parcel import FORMAT, VERSION, FilmIn, PersonIn, ReleaseIn
from releases.tracking.people import Defaults, Wish, add_subscriber, set_subscriber

_IDS = ("tmdb", "imdb", "wikidata")


def export(connection: Connection, now: datetime) -> dict[str, Any]:
    """The document of everything in the database."""
    who = people.all_subscribers(connection)
    names = {each.id: each.name for each in who}
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": instant(now),
        "subscribers": [_person_out(connection, each) for each in who],
        "films": [_film_out(row, names) for row in dump.all_films(connection)],
    }


def _person_out(connection: Connection, who: Subscriber) -> dict[str, Any]:
    leads = dump.leads_of(connection, who.id)
    return subscriber_json(who) | {
        "leads": [{"lead": f"{lead}d", "since": instant(since)} for lead, since in leads],
        "created": instant(who.since),
        "digest_since": instant(dump.digest_since(connection, who.id)),
    }


def _film_out(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    return {
        "title": row["title"],
        "original_title": row["original_title"],
        "year": row["year"],
        "ids": {name: row[name] for name in _IDS if row[name]},
        "created": instant(row["created"]),
        "follows": [
            {
                "subscriber": names[each["subscriber_id"]],
                "kinds": _listed(each["kinds"]),
                "territories": _listed(each["territories"]),
                "active": bool(each["active"]),
                "since": instant(each["since"]),
            }
            for each in row["follows"]
        ],
        "releases": [_release_out(each, names) for each in row["releases"]],
    }


def _release_out(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    return {
        "territory": row["territory"] or None,
        "kind": row["kind"],
        "label": row["label"],
        "date": row["date"],
        "standing": row["standing"],
        "turn": row["turn"],
        "known": instant(row["known"]),
        "changed": instant(row["changed"]),
        "created": instant(row["created"]),
        "pinned": bool(row["pinned"]),
        "conflict": bool(row["conflict"]),
        "unconfirmed": bool(row["unconfirmed"]),
        "reason": row["reason"],
        "holder": f"c{row['holder_id']}" if row["holder_id"] else None,
        "claims": [_claim_out(each, names) for each in row["claims"]],
        "changes": [
            {
                "turn": each["turn"],
                "at": instant(each["at"]),
                "what": each["what"],
                "old": each["old"],
                "new": each["new"],
                "reason": each["reason"],
                "claim": f"c{each['claim_id']}" if each["claim_id"] else None,
                "by": names.get(each["by_id"]),
            }
            for each in row["changes"]
        ],
        "told": [
            {
                "subscriber": names[each["subscriber_id"]],
                "since": instant(each["since"]),
                "added": bool(each["added"]),
            }
            for each in row["coverage"]
        ],
    }


def _claim_out(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    plain = ("class", "source", "date", "territory", "kind", "url", "sentence", "note",
             "published", "effect")  # fmt: skip
    return {
        "id": f"c{row['id']}",
        **{name: row[name] for name in plain},
        "typed": bool(row["typed"]),
        "wanted": bool(row["wanted"]),
        "said": instant(row["said"]),
        "seen": instant(row["seen"]),
        "by": names.get(row["by_id"]),
    }


def _listed(text: str) -> list[str]:
    return [word for word in text.split(",") if word]


@dataclass
class Taken:
    """What came of an import: how many releases (or films without one), and what was refused."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    doubtful: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def count(self, result: str) -> None:
        self.read += 1
        setattr(self, result, getattr(self, result) + 1)


def take_in(
    connection: Connection, text: bytes | str, now: datetime, rules: Rules = DEFAULT_RULES
) -> Taken:
    """Take in an exported document; raise `CannotRead` where it is none.

    A film that is malformed is refused with its place in the document; the others are taken.
    """
    document = parcel.opened(text)
    taken = Taken()
    who = {each.name: _person_in(connection, each, now, rules) for each in document.people}
    taken.rejected += document.refused
    for film in document.films:
        _film_in(connection, film, who, taken, now, rules)
    return taken


def _person_in(
    connection: Connection, each: PersonIn, now: datetime, rules: Rules
) -> Subscriber:  # fmt: skip
    wanted = [lead for lead, _ in each.leads]
    found = people.subscriber_or_none(connection, each.name)
    if found is None:
        made = add_subscriber(
            connection, each.name,
            Defaults(each.schedule.zone, each.schedule.at, each.schedule.quiet, tuple(wanted),
                     each.territories, each.language),
            now,
        )  # fmt: skip
        wish = Wish(digest=each.digest, fallback=each.fallback)
        set_subscriber(connection, made, wish, now, rules)
        dump.put_times(
            connection, made.id, created=each.created, since=each.digest_since,
            wanted=list(each.leads),
        )  # fmt: skip
        return people.subscriber(connection, each.name)
    wish = Wish(
        zone=each.schedule.zone, at=each.schedule.at, quiet=each.schedule.quiet, set_quiet=True,
        leads=tuple(wanted), territories=each.territories, fallback=each.fallback,
        digest=each.digest,
        language=each.language,
    )  # fmt: skip
    return set_subscriber(connection, found, wish, now, rules)


def _film_in(
    connection: Connection,
    film: FilmIn,
    who: dict[str, Subscriber],
    taken: Taken,
    now: datetime,
    rules: Rules,
) -> None:
    key = dump.film_like(connection, film.title, film.year, film.ids)
    new = key is None
    if key is None:
        columns = {"title": film.title, "original_title": film.original_title, "year": film.year}
        key = dump.put_film(connection, columns | film.ids | {"created": film.created})
    for wish in film.follows:
        person = who[wish.subscriber]
        applies = effective(wish.territories or person.territories, person.fallback)
        fresh = dump.put_follow(
            connection,
            {
                "subscriber_id": person.id,
                "film_id": key,
                "kinds": ",".join(wish.kinds),
                "territories": ",".join(wish.territories),
                "effective": applies,
                "active": wish.active,
                "since": wish.since,
            },
        )
        new = new or fresh
    if not film.releases:
        taken.count("added" if new else "unchanged")
    for release in film.releases:
        taken.count(_release_in(connection, key, release, who, now, rules))
    replan_film(connection, key, now, rules)


def _release_in(
    connection: Connection,
    film_id: int,
    release: ReleaseIn,
    who: dict[str, Subscriber],
    now: datetime,
    rules: Rules,
) -> str:
    for known in facts.releases_of(connection, film_id):
        if (known.territory, known.kind, known.label) == release.key:
            return _further(connection, known, release, who, now, rules)
    ids = {name: person.id for name, person in who.items()}
    when = ReleaseDate(release.columns["date"])
    dump.put_release(
        connection,
        {
            **release.columns,
            "film_id": film_id,
            "earliest": when.earliest.isoformat() if when.earliest else None,
            "latest": when.latest.isoformat() if when.latest else None,
        },
        [(each.name, each.columns | {"by_id": ids.get(each.by or "")}) for each in release.claims],
        [each.columns | {"by_id": ids.get(each.by or "")} for each in release.changes],
        [
            {"subscriber_id": ids[each.subscriber], "since": each.since, "added": each.added}
            for each in release.told
        ],
        release.holder,
    )
    return "added"


def _further(
    connection: Connection,
    known: facts.Release,
    release: ReleaseIn,
    who: dict[str, Subscriber],
    now: datetime,
    rules: Rules,
) -> str:
    """Judge the claims that are new here as if they were made now; how the release came out."""
    stored = facts.claims_of(connection, known.id)
    have = {parcel.identity(each.claim) for each in stored}
    for each in release.claims:
        if parcel.identity(each.claim) in have:
            continue
        proposal = Proposal(
            known.film.title, known.territory, known.kind, each.claim,
            label=known.label, film_id=known.film.id,
        )  # fmt: skip
        person = who.get(each.by or "")
        add(connection, person, proposal, now, follow=False, rules=rules)
    after = facts.release_by_id(connection, known.id)
    ended = release.columns["standing"]
    later = release.columns["changed"] > known.changed
    if ended != Standing.ACTIVE and after.standing is Standing.ACTIVE and later and who:
        by = next(iter(who.values()))
        after = end(connection, by, after, Standing(ended), now, rules=rules).release
    same = (after.date, after.standing) == (known.date, known.standing)
    return "unchanged" if same else "changed"
