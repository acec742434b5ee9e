"""Asking a service: one answer in JSON, or an error that says what kind of trouble it is.

CannotFetch
├── Trouble   passes by itself: no answer, 429, 5xx, HTML or half a document; `retry_after` seconds
├── Refused   passes only when a person does something: a bad key, a blocked client
└── Gone      the service knows no such thing
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from releases.errors import CannotFetch
from releases.fetch import Fetcher, Response

_DIGEST = "sha256:"
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})")


class Trouble(CannotFetch):
    """A service that cannot answer now; `retry_after` is in seconds, where it says."""

    def __init__(self, what: str, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, hint or "it is asked again by itself")
        self.retry_after = retry_after


class Refused(CannotFetch):
    pass


class Gone(CannotFetch):
    pass


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is the document, None where it has not changed since `etag`.

    `fresh` is for how many seconds the service says that its answer holds.
    """

    data: Any
    etag: str | None
    fresh: float | None


class Service:
    """One service at one address, asked by one caller at a time, never quicker than it allows.

    `wait` is called before each request with nothing, and returns when the next may begin.
    """

    def __init__(
        self,
        name: str,
        fetcher: Fetcher,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        secret: Mapping[str, str] | None = None,
        wait: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.base_url = base_url.rstrip("/")
        self._fetcher = fetcher
        self._headers = {"accept": "application/json", **(headers or {})}
        self._secret = dict(secret or {})
        self._wait = wait

    def ask(self, path: str, *, etag: str | None = None, **query: Any) -> Answer:
        """The answer to one question; raise `Trouble`, `Refused` or `Gone`.

        A service that sends no ETag, or the same one with the whole document, is told by it, too:
        what is equal to the document of `etag` is not read again.
        """
        wanted = {name: value for name, value in query.items() if value is not None}
        url = f"{self.base_url}{path}"
        if wanted or self._secret:
            url += "?" + urlencode({**wanted, **self._secret})
        self._wait()
        try:
            sent = None if etag is None or etag.startswith(_DIGEST) else etag
            got = self._fetcher.get(url, headers=self._headers, etag=sent, same_host=True)
        except CannotFetch as error:
            raise Trouble(f"{self.name} did not answer: {self._bare(error.what)}") from None
        fresh = _MAX_AGE.search(got.headers.get("cache-control", ""))
        age = float(fresh[1]) if fresh else None
        if got.not_modified:
            return Answer(None, got.etag or etag, age)
        if got.status != 200:
            raise self._failure(got)
        tag = got.etag or _DIGEST + hashlib.sha256(got.body).hexdigest()
        if tag == etag:
            return Answer(None, tag, age)
        try:
            data = json.loads(got.body)
        except (ValueError, RecursionError):
            raise Trouble(f"{self.name} {_no_json(got)}") from None
        if not isinstance(data, dict):
            raise Trouble(f"{self.name} answered with a document of another shape")
        return Answer(data, tag, age)

    def _bare(self, what: str) -> str:
        for value in self._secret.values():
            what = what.replace(value, "***")
        return what

    def _failure(self, got: Response) -> CannotFetch:
        status = got.status
        said = _message(got.body)
        told = f" ({self._bare(said)})" if said else ""
        if status in (401, 403):
            return Refused(
                f"{self.name} refuses its key: HTTP status {status}{told}",
                f"check the token in the settings of sources.{self.name}",
            )
        if status in (404, 410):
            if _document(got.body) is None:
                # The service itself would say so in JSON.
                return Trouble(
                    f"{self.name} is not at its address: HTTP status {status} and no document",
                    f"check sources.{self.name}.base_url",
                )
            return Gone(f"{self.name} knows no such thing{told}")
        if status == 429:
            return Trouble(f"{self.name} wants to be asked less often", retry_after=got.retry_after)
        if status >= 500:
            return Trouble(
                f"{self.name} has trouble of its own: HTTP status {status}",
                retry_after=got.retry_after,
            )
        return Trouble(f"{self.name} did not understand: HTTP status {status}{told}")


def _document(body: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(body[:5000])
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _message(body: bytes) -> str:
    said = (_document(body) or {}).get("status_message")
    return " ".join(said.split())[:200] if isinstance(said, str) else ""


def _no_json(got: Response) -> str:
    kind = got.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "text/html" or got.body.lstrip()[:1] == b"<":
        return "answered with a web page; a proxy or sign-in page may stand in between"
    return "answered with half a document"
