"""Posters as files of this installation: each is fetched once, when somebody first looks at it.

So nobody else learns what people look at, and no page waits: a few threads fetch what is asked
for, what fails rests for a while, and the folder has an end. Files may be deleted at any time.
"""

import hashlib
import logging
import os
import threading
import time
from collections import OrderedDict, deque
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from releases.config import Settings, data_folder
from releases.errors import CannotFetch
from releases.fetch import Fetcher
from releases.sources import posters
from releases.sources.asking import Gone, Trouble
from releases.sources.posters import LARGEST, Picture
from releases.store.engine import Store

log = logging.getLogger(__name__)

FOLDER = "posters"
MOST_BYTES = 200_000_000
# TMDB allows its content to be kept for six months.
LONGEST = timedelta(days=180)

_PLACES = 2
_MOST_WAITING = 64
_CONNECT_SECONDS, _SECONDS, _PATIENCE = 5.0, 10.0, 8.0
# How long what is not there, what did not come, and a service that has trouble are left alone.
_GONE_RESTS, _FAILED_RESTS, _ALL_REST = 86_400.0, 600.0, 30.0
_MOST_RESTING = 5_000
_LOOK_EVERY = 50


class Wanted(NamedTuple):
    """A poster (its path at the service) in one of the sizes of `sources.posters`."""

    path: str
    size: str


class Gallery:
    """The folder, and the threads that fill it from `images_url`.

    An address of one's own network is reached only where `allow_private`; `seconds` bound a fetch,
    and `patience` is how many of them somebody waits for a picture.
    """

    def __init__(
        self,
        folder: Path,
        images_url: str,
        *,
        allow_private: bool = False,
        most_bytes: int = MOST_BYTES,
        seconds: float = _SECONDS,
        patience: float = _PATIENCE,
    ) -> None:
        self.folder = folder
        self.images_url = images_url
        self.allow_private = allow_private
        self.patience = patience
        self._most_bytes = most_bytes
        self._fetcher = Fetcher(
            allow_private=allow_private, timeout=min(_CONNECT_SECONDS, seconds), deadline=seconds,
            max_bytes=2 * LARGEST,
        )  # fmt: skip
        self._lock = threading.Lock()
        self._under_way: dict[Wanted, Future[Picture | None]] = {}
        self._waiting: deque[Wanted] = deque()
        self._workers = 0
        # Until when, in monotonic seconds.
        self._resting: OrderedDict[Wanted, float] = OrderedDict()
        self._all_rest = 0.0
        self._puts = 0
        self._unwritable = False

    def kept(self, wanted: Wanted, now: datetime) -> Picture | None:
        """The poster as it is kept; None where it is not, or for longer than it may be."""
        file = self._file(wanted)
        try:
            if now.timestamp() - file.stat().st_mtime > LONGEST.total_seconds():
                return None
            return posters.picture(file.read_bytes())
        except OSError:
            return None

    def ask(self, wanted: Wanted) -> "Future[Picture | None]":
        """Let it be fetched and kept; None comes of it where it cannot be had now."""
        with self._lock:
            asked = self._under_way.get(wanted)
            if asked is not None:
                return asked
            asked = Future()
            if self._rests(wanted) or len(self._under_way) >= _MOST_WAITING:
                asked.set_result(None)
                return asked
            self._under_way[wanted] = asked
            self._waiting.append(wanted)
            if self._workers < _PLACES:
                self._workers += 1
                # A daemon thread: the program does not wait for a picture to end.
                threading.Thread(target=self._work, name="posters", daemon=True).start()
            return asked

    def close(self) -> None:
        """Fetch nothing more."""
        with self._lock:
            self._all_rest = float("inf")
        self._fetcher.close()

    def _rests(self, wanted: Wanted) -> bool:
        now = time.monotonic()
        return now < self._all_rest or now < self._resting.get(wanted, 0.0)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._workers -= 1
                    return
                wanted = self._waiting.popleft()
                rests = self._rests(wanted)
            found = None if rests else self._got(wanted)
            with self._lock:
                asked = self._under_way.pop(wanted)
            with suppress(InvalidStateError):
                asked.set_result(found)

    def _got(self, wanted: Wanted) -> Picture | None:
        try:
            found = posters.fetch(self._fetcher, self.images_url, wanted.path, wanted.size)
        except Gone as error:
            log.info("%s", error.what)
            self._rest(wanted, _GONE_RESTS)
        except CannotFetch as error:
            log.warning("%s; posters rest for a while", error.what)
            told = error.retry_after if isinstance(error, Trouble) else None
            self._rest(wanted, _FAILED_RESTS, max(_ALL_REST, min(told or 0.0, _FAILED_RESTS)))
        except Exception:
            log.exception("the poster %s failed", wanted.path)
            self._rest(wanted, _FAILED_RESTS)
        else:
            self._keep(wanted, found)
            return found
        return None

    def _rest(self, wanted: Wanted, seconds: float, others: float = 0.0) -> None:
        now = time.monotonic()
        with self._lock:
            self._resting[wanted] = now + seconds
            self._resting.move_to_end(wanted)
            if len(self._resting) > _MOST_RESTING:
                self._resting.popitem(last=False)
            self._all_rest = max(self._all_rest, now + others)

    def _file(self, wanted: Wanted) -> Path:
        # Names there differ by case alone; folders of some systems do not tell these apart.
        name = hashlib.sha256(f"tmdb {wanted.size} {wanted.path}".encode()).hexdigest()
        return self.folder / name

    def _keep(self, wanted: Wanted, found: Picture) -> None:
        file = self._file(wanted)
        part = file.with_name(f"{file.name}.{os.urandom(4).hex()}.part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                part.write_bytes(found.body)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
            self._make_room()
        except OSError as error:
            if not self._unwritable:
                log.warning("posters cannot be kept in %s: %s", self.folder, error.strerror)
            self._unwritable = True
        else:
            self._unwritable = False

    def _make_room(self) -> None:
        """Now and then: the oldest files go until a tenth of the room is free."""
        with self._lock:
            self._puts += 1
            if self._puts % _LOOK_EVERY != 1:
                return
        files = []
        for file in self.folder.iterdir():
            with suppress(OSError):
                seen = file.stat()
                files.append((seen.st_mtime, seen.st_size, file))
        total = sum(size for _, size, _ in files)
        if total <= self._most_bytes:
            return
        for _, size, file in sorted(files):
            if total <= self._most_bytes * 0.9:
                return
            with suppress(OSError):
                file.unlink()
            total -= size


def gallery_of(store: Store, settings: Settings) -> Gallery:
    """The gallery of an installation: beside its SQLite file, else in its data folder.

    An address that the machine's own admin sets may be in their network.
    """
    home = store.path.parent if store.path else data_folder()
    usual = Settings().tmdb_images_url
    return Gallery(
        home / FOLDER,
        settings.tmdb_images_url,
        allow_private=settings.tmdb_images_url != usual,
    )
