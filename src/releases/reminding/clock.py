"""The clock that whatever acts over time is given."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """`now` is the wall clock (aware, UTC) that decides; `monotonic` measures, in seconds."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...
