"""What Apprise logs while it sends, for the thread that sends and for nobody else."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


class _Catcher(logging.Filter):
    """Keeps what Apprise logs for the thread that is sending, and lets no record pass.

    At debug level those lines hold whole addresses with their tokens. A filter of the logger
    comes before every handler, wherever it was added; a handler of our own would not.
    """

    kept = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        records: list[logging.LogRecord] | None = getattr(self.kept, "records", None)
        if records is not None and len(records) < 500:
            records.append(record)
        return False


@cache
def _quiet() -> None:
    """Make Apprise's lines go to the thread that sends, and no line of its helpers anywhere."""
    logging.getLogger("apprise").addFilter(_Catcher())
    for name in ("urllib3", "requests", "oauthlib", "requests_oauthlib"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())


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
