"""read: what an article says, storing nothing; and how an article is opened."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from releases.cli.arguments import json_option, read_territories, territories_option
from releases.cli.asking import read_stdin
from releases.cli.render import mark, put, put_json, say, visible
from releases.cli.world import World, now
from releases.errors import CannotRead, NothingRead, UsageError

if TYPE_CHECKING:
    from datetime import date

    from releases.model.release import Statement
    from releases.tracking.intake import Found


def read_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE|URL|-", nargs="?", help="the article")
    parser.add_argument("--batch", metavar="FILE.jsonl|-", help="many: a JSON line in, a line out")
    parser.add_argument("--published", metavar="DATE", help="when the article was published")
    territories_option(parser, "where, for what names no place")
    parser.add_argument("--explain", action="store_true", help="say what gave each part")
    json_option(parser)


def read_command(world: World, args: argparse.Namespace) -> int:
    if args.batch is not None:
        if args.source or args.published or args.territories or args.explain:
            raise UsageError("--batch stands alone", "each line names its own published and url")
        return _batch(args.batch)
    if args.source is None:
        raise UsageError("FILE, URL or - is missing", "write: releases read article.html")
    found = understood(world, args.source, args.published, args.territories)
    if world.json:
        from releases.tracking.documents import statement_json

        published = found.published.isoformat() if found.published else None
        put_json(
            {
                "source": found.article.url or args.source,
                "published": published,
                "language": found.reading.language,
                "text": found.article.text,
                "statements": [statement_json(s) for s in found.reading.statements],
            }
        )
    if not found.reading.statements:
        raise nothing_read(found)
    if not world.json:
        for statement in found.reading.statements:
            put_statement(statement, explain=args.explain)
    return 0


def nothing_read(found: "Found") -> NothingRead:
    if found.published is None:
        hint = "a date without a year is only read with --published DATE"
    else:
        hint = "add it yourself: releases add TITLE --on DATE"
    return NothingRead(f"{found.source} states no release that I can read", hint)


def understood(world: World, source: str, published: str | None, territories: list[str]) -> "Found":
    """Open an article and read it, as the options say."""
    from releases.tracking import intake

    places = read_territories(territories)
    if len(places) > 1:
        raise UsageError(
            "an article has one place for what names none", "give one territory with --in"
        )
    day = _published(published, places)
    if not source.strip():
        raise UsageError("the name of the article is empty", "give a file, an address or -")
    if source == intake.STDIN:
        article = intake.of_bytes(read_stdin("the article"), source)
    elif intake.is_address(source):
        from releases.fetch import Fetcher

        wanted = world.settings
        with Fetcher(
            allow_private=wanted.allow_private,
            deadline=wanted.fetch_timeout,
            max_bytes=wanted.fetch_max_bytes,
        ) as fetcher:
            say(f"fetching {visible(source)} …")
            article = intake.fetch(source, fetcher)
    else:
        article = intake.open_file(source)
    return intake.understand(
        article, source, published=day, territory=places[0] if places else None
    )


def _published(text: str | None, places: tuple[str, ...]) -> "date | None":
    if text is None:
        return None
    from releases.cli.dates import read_date
    from releases.errors import BadDate

    when = read_date(text, places, now().date())
    if when.day is None:
        raise BadDate(f"--published {text!r} names no day", "write it as 2024-01-26")
    return when.day


def put_statement(statement: "Statement", *, explain: bool = False) -> None:
    """Show a statement: what was understood, and the sentence that says it."""
    year = f" ({statement.year})" if statement.year else ""
    when = statement.date.words() if statement.date else "no date"
    place = statement.territory or "no territory"
    sure = f"{statement.confidence:.0%}"
    title = mark(visible(statement.title), "bold")
    put(f"{title}{year}, {place}, {statement.kind.words}: {when}  {mark(sure, 'dim')}")
    put(f"  “{quoted(statement)}”")
    if explain:
        for line in statement.why:
            put(f"  {mark(visible(line), 'dim')}")


def quoted(statement: "Statement") -> str:
    """The sentence on one line, with the film's title marked at a terminal."""
    sentence = visible(" ".join(statement.sentence.split()))
    title = visible(statement.title)
    return sentence.replace(title, mark(title, "bold")) if title else sentence


def _batch(source: str) -> int:
    from releases.reading import batch

    if not sys.stdout:
        raise UsageError("there is nowhere to write the answers to")
    if source == "-":
        if sys.stdin is None:
            raise UsageError("the lines were to come from stdin, which is closed")
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        _answer(batch.run(_unfed(sys.stdin)))
        return 0
    try:
        with open(source, encoding="utf-8", errors="replace") as lines:
            _answer(batch.run(lines))
    except FileNotFoundError:
        raise CannotRead(f"there is no file {source}", "check the path") from None
    except IsADirectoryError:
        raise CannotRead(f"{source} is a folder, not a file", "name a file in it") from None
    except ValueError as error:
        raise CannotRead(f"{source} cannot be read: {error}") from None
    return 0


def _unfed(lines: TextIO) -> Iterator[str]:
    yield from lines


def _answer(answers: Iterable[str]) -> None:
    for line in answers:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
