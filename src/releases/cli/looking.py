"""list, show, history: what is known."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import (
    json_option,
    kinds_option,
    narrowing_options,
    read_kinds,
    read_territories,
    territories_option,
)
from releases.cli.render import date_words, mark, put, put_json, put_table, say
from releases.cli.world import World
from releases.store import views

if TYPE_CHECKING:
    from releases.store.engine import Connection
    from releases.store.films import Release


def list_options(parser: argparse.ArgumentParser) -> None:
    territories_option(parser, "only these territories")
    kinds_option(parser, "only these kinds")
    parser.add_argument("--since", "--from", metavar="DATE", help="from this day (else today)")
    parser.add_argument("--until", "--to", metavar="DATE", help="up to this day")
    parser.add_argument("--past", action="store_true", help="those that are out, too")
    parser.add_argument("--all", action="store_true", help="also past, removed and not followed")
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    who = world.who
    today = world.today
    since = today if not (args.past or args.all) else None
    until = None
    if args.since or args.until:
        from releases.cli.dates import read_day, read_last_day

        since = read_day(args.since, today) or since
        until = read_last_day(args.until, today)
    with world.store.read() as connection:
        rows = views.listing(
            connection,
            who.id,
            followed=not args.all,
            territories=read_territories(args.territories) if args.territories else (),
            kinds=read_kinds(args.kinds) if args.kinds else (),
            since=since,
            until=until,
            removed=args.all,
            count_claims=world.json,
        )
        plain = not (args.territories or args.kinds or args.since or args.until)
        waiting = views.undated_follows(connection, who.id) if plain and not world.json else []
    if world.json:
        from releases.tracking.listing import release_json

        put_json([release_json(row, today) for row in rows])
        return
    if not rows and not waiting:
        say("nothing to list; add a release with: releases add TITLE --on DATE")
        return
    put_table(
        ("ID", "DATE", "", "TITLE", "WHERE", "KIND", "NOTE"),
        [_line(row, today) for row in rows]
        + [(f"f{row.id}", "no date yet", "", _title(row), "", "", "") for row in waiting],
    )


def _line(row: Any, today: date) -> tuple[str, ...]:
    return (
        f"r{row.id}",
        date_words(row.date),
        _distance(row, today),
        _title(row) + (f" [{row.label}]" if row.label else ""),
        row.territory or "-",
        row.kind,
        _note(row),
    )


def _title(row: Any) -> str:
    return f"{row.title} ({row.year})" if row.year else str(row.title)


def _distance(row: Any, today: date) -> str:
    """`in 7 days`, for a day within a year of today."""
    if len(row.date) != 10:
        return ""
    days = (date.fromisoformat(row.date) - today).days
    if days == 0:
        return "today"
    if abs(days) > 365:
        return ""
    unit = "day" if abs(days) == 1 else "days"
    return f"in {days} {unit}" if days > 0 else f"{-days} {unit} ago"


def _note(row: Any) -> str:
    notes = [] if row.standing == "active" else [row.standing]
    if row.conflict:
        notes.append("contradicted")
    if row.unconfirmed:
        notes.append("day unconfirmed")
    if row.pinned:
        notes.append("held")
    if not row.followed:
        notes.append("not followed")
    return ", ".join(notes)


def _release_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", metavar="RELEASE", help="an id such as r12, or a title")
    narrowing_options(parser)
    json_option(parser)


def chosen(connection: "Connection", args: argparse.Namespace) -> "Release":
    """The release that RELEASE and the narrowing options name."""
    from releases.tracking.listing import find_release

    return find_release(
        connection,
        args.release,
        territories=read_territories(args.territories),
        kinds=read_kinds(args.kinds),
        label=args.label,
        year=args.year,
    )


show_options = _release_option
history_options = _release_option


def show_command(world: World, args: argparse.Namespace) -> None:
    from releases.cli.outlook import outlook
    from releases.store.films import claims_of
    from releases.tracking.listing import releases_json

    who, today = world.who, world.today
    with world.store.read() as connection:
        release = chosen(connection, args)
        document = releases_json(connection, who, [release.id], today)[0]
        if world.json:
            put_json(document)
            return
        row = views.listing(connection, who.id, followed=False, removed=True, ids=[release.id])[0]
        told = outlook(connection, who, [release.id])
        claims = claims_of(connection, release.id)
    put(mark(_title(row), "bold") + (f" [{row.label}]" if row.label else ""))
    details = [
        ("id", f"{document['id']}, film {document['film']['id']}"),
        ("where", row.territory or "no territory"),
        ("kind", f"{row.kind} ({release.kind.words})"),
        ("date", ", ".join(filter(None, (release.date.words(), _distance(row, today))))),
        ("status", ", ".join(filter(None, (document["status"], _note(row))))),
        ("reason", release.reason or ""),
    ]
    for name, value in details:
        if value:
            put(f"  {name:<7} {value}")
    for line in told:
        put(f"  {line}")
    put()
    _put_claims(claims, who.schedule.zone, holder=release.holder_id)


def history_command(world: World, args: argparse.Namespace) -> None:
    from releases.store.films import changes_of, claims_of
    from releases.tracking.listing import claim_json

    with world.store.read() as connection:
        release = chosen(connection, args)
        claims = claims_of(connection, release.id)
        changed = changes_of(connection, release.id)
    if world.json:
        put_json([claim_json(stored) for stored in claims])
        return
    zone = world.who.schedule.zone
    _put_claims(claims, zone, holder=release.holder_id)
    from releases.cli.render import moment

    put()
    put_table(
        ("WHEN", "WHAT", "FROM", "TO", "WHY"),
        [
            (moment(row.at, zone), row.what, row.old or "-", row.new,
             row.reason or "")
            for row in changed
        ],
    )  # fmt: skip


def _put_claims(claims: Any, zone: str, *, holder: int | None) -> None:
    from releases.cli.render import moment, visible

    for stored in claims:
        claim = stored.claim
        when = claim.date.text if claim.date else "withdrawn"
        seen = moment(stored.seen, zone)
        by = f" by {stored.by}" if stored.by else ""
        holds = ", holds" if stored.id == holder else ""
        put(f"{seen}  {when}  {claim.evidence.source}{by} ({stored.effect}{holds})")
        quote = claim.evidence.sentence
        for line in filter(None, (quote and f"“{quote}”", claim.evidence.note, claim.evidence.url)):
            put(f"    {visible(line)}")
        if claim.evidence.published:
            put(f"    published {claim.evidence.published}")
