"""rules: follow whatever a person makes, a collection, or every release of a kind somewhere."""

import argparse
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_territories,
    territories_option,
)
from releases.cli.render import mark, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.model.film import parse_ref, ref
from releases.tracking.documents import rule_json

if TYPE_CHECKING:
    from releases.store.ruling import Rule

_WHATS = ("person", "collection", "releases")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", choices=_WHATS, help=", ".join(_WHATS))
    parser.add_argument("name", metavar="NAME", nargs="?", help="a name, or its number at TMDB")
    parser.add_argument("--role", metavar="ROLE", default="", help="a person's: director, cast …")
    parser.add_argument("--exclude", action="store_true", help="keep these out of other rules")
    territories_option(parser, "for releases: where")
    kinds_option(parser, "for releases: of this kind (default theatrical)")
    json_option(parser)


def add_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import rules

    places, kinds = read_territories(args.territories), read_kinds(args.kinds)
    made: list[Any] = []
    if args.what == rules.RELEASES:
        if args.name or args.role:
            raise UsageError("releases take --in and --kind only", "write --in IE")
        from releases.model.release import Kind

        places = places or world.who.territories
        wanted = [(place, kind) for place in places for kind in kinds or (Kind.THEATRICAL,)]
        if not wanted:
            raise UsageError("a territory is missing", "write --in IE")
        with world.unit() as (connection, who):
            made = [
                rules.add_rule(
                    connection, who, args.what, now(), territory=place, kind=kind,
                    exclude=args.exclude,
                )
                for place, kind in wanted
            ]  # fmt: skip
    else:
        if places or kinds:
            raise UsageError("--in and --kind are for releases", "see releases rules add --help")
        subject, name = _subject(world, args)
        with world.unit() as (connection, who):
            made = [
                rules.add_rule(
                    connection, who, args.what, now(), subject=subject, name=name,
                    role=args.role, exclude=args.exclude,
                )
            ]  # fmt: skip
    if world.json:
        put_json([rule_json(rule) for rule in made])
        return
    for rule in made:
        put(f"{ref('u', rule.id)}  {mark(_words(rule), 'bold')}")
    say("what is new and still ahead is followed at the next look (or: releases sources refresh)")


def _subject(world: World, args: argparse.Namespace) -> tuple[str, str]:
    from releases.fetch import Fetcher
    from releases.sources.tmdb import Tmdb
    from releases.tracking.rules import subject_of

    if not args.name:
        raise UsageError(f"which {args.what} is meant?", "give a name, or TMDB's number")
    settings = world.settings
    if not settings.tmdb_token:
        raise UsageError("rules need TMDB", "set sources.tmdb.token")
    with Fetcher(allow_private=True) as fetcher:
        tmdb = Tmdb(fetcher, settings.tmdb_token, settings.tmdb_base_url)
        return subject_of(tmdb, args.what, args.name)


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    from releases.store.ruling import rules_of

    who = world.who
    with world.store.read() as connection:
        found = rules_of(connection, who.id)
    if world.json:
        put_json([rule_json(rule) for rule in found])
    elif found:
        put_table(("ID", "RULE"), [(ref("u", rule.id), _words(rule)) for rule in found])
    else:
        say("you have no rules; releases rules add person NAME --role director")


def remove_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="such as u3")
    json_option(parser)


def remove_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import ruling

    key = parse_ref("u", args.id)
    if key is None:
        raise UsageError(f"{args.id!r} is no rule's id", "see releases rules")
    with world.unit() as (connection, who):
        rule = ruling.rule(connection, who.id, key)
        ruling.remove_rule(connection, key)
    if world.json:
        put_json({"result": "removed", "rule": rule_json(rule)})
    else:
        put(f"ended: {_words(rule)}; what it made you follow stays followed")


def _words(rule: "Rule") -> str:
    from releases.tracking.rules import words

    return words(rule)
