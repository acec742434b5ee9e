"""sources: who is asked for dates, how that went, and asking now."""

import argparse
import os
import socket
from collections.abc import Sequence
from typing import Any

from releases.cli.arguments import json_option, read_territories, territories_option
from releases.cli.listing import titled
from releases.cli.render import ago, count, mark, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.logs import mask_url
from releases.store.asked import LostFilm, Source


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address", metavar="URL|FOLDER", help="a feed, a page to watch, or a folder of .eml files"
    )
    parser.add_argument("--kind", metavar="KIND", help="feed (default), page, or mail")
    parser.add_argument("--name", metavar="NAME", help="how it is called (else by its host)")
    territories_option(parser, "the territory of dates that name none")
    json_option(parser)


def add_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking.articles import add_source

    places = read_territories(args.territories)
    if len(places) > 1:
        raise UsageError("a source has one territory", "give one --in")
    with world.unit() as (connection, _):
        source = add_source(
            connection, args.address, now(), kind=args.kind, name=args.name,
            territory=places[0] if places else None,
        )  # fmt: skip
    if world.json:
        put_json(_document(source))
        return
    put(f"watching {mark(source.name, 'bold')} ({source.kind}): {_address(source)}")
    say("the daemon reads it from now on; now by hand: releases sources refresh " + source.name)


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import asked

    with world.store.read() as connection:
        found = asked.all_sources(connection)
        lost = asked.lost_films(connection)
    if world.json:
        put_json([_document(source, lost) for source in found])
        return
    _missing(world, found)
    if found:
        _put(found, lost)


def _missing(world: World, found: list[Source]) -> None:
    known = {source.name for source in found}
    if "tmdb" not in known and not world.settings.tmdb_token:
        say("TMDB is not asked: set sources.tmdb.token (RELEASES_SOURCES_TMDB_TOKEN)")
    if not found:
        say("no source has been asked yet; releases sources add URL, or refresh")


def _put(found: list[Source], lost: list[LostFilm]) -> None:
    moment = now()
    put_table(
        ("NAME", "KIND", "LAST SUCCESS", "NEXT TRY", "TROUBLE"),
        [
            (
                source.name,
                source.kind,
                ago(source.last_success, moment) if source.last_success else "never",
                _until(source, moment),
                source.error or "",
            )
            for source in found
        ],
    )
    for source in found:
        gone = [each for each in lost if each.gone and each.source == source.name]
        unknown = [each for each in lost if not each.gone and each.source == source.name]
        if gone:
            say(f"{source.name} no longer knows {_some(gone)}: the dates are kept, and it is "
                "asked again once a month")  # fmt: skip
        if unknown:
            say(f"{source.name} has no film, or several, of exactly this title and year: "
                f"{_some(unknown)}")  # fmt: skip
    if any(source.name == "tmdb" for source in found):
        from releases.sources.tmdb import ATTRIBUTION

        say(ATTRIBUTION)


def _address(source: Source) -> str:
    # A folder has no secret, and a mask would hide all of it.
    return source.url if source.kind == "mail" else mask_url(source.url)


def _some(lost: list[LostFilm]) -> str:
    names = ", ".join(titled(each.title, each.year) for each in lost[:5])
    return names + (f" and {count(len(lost) - 5, 'more film')}" if len(lost) > 5 else "")


def _until(source: Source, moment: Any) -> str:
    seconds = (source.next - moment).total_seconds()
    if seconds <= 0:
        return "now"
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"in {int(seconds // size)} {unit}"
    return f"in {int(seconds)} s"


def _document(source: Source, lost: Sequence[LostFilm] = ()) -> dict[str, Any]:
    from releases.tracking.documents import instant

    mine = [each for each in lost if each.source == source.name]
    return {
        "name": source.name,
        "kind": source.kind,
        "url": _address(source),
        "territory": source.territory,
        "last_success": instant(source.last_success),
        "next": instant(source.next),
        "failures": source.failures,
        "error": source.error,
        "gone": [f"f{each.film_id}" for each in mine if each.gone],
        "unknown": [f"f{each.film_id}" for each in mine if not each.gone],
    }


def refresh_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="one source; else all of them")
    json_option(parser)


class _Wall:
    def now(self) -> Any:
        return now()


def refresh_command(world: World, args: argparse.Namespace) -> int:
    from releases.store import asked
    from releases.tracking.refresh import refresh_due

    settings = world.settings
    services = [name for name, on in (("tmdb", settings.tmdb_token),
                                      ("wikidata", settings.wikidata_enabled)) if on]  # fmt: skip
    if args.name in asked.SERVICES and args.name not in services:
        raise UsageError(
            f"{args.name} is not asked: its settings say so",
            "set sources.tmdb.token, or sources.wikidata.enabled = true",
        )
    if args.name and args.name not in services:
        with world.store.read() as connection:
            asked.source(connection, args.name)
    found = refresh_due(
        world.store, settings, _Wall(), by=f"{socket.gethostname()}:{os.getpid()}",
        only=args.name, force=True, rules=world.rules, seconds=None,
    )  # fmt: skip
    mine = [source for source in found if args.name in (None, source.name)]
    with world.store.read() as connection:
        lost = asked.lost_films(connection)
    if world.json:
        put_json([_document(source, lost) for source in mine])
    else:
        _missing(world, found)
        if mine:
            _put(mine, lost)
        _waiting(world)
    return 1 if any(source.error for source in mine) else 0


def _waiting(world: World) -> None:
    from releases.store.waiting import open_suggestions

    with world.store.read() as connection:
        waits = len(open_suggestions(connection))
    if waits:
        say(f"{count(waits, 'suggestion')} for you to look at: releases suggestions")


def remove_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the source")
    json_option(parser)


def remove_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import asked

    with world.unit() as (connection, _):
        source = asked.source(connection, args.name)
        asked.remove_source(connection, source.id)
    if world.json:
        put_json({"result": "removed", "name": source.name})
    else:
        put(f"no longer watching {source.name}; what it said stays")
    if source.kind in asked.SERVICES:
        say("it is asked again while its settings say so; empty them to stop it")
