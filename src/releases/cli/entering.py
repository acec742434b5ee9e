"""subscribers password and invite: who may sign in to the web, and by what."""

import argparse
from typing import TYPE_CHECKING

from releases.cli.arguments import json_option
from releases.cli.asking import ask_unseen, read_stdin
from releases.cli.render import put, put_json, say
from releases.cli.serving import needs_packages
from releases.cli.world import World, now

if TYPE_CHECKING:
    from releases.model.subscriber import Subscriber
    from releases.store.engine import Connection


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="whose (else the acting one's)")
    role = parser.add_mutually_exclusive_group()
    role.add_argument("--admin", action="store_true", help="may change shared facts, and invite")
    role.add_argument("--member", action="store_true", help="may suggest changes (the default)")
    json_option(parser)


def _account(
    connection: "Connection", who: "Subscriber", args: argparse.Namespace
) -> str:  # fmt: skip
    """Let them sign in, in the role that is asked for, else in the one that they have."""
    from releases.store import access

    known = access.account_by_id(connection, who.id)
    role: access.Role = "member"
    if args.admin or (known and known.admin and not args.member):
        role = "admin"
    access.put_account(connection, who.id, role, now())
    return role


def password_options(parser: argparse.ArgumentParser) -> None:
    _options(parser)
    parser.add_argument("--stdin", action="store_true", help="read it from stdin")


def password_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import access

    try:
        from releases.web import passwords
    except ModuleNotFoundError as error:
        raise needs_packages(error) from None
    if args.name is not None:
        world.act_as(args.name)
    name = world.who.name
    instead = "pipe it: releases subscribers password NAME --stdin"
    if args.stdin:
        lines = read_stdin("the password").decode("utf-8", "replace").splitlines()
        password = again = lines[0].strip() if lines else ""
    else:
        password = ask_unseen(f"the new password of {name}", without=instead)
        again = ask_unseen("once more", without=instead)
    passwords.check_new(password, again)
    hashed = passwords.hashed(password)
    with world.unit() as (connection, who):
        role = _account(connection, who, args)
        access.set_password(connection, who.id, hashed, now())
    if args.json:
        put_json({"name": name, "role": role})
    else:
        put(f"{name} may sign in to the web as {role} with the new password")


def invite_options(parser: argparse.ArgumentParser) -> None:
    _options(parser)


def invite_command(world: World, args: argparse.Namespace) -> None:
    from releases.web import listening

    if args.name is not None:
        world.act_as(args.name)
    settings = world.settings
    base = settings.web_url or listening.address(settings.web_host, settings.web_port)
    with world.unit() as (connection, who):
        role = _account(connection, who, args)
        link = listening.invite(connection, who.id, base, now())
    if args.json:
        put_json({"name": who.name, "role": role, "link": link})
        return
    put(link)
    say(f"by this link {who.name} chooses a password, once, within 3 days")
