"""config show: every setting, its value and where it is from. Secrets are only said to be set."""

import argparse

from releases.cli.arguments import json_option
from releases.cli.render import put, put_json, put_table
from releases.cli.world import World


def show_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def show_command(world: World, args: argparse.Namespace) -> None:
    rows = world.settings.describe()
    if args.db:
        from releases.logs import mask_database

        rows = [
            row | {"value": mask_database(args.db), "from": "--db"} if row["name"] == "db" else row
            for row in rows
        ]
    if world.json:
        put_json(rows)
        return
    put(f"file: {world.settings.path or 'none'}")
    put_table(
        ("SETTING", "VALUE", "FROM"),
        [(row["name"], row["value"], row["from"]) for row in rows],
    )
