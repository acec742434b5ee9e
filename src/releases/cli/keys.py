"""calendar and token: the secrets by which devices and programs get what is yours."""

import argparse

from releases.cli.arguments import (
    json_option,
    kinds_option,
    read_kinds,
    read_number,
    read_territories,
    territories_option,
)
from releases.cli.render import put, put_json, say
from releases.cli.world import World, now
from releases.errors import UsageError


def calendar_options(parser: argparse.ArgumentParser) -> None:
    territories_option(parser, "only these territories")
    kinds_option(parser, "only these kinds")
    parser.add_argument("--days-only", action="store_true", help="leave out what has no day yet")
    parser.add_argument("--alarm", metavar="HOURS", help="ring so long before each day begins")
    ending = parser.add_mutually_exclusive_group()
    ending.add_argument("--rotate", action="store_true", help="end all earlier addresses")
    ending.add_argument("--revoke", action="store_true", help="end all addresses, and make none")
    json_option(parser)


def calendar_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import access
    from releases.tracking.feeds import MOST_ALARM_HOURS, Choice
    from releases.web.listening import address

    alarm = None
    if args.alarm is not None:
        alarm = read_number(args.alarm, least=1, most=MOST_ALARM_HOURS, what="hours before")
    choice = Choice(
        read_territories(args.territories), read_kinds(args.kinds), partial=not args.days_only,
        alarm_hours=alarm,
    )  # fmt: skip
    if args.revoke and choice != Choice():
        raise UsageError("--revoke makes no calendar", "leave the other options out")
    with world.unit() as (connection, who):
        ended = 0
        if args.rotate or args.revoke:
            ended = len(access.tokens_of(connection, who.id, "calendar"))
            access.revoke_tokens(connection, who.id, "calendar")
        secret = None
        if not args.revoke:
            _, secret = access.make_token(connection, who.id, "calendar", now())
        valid = len(access.tokens_of(connection, who.id, "calendar"))
    settings = world.settings
    base = settings.web_url or address(settings.web_host, settings.web_port)
    paths = {
        name: f"/{file}?token={secret}{query}" if secret else None
        for name, file, query in (
            ("calendar", "calendar.ics", choice.query), ("news", "feed.atom", "")
        )
    }  # fmt: skip
    if args.json:
        urls = {name: f"{base.rstrip('/')}{path}" if path else None for name, path in paths.items()}
        put_json({"path": paths["calendar"], "url": urls["calendar"], "news": urls["news"],
                  "ended": ended, "valid": valid})  # fmt: skip
        return
    if ended:
        say(f"earlier addresses ended: {ended}")
    if secret is None:
        put("no address of your calendar works any more")
        return
    put((base.rstrip("/") if settings.web_url else "") + str(paths["calendar"]))
    say(f"subscribe to it in your calendar, at {base} while the web is served; what you are told "
        "is at /feed.atom with the same token. It is shown only now, and who has it can read "
        "along: --rotate makes another and ends it")  # fmt: skip


def token_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--revoke", action="store_true", help="end it, and make none")
    json_option(parser)


def token_command(world: World, args: argparse.Namespace) -> None:
    from releases.store import access

    with world.unit() as (connection, who):
        ended = bool(access.tokens_of(connection, who.id, "api"))
        access.revoke_tokens(connection, who.id, "api")
        secret = None
        if not args.revoke:
            _, secret = access.make_token(connection, who.id, "api", now())
        account = access.account_by_id(connection, who.id)
    role = "admin" if account is not None and account.admin else "member"
    if args.json:
        put_json({"token": secret, "role": role, "ended": ended})
        return
    if ended:
        say("the earlier token ended")
    if secret is None:
        put("no token of yours works any more")
        return
    put(secret)
    say(f"it acts as {who.name} ({role}) at /api/v1, sent as: Authorization: Bearer TOKEN. "
        "It is shown only now")  # fmt: skip
