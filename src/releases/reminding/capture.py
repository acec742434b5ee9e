"""What Apprise logs while it sends, for the thread that sends and for nobody else."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


class _Catcher(logging.Handler):
    """Keeps what Apprise logs for the thread that is sending, and drops everything else.

    At debug level those lines hold whole addresses with their tokens: nobody else may get them.
    """

    kept = threading.local()

    def createLock(self) -> None:  # noqa: N802
        # Every thread has its own list, so that no send waits for another's logging.
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        records: list[logging.LogRecord] | None = getattr(self.kept, "records", None)
        if records is not None and len(records) < 500:
            records.append(record)


@cache
def _quiet() -> None:
    """Make Apprise's lines go to the thread that sends, and no line of its helpers anywhere."""
    for name in ("apprise", "urllib3", "requests", "oauthlib", "requests_oauthlib"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(_Catcher() if name == "apprise" else logging.NullHandler())


@contextmanager
def logged() -> Iterator[list[logging.LogRecord]]:
    """The records of Apprise that this thread makes inside the block, whoever has it called."""
    _quiet()
    apprise = logging.getLogger("apprise")
    if apprise.level != logging.DEBUG:
        # Setting up the program's log caps it, which is right for everybody but us.
        apprise.setLevel(logging.DEBUG)
    outer = getattr(_Catcher.kept, "records", None)
    _Catcher.kept.records = [] if outer is None else outer
    try:
        yield _Catcher.kept.records
    finally:
        _Catcher.kept.records = outer
