"""What becomes of a delivery after an attempt, and how long it waits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model.delivery import (
    FIRST_WAIT,
    LONGEST_THROTTLE,
    LONGEST_WAIT,
    PAUSE_LONGEST,
    THROTTLE_WAIT,
    State,
    after_attempt,
    backoff,
    probe_wait,
)
from releases.model.outcome import LONGEST_DETAIL, Outcome, Result

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def after(
    outcome: Outcome, *, tries: int = 1, unknowns: int = 0, on_unknown: str = "resend",
    wait: float | None = None,
) -> tuple[State, datetime | None]:  # fmt: skip
    found = after_attempt(
        Result(outcome, "words", wait),
        tries=tries,
        unknowns=unknowns,
        on_unknown=on_unknown,
        now=NOW,
        jitter=0.5,
    )
    assert found.why or outcome is Outcome.SENT
    return found.state, found.again


def test_a_sent_delivery_is_done() -> None:
    assert after(Outcome.SENT) == (State.SENT, None)


def test_a_permanent_failure_is_final() -> None:
    assert after(Outcome.PERMANENT) == (State.DEAD, None)


def test_a_transient_failure_is_tried_again_ever_more_rarely() -> None:
    assert after(Outcome.TRANSIENT) == (State.RETRYING, NOW + FIRST_WAIT)
    assert after(Outcome.TRANSIENT, tries=3) == (State.RETRYING, NOW + 4 * FIRST_WAIT)
    assert after(Outcome.TRANSIENT, tries=50) == (State.RETRYING, NOW + LONGEST_WAIT)


@pytest.mark.parametrize(
    ("wait", "expected"),
    [(120, timedelta(seconds=120)), (None, THROTTLE_WAIT), (0, timedelta(0)),
     (10**9, LONGEST_THROTTLE)],
)  # fmt: skip
def test_a_throttled_delivery_waits_as_long_as_it_was_told(
    wait: float | None, expected: timedelta
) -> None:
    assert after(Outcome.THROTTLED, wait=wait) == (State.RETRYING, NOW + expected)


def test_an_unknown_outcome_is_resent_once_and_a_second_one_is_final() -> None:
    assert after(Outcome.UNCERTAIN, unknowns=1)[0] is State.RETRYING
    assert after(Outcome.UNCERTAIN, tries=2, unknowns=2) == (State.DEAD, None)


def test_an_unknown_outcome_is_held_where_the_channel_asks_for_it() -> None:
    assert after(Outcome.UNCERTAIN, unknowns=1, on_unknown="hold") == (State.HELD, None)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_wait_is_spread_by_a_quarter_around_the_doubled_one(tries: int, jitter: float) -> None:
    middle = backoff(tries, 0.5)
    assert 0.75 * middle <= backoff(tries, jitter) <= 1.25 * middle
    assert FIRST_WAIT <= middle <= LONGEST_WAIT
    assert backoff(tries + 1, 0.5) >= middle


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_failing_channel_is_probed_at_least_every_fifteen_hours(
    pauses: int, jitter: float
) -> None:
    assert timedelta(minutes=20) <= probe_wait(pauses, jitter) <= PAUSE_LONGEST * 1.25


@given(st.text())
def test_a_detail_is_cut_to_what_a_person_reads(detail: str) -> None:
    assert len(Result(Outcome.TRANSIENT, detail).detail) <= LONGEST_DETAIL
