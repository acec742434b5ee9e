"""daemon and rehearse: what is sent when it is due, and what will be."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import json_option
from releases.cli.render import mark, moment, put, put_json, say
from releases.cli.world import World, now
from releases.errors import CannotStore, ReleasesError, UsageError

if TYPE_CHECKING:
    from releases.daemon import Options
    from releases.model.subscriber import Target
    from releases.reminding.recheck import Limits

HORIZON = timedelta(days=31)


def daemon_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="run every job until nothing is due, then end"
    )


def daemon_command(world: World, args: argparse.Namespace) -> int:
    from releases.daemon import Daemon
    from releases.logs import set_up

    set_up(verbosity=args.verbose if args.once else max(1, args.verbose))
    daemon = Daemon(world.store, options(world))
    sync(world)
    if args.once:
        return 0 if daemon.once() else 1
    with _web(world, lambda: daemon.dispatcher.sending):
        daemon.run()
    return 130 if daemon.ended_by == signal.SIGINT else 0


@contextmanager
def _web(world: World, sending: Callable[[], bool]) -> Iterator[None]:
    """The web beside the daemon, where the settings want it.

    Where it cannot start that is said, and the daemon works all the same: what it sends is what
    people rely on.
    """
    if not world.settings.web_enabled:
        yield
        return
    from releases.cli.serving import started

    server = None
    try:
        server = started(world, world.settings.web_host, world.settings.web_port, sending)
    except ReleasesError as error:
        say(f"releases: the web is not served: {error}")
    try:
        yield
    finally:
        if server is not None:
            server.stop()


def limits(world: World) -> "Limits":
    from releases.reminding.recheck import Limits

    return Limits(world.settings.late_days, world.settings.retry_days)


def options(world: World) -> "Options":
    """How the daemon works, by the settings."""
    from releases.daemon import Options
    from releases.reminding.dispatcher import Pace

    wanted = world.settings
    return Options(
        sessions=_sessions(world),
        plan_every=wanted.plan_every,
        dispatch_every=wanted.dispatch_every,
        housekeeping_every=wanted.housekeeping_every,
        refresh_every=wanted.refresh_every,
        sources=wanted,
        order=world.rules.order,
        ping_url=wanted.ping_url,
        settle=timedelta(minutes=wanted.settle_minutes),
        limits=limits(world),
        pace=Pace(wanted.places, wanted.deadline, timedelta(seconds=wanted.lease)),
    )


def _sessions(world: World) -> str:
    """A folder beside the database for log-ins of channels; '' where none can be made."""
    from releases.config import data_folder

    path = world.store.path
    folder = (path.parent if path else data_folder()) / "sessions"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder)


def sync(world: World) -> None:
    """Bring the channels of the configuration file into the database; say what is refused."""
    from releases.reminding.targets import targets_of
    from releases.store import people as stored
    from releases.tracking import people

    wanted: dict[str, list[Target]] = {}
    refused: list[ReleasesError] = []
    for name, url in world.settings.channels.items():
        try:
            wanted[name] = targets_of(url)[0]
        except ReleasesError as error:
            refused.append(type(error)(f"[channels] {name}: {error.what}", error.hint))
    # One that cannot be read now is kept as it was, rather than taken for gone.
    unread = set(world.settings.channels) - set(wanted)

    def bring() -> people.Synced:
        with world.store.unit() as connection:
            who = stored.subscriber_or_none(connection, stored.DEFAULT)
            if who is None and not wanted:
                return people.Synced()
            who = who or people.acting(connection, None, world.defaults, now())
            return people.sync_channels(connection, who, wanted, now(), keep=unread)

    try:
        synced = bring()
    except CannotStore:
        # Several daemons that start at once make the same rows; the second look finds them.
        synced = bring()
    for trouble in (*refused, *synced.refused):
        say(f"releases: {trouble}")


def rehearse_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="DATE", help="from this day (else now)")
    parser.add_argument(
        "--until", metavar="DATE", help="up to this day (else until nothing is left)"
    )
    json_option(parser)


def rehearse_command(world: World, args: argparse.Namespace) -> None:
    start, end = _span(world, args)
    from releases.reminding.channels import body_max
    from releases.reminding.rehearsal import rehearse
    from releases.store import views

    at = now()
    if end is None:
        with world.store.read() as connection:
            last = views.last_due(connection)
        end = max(at + HORIZON, (last or at) + timedelta(days=1))
    only = world.who.name if world.asked_for is not None else None
    told = [
        each
        for each in rehearse(
            world.store, at, end, body_max,
            limits=limits(world), settle=timedelta(minutes=world.settings.settle_minutes),
        )
        if each.at >= (start or each.at) and only in (None, each.subscriber)
    ]  # fmt: skip
    if world.json:
        put_json([_document(each) for each in told])
        return
    zone = world.who.schedule.zone
    for each in told:
        put(mark(f"{moment(each.at, zone, at)}  {each.message.title}", "bold"))
        put(f"  to {each.subscriber} by {each.channel}")
        for line in each.message.text.splitlines():
            put(f"  | {line}".rstrip())
        put()
    if not told:
        say("nothing will be sent" + (f" until {moment(end, zone, at)}" if args.until else ""))


def _span(world: World, args: argparse.Namespace) -> tuple[datetime | None, datetime | None]:
    """The instants at which the days of --since and --until begin and end."""
    from datetime import time

    from releases.cli.dates import read_day, read_last_day
    from releases.model.due import local_instant

    zone = world.who.schedule.zone
    first = read_day(args.since, world.today)
    last = read_last_day(args.until, world.today)
    if first and last and last < first:
        raise UsageError("--until lies before --since", "name a later day")
    start = local_instant(first, time(0), zone) if first else None
    end = local_instant(last + timedelta(days=1), time(0), zone) if last else None
    return start, end and end - timedelta(milliseconds=1)


def _document(each: Any) -> dict[str, Any]:
    from releases.tracking.documents import instant, lead_text

    return {
        "at": instant(each.at),
        "channel": each.channel,
        "subscriber": each.subscriber,
        "title": each.message.title,
        "body": each.message.text,
        "deliveries": [
            {
                "what": row.what,
                "lead": lead_text(row.lead),
                "title": row.title,
                "territory": row.territory or None,
                "speaks_of": row.speaks_of,
            }
            for row in each.deliveries
        ],
    }
