"""Slowing down who guesses: failures are counted by address and by name, and forgotten in time."""

import threading
import time
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60.0
# By one address for one name, by one address for all names, and for one name from anywhere: the
# last is high, since it lets strangers keep somebody out.
PER_PAIR, PER_ADDRESS, PER_NAME = 5, 30, 100
_MOST_KEYS = 20_000


class Throttle:
    """Counts failures of the last quarter of an hour in the memory of this process."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._failures: dict[tuple[str, str], list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, address: str, name: str) -> float:
        """Seconds until this address may try this name again; 0 where it may now."""
        now = self._monotonic()
        with self._lock:
            return max(
                self._left(key, most, now) for key, most in _keys(address, name)
            )  # fmt: skip

    def _left(self, key: tuple[str, str], most: int, now: float) -> float:
        recent = [at for at in self._failures.get(key, ()) if now - at < WINDOW_SECONDS]
        return recent[-most] + WINDOW_SECONDS - now if len(recent) >= most else 0.0

    def failed(self, address: str, name: str) -> None:
        now = self._monotonic()
        with self._lock:
            if len(self._failures) > _MOST_KEYS:
                self._forget(now)
            for key, most in _keys(address, name):
                recent = [at for at in self._failures.get(key, ()) if now - at < WINDOW_SECONDS]
                self._failures[key] = [*recent, now][-most:]

    def succeeded(self, address: str, name: str) -> None:
        """Who is let in starts anew; what other addresses tried still counts."""
        with self._lock:
            self._failures.pop((address, name), None)

    def _forget(self, now: float) -> None:
        self._failures = {
            key: times
            for key, times in self._failures.items()
            if now - times[-1] < WINDOW_SECONDS
        }  # fmt: skip


def _keys(address: str, name: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (((address, name), PER_PAIR), ((address, ""), PER_ADDRESS), (("", name), PER_NAME))
