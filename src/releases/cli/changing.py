"""move, cancel, remove: what a person decides about a release that is known."""

import argparse
from typing import TYPE_CHECKING

from releases.cli.adding import report
from releases.cli.arguments import json_option, narrowing_options
from releases.cli.render import say
from releases.cli.showing import chosen
from releases.cli.world import World, now
from releases.errors import UsageError
from releases.model.film import clean

if TYPE_CHECKING:
    from releases.model.release import Standing


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", metavar="RELEASE", help="an id such as r12, or a title")
    narrowing_options(parser)
    parser.add_argument("--because", metavar="TEXT", help="the reason; followers are told it")
    json_option(parser)


def move_options(parser: argparse.ArgumentParser) -> None:
    _options(parser)
    parser.add_argument("--to", metavar="DATE", help="the new date, or tba")
    parser.add_argument("--hold", action="store_true", help="no source may move it")
    parser.add_argument("--unhold", action="store_true", help="let sources move it again")


def move_command(world: World, args: argparse.Namespace) -> None:
    if args.unhold and (args.hold or args.to):
        raise UsageError("--unhold stands alone", "write: releases move RELEASE --unhold")
    if not (args.to or args.hold or args.unhold):
        raise UsageError("--to DATE is missing", "or write --hold, or --unhold, alone")
    from releases.cli.dates import read_date
    from releases.tracking import changes

    when = None
    if args.to is not None:
        with world.store.read() as connection:
            place = chosen(connection, args).territory
        when = read_date(args.to, (place,), world.today)
    with world.unit() as (connection, who):
        release = chosen(connection, args)
        if when is None:
            done = changes.set_hold(connection, release, hold=args.hold)
        else:
            done = changes.move(
                connection, who, release, when, now(),
                because=_reason(args), hold=args.hold, rules=world.rules,
            )  # fmt: skip
        report(world, connection, who, [done])
    if when is not None and when.latest is not None and when.latest < world.today:
        say(f"{when.words()} is past: no reminder will be sent of it")


def _reason(args: argparse.Namespace) -> str | None:
    return clean(args.because) if args.because else None


cancel_options = _options


def cancel_command(world: World, args: argparse.Namespace) -> None:
    from releases.model.release import Standing

    _end(world, args, Standing.CANCELLED)


def remove_options(parser: argparse.ArgumentParser) -> None:
    _options(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def remove_command(world: World, args: argparse.Namespace) -> int:
    from releases.cli.asking import choose
    from releases.model.release import Standing

    if not args.yes:
        with world.store.read() as connection:
            release = chosen(connection, args)
        place = release.territory or "no territory"
        answer = choose(
            f"take back {release.film.title}, {place}, {release.date.words()}, for all?",
            "ny",
            without="add --yes to remove it without being asked; "
            "a release that is called off is cancelled instead: releases cancel RELEASE",
        )
        if answer != "y":
            say("nothing was removed")
            return 1
    _end(world, args, Standing.REMOVED)
    return 0


def _end(world: World, args: argparse.Namespace, standing: "Standing") -> None:
    from releases.tracking import changes

    with world.unit() as (connection, who):
        release = chosen(connection, args)
        done = changes.end(
            connection, who, release, standing, now(), because=_reason(args), rules=world.rules
        )
        report(world, connection, who, [done])
