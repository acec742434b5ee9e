"""Passwords: hashed with Argon2id (RFC 9106), slowly on purpose and few at once."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from releases.errors import UsageError

SHORTEST, LONGEST = 10, 200
# Each hash takes 64 MiB; a crowd at the door must not take all memory.
_places = threading.Semaphore(2)
_hasher = PasswordHasher()
# Verified where there is no such account, so that the time taken does not tell.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$0xVxV0rod8PeFyjnFkrIFg$"
    "LAHY8NAEppR9VUzRgYO1zxzgUPHy/PX0qC+NBv2VcV0"
)


def check_new(password: str, again: str) -> None:
    """Raise `UsageError` where a new password cannot be used."""
    if password != again:
        raise UsageError("the two passwords differ", "type the same twice")
    if len(password) < SHORTEST:
        raise UsageError(
            f"the password is shorter than {SHORTEST} characters", "three or four words will do"
        )
    if len(password) > LONGEST:
        raise UsageError(f"the password is longer than {LONGEST} characters", "shorten it")


def hashed(password: str) -> str:
    with _places:
        return _hasher.hash(password.encode("utf-8", "replace"))


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a stored hash; as slow for None as for any other."""
    with _places:
        try:
            return _hasher.verify(
                stored or _NOBODY, password[: LONGEST + 1].encode("utf-8", "replace")
            ) and (stored is not None)
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made at a lower cost than today's."""
    return _hasher.check_needs_rehash(stored)
