"""add TITLE without a date: the film is looked up, chosen by a person, and followed."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from releases.cli.arguments import read_kinds, read_number, read_territories
from releases.cli.asking import at_terminal
from releases.cli.render import put, say
from releases.cli.world import World, now
from releases.errors import Ambiguous, UsageError
from releases.model.film import clean, split_year

if TYPE_CHECKING:
    from releases.sources.tmdb_facts import Candidate

_SHOWN = 10


def search_and_add(world: World, args: argparse.Namespace) -> int:
    """Look a title up at TMDB, and follow the film that is meant with its dates."""
    from releases.cli.adding import report
    from releases.fetch import Fetcher
    from releases.sources.tmdb import ATTRIBUTION, Tmdb
    from releases.tracking.changes import Done
    from releases.tracking.lookup import follow_found, none_found

    settings = world.settings
    title, own_year = split_year(clean(args.title))
    kinds, places = read_kinds(args.kinds), read_territories(args.territories)
    with Fetcher(allow_private=True) as fetcher:
        tmdb = Tmdb(fetcher, settings.tmdb_token, settings.tmdb_base_url)
        found = tmdb.search(title, args.year or own_year)
        if not found:
            raise none_found(title)
        film = _choose(found, title, args.year or own_year, args.pick)
        said = tmdb.film(film.tmdb).facts
    with world.unit() as (connection, who):
        ours, mine = follow_found(
            connection, who, film, said, now(),
            kinds=kinds, territories=places, rules=world.rules,
        )  # fmt: skip
        done = [Done("added", release, 0) for release in mine]
        if done:
            report(world, connection, who, done)
        else:
            put(f"following {ours.title}: no date is known where you are; you will hear of it")
    say(ATTRIBUTION)
    return 0


def _choose(
    found: "Sequence[Candidate]", title: str, year: int | None, pick: str | None
) -> "Candidate":
    from releases.tracking.lookup import meant

    shown = list(found[:_SHOWN])
    lines = [_line(number, film) for number, film in enumerate(shown, 1)]
    if pick is not None:
        return shown[read_number(pick, least=1, most=len(shown), what="--pick") - 1]
    only = meant(found, title, year)
    if only is not None:
        return only
    if not at_terminal():
        raise Ambiguous(
            f"{title!r} may be several films", lines, "choose with --year YEAR or --pick NUMBER"
        )
    for line in lines:
        say(line)
    import sys

    sys.stderr.write(f"which one? [1-{len(shown)}] ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip()
    if not answer:
        raise UsageError("none was chosen", "choose with --year YEAR or --pick NUMBER")
    return shown[read_number(answer, least=1, most=len(shown), what="the number") - 1]


def _line(number: int, film: "Candidate") -> str:
    other = f", {film.original_title}" if film.original_title else ""
    return f"{number}  {film.title} ({film.year or 'no year yet'}){other}"
