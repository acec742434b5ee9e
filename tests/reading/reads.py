"""Helpers of this room's tests: a text in, its statements as short lines out."""

from datetime import date

from releases.reading.article import Article
from releases.reading.sentences import read


def said(text: str, published: str | None = None, **options: str) -> set[str]:
    """The statements of a text as `Title | GB | theatrical | 2024-01-26`, `-` for null."""
    day = date.fromisoformat(published) if published else None
    reading = read(Article.of_text(text), published=day, **options)
    return {f"{s.title} | {s.territory or '-'} | {s.kind} | {s.date}" for s in reading.statements}


def cases(table: str) -> list[tuple[str, str | None, set[str]]]:
    """Cases of a table: a text, `@ published` if given, then one `= statement` a line."""
    out: list[tuple[str, str | None, set[str]]] = []
    for block in table.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        text = " ".join(line for line in lines if line[:1] not in "@=")
        published = next((line[1:].strip() for line in lines if line.startswith("@")), None)
        out.append((text, published, {line[1:].strip() for line in lines if line.startswith("=")}))
    return out
