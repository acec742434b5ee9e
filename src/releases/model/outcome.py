"""How one try to send a message ended, as far as it can be known."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_DETAIL = 200


class Outcome(StrEnum):
    """What is known after a try. `UNCERTAIN` alone may mean that the message arrived."""

    SENT = "sent"
    TRANSIENT = "transient"
    THROTTLED = "throttled"
    PERMANENT = "permanent"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a try and why, in words for a person, cut to 200 characters.

    `detail` never contains a secret: whoever makes a result scrubs first. `wait` is the number of
    seconds that a throttling service asked for, None where it named none.
    """

    outcome: Outcome
    detail: str = ""
    wait: float | None = None

    def __post_init__(self) -> None:
        if len(self.detail) > LONGEST_DETAIL:
            object.__setattr__(self, "detail", self.detail[: LONGEST_DETAIL - 1] + "…")
