"""Never quicker than so many requests a second; a stop ends the wait at once."""

import threading
import time


class Stopped(Exception):
    """The wait was ended because the process is to end."""


class Pace:
    """Lets one request begin each `1 / per_second` seconds, whoever asks.

    `stop` ends a wait by raising `Stopped`. Time is monotonic: it is a duration.
    """

    def __init__(self, per_second: float, stop: threading.Event | None = None) -> None:
        self._gap = 1.0 / per_second
        self._stop = stop or threading.Event()
        self._lock = threading.Lock()
        self._free = 0.0

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            begin = max(now, self._free)
            self._free = begin + self._gap
        if self._stop.wait(max(0.0, begin - now)) or self._stop.is_set():
            raise Stopped
