"""Named points at which a test may stop the program. In production a probe does nothing.

`RELEASES_PROBE=claim.committed` kills the process with SIGKILL when it first comes to that point,
`claim.committed:3` when it comes there for the third time. A simulation in one process sets
`hook` instead.
"""

import os
import signal
from collections.abc import Callable

_POINT, _, _COUNT = os.environ.get("RELEASES_PROBE", "").partition(":")
_left = int(_COUNT) if _COUNT.isdigit() else 1

hook: Callable[[str], None] | None = None


def probe(point: str) -> None:
    """Say that the program has come to a point."""
    if hook is not None:
        hook(point)
    elif point == _POINT:
        _stop()


def _stop() -> None:
    global _left
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
