"""import: lists that people keep elsewhere, calendars, tables, and our own export."""

import argparse
import sys
from typing import TYPE_CHECKING

from releases.cli.arguments import json_option, territories_option
from releases.cli.render import count, mark, put, put_json, say
from releases.cli.world import World, now
from releases.errors import UsageError

if TYPE_CHECKING:
    from releases.tracking.imported import ImportResult

_OURS = "json"
FORMATS = ("letterboxd", "imdb", "ics", "csv", _OURS, "trakt", "yamtrack", "radarr")
_MOST_LINES = 20


def import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", metavar="FORMAT", choices=FORMATS, help=", ".join(FORMATS))
    parser.add_argument("file", metavar="FILE|-", help="the file")
    parser.add_argument("--dry-run", action="store_true", help="show what would come of it")
    parser.add_argument(
        "--prune", action="store_true",
        help="stop following what an earlier import of this format brought and the file lacks",
    )  # fmt: skip
    territories_option(parser, "the territory of dates that name none (ics, csv)")
    json_option(parser)


def import_command(world: World, args: argparse.Namespace) -> int:
    from releases.cli.arguments import read_territories
    from releases.cli.transfer import import_command as import_ours
    from releases.cli.transfer import opened

    places = read_territories(args.territories)
    if len(places) > 1:
        raise UsageError("a file has one territory", "give one --in, or a column named territory")
    if args.format == _OURS:
        if args.prune or places:
            raise UsageError("--prune and --in are not for json", "it says all of that itself")
        return import_ours(world, args)
    from releases.tracking.imports import run_import

    with opened(args.file) as file:
        result = run_import(
            world.store, world.who, args.format, file, now(),
            dry_run=args.dry_run, prune=args.prune, place=places[0] if places else None,
            progress=_Bar() if not world.json else None, rules=world.rules,
        )  # fmt: skip
    if world.json:
        put_json(result.document())
    else:
        _put(world, result, args)
    return 1 if result.rejected and len(result.rejected) == result.read else 0


class _Bar:
    """A bar on stderr where that is a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self.shown = bool(sys.stderr and sys.stderr.isatty())

    def __call__(self, done: int, of: int) -> None:
        if not self.shown:
            return
        filled = 30 * done // max(of, 1)
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done:,} of {of:,}{end}")
        sys.stderr.flush()


def _put(world: World, result: "ImportResult", args: argparse.Namespace) -> None:
    words = [f"{result.added:,} added", f"{result.changed:,} changed",
             f"{result.unchanged:,} unchanged"]  # fmt: skip
    if result.doubtful:
        words.append(f"{len(result.doubtful):,} doubtful")
    if result.rejected:
        words.append(f"{len(result.rejected):,} left out")
    if result.pruned:
        words.append(f"{count(result.pruned, 'film')} no longer followed")
    tried = " (a dry run: nothing was stored)" if args.dry_run else ""
    put(f"read {count(result.read, 'row')}: {', '.join(words)}{tried}")
    for doubt in result.doubtful[:_MOST_LINES]:
        names = ", ".join(
            f"{each['title']}" + (f" ({each['year']})" if each["year"] else "")
            + (f" {mark(each['id'], 'dim')}" if each["id"] else "")
            for each in doubt.candidates
        )  # fmt: skip
        put(f"  line {doubt.line}: {doubt.title} may be {names}; not taken")
    _more(len(result.doubtful))
    for move in result.moves[:_MOST_LINES]:
        where = f" ({move.territory})" if move.territory else ""
        put(f"  line {move.line}: {move.title}{where}: {move.old or 'no date'} -> {move.new}")
    _more(len(result.moves))
    for title in result.unfollowed[:_MOST_LINES]:
        put(f"  no longer followed: {title}")
    _more(len(result.unfollowed))
    for kind in (result.rejected, result.remarks):
        for trouble in kind[:_MOST_LINES]:
            say(f"line {trouble.line}: {trouble.error}")
        _more(len(kind))
    if result.doubtful:
        say("give a film its year with releases films rename, or follow the one that is meant")


def _more(total: int) -> None:
    if total > _MOST_LINES:
        say(f"… and {total - _MOST_LINES:,} more (all of them with --json)")
