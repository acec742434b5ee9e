"""Pages as they were made last, kept in memory while what they show has not changed.

The key says all that a page depends on, the stamp of the facts among it, so that one that is
kept is never wrong; it is only forgotten.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_BYTES = 8_000_000


class Kept:
    """The pages used last, up to so many bytes of them together."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0

    def page(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The page of that key, made where it is not kept, and only once for all who wait.

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

    def _found(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._pages[key] = made
            self._size += len(made)
            while self._size > self._most:
                _, dropped = self._pages.popitem(last=False)
                self._size -= len(dropped)
