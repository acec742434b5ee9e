"""Where the web listens, and for whom: elsewhere than on this host only once sign-in is set up.

No framework is imported here, so that what is refused is refused quickly.
"""

import gc
import ipaddress
import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

from releases.errors import ReleasesError, UsageError
from releases.store import access
from releases.store.engine import Store

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)
_START_SECONDS = 20.0
# Connections and requests together; more are told to come back.
_MOST_AT_ONCE = 300
# How long requests that are under way may take to end.
_GRACE_SECONDS = 5


def is_loopback(host: str) -> bool:
    """Whether an address, or `localhost`, is reached from this host alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_open_door(store: Store, host: str) -> None:
    """Raise `UsageError` where strangers could come in: listening elsewhere without sign-in."""
    if is_loopback(host):
        return
    with store.read() as connection:
        if access.anyone_may_enter(connection):
            return
    raise UsageError(
        f"the web does not listen on {host} before sign-in is set up",
        "set an admin's password first: releases subscribers password default --admin "
        "(or start it on 127.0.0.1, which prints a link)",
    )


def first_link(store: Store, subscriber_id: int, base: str, now: "datetime") -> str | None:
    """A link by which the first admin chooses a password; None where one has. Older ones end."""
    with store.unit() as connection:
        if access.anyone_may_enter(connection):
            return None
        access.put_account(connection, subscriber_id, "admin", now)
        return invite(connection, subscriber_id, base, now)


def invite(connection: Any, subscriber_id: int, base: str, now: "datetime") -> str:
    """A one-time link to choose a password; earlier ones of the subscriber end."""
    access.revoke_tokens(connection, subscriber_id, "invite")
    _, secret = access.make_token(
        connection, subscriber_id, "invite", now, lasts=access.INVITE_LASTS
    )
    return f"{base.rstrip('/')}/welcome?token={secret}"


def address(host: str, port: int) -> str:
    """The address to type into a browser on this host."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raise `ReleasesError` saying why it cannot."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, where = found[0]
        # The protocol is named, for only then does asyncio switch off Nagle's algorithm, which
        # would hold each answer's body back for 40 ms.
        sock = socket.socket(family, kind, socket.IPPROTO_TCP)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(where)
            sock.listen(256)
        except OSError:
            sock.close()
            raise
        return sock
    except OSError as error:
        raise ReleasesError(
            f"the web cannot listen on {host}, port {port}: {error.strerror or error}",
            "another program may have the port; choose one with --port",
        ) from None


class Server:
    """The web on a thread of its own, so that signals stay with who started it."""

    def __init__(self, app: Any, sock: socket.socket) -> None:
        import uvicorn

        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="on", server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS, limit_concurrency=_MOST_AT_ONCE,
            h11_max_incomplete_event_size=32_768,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._sock = sock
        self.port: int = sock.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._sock])
        except SystemExit:
            log.error("the web could not start")

    def start(self) -> None:
        """Return once it answers."""
        self._thread.start()
        waiting = threading.Event()
        for _ in range(int(_START_SECONDS / 0.02)):
            if self._server.started or not self._thread.is_alive():
                break
            waiting.wait(0.02)
        if not self._server.started:
            raise ReleasesError("the web could not start", "its log says why")
        # What was imported stays for good. Were the collector to walk through it again and again,
        # some requests would wait for that 20 ms and more.
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Let requests under way end, then return."""
        self._server.should_exit = True
        self._thread.join(2 * _GRACE_SECONDS)
        self._sock.close()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()
