"""Answers made smaller on the way, where whoever asks can unpack them and nothing is given away.

Pages are not: each holds the secret that its forms bring along, beside text that others chose, and
by the length of what is packed the one can be guessed through the other (BREACH).
"""

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Files of ours, and documents for programs, whose secret is in a header of what they ask.
WHERE = ("/static/", "/api/v1/", "/api/openapi.json")
LEAST = 1000
# Higher ones take twice as long for a twentieth.
LEVEL = 5


class Shrink:
    """Middleware that packs what is under `WHERE`, and lets the rest through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packing = GZipMiddleware(app, LEAST, LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(WHERE):
            await self._plain(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                tag = headers.get("etag", "")
                # The same content in other bytes, which a strong tag would deny (RFC 9110 8.8.1).
                if "content-encoding" in headers and tag.startswith('"'):
                    headers["etag"] = f"W/{tag}"
            await send(message)

        # The framework reads neither capitals nor `q=0`.
        takes = b"gzip" if takes_gzip(Headers(scope=scope)) else b"identity"
        others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        told = {**scope, "headers": [*others, (b"accept-encoding", takes)]}
        await self._packing(told, receive, answer)


def takes_gzip(headers: Headers) -> bool:
    """Whether whoever asks can unpack gzip (RFC 9110 12.5.3)."""
    for each in headers.get("accept-encoding", "").lower().split(","):
        name, _, rest = each.partition(";")
        if name.strip() == "gzip":
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def packed(content: bytes) -> bytes:
    """The same bytes for the same content, whenever."""
    return gzip.compress(content, LEVEL, mtime=0)
