"""Sentences of an article, with markup and quoting taken off and their place in the text kept.

People paste what they have: pages, source code, data rows. Tags, escapes and entities that
remain in a text are taken off a block at a time, so that a sentence reads as a person sees it;
`Sentence.origin` leads back to the code points of the article.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from releases.reading.article import Article, Block

BREAK = "\x1e"  # cannot occur in an article: `article.clean` removes it
LONGEST = 1200

_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,600}>|<!--[^<>]{0,200}-->"
    r"|(?P<entity>&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});)"
    r"|(?P<escape>\\+(?:[nrt'\"/`]|u[0-9a-fA-F]{4}|(?=\n)))"
    r"|(?P<comment>\n[ \t]{0,80}//+[ \t]?(?![ \t]*\n))"
    r"|(?P<wiki>\[\[(?:[^\[\]|\n]{1,80}\|)?|\]\])"
    r"|(?P<star>\*{1,3}|(?<![\w_])_{1,2}(?=\w)|(?<=[\w!?.])_{1,2}(?![\w_]))"
    r"|(?P<note>\[(?:\d{1,3}|note \d{1,3}|[a-z]|citation needed)\])"
    r"|(?P<join>['\"][ \t]{0,8}[+.]?[ \t]{0,8}(?:/{2})?[ \t]{0,8}\n[ \t]{0,80}[+.]?[ \t]{0,8}['\"])"
)
_NEEDS = re.compile(r"[<&\\*_]|\[[\w\[]|\n[ \t]*//|['\"]\s*[+.]?\s*(?://)?\s*\n")
_EMPHATIC = frozenset("em i cite b strong u".split())
_BLOCKS = frozenset(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr td th table tbody thead section article "
    "header footer blockquote hr option select button form label nav aside main title head "
    "body html script style figure figcaption pre img input video center".split()
)

_END = re.compile(
    r"(?P<stop>[.!?…]+[)\]\"'”’»“*]*)(?=\s|\x1e|$)"
    r"|(?P<glued>(?<=[^\W\d_][^\W\d_][^\W\d_])[.!?]{1,2}(?=[A-ZÀ-Þ\"“«][\w ’']))"
    r"|(?P<glued3>(?<=\d)[.!?](?=[A-ZÀ-Þ][a-zà-ÿ]{1,20} [a-z]))"
    r"|(?P<glued2>(?<=[)\]\"”’])[.!?](?=[A-ZÀ-Þ]))"
    r"|(?P<hard>\x1e+|\n[ \t]*\n)"
    r"|(?P<data>[\"'`][)}\]]{0,3}[,;][ \t]*(?=[\n\"'`])|[\"'`][)}\]]{0,3}[ \t]*\n"
    r"|[\"'`][)}\]]{0,3},?[ \t]+(?=[\w-]{2,30}[ \t]?(?:=|:|=>)[ \t]?[{(\[]?[\"'`\d])"
    r"|[;{}\[(>][ \t]*\n)"
    r"|(?P<list>[\"'`],[ \t](?=[\"'`\d]))"
    r"|(?P<line>\n)"
)
_KEY = re.compile(
    r"[\s\W]{0,40}?([A-Za-z][\w.$-]{0,40})[\"'`]?[ \t]{0,3}(?::|=>?|\()[ \t]{0,3}"
    r"[{(\[]{0,2}[ \t]{0,3}"
    r"(?=[\"'`“])"
)
_TITLED = re.compile(r"title|titel|titre|titul|t[ií]tol|name|nombre|nome|naam|movie|headline", re.I)
_SHORT_FORMS = frozenset(
    "mr mrs ms dr st jr sr vs no vol inc ltd co ca nr bzw usw etc sra d m mme mlle lt gen col sgt "
    "transl lit mio mrd tsd prof rev hon gov sen rep fig op ed feat ft "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "approx z.b d.h u.s u.k u.s.a a.k.a bros p.m a.m est av ave dott sig tel ene abr ago dic janv "
    "févr avr juil déc gen mag giu lug ott okt dez".split()
)
_BEFORE_ORDINAL = frozenset(
    "der die das den dem des im am zum zur vom beim ein eine einen als".split()
)


@dataclass(slots=True)
class Sentence:
    """A sentence as read. `key` is the name of the field that held it, `titled` if for a title."""

    text: str
    start: int
    end: int
    role: str
    block: int
    key: str = ""
    emphasis: list[tuple[int, int]] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        return bool(self.key and _TITLED.search(self.key))


def sentences(article: Article, month_words: frozenset[str]) -> Iterator[Sentence]:
    """Every sentence in order. `month_words` keep "18. Juli" in one piece."""
    marks = article.emphasis
    at = 0
    for number, block in enumerate(_joined(article)):
        raw = article.text[block.start : block.end]
        spans: list[tuple[int, int]] = []
        while at < len(marks) and marks[at][1] <= block.start:
            at += 1
        probe = at
        while probe < len(marks) and marks[probe][0] < block.end:
            spans.append((marks[probe][0] - block.start, marks[probe][1] - block.start))
            probe += 1
        if _NEEDS.search(raw):
            text, pieces, found = _bare(raw)
            spans = [(_seen(pieces, a), _seen(pieces, b)) for a, b in spans] + found
        else:
            text, pieces = raw, None
        yield from _split(text, pieces, spans, block.start, block.role, number, month_words)


def _joined(article: Article) -> Iterator[Block]:
    """The blocks, with paragraphs put together that a line end parts inside a sentence."""
    held: Block | None = None
    for block in article.blocks:
        if held is not None and _continues(article.text, held, block):
            held = Block(held.start, block.end, held.role)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _continues(text: str, held: Block, block: Block) -> bool:
    if held.role != "paragraph" or block.role != "paragraph" or held.end - held.start < 24:
        return False
    if text.count("\n", held.end, block.start) != 1:
        return False
    ordinal = text[held.end - 1] == "." and text[held.end - 2].isdigit()
    if text[held.end - 1] in ".!?:;,\"'”»}{)]>`|" and not ordinal:
        return False
    first = _past_comment(text, block)
    if not text[first].islower() and (
        _had_room(text, held, block) or _both_short(text, held, block)
    ):
        return False
    return text[first].isalnum() and not _KEY.match(text, block.start, block.start + 60)


def _past_comment(text: str, block: Block) -> int:
    """Where a block's words begin, after the "//" of a comment in source code."""
    at = block.start
    if text.startswith("//", at):
        while at < block.end - 1 and text[at] in "/ \t":
            at += 1
    return at


def _had_room(text: str, held: Block, block: Block) -> bool:
    """Whether a line ended though the next word had room: a headline, not a wrapped line."""
    above = text[max(held.start, text.rfind("\n", held.start, held.end) + 1) : held.end]
    stop = text.find("\n", block.start, block.end)
    below = text[block.start : stop if stop > 0 else block.end]
    return len(above) < 100 and len(above) + 1 + len(below.split(None, 1)[0]) < len(below) - 20


_LINE = 70
_GOES_ON = frozenset(
    "the a an of in on at to and by for with from is was will its his her or de la le du des et "
    "en au el los las y del il di e da do der die das den dem und im am von mit zu het een van "
    "op".split()
)


def _both_short(text: str, held: Block, block: Block) -> bool:
    """Whether two lines are entries of a list: both short, the first not cut at a small word."""
    if block.end - block.start >= _LINE or held.end - held.start >= _LINE:
        return False
    return text[held.start : held.end].rsplit(None, 1)[-1] not in _GOES_ON


Pieces = tuple[list[int], list[int], list[int]]


def _bare(raw: str) -> tuple[str, Pieces, list[tuple[int, int]]]:
    """`raw` without markup, the pieces that lead back to it, and the emphasised spans."""
    out: list[str] = []
    seen: list[int] = []
    origin: list[int] = []
    length = 0
    last = 0
    emphasis: list[tuple[int, int]] = []
    opened: int | None = None

    def put(text: str, at: int) -> None:
        nonlocal length
        if text:
            out.append(text)
            seen.append(length)
            origin.append(at)
            length += len(text)

    for match in _MARKUP.finditer(raw):
        put(raw[last : match.start()], last)
        last = match.end()
        if tag := match["tag"]:
            tag = tag.lower()
            if tag in _EMPHATIC:
                if match["close"] and opened is not None:
                    emphasis.append((opened, length))
                    opened = None
                elif not match["close"]:
                    opened = length
            elif tag in _BLOCKS:
                put(BREAK, match.start())
        elif match["entity"]:
            put(html.unescape(match["entity"]).replace("\xa0", " "), match.start())
        elif escape := match["escape"]:
            sign = escape.lstrip("\\")
            if sign[:1] == "u":
                code = int(sign[1:], 16)
                put(chr(code) if not 0xD800 <= code <= 0xDFFF else " ", match.start())
            else:
                if sign == "n" and raw[match.start() - 2 : match.start()] == "\\r":
                    put(BREAK, match.start())  # a line of a form, not a wrapped line
                else:
                    put({"n": "\n", "r": "", "t": " "}.get(sign, sign), match.start())
        elif match["star"]:
            if opened is None:
                opened = length
            else:
                emphasis.append((opened, length))
                opened = None
        elif match["join"]:
            put(" ", match.start())
        elif match["comment"]:
            put("\n", match.start())
    put(raw[last:], last)
    return "".join(out), (seen, origin, []), [s for s in emphasis if 0 < s[1] - s[0] <= 120]


def _seen(pieces: Pieces, offset: int) -> int:
    seen, origin, _ = pieces
    at = bisect_right(origin, offset) - 1
    return seen[at] + offset - origin[at] if at >= 0 else 0


def _origin(pieces: Pieces | None, offset: int) -> int:
    if pieces is None:
        return offset
    seen, origin, _ = pieces
    at = bisect_right(seen, offset) - 1
    return origin[at] + offset - seen[at] if at >= 0 else 0


def _split(
    text: str,
    pieces: Pieces | None,
    emphasis: list[tuple[int, int]],
    base: int,
    role: str,
    number: int,
    months: frozenset[str],
) -> Iterator[Sentence]:
    first = 0
    for end in _ends(text, months):
        for start, stop in _chopped(text, first, end):
            found = _sentence(text, start, stop, pieces, emphasis, base, role, number)
            if found:
                yield found
        first = end


def _ends(text: str, months: frozenset[str]) -> Iterator[int]:
    last = 0
    for match in _END.finditer(text):
        end = match.end()
        kind = match.lastgroup
        if kind == "stop":
            if not _stops(text, match.start(), end, months) or _quoted(text, match.start(), end):
                continue
        elif kind == "glued3":
            if text[end : text.index(" ", end)].casefold() in months:
                continue  # "am 2.Mai in den Kinos"
        elif kind == "line":
            if not _breaks(text, last, match.start(), end):
                continue
        elif (kind == "list" and match.start() - last < 60) or (
            kind == "data" and "\n" not in match[0] and _in_prose(text[last : match.start()])
        ):
            continue
        yield end
        last = end
    yield len(text)


_PAIRS = (("„", "“"), ("«", "»"), ("“", "”"))


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a stop stands inside a title in quotation marks: "„Stella. Ein Leben.“"."""
    if text[end - 1] in '“”»"':
        return False
    for opening, closing in _PAIRS:
        begun = text.rfind(opening, max(0, start - 40), start)
        if begun >= 0 and text.find(closing, begun + 1, start) < 0:
            return text.find(closing, end, end + 40) >= 0
    return False


_PROSE = re.compile(r"\W{0,4}\w[^\"“”()=<>{}\[\]]{11,300}[\s:][\"“„'][^\"“”]{1,60}")
_PROSE_ITEMS = re.compile(r"(?:[\"”']{1,2},?[\s\w]{1,6}[\"“„'][^\"“”]{1,60}+)*+")  # never goes back


def _in_prose(text: str) -> bool:
    """Whether titles in quotation marks are listed in a sentence, and not fields in a row."""
    opening = _PROSE.match(text) if len(text) < 600 else None
    return bool(opening and _PROSE_ITEMS.fullmatch(text, opening.end()))


def _stops(text: str, start: int, end: int, months: frozenset[str]) -> bool:
    after = text[end : end + 40].lstrip(" \t\n\"'“”‘«„*(")
    if not after or "\n\n" in text[end : end + 4]:
        return True
    if after[0].islower() or after[0] in ",;:)":
        return False
    if text[start] != ".":
        return text[start] != "!" or _NUMBERED.match(after) is None
    word = text[max(0, start - 12) : start].split()[-1:] or [""]
    bare = word[0].strip("(\"'“").casefold()
    if bare in _SHORT_FORMS or re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", bare):
        return False
    if bare.isdigit() and len(bare) <= 2:
        following = re.match(r"\w+", after)
        before = text[max(0, start - 20) : start].split()[-2:-1]
        return not (
            (following and following[0].casefold() in months)
            or (before and before[0].casefold() in _BEFORE_ORDINAL)
        )
    return True


_NUMBERED = re.compile(r"\d{1,2} [a-zà-ÿ]")  # "Example! 2 opens"


def _breaks(text: str, last: int, start: int, end: int) -> bool:
    """Whether a single line end parts two sentences: in data and lists, not in wrapped prose."""
    following = text[end : end + 50].lstrip(" \t")
    if not following.strip():
        return False
    return bool(
        _KEY.match(following)
        or following[0] in "<#|=>{}[]•└┌│-–"
        or text[last:start].strip()[-1:] in ":"
    )


def _chopped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        yield start, cut
        start = cut
    yield start, end


def _sentence(
    text: str,
    start: int,
    end: int,
    pieces: Pieces | None,
    emphasis: list[tuple[int, int]],
    base: int,
    role: str,
    number: int,
) -> Sentence | None:
    key = ""
    for _ in range(3):
        match = _KEY.match(text, start, end)
        if match is None:
            break
        key = match[1]
        start = match.end()
    while start < end and text[start] in " \t\r\n\x1e,;{}[])|>+`#":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\x1e,;{}[(|>+`":
        end -= 1
    for quote in "'\"":
        if text[start:end].count(quote) == 1:
            start += text[start] == quote
            end -= text[end - 1] == quote
        elif key and end - start > 2 and text[start] == quote == text[end - 1]:
            start, end = start + 1, end - 1
    if end - start < 2:
        return None
    inside = [(a - start, b - start) for a, b in emphasis if a >= start and b <= end]
    return Sentence(
        text[start:end].replace("\n", " ").replace(BREAK, " "),
        base + _origin(pieces, start),
        base + _origin(pieces, end - 1) + 1,
        role,
        number,
        key,
        inside,
    )
