"""channels: where a subscriber is reached. A channel's URL is a secret and never shown."""

import argparse
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import json_option
from releases.cli.asking import ask_unseen, choose, read_stdin
from releases.cli.render import count, mark, moment, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import BadChannel, UsageError
from releases.store import people

if TYPE_CHECKING:
    from releases.store.people import Channel

_EXAMPLES = "such as ntfy://ntfy.sh/my-topic or mailtos://user:password@example.org?to=me@there"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "url", metavar="URL|-|telegram", nargs="?",
        help="an Apprise URL; - reads it from stdin; without one it is asked, unseen",
    )  # fmt: skip
    parser.add_argument("--name", metavar="NAME", help="how to call it (else by its service)")
    parser.add_argument(
        "--for", dest="takes", metavar="WHAT", help="of reminders,notices,digest (else all three)"
    )
    parser.add_argument(
        "--on-unknown", choices=("resend", "hold"), default="resend",
        help="when it is not known whether a message arrived: send it once more, or hold it",
    )  # fmt: skip
    json_option(parser)


def add_command(world: World, args: argparse.Namespace) -> None:
    from releases.model.film import clean
    from releases.reminding.targets import targets_of
    from releases.tracking import people as tracking

    takes = tracking.read_takes(args.takes)
    if args.name is not None and not clean(args.name):
        raise UsageError("a channel needs a name", "write --name phone")
    targets, service = targets_of(_url(args.url))
    with world.unit() as (connection, who):
        name = args.name or tracking.free_name(connection, who, service, len(targets))
        added = tracking.add_channels(
            connection, who, name, targets, now(), takes=takes, on_unknown=args.on_unknown
        )
        from releases.store.views import deliveries_shown

        mine = deliveries_shown(connection, subscriber_id=who.id, states=("pending",))
        waiting = [row for row in mine if row.channel_id in {each.id for each in added}]
    if world.json:
        put_json([_document(each) for each in added])
        return
    for each in added:
        put(f"added: {mark(each.name, 'bold')} ({_document(each)['url']})")
    if waiting:
        first = moment(waiting[0].due, who.schedule.zone, now())
        put(f"  {count(len(waiting), 'reminder')} planned, the first {first}")
    put(f"  try it: releases channels test {added[0].name}")


def _url(given: str | None) -> str:
    """The URL meant: given, from stdin, or asked unseen. It is kept out of every log."""
    from releases.logs import register_secret

    instead = "name the URL, or pipe it: releases channels add -"
    if given == "telegram":
        from releases.cli.telegram import ask_for_chat

        return ask_for_chat()
    if given == "-":
        text = read_stdin("the URL").decode("utf-8", "replace")
        given = next((line.strip() for line in text.splitlines() if line.strip()), "")
    elif given is None:
        given = ask_unseen("the channel's URL (not shown)", without=instead)
    if not given.strip():
        raise BadChannel("the channel's URL is empty", f"give an Apprise URL, {_EXAMPLES}")
    register_secret(given)
    return given.strip()


def _document(channel: "Channel") -> dict[str, Any]:
    from releases.tracking.documents import channel_json

    return channel_json(channel)


def list_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    who = world.who
    with world.store.read() as connection:
        found = people.channels_of(connection, who)
    if world.json:
        put_json([_document(each) for each in found])
        return
    if not found:
        say(f"no channel yet; releases channels add URL, {_EXAMPLES}")
        return
    put_table(
        ("NAME", "STATE", "FOR", "WHERE", "LAST SENT", "FROM", "ERROR"),
        [
            (
                each.name,
                each.state,
                each.takes.replace(",", ", "),
                _document(each)["url"],
                moment(each.last_sent, who.schedule.zone, now()) if each.last_sent else "never",
                each.origin,
                each.error or "",
            )
            for each in found
        ],
    )


def test_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="one channel (else all)")
    json_option(parser)


def test_command(world: World, args: argparse.Namespace) -> int:
    """Send one test message each, outside the queue."""
    from releases.model.outcome import Outcome
    from releases.reminding import channels
    from releases.reminding.targets import test_message
    from releases.tracking import people as tracking

    who = world.who
    with world.store.read() as connection:
        if args.name is not None:
            chosen = [people.channel(connection, who, args.name)]
        else:
            chosen = [each for each in people.channels_of(connection, who) if each.url]
    if not chosen:
        raise UsageError("there is no channel to test", "add one: releases channels add URL")
    document = []
    for each in chosen:
        say(f"sending to {each.name} …")
        message = test_message(who.name, who.language, now())
        result = channels.send(each.url, message, timeout=world.settings.deadline)
        document.append(
            {"channel": each.name, "outcome": result.outcome.value, "error": result.detail or None}
        )
        if result.outcome is Outcome.SENT and each.state == "failing":
            with world.unit() as (connection, _):
                tracking.revive_channel(connection, each, now())
    if world.json:
        put_json(document)
    else:
        for row in document:
            why = f": {row['error']}" if row["error"] else ""
            put(f"{row['channel']}: {row['outcome']}{why}")
    return 0 if all(row["outcome"] == "sent" for row in document) else 1


def _name_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the channel's name")
    json_option(parser)


pause_options = resume_options = _name_option


def pause_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import people as tracking

    with world.unit() as (connection, who):
        channel = people.channel(connection, who, args.name)
        tracking.pause_channel(connection, channel, now())
        channel = people.channel(connection, who, args.name)
    _changed(world, channel, "nothing is sent to it until it is resumed")


def resume_command(world: World, args: argparse.Namespace) -> None:
    from releases.tracking import people as tracking

    with world.unit() as (connection, who):
        channel = people.channel(connection, who, args.name)
        tracking.resume_channel(connection, channel, now())
        channel = people.channel(connection, who, args.name)
    _changed(world, channel, "what waits for it is sent, as far as it is still of use")


def _changed(world: World, channel: "Channel", means: str) -> None:
    if world.json:
        put_json(_document(channel))
    else:
        put(f"{channel.name}: {channel.state}; {means}")


def remove_options(parser: argparse.ArgumentParser) -> None:
    _name_option(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def remove_command(world: World, args: argparse.Namespace) -> int:
    from releases.cli.asking import at_terminal
    from releases.tracking import people as tracking

    who = world.who
    with world.store.read() as connection:
        people.channel(connection, who, args.name)
    # Unlike a release, a channel is the subscriber's own and is easily added again.
    if not args.yes and at_terminal():
        question = f"forget the channel {args.name!r} and its address?"
        if choose(question, "ny", without="add --yes") != "y":
            say("nothing was removed")
            return 1
    with world.unit() as (connection, who):
        channel = people.channel(connection, who, args.name)
        tracking.remove_channel(connection, channel, now())
    if world.json:
        put_json({"result": "removed", "name": channel.name})
    else:
        put(f"removed: {channel.name}; what was not sent to it is cancelled")
    return 0
