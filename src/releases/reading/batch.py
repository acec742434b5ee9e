"""Many articles: one JSON line in, one JSON line out, in order, over all cores.

Each line is an object `{"id", "text" or "html", "url"?, "published"?}`; each answer is
`{"id", "statements"}` or `{"id", "error"}`. A few lines are answered in this process; more are
shared out to worker processes, of which only so many lines are under way that memory stays flat.
"""

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import chain, islice
from typing import Any

from releases.errors import ReleasesError
from releases.model.release import Statement
from releases.reading.article import Article
from releases.reading.sentences import read

_ALONE = 1_000_000  # characters below which starting processes costs more than it saves
_CHUNK_LINES = 200
_CHUNK_CHARACTERS = 400_000


def answer(line: str) -> str:
    """The answer to one line, as one JSON line without its end; never raises."""
    identity: Any = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            return _failed(None, "a line is a JSON object with id and text")
        identity = asked.get("id")
        found = read(_article(asked)).statements
        return _json({"id": identity, "statements": [as_json(s) for s in found]})
    except ReleasesError as error:
        return _failed(identity, error.what)
    except RecursionError:
        return _failed(identity, "nested too deeply")
    except ValueError as error:
        return _failed(identity, f"not a line of JSON: {error}" if identity is None else str(error))
    except Exception as error:  # one bad line never stops the others
        return _failed(identity, f"could not be read: {type(error).__name__}: {error}")


def _failed(identity: Any, what: str) -> str:
    return _json({"id": identity, "error": what})


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()


def as_json(statement: Statement) -> dict[str, Any]:
    """A statement as every JSON output shows it."""
    shown: dict[str, Any] = {
        "title": statement.title,
        "territory": statement.territory,
        "kind": statement.kind.value,
        "date": statement.date.text if statement.date else None,
        "precision": statement.date.precision.value if statement.date else None,
        "sentence": statement.sentence,
        "start": statement.start,
        "end": statement.end,
        "confidence": statement.confidence,
    }
    if statement.year is not None:
        shown["year"] = statement.year
    return shown


def _article(asked: dict[str, Any]) -> Article:
    published = _published(asked.get("published"))
    url = asked.get("url")
    if url is not None and not isinstance(url, str):
        raise ValueError("url is not text")
    if isinstance(text := asked.get("text"), str):
        return Article.of_text(text, published=published, url=url)
    if isinstance(page := asked.get("html"), str):
        from dataclasses import replace

        from releases.reading.article import from_html

        article = from_html(page, url=url)
        return replace(article, published=published) if published else article
    raise ValueError("neither text nor html is given")


def _published(text: Any) -> date | None:
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("published is not text")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"published {text!r} is not a date such as 2024-01-26") from None


def run(lines: Iterable[str], *, workers: int | None = None) -> Iterator[str]:
    """The answers to `lines`, in their order. `workers`: processes, by default one a core."""
    asked = (line for line in lines if line.strip())
    wanted = (
        workers or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else (workers or os.cpu_count() or 1)
    )
    head: list[str] = []
    size = 0
    for line in asked:
        head.append(line)
        size += len(line)
        if size > _ALONE:
            break
    else:
        yield from map(answer, head)
        return
    if wanted == 1:
        yield from map(answer, chain(head, asked))
        return
    yield from _shared(chain(head, asked), wanted)


def _answers(lines: list[str]) -> list[str]:
    return [answer(line) for line in lines]


def _shared(lines: Iterator[str], workers: int) -> Iterator[str]:
    pending: deque[Future[list[str]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for chunk in _chunks(lines):
            pending.append(pool.submit(_answers, chunk))
            if len(pending) > 2 * workers:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(_chunk(lines)):
        yield chunk


def _chunk(lines: Iterator[str]) -> Iterator[str]:
    size = 0
    for line in islice(lines, _CHUNK_LINES):
        yield line
        size += len(line)
        if size > _CHUNK_CHARACTERS:
            return
