"""conflicts and undo: what sources disagree about, settling it, taking back the last change."""

import argparse
from typing import TYPE_CHECKING, Any

from releases.cli.adding import report
from releases.cli.arguments import json_option, narrowing_options
from releases.cli.render import day_words, mark, put, put_json, say
from releases.cli.showing import chosen
from releases.cli.world import World, now
from releases.errors import UsageError

if TYPE_CHECKING:
    from releases.store.films import StoredClaim
    from releases.tracking.history import Conflict


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking.documents import conflict_json
    from releases.tracking.history import conflicts
    from releases.tracking.listing import releases_json

    with world.store.read() as connection:
        found = conflicts(connection)
        if world.json:
            shown = releases_json(
                connection, world.who, [each.release.id for each in found], world.today
            )
            put_json(
                [conflict_json(each, release) for release, each in zip(shown, found, strict=True)]
            )
            return
    if not found:
        say("nothing contradicts the dates that are held")
    for each in found:
        _put(each)
    if found:
        say("releases conflicts resolve RELEASE --keep, or --take SOURCE or DATE")


def _put(conflict: "Conflict") -> None:
    release = conflict.release
    title = release.film.title + (f" ({release.film.year})" if release.film.year else "")
    place = release.territory or "no territory"
    put(f"r{release.id}  {mark(title, 'bold')}  {place}  {release.kind.value}")
    put(f"  held   {release.date.words()}  {_who(conflict.held)}")
    for other in conflict.others:
        when = other.claim.date.words() if other.claim.date else "no date any more"
        put(f"  other  {when}  {_who(other)}")
    put(f"  why    {conflict.why}")


def _who(stored: "StoredClaim | None") -> str:
    if stored is None:
        return ""
    evidence = stored.claim.evidence
    words = f"{evidence.source}" + (f" by {stored.by}" if stored.by else "")
    if evidence.published:
        words += f", {day_words(evidence.published)}"
    return f"{words}: {evidence.sentence}" if evidence.sentence else words


def resolve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", metavar="RELEASE", help="an id such as r12, or a title")
    narrowing_options(parser)
    parser.add_argument("--keep", action="store_true", help="the date that is held is right")
    parser.add_argument("--take", metavar="SOURCE|DATE", help="this source, or this date, is right")
    json_option(parser)


def resolve_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking.history import resolve

    if args.keep == (args.take is not None):
        raise UsageError("which is right?", "write --keep, or --take SOURCE or DATE")
    with world.unit() as (connection, who):
        release = chosen(connection, args)
        done = resolve(connection, who, release, args.take, now(), rules=world.rules)
        report(world, connection, who, [done])


def undo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "release", metavar="RELEASE", nargs="?", help="its last change (else the last of yours)"
    )
    narrowing_options(parser)
    json_option(parser)


def undo_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking.history import undo

    with world.unit() as (connection, who):
        release: Any = chosen(connection, args) if args.release is not None else None
        done = undo(connection, who, now(), release=release, rules=world.rules)
        report(world, connection, who, [done])
