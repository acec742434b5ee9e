"""From an article, wherever it is, to statements, and from statements to proposals.

Nothing here is stored: `changes.add` stores a proposal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from releases.errors import CannotFetch, CannotRead, NothingRead
from releases.fetch import Fetcher
from releases.model.film import clean, folded
from releases.model.release import Claim, Evidence, SourceClass, Statement
from releases.model.subscriber import Subscriber
from releases.model.territory import WORLDWIDE
from releases.model.verdict import said_at
from releases.reading.article import Article, from_bytes
from releases.reading.sentences import Reading, read
from releases.tracking.changes import Proposal

SURE = 0.8
LARGEST_FILE = 50_000_000
STDIN = "-"
# One letter before the colon is a drive; a scheme has more.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?=/)|[a-z]{3,}:(?=\S)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """An article and what was read in it. `source` is where it comes from, for a person."""

    source: str
    article: Article
    reading: Reading

    @property
    def published(self) -> date | None:
        return self.reading.published

    def named(self, title: str) -> tuple[Statement, ...]:
        """The statements about the film of that title (case, accents, punctuation aside)."""
        wanted = folded(clean(title))
        return tuple(s for s in self.reading.statements if folded(s.title) == wanted)


def is_address(source: str) -> bool:
    """Whether a source is a URL, of whatever scheme, rather than a file."""
    return bool(_URL.match(source))


def fetch(source: str, fetcher: Fetcher) -> Article:
    """The article at an address; raise `CannotFetch` where it may not or cannot be read."""
    scheme = source.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        raise CannotFetch(
            f"{scheme}: addresses are not fetched",
            "give an http or https address, or the path of a file",
        )
    page = fetcher.read_page(source)
    article = from_bytes(page.body, content_type=page.content_type, url=page.url)
    return replace(article, paywalled=True) if page.paywalled else article


def open_file(source: str) -> Article:
    """The article in a file; raise `CannotRead` saying what is wrong with it."""
    path = Path(source)
    try:
        if path.is_dir():
            raise CannotRead(f"{source} is a folder, not a file", "name a file in it")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise CannotRead(f"there is no file {source}", "check the path") from None
    except OSError as error:
        raise CannotRead(f"{source} cannot be read: {error.strerror}") from None
    except ValueError:
        raise CannotRead("that is not the name of a file", "it holds a NUL character") from None
    if len(data) > LARGEST_FILE:
        raise CannotRead(f"{source} is larger than 50 MB", "give the article alone")
    return of_bytes(data, source)


def of_bytes(data: bytes, source: str) -> Article:
    """The article in some bytes; raise `CannotRead` where they are empty or no text."""
    if not data.strip():
        where = "stdin" if source == STDIN else source
        raise CannotRead(f"{where} is empty", "give the text of an article, or its page")
    try:
        return from_bytes(data, name=None if source == STDIN else Path(source).name)
    except CannotRead as error:
        where = "what came from stdin" if source == STDIN else source
        raise CannotRead(f"{where}: {error.what}", error.hint) from None


def understand(
    article: Article, source: str, *, published: date | None, territory: str | None
) -> Found:
    """What an article says. `territory` fills what names none; `published` stands before its own.

    `source` becomes the evidence: the name of the publication or host, or of the file. Raises
    `NothingRead` where nothing is stated in the part of a page that can be read without paying.
    """
    name = _source_name(article, source)
    reading = read(article, published=published, territory=territory)
    if article.paywalled and not reading.statements:
        raise NothingRead(
            f"{name} shows only the beginning of this page without a subscription, and that "
            "states no release",
            "open it in your browser, save the page or copy its text, and give that",
        )
    return Found(name, article, reading)


def _source_name(article: Article, source: str) -> str:
    if article.site:
        return clean(article.site)
    if article.url:
        from urllib.parse import urlsplit

        return (urlsplit(article.url).hostname or "article").removeprefix("www.")
    return "stdin" if source == STDIN else clean(Path(source).name) or "file"


def proposal(found: Found, statement: Statement, now: datetime) -> Proposal:
    """What storing a statement would say: a person confirms what an article states."""
    return confirmed(statement, found.source, found.article.url, found.published, now)


def confirmed(
    statement: Statement, source: str, url: str | None, published: date | None, now: datetime
) -> Proposal:
    """What a person says who confirms a statement of an article."""
    evidence = Evidence(source, url, statement.sentence, published)
    claim = Claim(SourceClass.PERSON, statement.date, said_at(published, now), evidence)
    return Proposal(
        statement.title, statement.territory, statement.kind, claim, year=statement.year
    )


def takeable(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that can be stored: those with a date, each release once, surest first kept.

    An article may say one thing twice; what it says twice with different dates is kept twice,
    since a person should see it.
    """
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        if statement.date is None:
            continue
        key = (folded(statement.title), statement.territory, statement.kind, statement.date)
        before = kept.get(key)
        if before is None or before.confidence < statement.confidence:
            kept[key] = statement
    return tuple(kept.values())


def wants(who: Subscriber, statement: Statement, today: date) -> bool:
    """Whether a release that was read is followed: ahead, and where the subscriber is, or null."""
    when = statement.date
    ahead = when is not None and (when.latest is None or when.latest >= today)
    near = not who.territories or statement.territory in (None, WORLDWIDE, *who.territories)
    return ahead and near
