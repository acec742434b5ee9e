"""Asking the sources whose turn it is: spread, paced, and each apart from the others.

`refresh_due` is one look. A source that fails is asked again later and later, and never keeps the
others waiting; what it said before stays. Nothing is asked while a transaction is open.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from releases.errors import CannotFetch, ReleasesError
from releases.fetch import Fetcher
from releases.model.release import SourceClass, Standing
from releases.sources.asking import Refused, Trouble
from releases.sources.pace import Pace, Stopped
from releases.sources.tmdb import PAGE_URL as TMDB_PAGE
from releases.sources.tmdb import Tmdb
from releases.sources.wikidata import PAGE_URL as WIKIDATA_PAGE
from releases.sources.wikidata import Wikidata
from releases.store import asked, bulk, waiting
from releases.store import films as facts
from releases.store.asked import Due, Source
from releases.store.bulk import FoundRelease
from releases.store.engine import Connection, Store
from releases.tracking.answers import Ask, AskTmdb, AskWikidata, Told
from releases.tracking.changes import DEFAULT_RULES, Rules
from releases.tracking.rules import follow_rules
from releases.tracking.stating import Difference, Speaker, apply, brakes, call_off, compare

log = logging.getLogger("releases.refresh")

ROUND = 100
TURN_SECONDS = 45.0
LEASE = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)


class Clock(Protocol):
    def now(self) -> datetime: ...


class Wanted(Protocol):
    """The settings that say which services are asked; `config.Settings` has them."""

    @property
    def tmdb_token(self) -> str: ...
    @property
    def tmdb_base_url(self) -> str: ...
    @property
    def wikidata_enabled(self) -> bool: ...
    @property
    def wikidata_base_url(self) -> str: ...
    @property
    def wikidata_contact(self) -> str: ...
    @property
    def allow_private(self) -> bool: ...


def refresh_due(
    store: Store,
    settings: Wanted,
    clock: Clock,
    *,
    by: str = "cli",
    only: str | None = None,
    force: bool = False,
    rules: Rules = DEFAULT_RULES,
    stop: threading.Event | None = None,
    pace: float = 4.0,
    seconds: float | None = TURN_SECONDS,
) -> list[Source]:
    """Ask every source whose turn has come; the sources as they stand afterwards.

    `by` names this process, `only` narrows to one source, `force` asks although its turn has not
    come. `stop` ends the round after the request under way. `pace` is in requests a second;
    `seconds` bound one source's turn (None: until nothing is due), so that none waits long.
    """
    ended = stop or threading.Event()
    with Fetcher(allow_private=True) as fetcher:
        for name, run in _rounds(settings, fetcher, Pace(pace, ended), rules, seconds):
            if only is not None and name != only:
                continue
            with store.unit() as connection:
                url = settings.tmdb_base_url if name == "tmdb" else settings.wikidata_base_url
                source = asked.ensure_service(connection, name, url, clock.now())
            if not ended.is_set():
                _turn(store, source, run, clock, by, force=force)
        _read(store, settings, fetcher, clock, by, only, rules, ended, force=force)
    with store.read() as connection:
        return asked.all_sources(connection)


def _read(
    store: Store,
    settings: Wanted,
    fetcher: Fetcher,
    clock: Clock,
    by: str,
    only: str | None,
    rules: Rules,
    stop: threading.Event,
    *,
    force: bool,
) -> None:
    """Give each feed, page and folder its turn."""
    with store.read() as connection:
        found = asked.all_sources(connection)
    services = asked.SERVICES
    mine = [each for each in found if each.kind not in services and only in (None, each.name)]
    if not mine:
        return
    from releases.tracking.articles import read_source

    with Fetcher(allow_private=settings.allow_private) as articles:
        for source in mine:
            if stop.is_set():
                return
            with turn(store, source, clock, by, force=force) as taken:
                if taken:
                    taken.next = read_source(
                        store, fetcher, articles, source, clock.now(), rules, stop
                    )


_Round = Callable[[Store, Source, Clock], datetime]


def _rounds(
    settings: Wanted, fetcher: Fetcher, pace: Pace, rules: Rules, seconds: float | None
) -> Iterator[tuple[str, _Round]]:
    if settings.tmdb_token:
        tmdb = Tmdb(fetcher, settings.tmdb_token, settings.tmdb_base_url, pace=pace)
        films = _Films(SourceClass.TMDB, TMDB_PAGE, rules, AskTmdb(tmdb), seconds)

        def run(store: Store, source: Source, clock: Clock) -> datetime:
            follow_rules(store, tmdb, clock.now(), rules)
            return films.run(store, source, clock)

        yield "tmdb", run
    if settings.wikidata_enabled:
        wikidata = Wikidata(
            fetcher, settings.wikidata_base_url, pace=pace, contact=settings.wikidata_contact
        )
        yield "wikidata", _Films(SourceClass.WIKIDATA, WIKIDATA_PAGE, rules,
                                 AskWikidata(wikidata), seconds).run  # fmt: skip


def _turn(store: Store, source: Source, run: _Round, clock: Clock, by: str, *, force: bool) -> None:
    with turn(store, source, clock, by, force=force) as taken:
        if taken:
            if force:
                with store.unit() as connection:
                    asked.hasten(connection, source.id, (), clock.now())
            taken.next = run(store, source, clock)


@dataclass(slots=True)
class Turn:
    """A turn under way; its holder says when the next one is."""

    next: datetime


@contextmanager
def turn(
    store: Store, source: Source, clock: Clock, by: str, *, force: bool
) -> Iterator[Turn | None]:
    """A source's turn, or None where it is not ours; whatever fails in it is recorded."""
    now = clock.now()
    with store.unit() as connection:
        ours = asked.take_turn(connection, source.id, by, now, LEASE, force=force)
    if not ours:
        yield None
        return
    taken = Turn(now)
    try:
        yield taken
    except Stopped:
        _end(store, source, next=now)
    except ReleasesError as error:
        wait = _wait(source.failures, error)
        log.warning("%s: %s; asked again in %s", source.name, error.what, wait)
        _end(
            store, source, error=error.what, failures=source.failures + 1, next=clock.now() + wait
        )  # fmt: skip
    except Exception as error:
        log.exception("%s failed; asked again later", source.name)
        _end(
            store, source, error=f"unexpected: {type(error).__name__}",
            failures=source.failures + 1, next=clock.now() + _wait(source.failures, None),
        )  # fmt: skip
    else:
        _end(
            store, source, error=None, failures=0, state="ok", last_success=clock.now(),
            next=taken.next,
        )  # fmt: skip


def _end(store: Store, source: Source, **values: object) -> None:
    with store.unit() as connection:
        asked.end_turn(connection, source.id, **values)


def _wait(failures: int, error: ReleasesError | None) -> timedelta:
    """Twice as long after each failure, a little apart for each; what a service asks for holds."""
    if isinstance(error, Refused):
        return LONGEST_WAIT
    told = error.retry_after if isinstance(error, Trouble) else None
    grown = min(timedelta(minutes=2 ** min(failures, 10)), LONGEST_WAIT)
    wait = max(grown, timedelta(seconds=min(told, 7 * 86400.0))) if told else grown
    return timedelta(seconds=wait.total_seconds() * random.uniform(1.0, 1.2))


@dataclass(frozen=True)
class _Films:
    """A round of a service that is asked film by film."""

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
        while trouble is None:
            if self.seconds is not None and time.monotonic() - start > self.seconds:
                return clock.now()
            with store.read() as connection:
                due = asked.due_films(connection, source.id, now, ROUND)
            if not due:
                break
            told: list[Told] = []
            try:
                for each in self.ask.tell(due):
                    told.append(each)  # noqa: PERF402
            except CannotFetch as error:
                trouble = error
            self._take(store, source, told, clock)
            if trouble is None and len(told) < len(due):
                self._put_off(store, source, due, told, clock.now())
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
        for each in spoken:
            difference = found[each.due.film_id]
            turns = _turns(each, difference, known.get(each.due.film_id, ()))
            if not difference and not turns and not _says_more(each):
                continue
            with store.unit() as connection:
                self._one(connection, source, each, difference, now, hold=hold, turns=turns)
        with store.unit() as connection:
            _schedule(connection, source, told, now)
        if hold:
            log.warning(
                "%s moves %d releases at once: held back until someone agrees "
                "(releases suggestions)", source.name, moves,
            )  # fmt: skip

    def _one(
        self,
        connection: Connection,
        source: Source,
        told: Told,
        difference: Difference,
        now: datetime,
        *,
        hold: bool,
        turns: bool,
    ) -> None:
        film_id = told.due.film_id
        own = told.ids.get(source.name)
        speaker = Speaker(self.klass, source.name, self.page + own if own else None)
        _describe(connection, told)
        if hold and difference.weight:
            _hold_back(connection, source, told, difference, speaker, now)
            difference = Difference(difference.new, difference.judge)
        elif difference.weight:
            waiting.drop_held(connection, source.id, difference.weight)
        if difference:
            apply(connection, speaker, film_id, difference, now, self.rules)
        if turns:
            call_off(connection, speaker, film_id, now, self.rules, cancelled=bool(told.cancelled))

    def _put_off(
        self, store: Store, source: Source, due: Sequence[Due], told: Sequence[Told], now: datetime
    ) -> None:
        """What a service does not know is asked again in some days, and later each time."""
        answered = {each.due.film_id for each in told}
        with store.unit() as connection:
            asked.record_films(
                connection,
                source.id,
                [
                    {"film": each.film_id, "new_etag": None, "at": now, "is_gone": False,
                     "again": now + timedelta(days=min(3 * (each.failures + 1), 30)),
                     "failed": each.failures + 1}
                    for each in due if each.film_id not in answered
                ],
            )  # fmt: skip


def _says_more(told: Told) -> bool:
    """Whether an answer names ids, a year or an original title that the film lacks."""
    due = told.due
    if told.renamed:
        return True
    lists = bool(told.original_title and due.original_title is None)
    dates = due.year is None and told.year is not None
    return bool(told.ids.keys() - due.ids.keys()) or lists or dates


def _turns(told: Told, difference: Difference, known: Iterable[FoundRelease]) -> bool:
    """Whether the film is off, or on again, as against its releases."""
    if told.cancelled is None:
        return False
    standings = {each.standing for each in known}
    if told.cancelled:
        return bool(difference.new) or Standing.ACTIVE in standings
    return Standing.CANCELLED in standings


def _home(connection: Connection) -> list[str]:
    from releases.store.people import all_subscribers

    return [code for who in all_subscribers(connection) for code in who.territories]


def _describe(connection: Connection, told: Told) -> None:
    """Give a film the ids, the year and the original title that it lacks."""
    film = facts.film_by_id(connection, told.due.film_id)
    lacking = {name: value for name, value in told.ids.items() if name not in film.ids}
    values: dict[str, object] = dict(lacking)
    if told.renamed:
        values["tmdb"] = told.ids["tmdb"]
    for name in asked.taken_ids(connection, {name: str(value) for name, value in values.items()}):
        del values[name]
    if "tmdb" in values and "tmdb" in film.ids:
        bulk.add_names(connection, [(film.id, "tmdb", film.ids["tmdb"])], {}, {})
    if film.year is None and told.year is not None:
        values["year"] = told.year
    if film.original_title is None and told.original_title:
        values["original_title"] = told.original_title
    if values:
        facts.set_film(connection, film.id, **values)


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
        wait = max(wait * random.uniform(0.9, 1.1), timedelta(seconds=each.fresh or 0))
        rows.append(
            {"film": key, "new_etag": each.etag, "at": now, "again": now + wait,
             "failed": each.due.failures + 1 if each.gone else 0, "is_gone": each.gone}
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
