"""status: how things stand, in one look; `--check` for containers and monitors."""

import argparse
from datetime import datetime
from typing import Any

from releases.cli.arguments import json_option
from releases.cli.render import ago, count, mark, moment, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.tracking.overview import status


def status_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="exit 1 where no daemon has ticked lately"
    )
    json_option(parser)


def status_command(world: World, args: argparse.Namespace) -> int:
    with world.store.read() as connection:
        every = world.settings.dispatch_every
        document = status(connection, world.store.shown, every, now())
    alive = any(daemon["alive"] for daemon in document["daemons"])
    if world.json:
        put_json(document)
    elif not args.check:
        _put(document, world.who.schedule.zone)
    if args.check and not alive:
        say("no daemon has ticked lately; start one: releases daemon")
        return 1
    return 0


def _put(document: dict[str, Any], zone: str) -> None:
    put(f"releases {document['version']}, {document['database']} (schema {document['schema']})")
    put(f"{count(document['releases'], 'release')}, {count(document['conflicts'], 'conflict')}")
    due = document["due_next"]
    words = moment(datetime.fromisoformat(due), zone, now()) if due else "nothing"
    put(f"due next: {words}")
    states = document["deliveries"]
    if states:
        put("deliveries: " + ", ".join(f"{number} {state}" for state, number in states.items()))
    for name in ("missed", "dead", "held"):
        if states.get(name):
            put(f"  {mark(f'{states[name]} {name}', 'yellow')}: releases deliveries --state {name}")
    put()
    if document["daemons"]:
        put_table(
            ("DAEMON", "LAST TICK", ""),
            [
                (
                    each["id"],
                    ago(datetime.fromisoformat(each["last_tick"]), now()),
                    "alive" if each["alive"] else "not alive",
                )
                for each in document["daemons"]
            ],
        )
    else:
        put("no daemon runs: nothing is sent until one does (releases daemon)")
    put()
    if document["channels"]:
        put_table(
            ("CHANNEL", "STATE", "ERROR"),
            [(c["name"], c["state"], c["error"] or "") for c in document["channels"]],
        )
    else:
        put("no channel: nothing can be sent (releases channels add URL)")
