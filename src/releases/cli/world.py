"""What a command works with: the clock, the settings, the store, and who acts."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from releases.config import Settings
    from releases.model.subscriber import Subscriber
    from releases.store.engine import Connection, Store
    from releases.tracking.changes import Rules
    from releases.tracking.people import Defaults


def _wall_clock() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = _wall_clock


def now() -> datetime:
    """Now (UTC). The only place of this room that reads a clock: the computer's."""
    return _clock()


def use_clock(clock: Callable[[], datetime] | None) -> None:
    """Let commands of this process go by another clock, for a rehearsal; None: the computer's."""
    global _clock
    _clock = clock or _wall_clock


def day_in(zone: str) -> date:
    """Today on the calendar of a zone."""
    return now().astimezone(ZoneInfo(zone)).date()


class World:
    """Made once a command. Settings and store are opened when they are first asked for."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.json: bool = getattr(args, "json", False)
        self._store: Store | None = None
        self._who: Subscriber | None = None

    @cached_property
    def settings(self) -> "Settings":
        from releases.config import load

        return load(self.args.config)

    @cached_property
    def asked_for(self) -> str | None:
        """The subscriber named by --as or RELEASES_SUBSCRIBER; None for the default one."""
        named = self.args.subscriber
        return named if named is not None else os.environ.get("RELEASES_SUBSCRIBER") or None

    @property
    def database(self) -> str:
        """The address of the database: --db, else as the settings say."""
        given: str | None = self.args.db
        return given or self.settings.database

    @property
    def store(self) -> "Store":
        if self._store is None:
            from releases.store.engine import Store

            self._store = Store(self.database).open()
        return self._store

    @property
    def rules(self) -> "Rules":
        from releases.config.rules import change_rules

        return change_rules(self.settings)

    def defaults(self) -> "Defaults":
        """What a new subscriber starts with, by the settings and this machine."""
        from releases.config.rules import new_subscriber

        return new_subscriber(self.settings)

    @property
    def who(self) -> "Subscriber":
        """The acting subscriber; the default one is made at first use."""
        if self._who is None:
            from releases.store import people

            if self.asked_for in (None, people.DEFAULT):
                with self.store.read() as connection:
                    self._who = people.subscriber_or_none(connection, people.DEFAULT)
            if self._who is None:
                with self.unit():
                    pass
        assert self._who is not None
        return self._who

    @contextmanager
    def unit(self) -> "Iterator[tuple[Connection, Subscriber]]":
        """A unit of work, and the acting subscriber as they stand within it."""
        from releases.tracking.people import acting

        with self.store.unit() as connection:
            self._who = acting(connection, self.asked_for, self.defaults, now())
            yield connection, self._who

    def act_as(self, name: str) -> None:
        """Let another subscriber act, who must exist (the default one is made at first use)."""
        self.args.subscriber = name
        self.__dict__.pop("asked_for", None)
        self._who = None

    @property
    def today(self) -> date:
        """Today on the acting subscriber's calendar."""
        return day_in(self.who.schedule.zone)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
