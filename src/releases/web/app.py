"""The application: its parts put together, and what becomes of errors."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from releases import __version__
from releases.config import Settings
from releases.errors import (
    CannotFetch,
    CannotStore,
    NotAllowed,
    NotFound,
    ReleasesError,
)
from releases.logs import redact
from releases.store.engine import Store
from releases.web.feeds import Press
from releases.web.gallery import gallery_of
from releases.web.giving_way import GiveWay
from releases.web.guard import Guard
from releases.web.office import SESSION_COOKIE, Office, SignInNeeded, office_of, wall_clock
from releases.web.rendering import environment, web_hint
from releases.web.shrinking import Shrink

log = logging.getLogger(__name__)

# Threads for routes: fewer than the connections that the store keeps, and few enough that the
# sends of a daemon in the same process are not held up.
THREADS = 16
_HERE = Path(__file__).parent


def create_app(
    store: Store,
    settings: Settings,
    *,
    clock: Callable[[], datetime] = wall_clock,
    sending: Callable[[], bool] | None = None,
) -> FastAPI:
    """The web on an open store. `clock` gives now (aware, UTC).

    `sending` says whether the same process sends just now; pages then give way to it.
    """
    app = FastAPI(
        title="releases", version=__version__, docs_url=None, redoc_url=None, openapi_url=None,
        lifespan=_few_threads,
    )  # fmt: skip
    app.state.office = Office(store, settings, environment(), clock)
    app.state.counts = Counter()
    app.state.press = Press()
    app.state.gallery = gallery_of(store, settings)
    for router in routers():
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.add_middleware(Shrink)
    if sending is not None:
        app.add_middleware(GiveWay, sending=sending)
    app.add_middleware(Guard, counts=app.state.counts)
    app.add_exception_handler(SignInNeeded, _to_sign_in)
    app.add_exception_handler(ReleasesError, _explained)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _unexpected)
    return app


def routers() -> list[Any]:
    """Every part that has routes. A new one is named here."""
    from releases.web import (
        adding,
        calendar,
        channels,
        feeds,
        films,
        household,
        keys,
        operations,
        own,
        posters,
        rules,
        signin,
        waiting,
    )
    from releases.web.api import described

    pages = (signin, films, adding, waiting, rules, own, channels, household, keys)
    # They are tried in this order: first what is asked for most.
    parts = (calendar, feeds, posters, operations, *pages)
    return [*(part.router for part in parts), described.router, described.versioned]


@asynccontextmanager
async def _few_threads(app: FastAPI) -> AsyncIterator[None]:
    from anyio import to_thread

    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.gallery.close()


def wants_json(request: Request) -> bool:
    """Whether it is a program that asks: errors are then problem+json (RFC 9457)."""
    return request.url.path.startswith("/api/")


def problem(status: int, what: str, hint: str = "") -> JSONResponse:
    """An error for a program (RFC 9457): `title` says what was wrong, `detail` what to do."""
    document = {"type": "about:blank", "status": status, "title": what}
    if hint:
        document["detail"] = hint
    return JSONResponse(document, status, media_type="application/problem+json")


def status_of(error: ReleasesError) -> int:
    """The status that an error of ours is answered with."""
    for kind, status in (
        (NotFound, HTTPStatus.NOT_FOUND),
        (NotAllowed, HTTPStatus.FORBIDDEN),
        (CannotStore, HTTPStatus.SERVICE_UNAVAILABLE),
        (CannotFetch, HTTPStatus.UNPROCESSABLE_ENTITY),
    ):
        if isinstance(error, kind):
            return status
    return HTTPStatus.BAD_REQUEST


def _answer(request: Request, status: int, what: str, hint: str = "") -> Response:
    if wants_json(request):
        return problem(status, what, hint)
    html = office_of(request).templates.get_template("error.html").render(
        visit=None, said=None, path=request.url.path, what=what, hint=web_hint(hint),
        inside=SESSION_COOKIE in request.cookies,
    )  # fmt: skip
    return HTMLResponse(html, status)


async def _to_sign_in(request: Request, _error: Exception) -> Response:
    if wants_json(request):
        return problem(401, "a token is needed")
    if request.method != "GET":
        return RedirectResponse("/sign-in", 303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    to = "" if wanted == "/" else f"?to={quote(wanted, safe='/')}"
    return RedirectResponse(f"/sign-in{to}", 303)


async def _explained(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReleasesError)
    return _answer(request, status_of(error), error.what, error.hint)


async def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {
        404: "there is no such page",
        405: "that is not something this page can do",
    }.get(error.status_code, str(error.detail))
    response = _answer(request, error.status_code, words)
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0] if error.errors() else {}
    where = ".".join(str(part) for part in first.get("loc", ())[1:])
    what = f"{where}: {first.get('msg', 'not understood')}" if where else "not understood"
    return _answer(request, 422, what)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s: %s", request.method, request.url.path, redact(repr(error))[:300])
    return _answer(request, 500, "something went wrong here", "the log of the server says more")
