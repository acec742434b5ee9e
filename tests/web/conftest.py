"""A real application on a real database, and browsers without script that fill in its forms."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from releases.config import Settings
from releases.model.dates import ReleaseDate
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.store import access, people
from releases.store.engine import Store
from releases.store.people import Channel
from releases.tracking import changes
from releases.tracking.changes import Done, Proposal
from releases.tracking.people import Defaults, Target, add_channels, add_subscriber
from releases.web import passwords
from releases.web.app import create_app
from releases.web.feeds import Press
from releases.web.gallery import Gallery, gallery_of
from releases.web.listening import Server, listen
from releases.web.office import Office
from tests.web.scene import Scene, opened

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
PASSWORD = "four words of a song"
HASHED = passwords.hashed(PASSWORD)


class Browser(httpx.Client):
    """Follows redirects, keeps cookies, and sends the hidden fields of the page it is on."""

    def token(self, page: str = "/settings") -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found, f"{page} has no form"
        return found[1]

    def submit(self, path: str, page: str = "/settings", **fields: Any) -> Any:
        """Send a form as a page of the site does."""
        return self.post(path, data={"csrf": self.token(page), **fields})

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.submit("/sign-in", "/sign-in", name=name, password=password)


class House:
    """What takes long to make, made once: the running server, and a database with two people."""

    def __init__(self, folder: Path) -> None:
        self.blank = folder / "blank.db"
        self.store = Store(str(self.blank)).open()
        self.app = create_app(self.store, Settings())
        self.server = Server(self.app, listen("127.0.0.1", 0))
        self.server.start()
        town = Town(self, self.blank)
        town.person("Ana", "admin", "Europe/London", "GB")
        town.person("Ben", "member", "Europe/Paris", "FR")
        town.close()

    def close(self) -> None:
        self.server.stop()
        self.store.close()


class Town:
    """A database with Ana, an admin in London, and Ben, a member in Paris; served."""

    def __init__(self, house: House, path: Path) -> None:
        self.store = Store(str(path)).open()
        self.now = NOW
        self.server = house.server
        self.site = f"http://127.0.0.1:{self.server.port}"
        self._app = house.app
        self.serve(Settings(db=str(path)))
        self.browsers: list[Browser] = []

    def serve(self, settings: Settings) -> None:
        """Let the server show this database, and know nothing of what it showed before."""
        self.settings = settings
        templates = self._app.state.office.templates
        self._app.state.office = Office(self.store, settings, templates, lambda: self.now)
        self._app.state.press = Press()
        self.hang(gallery_of(self.store, settings))

    def hang(self, gallery: Gallery) -> None:
        """Let the server take its posters from there."""
        self._app.state.gallery.close()
        self._app.state.gallery = gallery

    def person(self, name: str, role: access.Role, zone: str, territory: str) -> None:
        with self.store.unit() as connection:
            wanted = Defaults(zone=zone, territories=(territory,))
            key = add_subscriber(connection, name, wanted, self.now).id
            access.put_account(connection, key, role, self.now)
            access.set_password(connection, key, HASHED, self.now)

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def browser(self, name: str = "", **options: Any) -> Browser:
        """A browser that is signed in as somebody, or as nobody."""
        browser = Browser(base_url=self.site, follow_redirects=True, timeout=30, **options)
        self.browsers.append(browser)
        if name:
            with self.store.unit() as connection:
                account = access.account(connection, name)
                assert account
                secret = access.open_session(connection, account.subscriber_id, self.now)
            browser.cookies.set("releases_session", secret, "127.0.0.1")
        return browser

    def allow_private(self) -> None:
        self.serve(replace(self.settings, allow_private=True))

    def channel(self, name: str, of: str, url: str = "json://example.org/") -> Channel:
        with self.store.unit() as connection:
            who = people.subscriber(connection, of)
            target = Target(url, "example.org", 0)
            return add_channels(
                connection, who, name, [target], self.now, takes="reminders,notices,digest"
            )[0]

    def add(
        self,
        title: str,
        when: str,
        territory: str | None = "GB",
        *,
        by: str | None = "Ana",
        kind: Kind = Kind.THEATRICAL,
        sentence: str | None = None,
        url: str | None = None,
        klass: SourceClass = SourceClass.PERSON,
        source: str = "typed",
    ) -> Done:
        evidence = Evidence(source, url, sentence)
        claim = Claim(klass, ReleaseDate.parse(when), self.now, evidence, typed=sentence is None)
        with self.store.unit() as connection:
            who = people.subscriber(connection, by) if by else None
            proposal = Proposal(title, territory, kind, claim)
            return changes.add(connection, who, proposal, self.now, follow=who is not None)

    def close(self) -> None:
        for browser in self.browsers:
            browser.close()
        self.store.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("web"))
    yield made
    made.close()


@pytest.fixture
def town(house: House, tmp_path: Path) -> Iterator[Town]:
    path = tmp_path / "releases.db"
    with closing(sqlite3.connect(house.blank)) as blank:
        blank.execute("VACUUM INTO ?", (str(path),))
    made = Town(house, path)
    yield made
    made.close()


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """For what changes nothing."""
    with opened(tmp_path_factory.mktemp("served")) as made:
        yield made


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with opened(tmp_path) as made:
        yield made
