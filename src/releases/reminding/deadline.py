"""An end to every send, and what can be said of one that was given up."""

import threading
from collections.abc import Callable
from contextlib import suppress
from ctypes import c_ulong, py_object, pythonapi

from releases.model.outcome import Result


class Progress:
    """How far a send has come, shared by who sends and who watches the time.

    Between `commit` (the end of the mail is about to be sent) and the answer nobody can know
    whether it was taken. Once `abandon` was called first, the mail is never completed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._abandoned = False
        self._committed = False

    def commit(self) -> bool:
        """Go past the point of no return; False where the send was abandoned."""
        with self._lock:
            self._committed = not self._abandoned
            return self._committed

    def abandon(self) -> bool:
        """Give up; True where it is thereby certain that nothing is delivered."""
        with self._lock:
            self._abandoned = not self._committed
            return self._abandoned


class _GivenUp(BaseException):
    """Raised inside a send that took too long. No `except Exception` of a plugin catches it."""


def within(seconds: float, work: Callable[[], Result]) -> Result | None:
    """The result of `work`, or None where it takes longer; it is then told to stop.

    Nothing else ends a send to a host that answers a byte a second: every time-out of a socket
    begins anew with each byte. Raise RuntimeError where no thread can be started.
    """
    results: list[Result] = []

    def run() -> None:
        with suppress(_GivenUp):
            results.append(work())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    if thread.ident is not None:
        # Stops it at its next step, so that an endless answer does not fill the memory.
        pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread.ident), py_object(_GivenUp))
    return None
