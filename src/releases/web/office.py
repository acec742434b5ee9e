"""What every route works with: the application's own things, and the visit of who is signed in.

A route is a plain function, so that the framework runs it on a thread of its own and the database
never holds up the event loop.
"""

import hashlib
import hmac
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment

from releases.config import Settings
from releases.config.rules import change_rules
from releases.errors import NotAllowed
from releases.model.subscriber import Subscriber
from releases.store import access, people
from releases.store.access import Account
from releases.store.engine import Connection, Store
from releases.tracking.changes import Rules
from releases.web.keeping import Kept
from releases.web.sealing import seal, unseal
from releases.web.throttle import Throttle

SESSION_COOKIE = "releases_session"
SAID_COOKIE = "releases_said"
# In place of the secret of forms, in a page that is kept: markup that no text can bring in.
_TOKEN = b"<csrf>"


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """What the application has for all of its requests."""

    store: Store
    settings: Settings
    templates: Environment
    clock: Callable[[], datetime] = wall_clock
    throttle: Throttle = field(default_factory=Throttle)
    kept: Kept = field(default_factory=Kept)

    @property
    def rules(self) -> Rules:
        return change_rules(self.settings)


class SignInNeeded(Exception):
    """Nobody is signed in, and the route is for somebody."""


def office_of(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


def is_secure(request: Request) -> bool:
    """Whether the browser reached us over https.

    A proxy that is trusted may say so; else the address that people use does, where it is the one
    that was asked for.
    """
    if request.url.scheme == "https":
        return True
    used = urlsplit(office_of(request).settings.web_url)
    return used.scheme == "https" and used.netloc == request.headers.get("host")


class Visit:
    """One request of somebody who is signed in.

    `now` is the same throughout the request. Everything that the database gives is asked for in
    `read()` or `unit()`, whose connection also shows the subscriber as they stand within it.
    """

    def __init__(
        self, request: Request, office: Office, account: Account, secret: str, mark: str = ""
    ) -> None:
        self.request = request
        self.office = office
        self.account = account
        self.secret = secret
        # The stamp of the facts; as long as it is the same, so are they.
        self.stamp = mark
        self.now = office.clock()

    @cached_property
    def who(self) -> Subscriber:
        with self.office.store.read() as connection:
            return people.subscriber_by_id(connection, self.account.subscriber_id)

    @property
    def rules(self) -> Rules:
        return self.office.rules

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.account.zone)

    @property
    def today(self) -> date:
        """Today on the calendar of who is signed in."""
        return self.now.astimezone(self.zone).date()

    def read(self) -> "Any":
        """A reading connection: `with visit.read() as connection`."""
        return self.office.store.read()

    @contextmanager
    def unit(self) -> Iterator[tuple[Connection, Subscriber]]:
        """A unit of work, and the subscriber as they stand within it."""
        with self.office.store.unit() as connection:
            who = people.subscriber_by_id(connection, self.account.subscriber_id)
            yield connection, who
        self.__dict__.pop("who", None)

    @property
    def csrf(self) -> str:
        return csrf_token(self.secret)

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page, with what was to be said since the last one."""
        said = unseal(self.secret, self.request.cookies.get(SAID_COOKIE, ""), "said")
        response = HTMLResponse(self._html(template, said, context), status)
        if SAID_COOKIE in self.request.cookies:
            response.delete_cookie(SAID_COOKIE, path="/")
        return response

    def kept_page(
        self, key: Hashable, template: str, context: Callable[[], dict[str, Any]]
    ) -> Response:
        """`page` as it was made last for this account, while all that it depends on is the same.

        That is what `key` says, and the account. The secret of its forms is another for every
        session, and set in each time.
        """
        if SAID_COOKIE in self.request.cookies:
            return self.page(template, **context())
        csrf = self.csrf.encode()

        def make() -> bytes:
            return self._html(template, "", context()).encode().replace(csrf, _TOKEN)

        mine = self.account
        of_whom = (mine.subscriber_id, mine.name, mine.role, mine.zone)
        kept = self.office.kept.page((template, of_whom, key), make)
        return HTMLResponse(kept.replace(_TOKEN, csrf))

    def _html(self, template: str, said: str, context: dict[str, Any]) -> str:
        return self.office.templates.get_template(template).render(
            visit=self, said=said, path=self.request.url.path, **context
        )

    def go(self, path: str, said: str = "") -> Response:
        """Send the browser on after something was done, and say what on the page it comes to."""
        response = RedirectResponse(path, 303)
        if said:
            response.set_cookie(
                SAID_COOKIE, seal(self.secret, said[:1000], "said"), max_age=60, httponly=True,
                samesite="lax", secure=is_secure(self.request), path="/",
            )  # fmt: skip
        return response


def csrf_token(secret: str) -> str:
    """What a form must bring along: only a page of ours that this browser was shown has it."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def signed_in(request: Request) -> Visit:
    """The visit of who is signed in; raise `SignInNeeded`."""
    office = office_of(request)
    secret = request.cookies.get(SESSION_COOKIE, "")
    if secret:
        with office.store.read() as connection:
            account, mark = access.visitor(connection, secret, office.clock())
        if account is not None:
            return Visit(request, office, account, secret, mark)
    raise SignInNeeded


def signed_in_admin(visit: Annotated[Visit, Depends(signed_in)]) -> Visit:
    """The visit of an admin; raise `NotAllowed` for anybody else."""
    if not visit.account.admin:
        raise NotAllowed("only an admin may do that", "ask one, or suggest it")
    return visit


Signed = Annotated[Visit, Depends(signed_in)]
Admin = Annotated[Visit, Depends(signed_in_admin)]
