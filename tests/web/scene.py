"""A served database: Ana of London is admin, Ben of New York a member, and each has their things.

The application is the real one on a real SQLite file, spoken to over HTTP; only its clock is ours.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from releases.config import Settings
from releases.reminding.dispatcher import Dispatcher
from releases.reminding.rehearsal import VirtualClock
from releases.store import access
from releases.store.engine import Store
from releases.web.app import create_app
from releases.web.listening import Server, listen
from tests.reminding.scene import Wire
from tests.store.world import World, utc

# Nothing here is encrypted, and a client that reads all certificates takes a while.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Scene:
    store: Store
    now: datetime = field(default_factory=lambda: utc("2026-05-01T12:00"))
    clients: list[httpx.Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        app = create_app(self.store, Settings(), clock=lambda: self.now)
        self.server = Server(app, listen("127.0.0.1", 0))
        with self.world() as world:
            for name, place in (("Ana", "GB"), ("Ben", "US")):
                world.person(name, place)
                world.channel(f"phone-of-{name}", name)
            access.put_account(world.connection, world.who("Ana").id, "admin", self.now)
            access.put_account(world.connection, world.who("Ben").id, "member", self.now)
            world.add("Ana", "2026-06-12", "GB", title="Sunlit")
            world.add("Ben", "2026-07-03", "US", title="Moonlit")

    @contextmanager
    def world(self) -> Iterator[World]:
        with self.store.unit() as connection:
            yield World(connection, self.now)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def secret(self, name: str, purpose: Any) -> str:
        with self.world() as world:
            return access.make_token(world.connection, world.who(name).id, purpose, self.now)[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def client(self, name: str | None = None) -> httpx.Client:
        """A program; with a name, one that has their API token."""
        headers = {"authorization": f"Bearer {self.secret(name, 'api')}"} if name else {}
        made = httpx.Client(base_url=self.address, headers=headers, timeout=30, verify=_NO_TLS)
        self.clients.append(made)
        return made

    def send_due(self) -> None:
        """Let everything that is due arrive, by the dispatcher itself."""
        clock = VirtualClock(self.now)
        Dispatcher(self.store, Wire(clock), clock, daemon="d1", threads=False).drain()


@contextmanager
def opened(folder: Path) -> Iterator[Scene]:
    store = Store(str(folder / "web.db")).open()
    scene = Scene(store)
    scene.server.start()
    try:
        yield scene
    finally:
        for client in scene.clients:
            client.close()
        scene.server.stop()
        store.close()
