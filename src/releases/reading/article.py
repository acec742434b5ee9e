"""An article as this room reads it: one clean text, and spans into it.

Everything else about an article (a heading, an italic title, a sentence kept as evidence) is a
pair of offsets into `Article.text`, counted in code points, `text[start:end]`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Self

ROLES = ("title", "heading", "paragraph", "item", "row", "caption", "quote")

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")

_BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦▪–—·●]|\(?\d{1,3}[.)])[ \t]+(?=\S)")
_ROW = re.compile(r"[^\n]*\S[ ]*[\t|][ ]*\S")
_RULE = re.compile(r"[ \t|:+=_*~-]{3,}$")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_FINAL_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_SHORT = 120


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, … : `Article.text[start:end]`.

    A newline inside a paragraph is a wrapped line, to be read as a space. `role` is one of
    `ROLES`; the cells of a `row` are joined by " | ".
    """

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class FilmData:
    """A film as the page's own data names it; `date` is ISO text as found, `territory` a code."""

    title: str
    year: int | None = None
    date: str | None = None
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text to read, and what is known about it.

    `text` went once through `clean`; all offsets are code points into it. `title` is the
    headline (where it is part of the text, a block of role "title" holds it too). `published`
    is the day the article says it was published. `language` is the declared language tag in
    lower case ("en", "pt-br"), `site` the name of the publication. `emphasis` holds the spans
    set in italics or bold, `films` what the page's structured data says. `paywalled` is true where
    the page's own data says that the rest of it costs money.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: date | None = None
    language: str | None = None
    site: str | None = None
    emphasis: tuple[tuple[int, int], ...] = ()
    films: tuple[FilmData, ...] = ()
    url: str | None = None
    paywalled: bool = False

    @classmethod
    def of_text(cls, text: str, *, published: date | None = None, url: str | None = None) -> Self:
        """Plain text, split into blocks; what `clean` does is all that changes the text."""
        text = clean(text)
        blocks = tuple(_blocks(text))
        title = next((text[b.start : b.end] for b in blocks[:1] if b.role == "title"), None)
        return cls(text=text, blocks=blocks, title=title, published=published, url=url)


def clean(text: str) -> str:
    """`text` with LF line ends and without characters that are not seen.

    Removed are controls, bidirectional marks and overrides, zero-width spaces and soft hyphens;
    a lone surrogate becomes U+FFFD. Joiners (U+200C, U+200D) stay: scripts need them.
    """
    text = _NEWLINES.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def _blocks(text: str) -> Iterator[Block]:
    chunks = list(_chunks(text))
    for number, chunk in enumerate(chunks):
        following = chunks[number + 1] if number + 1 < len(chunks) else None
        if following and _is_heading(chunk, None if number == 0 else following):
            line = chunk[0]
            yield Block(line.start, line.end, "heading" if number else "title")
        else:
            yield from _chunk_blocks(chunk)


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines between blank lines, each line without its surrounding space."""
    chunk: list[_Line] = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + len(raw) - len(raw.lstrip())
            chunk.append(_Line(begin, begin + len(stripped), stripped))
        elif chunk:
            yield chunk
            chunk = []
        start += len(raw) + 1
    if chunk:
        yield chunk


def _is_heading(chunk: list[_Line], following: list[_Line] | None) -> bool:
    """One short line without a final stop; with `following`, only if that is not like it."""
    first = chunk[0].text
    if len(chunk) > 1 or len(first) > _SHORT or _stops(first) or _RULE.match(first):
        return False
    if _kind(first) != "paragraph":
        return False
    if following is None:
        return True
    below = following[0].text
    return len(following) > 1 or _kind(below) != "paragraph" or _stops(below)


def _stops(line: str) -> bool:
    return bool(_FINAL_STOP.search(line[-40:]))


def _kind(line: str) -> str:
    if _BULLET.match(line):
        return "item"
    if line.startswith(">"):
        return "quote"
    return "row" if ("|" in line or "\t" in line) and _ROW.match(line) else "paragraph"


def _chunk_blocks(chunk: list[_Line]) -> Iterator[Block]:
    """Items, rows and quoted lines each for itself; other lines joined where they were wrapped."""
    prose = _stops(chunk[-1].text)
    width = max(len(line.text) for line in chunk)
    start: int | None = None
    role = "paragraph"
    for number, (line, after) in enumerate(zip_longest(chunk, chunk[1:])):
        if start is None:
            role = _kind(line.text)
            if _RULE.match(line.text):
                continue
            start = line.start
            marker = {"item": _BULLET, "quote": _QUOTED}.get(role)
            if marker and (found := marker.match(line.text)):
                start += found.end()
        if after and role != "row" and _wrapped(line.text, after.text, width, prose=prose):
            continue
        if after and number == 0 and role == "paragraph" and _heads(line.text, after.text):
            role = "heading"
        if start < line.end:
            yield Block(start, line.end, role)
        start = None


def _heads(line: str, after: str) -> bool:
    return len(line) <= _SHORT and not _stops(line) and _kind(after) in ("item", "row")


def _wrapped(line: str, after: str, width: int, *, prose: bool) -> bool:
    """Whether the break between two lines is where an editor wrapped, not where a writer stopped.

    A greedy wrapper breaks only where the next word would not have fitted; of two full lines in
    a chunk that ends without a stop (`prose` is false) each is more likely an entry of a list.
    """
    if _kind(after) != "paragraph" or _RULE.match(after):
        return False
    if after[0].islower() and not _stops(line):
        return True
    full = len(line) + 1 + len(after.split(None, 1)[0]) > width
    return prose and full and 40 <= width <= 100


def from_html(
    html: str | bytes, *, url: str | None = None, published: date | None = None
) -> Article:
    """A web page: its article, under its headline, with what its data says (see `page_html`)."""
    from releases.reading.page_bytes import decoded_html
    from releases.reading.page_html import html_article

    page = decoded_html(html) if isinstance(html, bytes) else html
    return html_article(page, url=url, published=published)


def from_markdown(text: str, *, url: str | None = None, published: date | None = None) -> Article:
    """Markdown, without its marks; what stood in asterisks or underscores is emphasis."""
    from releases.reading.page_markdown import markdown_article

    return markdown_article(text, url=url, published=published)


def from_eml(data: bytes, *, url: str | None = None, published: date | None = None) -> Article:
    """A mail (RFC 5322): its best part, under its subject, published on its date."""
    from releases.reading.page_mail import mail_article

    return mail_article(data, url=url, published=published)


def from_bytes(
    data: bytes,
    *,
    name: str | None = None,
    content_type: str | None = None,
    url: str | None = None,
    published: date | None = None,
) -> Article:
    """Whatever it is: a page, a mail, Markdown (told by `name`) or text, in any encoding.

    Raises CannotRead for what is no text, has no text in it, or is larger than 50 MB.
    """
    from releases.reading.page_bytes import bytes_article

    return bytes_article(data, name=name, content_type=content_type, url=url, published=published)
