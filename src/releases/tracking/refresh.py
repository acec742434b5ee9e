"""Asking the sources whose turn it is: spread, paced, and each apart from the others.

`refresh_due` is one look. A source that fails is asked again later and later, and never keeps the
others waiting; what it said before stays. Nothing is asked while a transaction is open.
"""

import logging
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from releases.errors import ReleasesError
from releases.fetch import Fetcher
from releases.model.release import SourceClass
from releases.sources.asking import Refused, Trouble
from releases.sources.pace import Pace, Stopped
from releases.sources.tmdb import PAGE_URL as TMDB_PAGE
from releases.sources.tmdb import Tmdb
from releases.sources.wikidata import PAGE_URL as WIKIDATA_PAGE
from releases.sources.wikidata import Wikidata
from releases.store import asked
from releases.store.asked import Source
from releases.store.engine import Store
from releases.tracking.answers import AskTmdb, AskWikidata
from releases.tracking.changes import DEFAULT_RULES, Rules
from releases.tracking.rounds import Clock, Films
from releases.tracking.rules import follow_rules

log = logging.getLogger("releases.refresh")

TURN_SECONDS = 45.0
LEASE = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)


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
        films = Films(SourceClass.TMDB, TMDB_PAGE, rules, AskTmdb(tmdb), seconds)

        def run(store: Store, source: Source, clock: Clock) -> datetime:
            follow_rules(store, tmdb, clock.now(), rules)
            return films.run(store, source, clock)

        yield "tmdb", run
    if settings.wikidata_enabled:
        wikidata = Wikidata(
            fetcher, settings.wikidata_base_url, pace=pace, contact=settings.wikidata_contact
        )
        yield "wikidata", Films(SourceClass.WIKIDATA, WIKIDATA_PAGE, rules,
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
        log.warning(
            "%s: %s; asked again in %d s", source.name, error.what, wait.total_seconds()
        )  # fmt: skip
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
