"""The same places and servers as the system tests have."""

from tests.system.conftest import (
    at,
    clock_library,
    either,
    place,
    post,
    server_place,
    sink,
)

__all__ = ["at", "clock_library", "either", "place", "post", "server_place", "sink"]
