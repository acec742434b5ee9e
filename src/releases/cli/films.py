"""films: the works themselves: what they are called, and two that are one."""

import argparse
from typing import Any

from releases.cli.arguments import json_option, year_option
from releases.cli.listing import titled
from releases.cli.render import date_words, mark, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.model.film import clean
from releases.store import views
from releases.tracking.documents import film_json, release_json
from releases.tracking.listing import find_known_film


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    with world.store.read() as connection:
        rows = views.films_shown(connection)
    if world.json:
        put_json([_document(row) for row in rows])
        return
    if not rows:
        say("no film yet; add a release with: releases add TITLE --on DATE")
        return
    put_table(
        ("ID", "FILM", "RELEASES", "IDS"),
        [
            (
                f"f{row.id}",
                titled(row.title, row.year),
                str(row.releases),
                ", ".join(f"{name} {key}" for name, key in _ids(row).items()),
            )
            for row in rows
        ],
    )


def _ids(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("tmdb", "imdb", "wikidata") if getattr(row, name)}


def _document(row: Any) -> dict[str, Any]:
    return {
        "id": f"f{row.id}", "title": row.title, "year": row.year, "ids": _ids(row),
        "releases": row.releases,
    }  # fmt: skip


def show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", metavar="FILM", help="a title, or an id such as f5")
    year_option(parser, "the film's year")
    json_option(parser)


def show_command(world: World, args: argparse.Namespace) -> None:
    who, today = world.who, world.today
    with world.store.read() as connection:
        film = find_known_film(connection, args.film, args.year)
        rows = views.listing(connection, who.id, followed=False, film_id=film.id)
    if world.json:
        put_json(film_json(film) | {"releases": [release_json(row, today) for row in rows]})
        return
    put(mark(titled(film.title, film.year), "bold") + f"  {mark(f'f{film.id}', 'dim')}")
    for name, key in film.ids.items():
        put(f"  {name} {key}")
    for row in rows:
        label = f" [{row.label}]" if row.label else ""
        put(f"  r{row.id}  {row.territory or '-'}  {row.kind}{label}  {date_words(row.date)}")


def rename_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", metavar="FILM", help="a title, or an id such as f5")
    parser.add_argument("title", metavar="TITLE", help="what it is called")
    year_option(parser, "the film's year, set as well")
    json_option(parser)


def rename_command(world: World, args: argparse.Namespace) -> None:
    from releases.store.films import film_by_id, set_film

    title = clean(args.title)
    if not title:
        raise UsageError("a film needs a title", "write: releases films rename FILM TITLE")
    with world.unit() as (connection, _):
        film = find_known_film(connection, args.film)
        values: dict[str, Any] = {"title": title}
        if args.year is not None:
            values["year"] = args.year
        set_film(connection, film.id, **values)
        after = film_by_id(connection, film.id)
    if world.json:
        put_json(film_json(after))
    else:
        put(f"renamed: {film.title} is now {titled(after.title, after.year)}  f{after.id}")


def merge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", metavar="FILM", help="the film that stays")
    parser.add_argument("other", metavar="FILM", help="the film that becomes part of it")
    json_option(parser)


def merge_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking.merging import merge

    with world.unit() as (connection, _):
        film = find_known_film(connection, args.film)
        other = find_known_film(connection, args.other)
        after = merge(connection, film, other, now(), world.rules)
    if world.json:
        put_json(film_json(after))
    else:
        put(f"merged: {other.title} is part of {titled(after.title, after.year)}  f{after.id}")
