"""A round of a service that is asked film by film: what it says is compared, stored and planned.

Nothing is asked while a transaction is open; a round's answers are compared all together first,
so that a source that moves very many at once can be held back.
"""

import logging
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from releases.errors import CannotFetch
from releases.model.release import SourceClass, Standing
from releases.store import asked, bulk, waiting
from releases.store.asked import Source
from releases.store.bulk import FoundRelease
from releases.store.engine import Connection, Store
from releases.store.posters import record_posters
from releases.tracking.answers import Ask, Told
from releases.tracking.changes import Rules
from releases.tracking.stating import (
    Difference,
    Speaker,
    Unplanned,
    brakes,
    call_off,
    compare,
    settle,
    state,
)

log = logging.getLogger("releases.refresh")

ROUND = 100
# Films that are stored in one unit of work, which must stay short.
UNIT = 25


class Clock(Protocol):
    def now(self) -> datetime: ...


@dataclass(frozen=True)
class Films:
    """A round of a service that is asked film by film, for `seconds` (None: until all are)."""

    klass: SourceClass
    page: str
    rules: Rules
    ask: Ask
    seconds: float | None

    def run(self, store: Store, source: Source, clock: Clock) -> datetime:
        """Ask for the films whose turn has come; when the next one's is."""
        now = clock.now()
        with store.unit() as connection:
            asked.enlist(connection, source.id, now)
        self.ask.prepare(store, source, now)
        trouble: CannotFetch | None = None
        start = time.monotonic()

        def over() -> bool:
            return self.seconds is not None and time.monotonic() - start > self.seconds

        while trouble is None:
            with store.read() as connection:
                due = asked.due_films(connection, source.id, now, ROUND)
            if not due:
                break
            told: list[Told] = []
            try:
                for each in self.ask.tell(due):
                    told.append(each)
                    if over():
                        break
            except CannotFetch as error:
                trouble = error
            self._take(store, source, told, clock)
            if trouble is None and over():
                return clock.now()
        if trouble is not None:
            raise trouble
        with store.read() as connection:
            following = asked.earliest_next(connection, source.id)
        soon, late = now + timedelta(minutes=1), now + timedelta(hours=1)
        return max(soon, min(following or late, late))

    def _take(self, store: Store, source: Source, told: list[Told], clock: Clock) -> None:
        """Store a round's answers: compared all together first, so that the brake can hold."""
        now = clock.now()
        spoken = [each for each in told if each.said is not None]
        with store.read() as connection:
            known = bulk.find_releases(
                connection, [each.due.film_id for each in spoken], source.name
            )
            home = _home(connection)
            found = {
                each.due.film_id: compare(each.said or (), known.get(each.due.film_id, []), home)
                for each in spoken
            }
            weights = [key for each in found.values() for key in each.weight]
            moves = len(asked.covered(connection, weights))
            hold = moves > 0 and brakes(
                moves,
                asked.moved_since(connection, source.name, now - timedelta(days=1)),
                asked.stated_and_followed(connection, source.name),
            )
        changed = [
            each
            for each in spoken
            if found[each.due.film_id] or _says_more(each) or _turns(each, found, known)
        ]
        for start in range(0, len(changed), UNIT):
            with store.unit() as connection:
                unplanned = Unplanned()
                _describe(connection, changed[start : start + UNIT])
                for each in changed[start : start + UNIT]:
                    difference = found[each.due.film_id]
                    self._one(connection, source, each, difference, unplanned, now, hold=hold)
                settle(connection, Speaker(self.klass, source.name), unplanned, now, self.rules)
                for each in changed[start : start + UNIT]:
                    if _turns(each, found, known):
                        off = bool(each.cancelled)
                        call_off(
                            connection, self._speaker(source, each), each.due.film_id, now,
                            self.rules, cancelled=off,
                        )  # fmt: skip
        pictured = {e.due.film_id: e.poster for e in told if e.poster is not None}
        with store.unit() as connection:
            # With the marks of the answers, or an unchanged film would be left without.
            record_posters(connection, source.name, pictured)
            _schedule(connection, source, told, now)
        if hold:
            log.warning(
                "%s moves %d releases at once: held back until someone agrees "
                "(releases suggestions)", source.name, moves,
            )  # fmt: skip

    def _speaker(self, source: Source, told: Told) -> Speaker:
        own = told.ids.get(source.name)
        return Speaker(self.klass, source.name, self.page + own if own else None)

    def _one(
        self,
        connection: Connection,
        source: Source,
        told: Told,
        difference: Difference,
        unplanned: Unplanned,
        now: datetime,
        *,
        hold: bool,
    ) -> None:
        """Store what is said of a film, but for what is left to `settle`."""
        speaker = self._speaker(source, told)
        if hold and difference.weight:
            _hold_back(connection, source, told, difference, speaker, now)
            difference = Difference(difference.new, difference.judge)
        elif difference.weight:
            waiting.drop_held(connection, source.id, difference.weight)
        if difference:
            film_id = told.due.film_id
            state(connection, speaker, film_id, difference, unplanned, now, self.rules)


def _says_more(told: Told) -> bool:
    """Whether an answer names ids, a year or an original title that the film lacks."""
    due = told.due
    if told.renamed:
        return True
    lists = bool(told.original_title and due.original_title is None)
    dates = due.year is None and told.year is not None
    return bool(told.ids.keys() - due.ids.keys()) or lists or dates


def _turns(
    told: Told,
    found: Mapping[int, Difference],
    known: Mapping[int, Iterable[FoundRelease]],
) -> bool:
    """Whether the film is off, or on again, as against its releases."""
    if told.cancelled is None:
        return False
    key = told.due.film_id
    standings = {each.standing for each in known.get(key, ())}
    if told.cancelled:
        return bool(found[key].new) or Standing.ACTIVE in standings
    return Standing.CANCELLED in standings


def _home(connection: Connection) -> list[str]:
    from releases.store.people import all_subscribers

    return [code for who in all_subscribers(connection) for code in who.territories]


def _describe(connection: Connection, told: Sequence[Told]) -> None:
    """Give films the ids, the year and the original title that they lack."""
    lacking: dict[int, dict[str, str]] = {}
    for each in told:
        ids = {name: value for name, value in each.ids.items() if name not in each.due.ids}
        if each.renamed:
            ids["tmdb"] = each.ids["tmdb"]
        lacking[each.due.film_id] = ids
    wanted: dict[str, list[str]] = {}
    for ids in lacking.values():
        for name, value in ids.items():
            wanted.setdefault(name, []).append(value)
    taken = asked.taken_ids(connection, wanted)
    columns: dict[int, dict[str, object]] = {}
    former: list[tuple[int, str, str]] = []
    for each in told:
        film = each.due
        values = columns.setdefault(film.film_id, {})
        for name, value in lacking[film.film_id].items():
            if value not in taken[name]:
                taken[name].add(value)
                values[name] = value
        if "tmdb" in values and "tmdb" in film.ids:
            former.append((film.film_id, "tmdb", film.ids["tmdb"]))
        if film.year is None and each.year is not None:
            values["year"] = each.year
        if film.original_title is None and each.original_title:
            values["original_title"] = each.original_title
    bulk.add_names(connection, former, {}, {})
    bulk.describe_films(connection, columns)


def _hold_back(
    connection: Connection,
    source: Source,
    told: Told,
    difference: Difference,
    speaker: Speaker,
    now: datetime,
) -> None:
    changes = [(release, said.date.text, said.note) for release, said in difference.moved]
    changes += [(release, "", "") for release in difference.withdrawn]
    for release, when, note in changes:
        waiting.suggest(
            connection, source.id, "held",
            {
                "release_id": release.id, "title": told.due.title, "year": told.due.year,
                "territory": release.territory or "", "kind": release.kind.value,
                "label": release.label, "date": when, "url": speaker.url, "note": note or None,
                "said": now, "seen": now,
            },
        )  # fmt: skip


def _schedule(connection: Connection, source: Source, told: Sequence[Told], now: datetime) -> None:
    ids = [each.due.film_id for each in told]
    near = asked.nearest(connection, ids, now.date().isoformat())
    undated = asked.undated(connection, ids)
    rows = []
    for each in told:
        key = each.due.film_id
        wait = interval(near.get(key), now.date(), undated=key in undated)
        if each.gone:
            wait = timedelta(days=30)
        elif each.unknown:
            # Asked again in some days, and later each time.
            wait = timedelta(days=min(3 * (each.due.failures + 1), 30))
        wait = max(wait * random.uniform(0.9, 1.1), timedelta(seconds=each.fresh or 0))
        rows.append(
            {"film": key, "new_etag": each.etag, "at": now, "again": now + wait,
             "failed": each.due.failures + 1 if each.gone or each.unknown else 0,
             "is_gone": each.gone}
        )  # fmt: skip
    asked.record_films(connection, source.id, rows)


def interval(nearest: str | None, today: date, *, undated: bool) -> timedelta:
    """How long a film may wait: sooner the nearer its date is, longest where all is over."""
    if nearest is None:
        return timedelta(days=1 if undated else 14)
    days = (date.fromisoformat(nearest) - today).days
    if days <= 7:
        return timedelta(hours=6)
    if days <= 60:
        return timedelta(hours=12)
    return timedelta(days=1 if days <= 365 else 3)
