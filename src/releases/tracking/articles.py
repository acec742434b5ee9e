"""Feeds, watched pages and folders of newsletters: each new article is read once.

What it says of a film that is followed is a claim of the source; what it says of another film is
a suggestion, with its sentence, for a person to accept or dismiss.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from releases.errors import CannotFetch, CannotRead, UsageError
from releases.fetch import Fetcher, Response
from releases.model.dates import TBA
from releases.model.film import Film, clean
from releases.model.release import Claim, Evidence, SourceClass, Statement
from releases.model.verdict import said_at
from releases.reading.article import Article, from_bytes, from_eml, from_html
from releases.reading.sentences import read
from releases.sources.asking import Refused, Trouble
from releases.sources.feeds import Entry, feed
from releases.store import asked, waiting
from releases.store import films as facts
from releases.store.asked import Source
from releases.store.conflicts import plan_conflict
from releases.store.engine import Connection, Store
from releases.tracking.changes import Proposal, Rules, add
from releases.tracking.intake import SURE, takeable

log = logging.getLogger("releases.refresh")

EVERY = timedelta(hours=1)
MOST_AT_ONCE = 50
_LARGEST_MAIL = 20_000_000
KINDS = ("feed", "page", "mail")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article that is new: what names it, where it is, and how it is had."""

    guid: str
    url: str | None
    published: date | None
    article: Article | None


def read_source(
    store: Store, fetcher: Fetcher, articles: Fetcher, source: Source, now: datetime, rules: Rules,
    stop: threading.Event,
) -> datetime:  # fmt: skip
    """Read what is new of one source; when its next turn is. Raises `ReleasesError`.

    `fetcher` asks the source itself, `articles` the pages that it links to, which are strangers.
    """
    kept: dict[str, str | None] = {}
    if source.kind == "mail":
        pieces = _mails(store, source)
    else:
        got = fetcher.get(
            source.url, etag=source.etag, last_modified=source.last_modified, same_host=True
        )
        _check(source, got)
        if got.not_modified:
            return now + EVERY
        kept = {"etag": got.etag, "last_modified": got.last_modified}
        take = _entries if source.kind == "feed" else _page
        pieces = take(store, source, got)
    for piece in pieces:
        if stop.is_set():
            return now
        article = piece.article or _fetched(articles, piece)
        statements: Sequence[Statement] = ()
        if article is not None:
            statements = _read(article, piece, source)
        with store.unit() as connection:
            take_in(connection, source, piece, statements, article, now, rules)
            waiting.set_read(connection, source.id, piece.guid, piece.url, now)
    if kept and len(pieces) < MOST_AT_ONCE:
        with store.unit() as connection:
            asked.set_validators(connection, source.id, kept["etag"], kept["last_modified"])
    return now + (EVERY if len(pieces) < MOST_AT_ONCE else timedelta(minutes=1))


def _read(article: Article, piece: Piece, source: Source) -> Sequence[Statement]:
    try:
        found = read(article, published=piece.published, territory=source.territory)
    except Exception:
        # A fault of the reader on one article must not keep the source from all later ones.
        log.exception("%s: %s cannot be read", source.name, piece.url or piece.guid)
        return ()
    return found.statements


def _check(source: Source, got: Response) -> None:
    if got.not_modified or got.status == 200:
        return
    if got.status in (401, 403, 404, 410):
        words = "is gone" if got.status in (404, 410) else "refuses to be read"
        raise Refused(f"{source.name} {words}: HTTP status {got.status}", "check its address")
    raise Trouble(
        f"{source.name} cannot be read: HTTP status {got.status}", retry_after=got.retry_after
    )


def _entries(store: Store, source: Source, got: Response) -> list[Piece]:
    found = feed(got.body, got.url)
    with store.read() as connection:
        new = waiting.unread(connection, source.id, (entry.guid for entry in found.entries))
    wanted = [entry for entry in found.entries if entry.guid in new]
    return [
        Piece(entry.guid, entry.link, entry.published, _own_text(entry))
        for entry in wanted[:MOST_AT_ONCE]
    ]


def _own_text(entry: Entry) -> Article | None:
    """What the feed itself gives, where that is the whole article or there is no other."""
    if entry.link and len(entry.html) < 1500:
        return None
    return _of_entry(entry.title, entry.html, entry.link, entry.published)


def _of_entry(title: str, html: str, url: str | None, published: date | None) -> Article | None:
    from html import escape

    page = f"<html><body><article><h1>{escape(title)}</h1>{html}</article></body></html>"
    try:
        return from_html(page, url=url, published=published)
    except CannotRead:
        return None


def _page(store: Store, source: Source, got: Response) -> list[Piece]:
    """A watched page is one article for each of its versions."""
    article = from_bytes(
        got.body, content_type=got.headers.get("content-type"), url=source.url
    )  # fmt: skip
    guid = hashlib.sha256(article.text.encode()).hexdigest()
    with store.read() as connection:
        new = waiting.unread(connection, source.id, [guid])
    # A page that is watched is spoken today, whenever it was first put up.
    return [Piece(guid, source.url, None, article)] if new else []


def _mails(store: Store, source: Source) -> list[Piece]:
    folder = Path(source.url)
    if not folder.is_dir():
        raise CannotRead(f"there is no folder {folder}", "name a folder of .eml files")
    files = {f"{path.name}:{path.stat().st_size}": path for path in sorted(folder.glob("*.eml"))}
    with store.read() as connection:
        new = waiting.unread(connection, source.id, files)
    pieces: list[Piece] = []
    for guid, path in files.items():
        if guid not in new or len(pieces) >= MOST_AT_ONCE:
            continue
        article = None
        try:
            if path.stat().st_size <= _LARGEST_MAIL:
                article = from_eml(path.read_bytes())
        except (CannotRead, OSError):
            article = None
        pieces.append(Piece(guid, None, article.published if article else None, article))
    return pieces


def _fetched(articles: Fetcher, piece: Piece) -> Article | None:
    """The page of an article; None where it cannot be had, for the next one may."""
    if piece.url is None:
        return None
    try:
        page = articles.read_page(piece.url)
        return from_bytes(page.body, content_type=page.content_type, url=page.url)
    except (CannotFetch, CannotRead):
        return None


def take_in(
    connection: Connection,
    source: Source,
    piece: Piece,
    statements: Iterable[Statement],
    article: Article | None,
    now: datetime,
    rules: Rules,
) -> None:
    """Store what an article says: claims of films that are followed, suggestions of others."""
    published = piece.published or (article.published if article else None)
    url = piece.url or (article.url if article else None)
    for statement in takeable(statements):
        if statement.confidence < SURE or statement.date is None:
            continue
        film = _followed(connection, statement)
        said = said_at(published, now)
        if film is None:
            if statement.date.latest is None or statement.date.latest >= now.date():
                _suggest(connection, source, statement, url, published, said, now)
            continue
        evidence = Evidence(source.name, url, statement.sentence, published)
        claim = Claim(SourceClass.FEED, statement.date, said, evidence)
        if _repeats(connection, film, source, statement):
            continue
        proposal = Proposal(film.title, statement.territory, statement.kind, claim, film_id=film.id)
        done = add(connection, None, proposal, now, follow=False, rules=rules)
        if done.result == "conflict":
            plan_conflict(
                connection, done.release.id, statement.date or TBA, now, settle=rules.settle
            )


def _followed(connection: Connection, statement: Statement) -> Film | None:
    """The one followed film that a statement means; None where there is none, or several."""
    found = facts.films_titled(connection, statement.title, statement.year)
    followed = asked.followed_films(connection, [film.id for film in found])
    meant = [film for film in found if film.id in followed]
    return meant[0] if len(meant) == 1 else None


def _repeats(
    connection: Connection, film: Film, source: Source, statement: Statement
) -> bool:  # fmt: skip
    """Whether the source said so of that release before."""
    for release in facts.releases_of(connection, film.id):
        if (release.territory, release.kind) != (statement.territory, statement.kind):
            continue
        for stored in reversed(facts.claims_of(connection, release.id)):
            if stored.claim.evidence.source == source.name:
                return stored.claim.date == statement.date
    return False


def _suggest(
    connection: Connection,
    source: Source,
    statement: Statement,
    url: str | None,
    published: date | None,
    said: datetime,
    now: datetime,
) -> None:
    assert statement.date is not None
    waiting.suggest(
        connection, source.id, "read",
        {
            "title": clean(statement.title), "year": statement.year,
            "territory": statement.territory or "", "kind": statement.kind.value, "label": "",
            "date": statement.date.text, "url": url, "sentence": statement.sentence,
            "published": published.isoformat() if published else None,
            "said": said, "seen": now,
        },
    )  # fmt: skip


def add_source(
    connection: Connection,
    address: str,
    now: datetime,
    *,
    kind: str | None = None,
    name: str | None = None,
    territory: str | None = None,
) -> Source:
    """Watch a feed or page (by address) or a folder of .eml files; it is asked at the next look.

    Without `kind` a folder is `mail` and an address a `feed`. Raises `UsageError`.
    """
    is_url = address.startswith(("http://", "https://"))
    wanted = kind or ("feed" if is_url else "mail")
    if wanted not in KINDS:
        raise UsageError(f"{wanted!r} is no kind of source", f"choose one of {', '.join(KINDS)}")
    if wanted == "mail":
        folder = Path(address).expanduser().absolute()
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}", "name a folder of .eml files")
        address, named = str(folder), folder.name
    else:
        if not is_url:
            raise UsageError(
                f"{address[:100]!r} is not an address", "write it with http:// or https://"
            )
        from urllib.parse import urlsplit

        named = (urlsplit(address).hostname or "").removeprefix("www.")
    wanted_name = clean(name or named)
    if not wanted_name or wanted_name in asked.SERVICES:
        raise UsageError(f"{wanted_name!r} cannot be a source's name", "choose another with --name")
    return asked.add_source(
        connection, wanted_name, wanted, address, now, territory=territory
    )  # fmt: skip
