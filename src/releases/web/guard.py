"""What stands before every route: limits, headers, the access log, and forms that are ours.

The middleware is plain ASGI, so that it costs little and streams what it passes on.
"""

import hmac
import json
import logging
import time
from collections import Counter
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from releases.errors import NotAllowed, UsageError
from releases.web.office import SESSION_COOKIE, csrf_token

log = logging.getLogger(__name__)

# A pasted article is the largest thing that a form brings.
LARGEST_BODY = 3_000_000
VISIT_COOKIE = "releases_visit"
# Forms for who is not signed in: a session that is left over says nothing there.
OUTSIDE = ("/sign-in", "/welcome")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# Whoever asks may name any; what is counted stays a handful.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With `no-referrer` a browser would send `Origin: null` with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_RAW = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]


class Guard:
    """The outermost middleware. What a route sets itself, a cache rule say, it leaves alone."""

    def __init__(self, app: ASGIApp, counts: "Counter[tuple[str, int]]") -> None:
        self.app = app
        self.counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = list(message.get("headers", ()))
                if status == 200 and scope["path"].startswith("/static/"):
                    # The address changes with the content.
                    given.append((b"cache-control", b"public, max-age=31536000, immutable"))
                if scope["scheme"] == "https":
                    given.append((b"strict-transport-security", b"max-age=31536000"))
                names = {name for name, _ in given}
                message["headers"] = given + [pair for pair in _RAW if pair[0] not in names]
            await send(message)

        try:
            if _announced(scope) > LARGEST_BODY:
                await _too_large(scope, answer)
                return
            await self.app(scope, _counted(receive), answer)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.counts[method, status] += 1
            # Without the query, where a feed has its secret.
            log.info(
                "%s %s %s", scope["method"], scope["path"][:200], status,
                extra={"ms": round(1000 * (time.monotonic() - began))},
            )  # fmt: skip


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else LARGEST_BODY + 1
    return 0


async def _too_large(scope: Scope, send: Send) -> None:
    words = f"that is too large: at most {LARGEST_BODY // 1_000_000} MB are taken"
    body, kind = f"{words}\n".encode(), b"text/plain; charset=utf-8"
    if scope["path"].startswith("/api/"):
        problem = {"type": "about:blank", "status": 413, "title": words}
        body, kind = json.dumps(problem).encode(), b"application/problem+json"
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Overlong(UsageError):
    pass


def _counted(receive: Receive) -> Receive:
    """`receive`, which ends a body that is longer than it may be, announced or not."""
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > LARGEST_BODY:
            raise _Overlong("that is too large", "paste the part that names the dates")
        return message

    return counted


class Posted:
    """The fields of a form of ours. A field that is missing is empty."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    def text(self, name: str, most: int = 500) -> str:
        """One field, stripped; raise `UsageError` where it is longer than `most` characters."""
        value = self._form.get(name, "")
        # No text of ours holds NUL, and PostgreSQL takes none.
        text = value.replace("\0", "").strip() if isinstance(value, str) else ""
        if len(text) > most:
            raise UsageError(f"the field {name} is too long", f"at most {most:,} characters")
        return text

    def all(self, name: str) -> list[str]:
        return [value for value in self._form.getlist(name) if isinstance(value, str)][:1000]

    def has(self, name: str) -> bool:
        return name in self._form


async def posted(request: Request) -> Posted:
    """The form of a request; raise `NotAllowed` where no page of ours sent it."""
    if request.method in ("GET", "HEAD"):
        return Posted(FormData())
    _refuse_other_sites(request)
    form = await request.form(max_files=0, max_fields=1000, max_part_size=LARGEST_BODY)
    cookie = VISIT_COOKIE if request.url.path in OUTSIDE else SESSION_COOKIE
    secret = request.cookies.get(cookie, "")
    given = form.get("csrf", "")
    expected = csrf_token(secret)
    if not secret or not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), expected.encode()
    ):  # fmt: skip
        raise NotAllowed(
            "that form is out of date, or did not come from a page of this site",
            "open the page again and repeat what you did",
        )
    return Posted(form)


def _refuse_other_sites(request: Request) -> None:
    """Refuse what a browser says comes from elsewhere (Fetch Metadata, RFC 6454)."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    elsewhere = site not in (None, "same-origin", "none")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        elsewhere = True
    if elsewhere:
        raise NotAllowed("that form came from another site", "use the pages of this one")


# Named by a router as a dependency of all its routes, so that none can forget it.
FORMS_ARE_OURS = Depends(posted)
Form = Annotated[Posted, FORMS_ARE_OURS]
