"""show, history: one release, and everything that was said about it."""

import argparse
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import json_option, narrowing_options, read_kinds, read_territories
from releases.cli.listing import note, titled
from releases.cli.render import mark, moment, put, put_json, put_table, visible
from releases.cli.world import World
from releases.store import views

if TYPE_CHECKING:
    from releases.store.engine import Connection
    from releases.store.films import Release


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


_LOST = {
    True: "no longer knows the film",
    False: "has no film, or several, of exactly this title and year",
}

show_options = _release_option
history_options = _release_option


def show_command(world: World, args: argparse.Namespace) -> None:
    from releases.cli.outlook import outlook
    from releases.store.asked import lost_films
    from releases.store.films import claims_of
    from releases.tracking.documents import distance, stands_in
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
        lost = lost_films(connection, release.film.id)
    put(mark(titled(row.title, row.year), "bold") + (f" [{row.label}]" if row.label else ""))
    details = [
        ("id", f"{document['id']}, film {document['film']['id']}"),
        ("where", ", ".join(filter(None, (row.territory or "no territory", stands_in(row))))),
        ("kind", f"{row.kind} ({release.kind.words})"),
        ("date", ", ".join(filter(None, (release.date.words(), distance(row.date, today))))),
        ("status", ", ".join(filter(None, (document["status"], note(row))))),
        ("reason", release.reason or ""),
        *(
            (
                "source",
                f"{each.source} {_LOST[each.gone]}; it is asked again on "
                f"{moment(each.next, who.schedule.zone)}",
            )
            for each in lost
        ),
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
    from releases.tracking.documents import claim_json

    with world.store.read() as connection:
        release = chosen(connection, args)
        claims = claims_of(connection, release.id)
        changed = changes_of(connection, release.id)
    if world.json:
        put_json([claim_json(stored) for stored in claims])
        return
    zone = world.who.schedule.zone
    _put_claims(claims, zone, holder=release.holder_id)
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
