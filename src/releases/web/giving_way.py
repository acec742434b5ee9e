"""Pages that wait a moment while the same process sends, so that what it sends does not.

Threads of one process take turns, and a page takes its turn for milliseconds where a send needs a
hundred short ones. So while sends are under way one request is worked on at a time, after a breath.
"""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

BREATH = 0.005
# A request may itself wait for the outside, and others wait no longer than this for their turn.
LONGEST = 0.25


class GiveWay:
    """Middleware; `sending` says whether sends are under way."""

    def __init__(self, app: ASGIApp, sending: Callable[[], bool]) -> None:
        self._app = app
        self._sending = sending
        self._turn = asyncio.Semaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._sending():
            await self._app(scope, receive, send)
            return
        try:
            await asyncio.wait_for(self._turn.acquire(), LONGEST)
        except TimeoutError:
            await self._app(scope, receive, send)
            return
        try:
            await asyncio.sleep(BREATH)
            await self._app(scope, receive, send)
        finally:
            self._turn.release()
