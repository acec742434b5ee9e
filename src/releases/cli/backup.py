"""backup and restore: the whole database as one file, made while it is in use."""

import argparse
from pathlib import Path

from releases.cli.arguments import json_option
from releases.cli.asking import choose
from releases.cli.render import put, put_json, say
from releases.cli.world import World, now
from releases.errors import UsageError


def backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to")
    json_option(parser)


def backup_command(world: World, args: argparse.Namespace) -> None:
    path = _path(args.file)
    from releases.store.backup import backup

    backup(world.store, path, now())
    if world.json:
        put_json({"result": "backed up", "file": str(path)})
    else:
        put(f"backed up to {path}")


def restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file made by releases backup")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    json_option(parser)


def restore_command(world: World, args: argparse.Namespace) -> int:
    path = _path(args.file)
    from releases.store.backup import restore

    if not args.yes and _has_something(world):
        answer = choose(
            f"put the backup {path} in the place of everything in {world.store.shown}?",
            "ny",
            without="add --yes to restore without being asked",
        )
        if answer != "y":
            say("nothing was restored")
            return 1
    restore(world.store, path, now())
    if world.json:
        put_json({"result": "restored", "file": str(path)})
    else:
        put(f"restored from {path}")
        put("  what fell due since the backup is held: releases deliveries --state held")
    return 0


def _has_something(world: World) -> bool:
    from releases.store import people, views

    with world.store.read() as connection:
        releases, _ = views.release_counts(connection)
        return bool(releases or people.channels_of(connection) or views.films_shown(connection))


def _path(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise UsageError("the name of the file is empty or not a name", "name a file")
    return Path(text).expanduser()
