"""RSS 0.9 to 2.0 and Atom: which articles there are. What they say is for `reading` to tell.

Read with defusedxml, so that a document with entities of its own (a bomb) is refused.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from releases.errors import CannotRead
from releases.model.film import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ENTRIES = 500
_MAX_TEXT = 500_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. `guid` names it for ever, `html` is what the feed itself gives of its text.

    `published` is the article's day (UTC), never a release's.
    """

    guid: str
    title: str
    link: str | None
    published: date | None
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    entries: list[Entry]


def feed(data: bytes, url: str) -> Feed:
    """The articles of a feed, oldest first; raise `CannotRead` for what is none."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data.lstrip())
    except DefusedXmlException:
        raise CannotRead(
            "the feed declares entities of its own, which may be a bomb", "it was not read"
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise CannotRead(
            f"line {line}: this is no valid feed", "a page can be watched with --kind page"
        ) from None
    if _name(root) not in ("rss", "feed", "rdf"):
        raise CannotRead(
            f"this is no feed but <{_name(root)[:30]}>", "a page can be watched with --kind page"
        )
    channel = next((child for child in root if _name(child) == "channel"), root)
    items = [each for each in root.iter() if _name(each) in ("item", "entry")]
    entries = [entry for item in items[:MAX_ENTRIES] if (entry := _entry(item, url))]
    return Feed(clean(_text(channel, "title")), entries[::-1])


def _entry(item: "Element", base: str) -> Entry | None:
    title = clean(_text(item, "title"))
    link = _link(item, base)
    html = max(
        (_text(item, name) for name in ("encoded", "content", "description", "summary")), key=len
    )
    said = _text(item, "guid", "id") or link or ""
    guid = clean(said) or hashlib.sha256(f"{title}\n{html}".encode()).hexdigest()
    if not title and not html:
        return None
    day = _day(_text(item, "pubdate", "published", "date", "updated"))
    return Entry(guid, title, link, day, html[:_MAX_TEXT])


def _link(item: "Element", base: str) -> str | None:
    for child in _children(item, "link"):
        href = child.get("href") or (child.text or "").strip()
        if href and child.get("rel", "alternate") == "alternate":
            found = urljoin(base, href)
            return found if found.startswith(("http://", "https://")) else None
    return None


def _text(item: "Element", *names: str) -> str:
    """The text of the first child of these names, in that order, its own markup included."""
    from xml.etree.ElementTree import tostring

    for name in names:
        for child in _children(item, name):
            if len(child) and child.get("type") in ("xhtml", "text/xhtml"):
                return "".join(tostring(part, encoding="unicode") for part in child)
            text = "".join(child.itertext()).strip()
            if text:
                return text
    return ""


def _children(item: "Element", name: str) -> "Iterator[Element]":
    return (child for child in item if _name(child) == name)


def _name(element: "Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _day(text: str) -> date | None:
    bare = text.strip()
    if not bare:
        return None
    try:
        return parsedate_to_datetime(bare).date()
    except (TypeError, ValueError, IndexError):
        pass
    try:
        moment = datetime.fromisoformat(bare)
    except ValueError:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
