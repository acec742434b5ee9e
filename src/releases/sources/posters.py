"""Posters as TMDB's service of pictures gives them (developer.themoviedb.org, image basics).

An address is the service's own, a width and a path that a film's document names. What comes is
taken for a picture only where it says so and begins like one.
"""

import re
from typing import Any, NamedTuple

from releases.errors import CannotFetch
from releases.fetch import Fetcher
from releases.sources.asking import Gone, Trouble

# The widths, in pixels, of those that TMDB offers: twice what a page gives them.
SIZES = {"small": "w92", "large": "w342"}
LARGEST = 1_000_000

_PATH = re.compile(r"/[A-Za-z0-9]{1,64}\.(?:jpg|png|webp)")
_ACCEPT = {"accept": "image/jpeg,image/png,image/webp"}
_BEGINNINGS = (
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)


class Picture(NamedTuple):
    """A picture with its media type."""

    kind: str
    body: bytes


def path_of(value: Any) -> str:
    """A `poster_path` as a document names it; '' for none, and for what is no such path."""
    return value if isinstance(value, str) and _PATH.fullmatch(value) else ""


def picture(body: bytes) -> Picture | None:
    """The picture that these bytes are by how they begin; None for anything else."""
    for kind, beginning in _BEGINNINGS:
        if beginning.match(body):
            return Picture(kind, body)
    return None


def fetch(fetcher: Fetcher, images_url: str, path: str, size: str) -> Picture:
    """A poster in one of `SIZES`.

    Raises `Gone` where there is no picture of that name, or it is none or too large; `Trouble`
    where the service cannot answer now.
    """
    if not path_of(path):
        raise Gone(f"{path[:80]!r} is no name of a poster")
    url = f"{images_url.rstrip('/')}/{SIZES[size]}{path}"
    try:
        got = fetcher.get(url, headers=_ACCEPT, same_host=True)
    except CannotFetch as error:
        raise Trouble(f"a poster did not come: {error.what}") from None
    if got.status == 429 or got.status >= 500:
        raise Trouble(
            f"a poster did not come: HTTP status {got.status}", retry_after=got.retry_after
        )
    if got.status != 200:
        raise Gone(f"there is no poster {path}: HTTP status {got.status}")
    if len(got.body) > LARGEST:
        raise Gone(f"the poster {path} is larger than {LARGEST // 1_000_000} MB")
    found = picture(got.body)
    said = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found is None or found.kind != said:
        raise Gone(f"the poster {path} is no picture but {said or 'of no type'}")
    return found
