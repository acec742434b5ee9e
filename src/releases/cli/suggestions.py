"""suggestions: what was read of other films, and moves held back, for a person to decide."""

import argparse

from releases.cli.arguments import json_option
from releases.cli.render import count, date_words, mark, put, put_json, say
from releases.cli.world import World, now


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import suggestions

    with world.store.read() as connection:
        documents = [suggestions.document(row) for row in suggestions.listed(connection)]
    if world.json:
        put_json(documents)
        return
    if not documents:
        say("nothing waits for you")
        return
    for each in documents:
        when = date_words(each["date"]) if each["date"] else "no date any more"
        year = f" ({each['year']})" if each["year"] else ""
        place = each["territory"] or "no territory"
        held = "moved by very many at once, held back: " if each["why"] == "held" else ""
        put(f"{each['id']}  {mark(each['title'] + year, 'bold')}  {place}  {each['kind']}  {when}")
        put(f"    {held}{each['source']}" + (f": {each['sentence']}" if each["sentence"] else ""))
        if each["url"]:
            put(f"    {each['url']}")
    say("releases suggestions accept ID … (or a source, or all), or dismiss ID …")


def accept_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="ID|SOURCE|all", nargs="+", help="what to take over")
    json_option(parser)


def dismiss_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="ID|SOURCE|all", nargs="+", help="what to forget")
    json_option(parser)


def accept_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import suggestions
    from releases.tracking.listing import releases_json

    with world.unit() as (connection, who):
        rows = suggestions.chosen(connection, args.which)
        done = [suggestions.accept(connection, who, row, now(), rules=world.rules) for row in rows]
        ids = [each.release.id for each in done]
        shown = releases_json(connection, who, ids, world.today) if world.json else []
    if world.json:
        planned = sum(each.planned for each in done)
        put_json({"result": "accepted", "releases": shown, "planned": planned})
        return
    for each in done:
        put(f"{each.result}: {each.release.film.title}, {each.release.date.words()}")


def dismiss_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import suggestions

    with world.unit() as (connection, _):
        rows = suggestions.chosen(connection, args.which)
        for row in rows:
            suggestions.dismiss(connection, row)
    if world.json:
        put_json({"result": "dismissed", "count": len(rows)})
    else:
        put(f"dismissed {count(len(rows), 'suggestion')}")
