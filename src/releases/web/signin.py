"""Signing in and out, and the one-time links by which somebody chooses a first password."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from releases.errors import NotFound, UsageError
from releases.model.film import clean
from releases.store import access
from releases.web import passwords
from releases.web.guard import FORMS_ARE_OURS, VISIT_COOKIE, Form
from releases.web.office import (
    SESSION_COOKIE,
    Office,
    Signed,
    csrf_token,
    is_secure,
    office_of,
)

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
# The same words whether there is such a name or not.
_WRONG = "that name and password do not belong together"


def own_path(text: str) -> str:
    """A path of this site to go on to; `/` for anything else."""
    parts = urlsplit(text.replace("\\", "/"))
    ours = text.startswith("/") and not text.startswith("//") and not parts.netloc
    return text if ours and text.isprintable() and len(text) < 2000 else "/"


def _outside(
    request: Request, template: str, status: int = 200, **context: Any
) -> Response:  # fmt: skip
    """A page for somebody who is not signed in, whose form is tied to this browser all the same."""
    office = office_of(request)
    secret = request.cookies.get(VISIT_COOKIE) or secrets.token_urlsafe(24)
    html = office.templates.get_template(template).render(
        visit=None, said=None, path=request.url.path, csrf=csrf_token(secret), **context
    )
    response = HTMLResponse(html, status)
    _put(response, request, VISIT_COOKIE, secret, max_age=None)
    if SESSION_COOKIE in request.cookies:
        response.delete_cookie(SESSION_COOKIE, path="/")
    return response


def _put(
    response: Response, request: Request, name: str, value: str, *, max_age: int | None
) -> None:
    response.set_cookie(
        name, value, max_age=max_age, httponly=True, samesite="lax",
        secure=is_secure(request), path="/",
    )  # fmt: skip


def _enter(request: Request, office: Office, subscriber_id: int, to: str) -> Response:
    """Open a new session, whatever the browser had before, and go on."""
    with office.store.unit() as connection:
        secret = access.open_session(connection, subscriber_id, office.clock())
    response = RedirectResponse(own_path(to), 303)
    lasts = int(access.SESSION_LASTS.total_seconds())
    _put(response, request, SESSION_COOKIE, secret, max_age=lasts)
    response.delete_cookie(VISIT_COOKIE, path="/")
    return response


@router.get("/sign-in")
def sign_in_page(request: Request, to: str = "/") -> Response:
    return _outside(request, "sign-in.html", to=own_path(to), name="", error=None)


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    office = office_of(request)
    name, to = clean(form.text("name")), form.text("to", 2000)
    address = request.client.host if request.client else ""

    def again(words: str, status: int) -> Response:
        return _outside(request, "sign-in.html", status, to=own_path(to), name=name, error=words)

    wait = office.throttle.wait(address, name)
    if wait > 0:
        minutes = max(1, round(wait / 60))
        response = again(f"too many attempts; try again in {minutes} min", 429)
        response.headers["retry-after"] = str(round(wait) + 1)
        return response
    with office.store.read() as connection:
        account = access.account(connection, name)
    stored = account.password if account else None
    password = form.text("password", 10_000)
    if not passwords.fits(stored, password) or account is None or stored is None:
        office.throttle.failed(address, name)
        return again(_WRONG, 401)
    office.throttle.succeeded(address, name)
    if passwords.outdated(stored):
        with office.store.unit() as connection:
            access.rehash_password(
                connection, account.subscriber_id, stored, passwords.hashed(password)
            )
    return _enter(request, office, account.subscriber_id, to)


@router.post("/sign-out")
def sign_out(request: Request, visit: Signed) -> Response:
    with visit.unit() as (connection, _):
        access.end_session(connection, visit.secret)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


def _unknown_link() -> NotFound:
    return NotFound("there is no such page", "a link to choose a password works once, for 3 days")


@router.get("/welcome")
def welcome_page(request: Request, token: str = "") -> Response:
    office = office_of(request)
    with office.store.read() as connection:
        found = access.find_token(connection, token, "invite", office.clock())
        account = access.account_by_id(connection, found.subscriber_id) if found else None
    if account is None:
        raise _unknown_link()
    return _outside(request, "welcome.html", token=token, name=account.name, error=None)


@router.post("/welcome")
def welcome(request: Request, form: Form) -> Response:
    office = office_of(request)
    token = form.text("token")
    with office.store.read() as connection:
        found = access.find_token(connection, token, "invite", office.clock())
        account = access.account_by_id(connection, found.subscriber_id) if found else None
    if account is None:
        raise _unknown_link()
    password = form.text("password", 10_000)
    try:
        passwords.check_new(password, form.text("again", 10_000))
    except UsageError as error:
        return _outside(
            request, "welcome.html", 400, token=token, name=account.name, error=error
        )  # fmt: skip
    hashed = passwords.hashed(password)
    with office.store.unit() as connection:
        # Used up in the same transaction, so that of two browsers only one gets in.
        subscriber_id = access.take_token(connection, token, "invite", office.clock())
        if subscriber_id is None:
            raise _unknown_link()
        access.set_password(connection, subscriber_id, hashed, office.clock())
    return _enter(request, office, subscriber_id, "/")
