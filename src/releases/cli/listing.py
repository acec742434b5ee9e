"""list: what is known and lies ahead. Nothing heavy is imported here, since it is typed often."""

import argparse
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_territories,
    territories_option,
)
from releases.cli.render import date_words, put_json, put_table, say
from releases.cli.world import World, day_in
from releases.store import shelf
from releases.tracking.documents import distance, notes, stands_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releases.store.shelf import Shelved


def list_options(parser: argparse.ArgumentParser) -> None:
    territories_option(parser, "only these territories")
    kinds_option(parser, "only these kinds")
    parser.add_argument("--since", "--from", metavar="DATE", help="from this day (else today)")
    parser.add_argument("--until", "--to", metavar="DATE", help="up to this day")
    parser.add_argument("--past", action="store_true", help="also what is out, followed or not")
    parser.add_argument("--all", action="store_true", help="also past, removed and not followed")
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    rows: Sequence[Shelved]
    waiting: Sequence[Any]
    found = _quickly(world, args)
    if found is None:
        who = world.who
        with world.store.read() as connection:
            from releases.store import views

            today = world.today
            rows = views.listing(connection, who.id, **_wanted(world, args, today))
            waiting = views.undated_follows(connection, who.id)
    else:
        rows, waiting, today = found
    if world.json:
        from releases.tracking.documents import release_json

        put_json([release_json(row, today) for row in rows])
        return
    if args.territories or args.kinds or args.since or args.until:
        waiting = ()
    if not rows and not waiting:
        say("nothing to list; add a release with: releases add TITLE --on DATE")
        return
    put_table(
        ("ID", "DATE", "", "TITLE", "WHERE", "KIND", "NOTE"),
        [_line(row, today) for row in rows]
        + [(f"f{key}", "no date yet", "", titled(title, year), "", "", "")
           for key, title, year in waiting],
    )  # fmt: skip


def _quickly(
    world: World, args: argparse.Namespace
) -> "tuple[Sequence[Shelved], Sequence[Any], date] | None":
    """What is to be listed, without SQLAlchemy; None where that is not to be had."""
    name = world.asked_for or "default"
    try:
        with shelf.reading(world.database) as quick:
            reader = quick.reader(name) if quick else None
            if quick is None or reader is None:
                return None
            today = day_in(reader.zone)
            rows = quick.listing(reader.id, **_wanted(world, args, today))
            return rows, quick.undated(reader.id), today
    except sqlite3.Error:
        return None


def _wanted(world: World, args: argparse.Namespace, today: date) -> dict[str, Any]:
    since = today if not (args.past or args.all) else None
    until = None
    if args.since is not None or args.until is not None:
        from releases.cli.dates import read_day, read_last_day

        since = read_day(args.since, today) or since
        until = read_last_day(args.until, today)
    return {
        "followed": not args.all,
        "out_before": today if args.past else None,
        "territories": read_territories(args.territories),
        "kinds": read_kinds(args.kinds),
        "since": since,
        "until": until,
        "removed": args.all,
        "count_claims": world.json,
    }


def _line(row: "Shelved", today: date) -> tuple[str, ...]:
    return (
        f"r{row.id}",
        date_words(row.date),
        distance(row.date, today),
        titled(row.title, row.year) + (f" [{row.label}]" if row.label else ""),
        row.territory or "-",
        row.kind,
        ", ".join(filter(None, (stands_in(row), note(row)))),
    )


def titled(title: str, year: int | None) -> str:
    return f"{title} ({year})" if year else title


def note(row: "Shelved") -> str:
    return ", ".join(notes(row) + ([] if row.followed else ["not followed"]))
