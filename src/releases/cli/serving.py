"""serve: the calendar in the browser, and beside the daemon's work where the settings say so."""

import argparse
import signal
import threading
from typing import TYPE_CHECKING

from releases.cli.arguments import read_number
from releases.cli.render import say
from releases.cli.world import World, now
from releases.errors import ReleasesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from releases.web.listening import Server


def serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", metavar="HOST", help="listen there (else 127.0.0.1: this host)")
    parser.add_argument("--port", metavar="PORT", help="listen on this port (else 8026)")


def serve_command(world: World, args: argparse.Namespace) -> int:
    from releases.logs import set_up

    port = world.settings.web_port
    if args.port is not None:
        port = read_number(args.port, least=0, most=65535, what="a port")
    server = started(world, args.host or world.settings.web_host, port)
    set_up(verbosity=max(1, args.verbose))
    ended_by: list[int] = []
    ended = threading.Event()

    def end(number: int, _frame: object) -> None:
        ended_by.append(number)
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    while server.alive and not ended.wait(1.0):
        pass
    server.stop()
    if not ended_by:
        return 1
    return 130 if ended_by[0] == signal.SIGINT else 0


def needs_packages(error: ModuleNotFoundError) -> ReleasesError:
    """What to say where the packages of the web are not installed."""
    return ReleasesError(
        f"the web needs the package {error.name}",
        "install it with: pip install 'releases-notifier[web]'",
    )


def started(
    world: World, host: str, port: int, sending: "Callable[[], bool] | None" = None
) -> "Server":
    """The web, answering; where nobody can sign in yet, say by which link the first one can.

    `sending` says whether this process sends just now, to which pages then give way.
    """
    from releases.web import listening

    store = world.store
    listening.refuse_open_door(store, host)
    sock = listening.listen(host, port)
    try:
        from releases.web.app import create_app
    except ModuleNotFoundError as error:
        sock.close()
        raise needs_packages(error) from None

    server = listening.Server(create_app(store, world.settings, sending=sending), sock)
    server.start()
    base = world.settings.web_url or listening.address(host, server.port)
    say(f"the web answers at {base}")
    # The one who acts is the first admin: without --as the default subscriber.
    link = listening.first_link(store, world.who.id, base, now())
    if link is not None:
        say(f"choose the password of {world.who.name}, who will be its admin (once):\n  {link}")
    return server
