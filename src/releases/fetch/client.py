"""Asking and following: the client itself.

`Fetcher.get` answers with whatever status came, for services that are asked with a key;
`Fetcher.read_page` takes an article's address from a person, keeps to robots.txt, and raises
CannotFetch in words for whatever is no page to read.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.robotparser import RobotFileParser

from releases import __version__
from releases.errors import CannotFetch
from releases.fetch.guard import Deadline, Permits, Resolve, guarded_pool, is_public, system_resolve
from releases.fetch.wire import (
    basic,
    body_of,
    http_date,
    next_hop,
    not_connected,
    parse_url,
    retry_after,
    shown_url,
)

if TYPE_CHECKING:
    import httpcore
    import httpx

USER_AGENT = f"releases/{__version__} (looks for cinema release dates; one page at a time)"
SAVE_IT = "Open the page in a browser, save it, and pass the file instead."

_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = 500 * 1024  # RFC 9309 2.5: what a reader must at least take
_READABLE = ("text/", "message/rfc822", "application/octet-stream")
_PAYWALL = re.compile(rb'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: header names in lower case, `body` decompressed, `url` after redirects.

    `retry_after` is in seconds from now. `not_modified` is true for a 304, whose body is empty.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    etag: str | None
    last_modified: str | None
    retry_after: float | None
    not_modified: bool

    def json(self) -> Any:
        """The body as JSON; raises CannotFetch if it is something else."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise CannotFetch(
                f"{shown_url(self.url)} answered with something that is no JSON",
                "Check the service's address; a proxy or sign-in page may stand in between.",
            ) from None


@dataclass(frozen=True, slots=True)
class Page:
    """A page to read. `paywalled` where its own data says that the rest costs money."""

    body: bytes
    content_type: str | None
    url: str
    paywalled: bool
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False


class Fetcher:
    """Fetches over http and https, by several threads if need be; a context manager.

    Every hop may only lead to the public internet unless `allow_private`. `timeout` bounds
    connecting and each wait for bytes, `deadline` a whole request with its redirects, both in
    seconds; `max_bytes` counts after decompression. `resolve` replaces the system's look-up and
    `permits` the judgement of an IP address. robots.txt is remembered as long as the fetcher
    lives, so make one for each round of work.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout: float = 10.0,
        deadline: float = 30.0,
        max_bytes: int = 20_000_000,
        max_redirects: int = 3,
        user_agent: str = USER_AGENT,
        resolve: Resolve = system_resolve,
        permits: Permits = is_public,
    ) -> None:
        self.timeout = timeout
        self.deadline = deadline
        self.max_bytes = max_bytes
        self.max_redirects = max_redirects
        self.user_agent = user_agent
        self._resolve = resolve
        self._permits: Permits = (lambda _address: True) if allow_private else permits
        self._until = Deadline()
        self._lock = threading.Lock()
        self._opened: httpcore.ConnectionPool | None = None
        self._robots: dict[str, RobotFileParser] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._opened:
                self._opened.close()
            self._opened = None

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        same_host: bool = False,
        now: datetime | None = None,
    ) -> Response:
        """Fetch `url`, following redirects; any final status is an answer.

        `etag` and `last_modified` of an earlier response make the request conditional. With
        `same_host` a redirect to another host is refused; otherwise `headers` and a user and
        password in the URL stay behind at such a redirect. `now` (aware) turns a Retry-After
        date into seconds; without it the server's own Date does. Raises CannotFetch if there is
        no answer, or it is too large or too slow, or an address is not permitted.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        sent |= {name: value for name, value in conditions.items() if value}
        self._until.start(self.deadline)
        return self._follow(url, sent, same_host=same_host, now=now)

    def read_page(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Page:
        """Fetch an article; raises CannotFetch for everything that is no text to read."""
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        sent = {name: value for name, value in conditions.items() if value}
        sent["accept"] = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"
        self._until.start(self.deadline)
        answer = self._follow(url, sent, before=self._ask_robots)
        if not answer.not_modified:
            _check_status(answer)
            _check_content(answer)
        return Page(
            body=answer.body,
            content_type=answer.headers.get("content-type"),
            url=answer.url,
            paywalled=bool(_PAYWALL.search(answer.body)),
            etag=answer.etag,
            last_modified=answer.last_modified,
            not_modified=answer.not_modified,
        )

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        *,
        same_host: bool = False,
        before: "Callable[[httpx.URL], None] | None" = None,
        now: datetime | None = None,
    ) -> Response:
        target = parse_url(url)
        for _ in range(self.max_redirects + 1):
            if before:
                before(target)
            with self._answer(target, headers) as got:
                answered = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in reversed(got.headers)
                }
                where = answered.get("location")
                if got.status not in _REDIRECTS or not where:
                    body = body_of(got, answered, self.max_bytes, target)
                    return _response(got.status, answered, body, target, now)
            following = next_hop(target, where, same_host=same_host)
            if following.host != target.host:
                headers = {name: value for name, value in headers.items() if name == "accept"}
            target = following
        raise CannotFetch(
            f"{shown_url(url)} leads on more than {self.max_redirects} times",
            "Open it in a browser and pass the address where it ends.",
        )

    @contextmanager
    def _answer(
        self, url: "httpx.URL", headers: Mapping[str, str]
    ) -> "Iterator[httpcore.Response]":
        """The open answer of one hop; what goes wrong on the wire becomes CannotFetch."""
        import httpcore

        sent = {
            "host": url.netloc.decode("ascii"),
            "user-agent": self.user_agent,
            "accept": "*/*",
            "accept-encoding": "gzip",
        } | dict(headers)
        if url.userinfo and "authorization" not in sent:
            sent["authorization"] = basic(url.username, url.password)
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self.timeout)
        try:
            with self._pool().stream(
                "GET",
                httpcore.URL(
                    scheme=url.raw_scheme,
                    host=url.raw_host,
                    port=url.port,
                    target=url.raw_path,
                ),
                headers=[
                    (name, value.encode("latin-1", "replace")) for name, value in sent.items()
                ],
                extensions={"timeout": waits},
            ) as answer:
                yield answer
        except (TimeoutError, httpcore.TimeoutException):
            raise CannotFetch(
                f"{shown_url(url)} took too long to answer", "Try again later."
            ) from None
        except httpcore.ConnectError as error:
            raise not_connected(shown_url(url), error) from None
        except httpcore.NetworkError:
            raise CannotFetch(
                f"the connection to {shown_url(url)} broke off", "Try again later."
            ) from None
        except httpcore.LocalProtocolError:
            raise CannotFetch(
                f"{shown_url(url)} cannot be asked: a header holds what HTTP does not allow",
                "Check the token or key for stray spaces and line breaks.",
            ) from None
        except httpcore.ProtocolError:
            raise CannotFetch(
                f"what answers at {shown_url(url)} does not speak proper HTTP",
                "Check the address and its port.",
            ) from None

    def _pool(self) -> "httpcore.ConnectionPool":
        with self._lock:
            if self._opened is None:
                self._opened = guarded_pool(
                    permits=self._permits, resolve=self._resolve, deadline=self._until
                )
            return self._opened

    def _ask_robots(self, url: "httpx.URL") -> None:
        """Raise CannotFetch where the host's robots.txt keeps us out; it is read once a host.

        A host without one, or whose robots.txt cannot be read, lets everybody in: the page's
        own answer then says what is wrong (RFC 9309 2.3.1.3; its 2.3.1.4 is meant for crawlers).
        """
        host = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._robots.get(host)
        if rules is None:
            rules = RobotFileParser()
            try:
                answer = self._follow(f"{host}/robots.txt", {})
                text = answer.body[:_ROBOTS_BYTES] if answer.status == 200 else b""
            except CannotFetch:
                text = b""
            rules.parse(text.decode("utf-8-sig", "replace").splitlines())
            self._robots[host] = rules
        if not rules.can_fetch(self.user_agent, str(url)):
            raise CannotFetch(f"{url.host} asks programs not to read {shown_url(url)}", SAVE_IT)


def _response(
    status: int, headers: Mapping[str, str], body: bytes, url: "httpx.URL", now: datetime | None
) -> Response:
    return Response(
        status=status,
        headers=headers,
        body=body,
        url=str(url.copy_with(userinfo=b"") if url.userinfo else url),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        retry_after=retry_after(
            headers.get("retry-after"), now=now or http_date(headers.get("date"))
        ),
        not_modified=status == 304,
    )


def _check_status(answer: Response) -> None:
    shown, status = shown_url(answer.url), answer.status
    if 200 <= status < 300 and status not in (204, 205):
        return
    later = "Try again later."
    if answer.retry_after:
        later = f"It asks to try again in {round(answer.retry_after)} seconds."
    what, hint = {
        204: ("has nothing to show", "Check the address."),
        205: ("has nothing to show", "Check the address."),
        401: ("is shown only after signing in", SAVE_IT),
        402: ("is behind a paywall", SAVE_IT),
        403: ("refuses to be read by a program", SAVE_IT),
        404: ("does not exist", "Check the address; the page may have moved."),
        410: ("has been taken away for good", "Look for another article, or type the date."),
        429: ("wants to be asked less often", later),
        451: ("is withheld here for legal reasons", SAVE_IT),
    }.get(status, ("cannot be shown", "Check the address."))
    if status >= 500:
        what, hint = "has trouble of its own", later
    raise CannotFetch(f"{shown} {what} (HTTP status {status})", hint)


def _check_content(answer: Response) -> None:
    shown = shown_url(answer.url)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_READABLE) and not kind.endswith("xml"):
        raise CannotFetch(
            f"{shown} is not a text but {kind}",
            "Copy the sentence that matters and pass it as text.",
        )
    if not answer.body.strip():
        raise CannotFetch(f"{shown} is an empty page", "Check the address.")
