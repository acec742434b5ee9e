"""A subscriber's calendar and news for programs that cannot sign in: the address is the secret.

An unchanged feed is answered from its mark, without reading what it is made of. A token that is
wrong, ended or of another purpose is answered like a page that does not exist.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.background import BackgroundTask

from releases import __version__
from releases.errors import CannotStore, NotFound, UsageError
from releases.model.release import Kind
from releases.model.territory import territory
from releases.store import access, people
from releases.store.access import Reader, Token
from releases.store.engine import Connection, Store
from releases.store.turns import installation
from releases.tracking import feeds
from releases.tracking.feeds import MOST_ALARM_HOURS, Choice
from releases.web.office import Office, office_of
from releases.web.shrinking import packed, takes_gzip

router = APIRouter(include_in_schema=False)

LONGEST_TOKEN = 200
_KEPT_FEEDS = 32
_KEPT_BYTES = 16_000_000
_KEPT_TIMES = 2000
_METHODS = ["GET", "HEAD"]


class Press:
    """Feeds as they were made last, and when each was first seen as it is.

    What a feed is made of is in its tag, so one that is kept is never wrong. The times are this
    process's own: a feed that changes without a release changing (somebody unfollows) is newer
    all the same.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._seen: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._home: str | None = None

    def home(self, store: Store) -> str:
        """The name of this installation in events, which never changes."""
        if self._home is None:
            with store.unit() as connection:
                self._home = installation(connection)
        return self._home

    def changed(self, feed: str, tag: str, now: datetime) -> datetime:
        """Since when (whole seconds) a feed is as it is; each state is later than the one before.

        Were two states of one second, whoever asks by time alone would miss the second.
        """
        with self._lock:
            before = self._seen.get(feed)
            if before is not None and before[0] == tag:
                self._seen.move_to_end(feed)
                return before[1]
            since = now.replace(microsecond=0)
            if before is not None:
                since = max(since, before[1] + timedelta(seconds=1))
            self._seen[feed] = tag, since
            if len(self._seen) > _KEPT_TIMES:
                self._seen.popitem(last=False)
            return since

    def made(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """The feed of that tag, made now where it is not kept, and only once for all who wait."""
        body = self._kept(tag)
        if body is not None:
            return body
        with self._making:
            body = self._kept(tag)
            if body is None:
                body = make()
                with self._lock:
                    self._made[tag] = body
                    while len(self._made) > 1 and self._is_full():
                        self._made.popitem(last=False)
        return body

    def _kept(self, tag: str) -> bytes | None:
        with self._lock:
            if tag in self._made:
                self._made.move_to_end(tag)
            return self._made.get(tag)

    def _is_full(self) -> bool:
        return len(self._made) > _KEPT_FEEDS or sum(map(len, self._made.values())) > _KEPT_BYTES


@router.api_route("/calendar.ics", methods=_METHODS)
def calendar(request: Request) -> Response:
    """The calendar: `token`, and optionally `in`, `kind`, `partial=no`, `alarm` in hours."""
    office = office_of(request)
    now = office.clock()
    with office.store.read() as connection:
        token, who = _reader(connection, request, now)
        choice = _choice(request)
    mark = feeds.calendar_mark(who, choice, now)

    def make() -> str:
        home = _press_of(request).home(office.store)
        with office.store.read() as connection:
            subscriber = people.subscriber_by_id(connection, who.id)
            return feeds.calendar_text(connection, subscriber, home, choice, now)

    name = f"{who.id} calendar {choice.query}"
    return _answer(request, office, token, name, mark, make, now, {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="releases.ics"',
    })  # fmt: skip


@router.api_route("/feed.atom", methods=_METHODS)
def news(request: Request) -> Response:
    """What its subscriber was told, and what changed."""
    office = office_of(request)
    now = office.clock()
    with office.store.read() as connection:
        token, who = _reader(connection, request, now)
        mark = feeds.news_mark(connection, who)

    def make() -> str:
        home = _press_of(request).home(office.store)
        with office.store.read() as connection:
            return feeds.news_text(connection, people.subscriber_by_id(connection, who.id), home)

    return _answer(request, office, token, f"{who.id} news", mark, make, now, {
        "content-type": "application/atom+xml; charset=utf-8",
    })  # fmt: skip


def _press_of(request: Request) -> Press:
    press: Press = request.app.state.press
    return press


def _reader(connection: Connection, request: Request, now: datetime) -> tuple[Token, Reader]:
    """Whose feed it is; raise `NotFound` without a hint where nobody's."""
    secret = request.query_params.get("token", "")
    found = None
    if 0 < len(secret) <= LONGEST_TOKEN:
        found = access.feed_reader(connection, secret, now)
    if found is None:
        raise NotFound("there is no such page")
    return found


def _choice(request: Request) -> Choice:
    """What the address asks for; raise `UsageError` where it cannot be understood."""
    asked = request.query_params

    def words(name: str) -> list[str]:
        return [word for value in asked.getlist(name) for word in value.split(",") if word.strip()]

    alarm = asked.get("alarm", "").strip()
    if alarm and not (alarm.isascii() and alarm.isdigit() and len(alarm) < 5
                      and 1 <= int(alarm) <= MOST_ALARM_HOURS):  # fmt: skip
        raise UsageError(
            f"alarm={alarm[:20]} is no number of hours", f"it is 1 to {MOST_ALARM_HOURS}"
        )
    return Choice(
        territories=tuple(dict.fromkeys(territory(word[:80]) for word in words("in"))),
        kinds=tuple(dict.fromkeys(Kind.read(word[:80]) for word in words("kind"))),
        partial=asked.get("partial", "").strip().lower() not in ("no", "false", "0"),
        alarm_hours=int(alarm) if alarm else None,
    )


def _answer(
    request: Request,
    office: Office,
    token: Token,
    feed: str,
    mark: str,
    make: Callable[[], str],
    now: datetime,
    headers: dict[str, str],
) -> Response:
    tag = hashlib.sha256(f"{__version__} {feed} {mark}".encode()).hexdigest()[:32]
    press = _press_of(request)
    since = press.changed(feed, tag, now)
    # What is packed has a tag of its own, for a tag is of bytes.
    smaller = f"{tag}-gzip"
    small = takes_gzip(request.headers)
    shown = smaller if small else tag
    had = _had(request, (shown, tag, smaller), since)
    headers = headers | {
        "etag": f'"{had or shown}"',
        "last-modified": format_datetime(since.astimezone(UTC), usegmt=True),
        # To be kept, and asked about each time: that costs next to nothing.
        "cache-control": "private, no-cache",
        "vary": "Accept-Encoding",
    }
    after: Any = None
    if access.stale(token, now):
        after = BackgroundTask(write_down_use, office.store, token, now)
    if had:
        del headers["content-type"]
        return Response(None, 304, headers, background=after)
    if small:
        body = press.made(smaller, lambda: packed(make().encode()))
        headers["content-encoding"] = "gzip"
    else:
        body = press.made(tag, lambda: make().encode())
    return Response(body, 200, headers, background=after)


def _had(request: Request, tags: Sequence[str], since: datetime) -> str:
    """Which of the tags of a feed as it is the asker has; '' for none.

    A tag stands before a time (RFC 9110 13.1); who has it by time, or has any, has the first.
    """
    asked = request.headers.get("if-none-match")
    if asked is not None:
        if asked.strip() == "*":
            return tags[0]
        given = [each.strip().removeprefix("W/").strip('"') for each in asked.split(",")]
        return next((tag for tag in tags if tag in given), "")
    when = request.headers.get("if-modified-since")
    if when is None:
        return ""
    try:
        parsed = parsedate_to_datetime(when)
    except ValueError:
        return ""
    return tags[0] if parsed.tzinfo is not None and since <= parsed else ""


def write_down_use(store: Store, token: Token, now: datetime) -> None:
    """Write down that a token is used; a database that is busy, or only read, has none of it."""
    try:
        with store.unit() as connection:
            access.mark_used(connection, token, now)
    except CannotStore:
        return
