"""follow, unfollow, follows: of which films a subscriber wants to be told."""

import argparse
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_territories,
    territories_option,
    year_option,
)
from releases.cli.outlook import cautions, outlook
from releases.cli.render import mark, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import NotFound, UsageError
from releases.model.dates import TBA
from releases.model.film import Film, clean, split_year
from releases.tracking.documents import film_json, instant
from releases.tracking.listing import find_known_film

if TYPE_CHECKING:
    from releases.store.engine import Connection


def follow_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("films", metavar="FILM", nargs="*", help="titles or ids such as f5")
    territories_option(parser, "told of releases there (else in your territories)")
    kinds_option(parser, "also told of this kind, beside cinema releases")
    year_option(parser, "the film's year")
    parser.add_argument("--person", metavar="NAME", help="a rule instead: whatever they make")
    parser.add_argument("--role", metavar="ROLE", default="", help="of that person: director …")
    parser.add_argument("--collection", metavar="NAME", help="a rule: the films of a collection")
    parser.add_argument(
        "--territory", metavar="TERRITORY", help="a rule: every release there (of that --kind)"
    )
    json_option(parser)


def _rule(world: World, args: argparse.Namespace) -> bool:
    """Whether a rule was asked for, as `rules add` makes it, and not films."""
    from releases.cli import rules

    asked = {"person": args.person, "collection": args.collection, "releases": args.territory}
    found = [what for what, value in asked.items() if value is not None]
    if not found:
        if args.role:
            raise UsageError("--role is a person's", "write --person NAME --role director")
        if not args.films:
            raise UsageError("which film?", "give a title, or --person, --collection, --territory")
        return False
    if len(found) > 1 or args.films or args.year:
        raise UsageError(
            "one rule at a time, and no films with it", "follow films in a command of their own"
        )
    (what,) = found
    places = [*args.territories, *filter(None, [args.territory])]
    name = asked[what] if what != "releases" else None
    rule = {"what": what, "name": name, "exclude": False, "territories": places}
    rules.add_command(world, argparse.Namespace(**vars(args) | rule))
    return True


def follow_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import films as facts
    from releases.tracking import people

    if _rule(world, args):
        return
    kinds = read_kinds(args.kinds)
    places = read_territories(args.territories) or None
    document: list[dict[str, Any]] = []
    with world.unit() as (connection, who):
        for words in args.films:
            film = _film(world, connection, who, words, args.year, places)
            new, planned = people.follow(
                connection, who, film.id, now(), kinds=kinds, territories=places, rules=world.rules
            )
            ids = [
                each.id
                for each in facts.releases_of(connection, film.id, removed=False)
                if each.date != TBA
            ]
            told = outlook(connection, who, ids) if ids else [_nothing_yet(connection, who)]
            result = "followed" if new else "unchanged"
            document.append({"result": result, "film": film_json(film), "planned": planned})
            put_line = say if world.json else put
            state = "following" if new else "already following"
            put_line(f"{state}: {mark(film.title, 'bold')}  {mark(f'f{film.id}', 'dim')}")
            for line in told:
                put_line(f"  {line}")
        notes = cautions(who, elsewhere=bool(places))
    if world.json:
        put_json(document)
    for note in notes:
        say(note)


def _film(
    world: World,
    connection: "Connection",
    who: Any,
    words: str,
    year: int | None,
    places: tuple[str, ...] | list[str] | None,
) -> Film:
    """The film meant; a title that is not known becomes a film without a date."""
    from releases.model.film import parse_ref
    from releases.tracking.changes import undated
    from releases.tracking.listing import film_key

    title = clean(words)
    if not title:
        raise UsageError("a film needs a title", "write: releases follow TITLE")
    try:
        return find_known_film(connection, title, year)
    except NotFound:
        if film_key(title) is not None or parse_ref("r", title) is not None:
            raise
    bare, own_year = split_year(title)
    return undated(connection, who, bare, year or own_year, places, now(), world.rules)


def _nothing_yet(connection: "Connection", who: Any) -> str:
    from releases.cli.outlook import NO_CHANNEL
    from releases.store.people import channel_count

    if not channel_count(connection, who):
        return f"no date is known yet; {NO_CHANNEL}"
    return "no date is known yet; you will hear when one is"


def unfollow_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", metavar="FILM", help="a title, or an id such as f5")
    year_option(parser, "the film's year")
    json_option(parser)


def unfollow_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import people

    with world.unit() as (connection, who):
        film = find_known_film(connection, args.film, args.year)
        was = people.unfollow(connection, who, film.id, now(), world.rules)
    if world.json:
        put_json({"result": "unfollowed" if was else "unchanged", "film": film_json(film)})
    elif was:
        put(f"no longer following: {film.title}; its reminders to you are cancelled")
    else:
        put(f"you were not following {film.title}")


def follows_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def follows_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import people

    who = world.who
    with world.store.read() as connection:
        rows = people.following(connection, who)
    if world.json:
        put_json(
            [
                {
                    "film": {"id": f"f{row.film_id}", "title": row.title, "year": row.year},
                    "kinds": [kind for kind in row.kinds.split(",") if kind],
                    "territories": [code for code in row.territories.split(",") if code],
                    "since": instant(row.since),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("you follow nothing yet; releases follow TITLE")
        return
    mine = ", ".join(who.territories) or "-"
    put_table(
        ("ID", "FILM", "WHERE", "ALSO"),
        [
            (
                f"f{row.film_id}",
                f"{row.title} ({row.year})" if row.year else row.title,
                row.territories.replace(",", ", ") or mine,
                row.kinds.replace(",", ", "),
            )
            for row in rows
        ],
    )
