"""The outbox of the database does what the plain one in memory does, whatever happens."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event

from releases.model.outcome import Outcome, Result
from releases.store.engine import Store
from tests.store.machine import Machine

# Enough to notice a slip on a busy machine; RELEASES_EXAMPLES=2000 looks for longer. A server is
# asked half as often.
EXAMPLES = int(os.environ.get("RELEASES_EXAMPLES", "12"))


@pytest.fixture
def careless(store: Store) -> Store:
    """The store; a test that pulls no plug needs no disk to have it in writing."""
    if store.sqlite:
        store.close()
        event.listen(store.engine, "connect", _careless)
    return store


def _careless(raw: Any, _record: Any) -> None:
    raw.execute("PRAGMA synchronous=OFF")


def test_the_outbox_is_the_plain_one_whatever_happens(careless: Store) -> None:
    class OnThisStore(Machine):
        def __init__(self) -> None:
            super().__init__(careless)

    run_state_machine_as_test(
        OnThisStore,
        settings=settings(
            max_examples=EXAMPLES if careless.sqlite else EXAMPLES // 2,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


BUSY, REFUSED = Result(Outcome.TRANSIENT, "busy"), Result(Outcome.PERMANENT, "revoked")
LOST, SENT = Result(Outcome.UNCERTAIN, "no answer in time"), Result(Outcome.SENT)
UNDER_WAY = [("claim_when_due", "A", 3), *[("begin_attempt", 0)] * 3]
TAKEN_OVER = [("wait", 125), ("claim", "B", 3)]
# What was wrong once, as found by the rules above; and what they come by too seldom.
STORIES: dict[str, list[tuple[Any, ...]]] = {
    "an outcome after a takeover is kept": [
        *UNDER_WAY, ("die", "A"), *TAKEN_OVER, *[("begin_attempt", 0)] * 3, ("answer", 0, REFUSED),
    ],
    "an uncertain outcome after a takeover keeps the identity": [
        *UNDER_WAY, *TAKEN_OVER, ("answer", 0, LOST), *[("begin_attempt", 0)] * 3,
    ],
    "what a late answer ended is not begun though it was claimed": [
        *UNDER_WAY, ("give_up", 0), *TAKEN_OVER, ("answer", 0, SENT), *[("begin_attempt", 0)] * 3,
    ],
    "a late answer does not end a notice that says something else by now": [
        ("move", "Ana", 0, 3), *UNDER_WAY, ("give_up", 0), ("move", "Ana", 0, 2),
        ("answer", 0, SENT),
    ],
    "what is learned late does not undo a newer word": [
        *UNDER_WAY, ("give_up", 0), *[("answer", 1, SENT)] * 2, ("move", "Ana", 0, 3),
        ("wait", 3700), *UNDER_WAY, *[("answer", 1, SENT)] * 3, ("answer", 0, SENT),
        ("move_back", "Ana", 0, 1),
    ],
    "what failed on a channel that was removed meanwhile ends": [
        *UNDER_WAY, ("change_channel", 0, "remove"), ("answer", 0, BUSY),
    ],
    "a channel that fails holds up no other": [
        ("claim_when_due", "A", 1), ("begin_attempt", 0), ("answer", 0, BUSY), ("claim", "B", 3),
    ],
    "one change is told in one line though a daemon left two notices": [
        ("move", "Ana", 0, 3), ("claim_when_due", "A", 3), ("cancel", "Ana", 0),
        ("move_back", "Ana", 0, 1), ("die", "A"), *TAKEN_OVER, *[("begin_attempt", 0)] * 3,
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_that_is_easily_got_wrong_is_right(
    careless: Store, story: list[tuple[Any, ...]]
) -> None:
    machine = Machine(careless)
    machine.begin(0)
    machine.same()
    for act, *args in story:
        getattr(machine, act)(*args)
        machine.same()
    machine.teardown()
