"""What is fetched or read for a request: few at once, and only from where its person may go."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from releases.errors import StoreBusy, UsageError
from releases.fetch import Fetcher
from releases.reading.article import Article
from releases.sources.tmdb import Tmdb
from releases.tracking import intake
from releases.web.office import Visit

# Reading and fetching take long; the pages of others must not wait for all threads to be free.
_few = threading.BoundedSemaphore(4)

Answer = TypeVar("Answer")


@contextmanager
def few_at_once() -> Iterator[None]:
    """Waits until few others read or fetch; raise `StoreBusy` where that takes too long."""
    if not _few.acquire(timeout=5):
        raise StoreBusy("several things are being read just now", "try again in a moment")
    try:
        yield
    finally:
        _few.release()


def _fetcher(visit: Visit, *, allow_private: bool) -> Fetcher:
    wanted = visit.office.settings
    return Fetcher(
        allow_private=allow_private,
        deadline=wanted.fetch_timeout,
        max_bytes=wanted.fetch_max_bytes,
    )


def fetched(visit: Visit, url: str) -> Article:
    """The page; a member's address only ever leads to the public internet, on every hop."""
    allow_private = visit.office.settings.allow_private and visit.account.admin
    with _fetcher(visit, allow_private=allow_private) as fetcher:
        return intake.fetch(url, fetcher)


def ask_tmdb(visit: Visit, question: Callable[[Tmdb], Answer]) -> Answer:
    """What TMDB answers to a question; raise `CannotFetch` where it does not.

    Raise `UsageError` where no token for it is set.
    """
    settings = visit.office.settings
    if not settings.tmdb_token:
        raise UsageError("that needs TMDB", "an admin may set its token in the settings")
    # The operator's own address, as for all that is asked of TMDB.
    with few_at_once(), _fetcher(visit, allow_private=True) as fetcher:
        return question(Tmdb(fetcher, settings.tmdb_token, settings.tmdb_base_url))
