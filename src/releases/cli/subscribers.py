"""subscribers: the people and groups of a database, and when and where they want to be told."""

import argparse
from typing import TYPE_CHECKING

from releases.cli.arguments import json_option, read_territories, territories_option
from releases.cli.render import put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.model.languages import NAMES
from releases.model.subscriber import (
    Quiet,
    Subscriber,
    parse_digest,
    parse_language,
    parse_leads,
    parse_time,
    print_leads,
    zone,
)
from releases.tracking.documents import subscriber_json

if TYPE_CHECKING:
    from releases.tracking.people import Wish


def _settings_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--timezone", metavar="ZONE", help="an IANA zone such as Europe/London")
    parser.add_argument("--leads", metavar="LEADS", help="days before, such as 7d,1d,0d, or none")
    parser.add_argument("--at", metavar="TIME", help="the time of day, such as 09:00")
    parser.add_argument(
        "--quiet-hours", "--quiet", metavar="HOURS", dest="quiet",
        help="when nothing is sent: 22:00-08:00, or none",
    )  # fmt: skip
    territories_option(parser, "territories of interest, GB or GB,IE, or none")
    parser.add_argument(
        "--fallback", action="append", default=[], metavar="TERRITORY",
        help="whose dates serve where there is none in yours, in order: GB,US, or none",
    )  # fmt: skip
    parser.add_argument("--digest", metavar="EVERY", help="none, daily or weekly (on Mondays)")
    parser.add_argument(
        "--language", metavar="LANG", help=f"of what is sent: {', '.join(NAMES)}"
    )  # fmt: skip
    json_option(parser)


def _wish(args: argparse.Namespace) -> "Wish":
    from releases.tracking.people import Wish

    if args.timezone is not None:
        zone(args.timezone)
    return Wish(
        zone=args.timezone,
        at=parse_time(args.at) if args.at is not None else None,
        quiet=Quiet.parse(args.quiet) if args.quiet is not None else None,
        set_quiet=args.quiet is not None,
        leads=parse_leads(args.leads) if args.leads is not None else None,
        territories=_places(args.territories),
        fallback=_places(args.fallback),
        digest=parse_digest(args.digest) if args.digest is not None else None,
        language=parse_language(args.language) if args.language is not None else None,
    )


def _places(values: list[str]) -> tuple[str, ...] | None:
    if not values:
        return None
    words = [word.strip().lower() for value in values for word in value.split(",")]
    return () if words == ["none"] else read_territories(values)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a name, to be used with --as")
    _settings_options(parser)


def add_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import people

    wish = _wish(args)
    with world.store.unit() as connection:
        who = people.add_subscriber(connection, args.name, world.defaults(), now())
        who = people.set_subscriber(connection, who, wish, now(), world.rules)
    _put(world, who, "added")


def set_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="whose (else the acting one's)")
    _settings_options(parser)


def set_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import people

    wish = _wish(args)
    if wish == people.Wish():
        raise UsageError(
            "nothing to set", "name a setting, such as --in GB or --timezone Europe/London"
        )
    if args.name is not None:
        world.act_as(args.name)
    with world.unit() as (connection, who):
        who = people.set_subscriber(connection, who, wish, now(), world.rules)
    _put(world, who, "set")


def _put(world: World, who: Subscriber, done: str) -> None:
    if world.json:
        put_json(subscriber_json(who))
        return
    document = subscriber_json(who)
    leads = ", ".join(print_leads(who.leads)) or "none"
    put(f"{done}: {who.name}")
    put(f"  reminders {leads}, at {document['at']} {document['timezone']}")
    put(f"  quiet hours {document['quiet'] or 'none'}, digest {document['digest']}")
    fallback = f", else {', '.join(who.fallback)}" if who.fallback else ""
    put(f"  territories {', '.join(who.territories) or 'none'}{fallback}, language {who.language}")
    if who.fallback and not who.territories:
        say(
            f"with no territory of one's own, dates of {', else of '.join(who.fallback)} serve for "
            "every film; name one with --in"
        )


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import people

    with world.store.read() as connection:
        found = people.all_subscribers(connection)
    if world.json:
        put_json([subscriber_json(who) for who in found])
        return
    if not found:
        say("nobody yet; the default subscriber is made when something is added")
        return
    put_table(
        ("NAME", "TIME ZONE", "AT", "LEADS", "QUIET", "WHERE", "DIGEST"),
        [
            (
                who.name,
                who.schedule.zone,
                f"{who.schedule.at:%H:%M}",
                ",".join(print_leads(who.leads)) or "none",
                str(who.schedule.quiet) if who.schedule.quiet else "-",
                ", ".join(who.territories + tuple(f"({code})" for code in who.fallback)) or "-",
                who.digest,
            )
            for who in found
        ],
    )
