"""A page as an article: which of its pieces are the article, under which headline and date.

trafilatura says where the article is; what is taken from there are our own pieces, which know
headings, rows, captions and italics, and a sentence that trafilatura dropped in between.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from urllib.parse import urlsplit

from releases.reading.article import Article, Block
from releases.reading.datelines import written_day
from releases.reading.page_data import PageData, day_of, page_data
from releases.reading.page_walk import Page, Piece, walk

# trafilatura copies its tree by recursion in C, and is slow on what is no article.
_TREE_DEPTH = 150
_TREE_SIZE = 3_000_000
_TREE_TAGS = 30_000

_PUNCTUATION = re.compile(r"[\W_]+")
_DATED = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|er|\.)?\s(?:de\s)?[^\W\d]{3,}|[^\W\d]{3,}\.?\s\d{1,2}\b(?!\s?%)"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|\b\d{4}-\d\d-\d\d\b"
)
_SITE_SUFFIX = re.compile(r"\s+[|–—•·»-]\s+[^|–—•·»]{2,60}$")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
_BYLINE = 100
_TAIL = 12


def html_article(html: str, *, url: str | None = None, published: date | None = None) -> Article:
    """The article of a page; its text may be empty where the page has none."""
    page = walk(html.replace("\0", ""))
    data = page_data(page)
    headline = _headline(page, data)
    chosen = _chosen(page, html, headline)
    title = headline.text if headline else _plain_title(page, data)
    if title and not headline and not any(_fold(one.text) == _fold(title) for one in chosen[:5]):
        chosen.insert(0, Piece("title", title, [], aside=False, main=True, linked=0))
    host = urlsplit(url or "").hostname if url else None
    text, blocks, emphasis = _assembled(chosen, headline)
    return Article(
        text=text,
        blocks=blocks,
        title=title,
        published=published or data.published or _stated_day(page, headline, url),
        language=data.language or page.language,
        site=data.site or (host.removeprefix("www.") if host else None),
        emphasis=emphasis,
        films=data.films,
        url=url,
    )


def _assembled(
    pieces: Sequence[Piece], headline: Piece | None
) -> tuple[str, tuple[Block, ...], tuple[tuple[int, int], ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    emphasis: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        role = piece.role
        if piece is headline:
            role = "title"
        elif role == "title" and (blocks or headline):
            role = "heading"
        blocks.append(Block(at, at + len(piece.text), role))
        emphasis += [(at + start, at + end) for start, end in piece.emphasis]
        parts.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(parts), tuple(blocks), tuple(emphasis)


def _fold(text: str) -> str:
    return _PUNCTUATION.sub("", text).lower()


def _headline(page: Page, data: PageData) -> Piece | None:
    """The heading that the page's own data also gives as its title, else the first h1.

    An h1 that is a link leads home and names the site; the headline is then an h2 (old blogs).
    """
    declared = _fold(f"{data.headline or ''} {page.title}")
    site = _fold(data.site or "")
    heads = [
        one
        for one in page.pieces
        if one.role in ("title", "heading") and _fold(one.text) not in ("", site)
    ]
    stated = [one for one in heads if len(one.text) > 3 and _fold(one.text) in declared]
    tops = [one for one in heads if one.role == "title"]
    for found in (
        [one for one in stated if one.role == "title" and one.linked < len(one.text)],
        [one for one in stated if one.role == "heading" and not one.aside],
        stated,
        [one for one in tops if one.main and not one.aside],
        [one for one in tops if not one.aside],
    ):
        if found:
            return found[0]
    return None


def _plain_title(page: Page, data: PageData) -> str | None:
    """The declared title without the name of the site at its end."""
    title = data.headline or page.title
    if not title:
        return None
    shorter = _SITE_SUFFIX.sub("", title)
    site = _fold(data.site or "")
    if shorter != title and (not site or site in _fold(title[len(shorter) :]) or "|" in title):
        return shorter
    return title


def _chosen(page: Page, html: str, headline: Piece | None) -> list[Piece]:
    """The article's pieces in the order of the page, the headline among them.

    From the headline to what trafilatura found last, with the lines that follow without a break
    (and those before, if there is no headline); if that is only a small part of what is no
    furniture, all of it.
    """
    pieces = page.pieces
    solid = {number for number, one in enumerate(pieces) if not one.aside and not _is_teaser(one)}
    wanted = set(_found_by_trafilatura(page, html))
    if wanted:
        first, last = min(wanted), max(wanted)
        if headline is not None:
            first = min(first, next(n for n, one in enumerate(pieces) if one is headline))
        else:
            while first - 1 in solid and min(wanted) - first < _TAIL:
                first -= 1
        while last + 1 in solid and last + 1 - max(wanted) <= _TAIL:
            last += 1
        wanted |= {n for n in solid if pieces[n].main or first <= n <= last}
    taken, there = (sum(len(pieces[n].text) for n in some) for some in (wanted, solid))
    if taken < 0.4 * there:
        wanted |= solid
    if not wanted:
        wanted = set(range(len(pieces)))
    return [one for n, one in enumerate(pieces) if n in wanted or one is headline]


def _is_teaser(piece: Piece) -> bool:
    """A link to elsewhere rather than a line of the article; one that names a day is kept."""
    return piece.linked > 0.75 * len(piece.text) and not _DATED.search(piece.text[:400])


def _found_by_trafilatura(page: Page, html: str) -> list[int]:
    if page.depth > _TREE_DEPTH or len(html) > _TREE_SIZE or page.tags > _TREE_TAGS:
        return []
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            html, fast=True, favor_recall=True, include_comments=False, with_metadata=False
        )
    except Exception:  # a heuristic that fails on a page is only a heuristic less
        return []
    kept = _fold(getattr(document, "text", None) or "")
    return [
        number
        for number, one in enumerate(page.pieces)
        if len(one.text) > 25 and _fold(one.text) in kept
    ]


def _stated_day(page: Page, headline: Piece | None, url: str | None) -> date | None:
    """The day of publication where no meta tag gives it: `time`, a dateline, the URL."""
    own = [day_of(one.value) for one in page.times if one.published]
    others = {day_of(one.value) for one in page.times if not one.aside}
    stamped = [day for day in own if day] or [day for day in others if day]
    # Many unmarked days are a programme, not a date of publication and one of change.
    if stamped and (any(own) or len(stamped) <= 2):
        return min(stamped)
    written = [day for line in _near(page.pieces, headline) if (day := written_day(line))]
    if len(written) == 1:
        return written[0]
    if found := _URL_DAY.search(urlsplit(url).path if url else ""):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return None


def _near(pieces: Sequence[Piece], headline: Piece | None) -> Iterator[str]:
    """The short lines around the headline, down to where the text begins."""
    at = next((number for number, one in enumerate(pieces) if one is headline), None)
    if at is None:
        return
    below = takewhile(lambda one: len(one.text) <= 2 * _BYLINE, pieces[at + 1 : at + 10])
    for one in [*pieces[max(0, at - 3) : at], *below]:
        if len(one.text) <= _BYLINE and one.role in ("paragraph", "item"):
            yield one.text


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
