"""One walk over a page's tags: what it says, piece by piece, and what its head and data hold.

The parser calls back for each tag and no tree is built: a page of a hundred thousand nested tags
costs no more than a flat one. What is part of the article is decided afterwards, in `page_html`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from releases.reading.article import clean

_ROLES = {
    "h1": "title",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
_SKIPPED = frozenset(
    "script style template svg math iframe object canvas select textarea button noscript datalist"
    " audio video".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_EMPHASIS = frozenset("i em cite b strong".split())
_ASIDES = frozenset("nav footer aside dialog menu".split())
_ASIDE_NAME = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?<!no-)(?<!without-)(?:nav|navbar|navigation|menu|footer|sidebar"
    r"|breadcrumbs?|cookies?|consent|gdpr|share|sharing|social|newsletter|subscri(?:be|ption)"
    r"|sign-?up|related|recirc|promos?|adverts?|advertisement|ads?|sponsor(?:ed)?|outbrain|taboola"
    r"|comments?|respond|disqus|popup|modal|pagination|pager|trending|recommend(?:ed|ations?)"
    r"|(?:most|also)-read|(?:read|up)-next|more-(?:from|stories|like-this)|print-only"
    r"|screen-reader-text|visually-hidden|sr-only)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ROW_LIMIT = 600
_EMPHATIC = 150


@dataclass(slots=True)
class Piece:
    """One block of the page. `aside` marks what looks like furniture, `main` what stands in an
    `article` or `main` element; `linked` counts the characters that are link texts."""

    role: str
    text: str
    emphasis: list[tuple[int, int]]
    aside: bool
    main: bool
    linked: int


@dataclass(slots=True)
class Time:
    """A `time` element: its machine-readable value and whether it claims to be the page's own."""

    value: str
    published: bool
    aside: bool


@dataclass(slots=True)
class Page:
    """What the walk found. Names in `metas` are in lower case, the first of a name wins."""

    pieces: list[Piece] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    title: str = ""
    language: str | None = None
    data: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    depth: int = 0
    tags: int = 0


def walk(html: str) -> Page:
    """Walk a page of any shape and size; never raises for what is in it."""
    from lxml import etree  # type: ignore[import-untyped]

    walker = _Walker()
    parser = etree.HTMLParser(target=walker, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html.encode("utf-8", "replace"))
        parser.close()
    except (etree.LxmlError, AssertionError):
        walker.close()
    return walker.page


@dataclass(slots=True)
class _Row:
    tag: str
    cells: list[list[Piece]] = field(default_factory=list)
    layout: bool = False

    def pieces(self) -> list[Piece]:
        """One piece of role `row` where the cells are a line of data, else what is in them."""
        cells = [cell for cell in self.cells if cell]
        flat = [piece for cell in cells for piece in cell]
        if self.layout or len(cells) < 2 or sum(len(one.text) for one in flat) > _ROW_LIMIT:
            return flat
        row = Piece("row", "", [], flat[0].aside, flat[0].main, 0)
        for number, cell in enumerate(cells):
            for place, piece in enumerate(cell):
                row.text += " " if place else " | " if number else ""
                row.emphasis += [
                    (start + len(row.text), end + len(row.text)) for start, end in piece.emphasis
                ]
                row.text += piece.text
                row.linked += piece.linked
        return [row]


@dataclass(slots=True)
class _Open:
    tag: str
    skip: bool = False
    aside: bool = False
    main: bool = False
    emphasis: bool = False
    role: bool = False


class _Walker:
    """The parser's target; see lxml's "The target parser interface"."""

    def __init__(self) -> None:
        self.page = Page()
        self.open: list[_Open] = []
        self.skip = self.aside = self.main = self.link = self.pre = self.emphasis = 0
        self.roles: list[str] = ["paragraph"]
        self.rows: list[_Row] = []
        self.text: list[str] = []
        self.length = 0
        self.linked = 0
        self.emphasised_from = 0
        self.spans: list[tuple[int, int]] = []
        self.captured: list[str] | None = None

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.page.tags += 1
        if tag in _BLOCKS:
            self._flush()
        if tag in _VOID:
            self._void(tag, attrib)
            return
        now = _Open(tag)
        if tag == "html":
            lang = attrib.get("lang") or attrib.get("xml:lang")
            self.page.language = lang.strip().lower() if lang else None
        elif tag == "title":
            self.captured = None if self.page.title else []
        elif tag == "script":
            self.captured = [] if "ld+json" in attrib.get("type", "").lower() else None
        now.skip = tag in _SKIPPED or tag in ("title", "head")
        now.aside = self._is_aside(tag, attrib)
        now.main = tag in ("article", "main") or attrib.get("itemprop") == "articleBody"
        now.emphasis = tag in _EMPHASIS or bool(_ITALIC_STYLE.search(attrib.get("style", "")))
        now.role = tag in _ROLES
        self.open.append(now)
        self.page.depth = max(self.page.depth, len(self.open))
        self.skip += now.skip
        self.aside += now.aside
        self.main += now.main
        self.link += tag == "a"
        self.pre += tag == "pre"
        if now.role:
            self.roles.append(_ROLES[tag])
        if now.emphasis:
            if not self.emphasis:
                self.emphasised_from = self.length
            self.emphasis += 1
        if tag in ("tr", "dt", "td", "th", "dd"):
            self._table_part(tag)
        elif tag == "time":
            self._time(attrib)
        elif tag == "q":
            self._add("“")

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._flush()
        if tag == "q":
            self._add("”")
        while self.open:
            now = self.open.pop()
            self._leave(now)
            if now.tag == tag:
                break

    def data(self, text: str) -> None:
        if self.captured is not None:
            self.captured.append(text)
        elif not self.skip:
            text = clean(text)
            if not self.pre:
                text = _SPACE.sub(" ", text)
            self._add(text)

    def comment(self, text: str) -> None:
        pass

    def close(self) -> Page:
        self._flush()
        while self.rows:
            self._end_row()
        return self.page

    def _leave(self, now: _Open) -> None:
        self.skip -= now.skip
        self.aside -= now.aside
        self.main -= now.main
        self.link -= now.tag == "a"
        self.pre -= now.tag == "pre"
        if now.role:
            self.roles.pop()
        if now.emphasis:
            self.emphasis -= 1
            if not self.emphasis:
                self.spans.append((self.emphasised_from, self.length))
        if now.tag == "tr" or (now.tag == "dl" and self.rows and self.rows[-1].tag == "dt"):
            self._end_row()
        elif now.tag == "title" and self.captured is not None:
            self.page.title = _SPACE.sub(" ", clean("".join(self.captured))).strip()
            self.captured = None
        elif now.tag == "script" and self.captured is not None:
            self.page.data.append("".join(self.captured))
            self.captured = None

    def _void(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == "br":
            if self.text and self.text[-1] == "\n":
                self._flush()
            else:
                self._add("\n")
        elif tag == "meta":
            name = attrib.get("property") or attrib.get("name") or attrib.get("itemprop")
            value = attrib.get("content") or attrib.get("value")
            if name and value:
                self.page.metas.setdefault(name.strip().lower(), clean(value).strip())

    def _is_aside(self, tag: str, attrib: Mapping[str, str]) -> bool:
        if tag in ("html", "body", "main", "article") or not attrib:
            return tag in _ASIDES
        named = f"{attrib.get('class', '')} {attrib.get('id', '')} {attrib.get('role', '')}"
        return (
            tag in _ASIDES
            or "hidden" in attrib
            or attrib.get("aria-hidden") == "true"
            or bool(_HIDDEN_STYLE.search(attrib.get("style", "")))
            or bool(_ASIDE_NAME.search(named[:300].replace("_", "-")))
        )

    def _time(self, attrib: Mapping[str, str]) -> None:
        if value := attrib.get("datetime"):
            named = f"{attrib.get('itemprop', '')} {attrib.get('class', '')}".lower()
            own = "pubdate" in attrib or "publish" in named
            self.page.times.append(Time(value, own, bool(self.aside)))

    def _table_part(self, tag: str) -> None:
        if tag == "dt" and self.rows and self.rows[-1].tag == "dt":
            self._end_row()
        if tag in ("tr", "dt"):
            if self.rows and tag == "tr":
                self.rows[-1].layout = True
            self.rows.append(_Row(tag))
        if tag != "tr" and self.rows:
            self.rows[-1].cells.append([])

    def _end_row(self) -> None:
        if self.rows:
            for piece in self.rows.pop().pieces():
                self._emit(piece)

    def _emit(self, piece: Piece) -> None:
        if self.rows and self.rows[-1].cells:
            self.rows[-1].cells[-1].append(piece)
        else:
            self.page.pieces.append(piece)

    def _add(self, text: str) -> None:
        if not text or self.skip:
            return
        if text[0] == " " and (not self.text or self.text[-1][-1] in " \n"):
            text = text[1:]
            if not text:
                return
        self.text.append(text)
        self.length += len(text)
        if self.link:
            self.linked += len(text)

    def _flush(self) -> None:
        """End the running block; a line break in it ends it too, unless the line goes on."""
        text = "".join(self.text)
        spans = self.spans
        if self.emphasis:
            spans.append((self.emphasised_from, self.length))
        linked, self.linked = self.linked, 0
        self.text, self.spans, self.length, self.emphasised_from = [], [], 0, 0
        start = 0
        for line in _lines(text):
            end = start + len(line)
            begin, stop = _stripped(text, start, end)
            start = end
            if begin == stop:
                continue
            inside = (_stripped(text, max(a, begin), min(b, stop), ",.;:") for a, b in spans)
            self._emit(
                Piece(
                    role=self.roles[-1],
                    text=text[begin:stop].replace("\n", " "),
                    emphasis=[(a - begin, b - begin) for a, b in inside if 0 < b - a <= _EMPHATIC],
                    aside=bool(self.aside),
                    main=bool(self.main),
                    linked=linked * (stop - begin) // len(text),
                )
            )


def _stripped(text: str, start: int, end: int, also: str = "") -> tuple[int, int]:
    """The span without white space at its ends and without `also` at its right end."""
    if start >= end:
        return end, end
    inside = text[start:end]
    begin = start + len(inside) - len(inside.lstrip())
    stop = begin + len(inside.strip().rstrip(also + " \n") if also else inside.strip())
    return begin, max(begin, stop)


def _lines(text: str) -> list[str]:
    """`text` cut after those line breaks that a sentence does not run across."""
    if "\n" not in text:
        return [text]
    return re.split(r"(?<=\n)(?=\s{0,20}[^\sa-z])", text)
