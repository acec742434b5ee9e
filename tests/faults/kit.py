"""A secret in every address, and a reply that is held back."""

import threading

from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.system.kit import Place, Ran

CANARY = "canary4711secret"


def hook(sink: HttpSink, path: str, options: str = "") -> str:
    """A webhook's URL that carries a secret in each place that has room for one."""
    return f"json://ana:{CANARY}@127.0.0.1:{sink.port}/{path}/{CANARY}{options}"


def came(sink: HttpSink, path: str) -> list[Arrival]:
    """What came to the channel that `hook` made of this path."""
    return sink.at(f"/{path}/{CANARY}")


def once(place: Place, *, code: int | None = 0, **more: str) -> Ran:
    """One daemon's work with all that it can say; the canary is in nothing of it."""
    done = place.run("daemon", "--once", "-v", "-v", code=code, **more)
    assert CANARY not in done.out + done.err
    return done


class Gate:
    """Holds a reply back until it is opened."""

    def __init__(self, reply: Reply | None = None) -> None:
        self._open = threading.Event()
        self._reply = reply or Reply()

    def __call__(self, _arrival: Arrival) -> Reply:
        self._open.wait(60)
        return self._reply

    def open(self) -> None:
        self._open.set()
