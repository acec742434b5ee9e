"""add: a release typed by a person. What is read from an article is in `taking.py`."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_territories,
    territories_option,
    year_option,
)
from releases.cli.outlook import cautions, outlook
from releases.cli.render import date_words, mark, put, put_json, say
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.model.film import clean, ref
from releases.model.release import Kind

if TYPE_CHECKING:
    from releases.model.dates import ReleaseDate
    from releases.model.subscriber import Subscriber
    from releases.store.engine import Connection
    from releases.tracking.changes import Done

_FOR_TYPED = ("on", "kinds", "year", "label", "note", "hold", "no_follow")
_FOR_READ = ("published", "yes", "dry_run", "film")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", nargs="?", help="the film's title")
    parser.add_argument("--on", metavar="DATE", help="when: 2024-01-26, 'next Friday', tba …")
    territories_option(parser, "where: GB, or several as GB,IE (read: fills what is not said)")
    kinds_option(parser, "premiere, limited, theatrical (default), digital, physical or tv")
    year_option(parser, "the film's year, to tell films of one title apart")
    parser.add_argument("--pick", metavar="N", help="of the films found without --on, this one")
    parser.add_argument("--label", metavar="LABEL", help="a re-release's, such as '4K restoration'")
    parser.add_argument("--note", metavar="NOTE", help="where you know it from")
    parser.add_argument("--hold", action="store_true", help="no source may move this date")
    parser.add_argument("--no-follow", action="store_true", help="keep it, but do not tell me")
    reading = parser.add_argument_group("read from an article")
    reading.add_argument("--from", dest="source", metavar="FILE|URL|-", help="read it from there")
    reading.add_argument("--published", metavar="DATE", help="when the article was published")
    reading.add_argument("--film", metavar="TITLE", help="take only what it says of this film")
    reading.add_argument("--yes", action="store_true", help="take what is sure without asking")
    reading.add_argument("--dry-run", action="store_true", help="show what would be taken")
    json_option(parser)


def add_command(world: World, args: argparse.Namespace) -> int:
    if args.source is not None:
        _refuse(args, _FOR_TYPED, "goes with a typed title, not with --from")
        if args.title is not None:
            raise UsageError(
                "give a title, or --from, not both",
                "to take only one film of the article, write --film TITLE",
            )
        from releases.cli.taking import take

        return take(world, args)
    _refuse(args, _FOR_READ, "goes with --from only")
    if args.title is not None and args.on is None and world.settings.tmdb_token:
        from releases.cli.searching import search_and_add

        _refuse(args, ("label", "note", "hold", "no_follow"), "goes with --on only")
        return search_and_add(world, args)
    _refuse(args, ("pick",), "goes with a title to look up, without --on")
    if args.title is None or args.on is None:
        missing = "TITLE" if args.title is None else "--on DATE"
        raise UsageError(
            f"{missing} is missing",
            "write: releases add TITLE --on DATE, with --on tba where no date is known, "
            "or: releases add --from FILE|URL",
        )
    return _typed(world, args)


def _refuse(args: argparse.Namespace, names: Sequence[str], why: str) -> None:
    for name in names:
        if getattr(args, name):
            option = "--" + name.replace("_", "-").removesuffix("s" if name == "kinds" else "")
            raise UsageError(f"{option} {why}", "see releases add --help")


def _typed(world: World, args: argparse.Namespace) -> int:
    from releases.cli.dates import read_date

    title = clean(args.title)
    if not title:
        raise UsageError("a film needs a title", "write: releases add TITLE --on DATE")
    places: tuple[str | None, ...] = read_territories(args.territories)
    kinds = read_kinds(args.kinds) or (Kind.THEATRICAL,)
    places = places or world.who.territories[:1] or (None,)
    when = read_date(args.on, places, world.today)
    with world.unit() as (connection, who):
        done = [
            _add(world, connection, who, args, title, place, kind, when)
            for place in places
            for kind in kinds
        ]
        report(world, connection, who, done)
        notes = cautions(who)
    if when.latest is not None and when.latest < world.today:
        say(f"{when.words()} is past: it is kept, and nothing will be sent of it")
    elif not args.no_follow:
        for note in notes:
            say(note)
    return 0


def _add(
    world: World,
    connection: "Connection",
    who: "Subscriber",
    args: argparse.Namespace,
    title: str,
    place: str | None,
    kind: Kind,
    when: "ReleaseDate",
) -> "Done":
    from releases.tracking import changes

    note = clean(args.note) if args.note else None
    proposal = changes.Proposal(
        title, place, kind, changes.typed_claim(when, now(), note),
        year=args.year, label=clean(args.label or ""), film_id=_named(connection, title),
    )  # fmt: skip
    return changes.add(
        connection, who, proposal, now(),
        follow=not args.no_follow, hold=args.hold, rules=world.rules,
    )  # fmt: skip


def _named(connection: "Connection", title: str) -> int | None:
    """The id in `f5` where there is such a film; anything else is a title."""
    from releases.errors import NotFound
    from releases.store.films import film_by_id
    from releases.tracking.listing import film_key

    key = film_key(title)
    try:
        return None if key is None else film_by_id(connection, key).id
    except NotFound:
        return None


_ORDER = ("added", "moved", "revived", "cancelled", "removed", "conflict", "older", "unchanged")


def overall(results: Sequence[str]) -> str:
    """One word for what came of several changes: the one that says most."""
    known = [word for word in _ORDER if word in results]
    return known[0] if known else (results[0] if results else "unchanged")


def report(
    world: World, connection: "Connection", who: "Subscriber", done: Sequence["Done"]
) -> None:
    """Say what was done and what will be sent when; or the same as JSON."""
    from releases.tracking.listing import releases_json

    ids = [each.release.id for each in done]
    told = outlook(connection, who, ids)
    if world.json:
        put_json(
            {
                "result": overall([each.result for each in done]),
                "releases": releases_json(connection, who, ids, world.today),
                "planned": sum(each.planned for each in done),
            }
        )
        for line in told:
            say(line)
        return
    for each in done:
        put(_said(each))
    for line in told:
        put(f"  {line}")


_WORDS = {
    "unchanged": "already known", "conflict": "kept as a contradiction",
    "older": "kept; a later statement holds", "held": "date held", "unheld": "date let go",
    "cancelled": "called off", "revived": "on again",
}  # fmt: skip


def _said(each: "Done") -> str:
    release = each.release
    year = f" ({release.film.year})" if release.film.year else ""
    label = f", {release.label}" if release.label else ""
    place = release.territory or "no territory"
    word = _WORDS.get(each.result, each.result)
    return (
        f"{word}: {mark(release.film.title + year, 'bold')}, {place}, {release.kind.words}{label}, "
        f"{date_words(release.date.text)}  {mark(ref('r', release.id), 'dim')}"
    )
