"""Markdown as an article: its marks taken off, what they meant kept."""

import re
from dataclasses import replace
from datetime import date

from releases.reading.article import Article, Block, clean
from releases.reading.page_data import day_of

_FRONT = re.compile(
    r"\A---[ \t]*\n(?=\w[\w-]{0,30}:)(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"^(\w[\w-]{0,30}):[ \t]*[\"']?([^\n]*?)[\"']?[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+([^\n]*?)[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^([^\n>#|*+-][^\n]{0,200})\n(=+|-+)[ \t]*$", re.MULTILINE)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,500})\]"
    r"(?:\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,100}\])"
)
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,100}\]:[ \t]*\S+[^\n]*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_STRIKE = re.compile(r"~~([^~\n]{1,300})~~")
_MARK = re.compile(
    r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,300}?)(?<=[^\s*_])\1(?![\w*_])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_HEADS = ("title", "heading")
_CODE = re.compile(r"`([^`\n]{1,300})`")


def markdown_article(
    text: str, *, url: str | None = None, published: date | None = None
) -> Article:
    """CommonMark's headings, lists, tables, quotes, links and emphasis, and a YAML front matter."""
    text = clean(text)
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = {name.lower(): value for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    levels: dict[str, int] = {}
    text = _REFERENCE.sub("", _FENCE.sub("", text))
    text = _UNDERLINED.sub(lambda m: f"{'#' if m[2][0] == '=' else '##'} {m[1]}", text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _STRIKE.sub(r"\1", text)))
    text = _CODE.sub(r"\1", text)
    headed = _HEADING.sub(lambda m: f"\n{m[2]}\n", text)
    for found in _HEADING.finditer(text):
        levels.setdefault(_unmarked(found[2])[0].strip(), len(found[1]))
    bare, emphasis = _unmarked(headed)
    article = Article.of_text(bare, url=url)
    title = fields.get("title") or next(
        (name for name, level in levels.items() if level == 1), None
    )
    return replace(
        article,
        blocks=tuple(_with_heading(article.text, block, levels, title) for block in article.blocks),
        title=title or article.title,
        published=published or day_of(fields.get("date")),
        language=(fields.get("lang") or fields.get("language") or "").lower() or None,
        emphasis=tuple(emphasis),
    )


def _with_heading(text: str, block: Block, levels: dict[str, int], title: str | None) -> Block:
    words = text[block.start : block.end]
    if words == title and words in levels:
        return replace(block, role="title")
    if words in levels:
        return replace(block, role="heading")
    # Who marks headings means no other line as one.
    return replace(block, role="paragraph") if levels and block.role in _HEADS else block


def _unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` without emphasis marks and escapes, and the spans that were emphasised in it."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    length = last = 0
    for found in _MARK.finditer(text):
        before = _ESCAPE.sub(r"\1", text[last : found.start()])
        inside = _ESCAPE.sub(r"\1", found[2])
        out += [before, inside]
        start = length + len(before)
        length = start + len(inside)
        spans.append((start, length))
        last = found.end()
    out.append(_ESCAPE.sub(r"\1", text[last:]))
    return "".join(out), spans
