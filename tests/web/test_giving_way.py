"""Pages beside sends of the same process: one at a time while it sends, all at once otherwise."""

import asyncio
from typing import Any

from releases.web import giving_way
from releases.web.giving_way import GiveWay


class App:
    """Notes how many requests it worked on at once at most; `hold` keeps each there."""

    def __init__(self, hold: float = 0.01) -> None:
        self.hold = hold
        self.now = self.most = self.answered = 0

    async def __call__(self, _scope: Any, _receive: Any, _send: Any) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.hold)
        self.now -= 1
        self.answered += 1


async def _nothing(*_: Any) -> None:
    return None


def visited(app: App, *, sending: bool, visits: int = 6) -> App:
    async def all_at_once() -> None:
        middleware = GiveWay(app, lambda: sending)
        scope = {"type": "http", "path": "/"}
        await asyncio.gather(*(middleware(scope, _nothing, _nothing) for _ in range(visits)))

    asyncio.run(all_at_once())
    assert app.answered == visits
    return app


def test_while_something_is_sent_one_page_is_made_at_a_time() -> None:
    assert visited(App(), sending=True).most == 1


def test_while_nothing_is_sent_pages_are_made_at_once() -> None:
    assert visited(App(), sending=False).most == 6


def test_a_page_that_waits_for_the_outside_holds_up_the_others_only_so_long() -> None:
    assert visited(App(hold=3 * giving_way.LONGEST), sending=True).most == 6
