"""Every error that a person may see, drawn once.

ReleasesError                 what was wrong, where, and what to do; carries the exit code
├── UsageError                2: the request itself is wrong or ambiguous
│   ├── BadDate               a date that cannot be read or cannot exist
│   ├── BadTerritory          a territory that is not known
│   ├── BadKind               a kind that is not one of the six
│   ├── BadZone               a time zone that is not known
│   ├── BadSetting            a configuration file or setting that cannot be used
│   ├── BadChannel            a channel URL that cannot be used
│   └── Ambiguous             several things fit; they are listed
├── NotFound                  1: no such film, release, channel, subscriber or delivery
├── NotAllowed                1: what only somebody else may do
├── NothingRead               1: an article that states no release
├── CannotRead                1: a file or page that is missing, unreadable or no text
├── CannotFetch               1: an address that is unreachable, refused or not allowed
├── CannotStore               1: the database cannot be opened, read or written
│   ├── StoreBusy             another process holds the database
│   └── StoreTooNew           a newer version of this program wrote it
└── CannotSend                1: a message that could not be sent
"""

from typing import ClassVar


class ReleasesError(Exception):
    """Something went wrong that a person can act on.

    `what` says what was wrong and where, as a sentence without full stop;
    `hint` says what to do. Neither ever contains a secret.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what}\n  {self.hint}" if self.hint else self.what


class UsageError(ReleasesError):
    exit_code = 2


class BadDate(UsageError):
    pass


class BadTerritory(UsageError):
    pass


class BadKind(UsageError):
    pass


class BadZone(UsageError):
    pass


class BadSetting(UsageError):
    pass


class BadChannel(UsageError):
    pass


class Ambiguous(UsageError):
    """Several things fit; `candidates` are one line each, for a person to choose from."""

    def __init__(self, what: str, candidates: list[str], hint: str = "") -> None:
        listed = "\n".join(f"  {line}" for line in candidates)
        super().__init__(f"{what}\n{listed}" if listed else what, hint)
        self.candidates = candidates


class NotFound(ReleasesError):
    pass


class NotAllowed(ReleasesError):
    pass


class NothingRead(ReleasesError):
    pass


class CannotRead(ReleasesError):
    pass


class CannotFetch(ReleasesError):
    pass


class CannotStore(ReleasesError):
    pass


class StoreBusy(CannotStore):
    pass


class StoreTooNew(CannotStore):
    pass


class CannotSend(ReleasesError):
    pass
