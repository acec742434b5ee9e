"""Pieces of pages as they were made last, kept in memory while what they show has not changed.

The key says all that a piece depends on, the stamp of the facts among it, so that one that is
kept is never wrong; it is only forgotten.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_CHARACTERS = 8_000_000


class Kept:
    """The pieces used last, up to so many characters of them together."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._pieces: OrderedDict[Hashable, str] = OrderedDict()
        self._size = 0

    def piece(self, key: Hashable, make: Callable[[], str]) -> str:
        """The piece of that key, made where it is not kept, and only once for all who wait.

        One is made at a time: threads of one process that make several at once only get into
        each other's way.
        """
        found = self._found(key)
        if found is not None:
            return found
        with self._making:
            found = self._found(key)
            if found is None:
                found = make()
                self._keep(key, found)
        return found

    def _found(self, key: Hashable) -> str | None:
        with self._lock:
            found = self._pieces.get(key)
            if found is not None:
                self._pieces.move_to_end(key)
            return found

    def _keep(self, key: Hashable, made: str) -> None:
        with self._lock:
            self._pieces[key] = made
            self._size += len(made)
            while self._size > self._most:
                _, dropped = self._pieces.popitem(last=False)
                self._size -= len(dropped)
