"""Who calls, by their token; and lists in pages."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import BackgroundTasks, Depends, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from releases.errors import NotAllowed
from releases.store import access, people
from releases.store.access import Account
from releases.web.feeds import LONGEST_TOKEN, write_down_use
from releases.web.office import Visit, office_of

_BEARER = HTTPBearer(
    auto_error=False, description="What `releases token` prints: one a person, until revoked."
)
MOST_OF_A_PAGE = 200


def caller(
    request: Request,
    background: BackgroundTasks,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Visit:
    """The visit of whose token it is. A session in a browser opens nothing here.

    Answers 401 alike for a token that is missing, wrong, ended or of another purpose.
    """
    office = office_of(request)
    now = office.clock()
    secret = given.credentials.strip() if given else ""
    if 0 < len(secret) <= LONGEST_TOKEN:
        with office.store.read() as connection:
            token = access.find_token(connection, secret, "api", now)
            if token is not None:
                if access.stale(token, now):
                    background.add_task(write_down_use, office.store, token, now)
                return Visit(request, office, _account(connection, token.subscriber_id), "")
    raise HTTPException(
        401, "a token is needed, as Authorization: Bearer TOKEN", {"www-authenticate": "Bearer"}
    )


def _account(connection: Any, subscriber_id: int) -> Account:
    found = access.account_by_id(connection, subscriber_id)
    if found is not None:
        return found
    # Whoever was never let in as an admin is none.
    who = people.subscriber_by_id(connection, subscriber_id)
    return Account(subscriber_id, who.name, "member", None, who.schedule.zone)


Caller = Annotated[Visit, Depends(caller)]


def admin(visit: Caller) -> Visit:
    if not visit.account.admin:
        raise NotAllowed("only an admin may do that", "state it instead: it becomes a suggestion")
    return visit


AdminCaller = Annotated[Visit, Depends(admin)]


class Page(NamedTuple):
    """A part of a list. `fetch` is one more than is shown, to know whether there is a next one."""

    request: Request
    response: Response
    limit: int
    offset: int

    @property
    def fetch(self) -> int:
        return self.limit + 1

    def of(self, found: Sequence[Any]) -> list[Any]:
        """What is shown of what was fetched; a next page is named in Link (RFC 8288)."""
        if len(found) > self.limit:
            further = self.request.url.include_query_params(
                limit=self.limit, offset=self.offset + self.limit
            )
            self.response.headers["link"] = f'<{further.path}?{further.query}>; rel="next"'
        return list(found[: self.limit])

    def slice(self, everything: Sequence[Any]) -> list[Any]:
        """The page of a list that is short enough to be read whole."""
        return self.of(everything[self.offset : self.offset + self.fetch])


def page(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST_OF_A_PAGE)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Page:
    return Page(request, response, limit, offset)


Paged = Annotated[Page, Depends(page)]
