"""import json and export: everything as a file of our own, or what you follow as a table."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_territories,
    territories_option,
)
from releases.cli.asking import stdin_file
from releases.cli.render import count, put, put_json, say
from releases.cli.world import World, now
from releases.errors import CannotRead, UsageError

if TYPE_CHECKING:
    from releases.store.engine import Connection
    from releases.tracking.transfer import Taken

LARGEST = 200_000_000
_BLOCK = 1 << 16


def _take_json(world: World, connection: "Connection", data: bytes) -> "Taken":
    from releases.tracking.transfer import take_in

    return take_in(connection, data, now(), world.rules)


def _write_json(world: World, args: argparse.Namespace) -> str:
    from releases.tracking.transfer import export

    if args.territories or args.kinds or args.all:
        raise UsageError(
            "--in, --kind and --all narrow a table or a calendar; json is always everything",
            "leave them out, or write --format csv or ics",
        )
    with world.store.read() as connection:
        document = export(connection, now())
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _write_csv(world: World, args: argparse.Namespace) -> str:
    from releases.tracking.listing import releases_csv

    territories, kinds = read_territories(args.territories), read_kinds(args.kinds)
    who, today = world.who, world.today
    with world.store.read() as connection:
        return releases_csv(
            connection, who, today, territories=territories, kinds=kinds, everything=args.all
        )


def _write_ics(world: World, args: argparse.Namespace) -> str:
    from releases.store.turns import installation
    from releases.tracking.feeds import Choice, calendar_file

    choice = Choice(
        read_territories(args.territories), read_kinds(args.kinds), partial=not args.days_only
    )
    with world.unit() as (connection, who):
        home = installation(connection)
    with world.store.read() as connection:
        return calendar_file(connection, who, home, choice, everything=args.all)


IMPORTS: dict[str, Callable[[World, "Connection", bytes], "Taken"]] = {"json": _take_json}
EXPORTS: dict[str, Callable[[World, argparse.Namespace], str]] = {
    "json": _write_json,
    "csv": _write_csv,
    "ics": _write_ics,
}


def import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", metavar="FORMAT", choices=tuple(IMPORTS), help=", ".join(IMPORTS))
    parser.add_argument("file", metavar="FILE|-", help="the file")
    parser.add_argument("--dry-run", action="store_true", help="show what would come of it")
    json_option(parser)


class _OnlyTried(Exception):
    """Ends the unit of a dry run, so that nothing of it is kept."""


def import_command(world: World, args: argparse.Namespace) -> int:
    data = read_file(args.file)
    try:
        with world.store.unit() as connection:
            taken = IMPORTS[args.format](world, connection, data)
            if args.dry_run:
                raise _OnlyTried
    except _OnlyTried:
        say("nothing was stored: this was a dry run")
    if world.json:
        put_json(asdict(taken))
    else:
        put(f"read {count(taken.read, 'release')}: {taken.added} added, {taken.changed} changed, "
            f"{taken.unchanged} unchanged")  # fmt: skip
    for each in taken.rejected:
        say(f"refused: {each['error']}")
    return 1 if taken.rejected and not taken.read else 0


def read_file(source: str) -> bytes:
    """What a file, or stdin as `-`, holds; raise `CannotRead` saying what is wrong with it."""
    with opened(source) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CannotRead(f"{source} is larger than 200 MB", "that is no list of releases")
    return data


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """A file, or stdin as `-`, which can be read from its beginning more than once.

    Raises `CannotRead` saying what is wrong with it.
    """
    with ExitStack() as stack:
        file = stack.enter_context(_open(source))
        try:
            if not file.seekable():
                copy = cast(BinaryIO, stack.enter_context(TemporaryFile()))
                file = _copied(file, copy)
            if not file.read(_BLOCK).strip() and not file.read(1):
                shown = "stdin" if source == "-" else source
                raise CannotRead(f"{shown} is empty", "nothing was imported")
            file.seek(0)
        except OSError as error:
            raise CannotRead(f"{source} cannot be read: {error.strerror}") from None
        yield file


def _copied(file: BinaryIO, copy: BinaryIO) -> BinaryIO:
    """What a pipe gives, and of it no more than is allowed and a byte."""
    left = LARGEST + 1
    while left and (block := file.read(min(left, _BLOCK))):
        copy.write(block)
        left -= len(block)
    copy.seek(0)
    return copy


def _open(source: str) -> AbstractContextManager[BinaryIO]:
    if source == "-":
        return nullcontext(stdin_file("the file"))
    try:
        path = Path(source)
        if path.is_dir():
            raise CannotRead(f"{source} is a folder, not a file", "name a file in it")
        return path.open("rb")
    except FileNotFoundError:
        raise CannotRead(f"there is no file {source}", "check the path") from None
    except OSError as error:
        raise CannotRead(f"{source} cannot be read: {error.strerror}") from None
    except ValueError:
        raise CannotRead("that is not the name of a file", "it holds a NUL character") from None


def export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", metavar="FORMAT", choices=tuple(EXPORTS), default="json",
        help=", ".join(EXPORTS) + " (default json)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", help="where to (else stdout)")
    territories_option(parser, "csv, ics: only these territories")
    kinds_option(parser, "csv, ics: only these kinds")
    parser.add_argument("--all", action="store_true", help="csv, ics: also what is not followed")
    parser.add_argument(
        "--days-only", action="store_true", help="ics: leave out what has no day yet"
    )


def export_command(world: World, args: argparse.Namespace) -> None:
    if args.days_only and args.format != "ics":
        raise UsageError("--days-only is of a calendar", "write --format ics")
    text = EXPORTS[args.format](world, args)
    if args.output is None:
        if sys.stdout:
            sys.stdout.write(text)
        return
    _write(args.output, text)
    say(f"written to {args.output}")


def _write(where: str, text: str) -> None:
    """Write a file whole or not at all."""
    path = Path(where)
    if not where.strip() or "\0" in where:
        raise UsageError("the name of the file is empty or not a name", "write -o FILE")
    if path.is_dir():
        raise UsageError(f"{where} is a folder", "name a file in it")
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        raise CannotRead(f"{where} cannot be written: {error.strerror}") from None
