"""Why something was sent or not, and why nothing will be: the reasons in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from releases.model.delivery import State
from releases.model.subscriber import Subscriber

_MEANS = {
    State.PENDING: "waits until it is due",
    State.SENDING: "is being sent now",
    State.SENT: "was sent",
    State.RETRYING: "could not be sent yet and is tried again",
    State.DEAD: "was given up",
    State.SUPERSEDED: "was not sent, since something else took its place",
    State.CANCELLED: "was not sent, since it is wanted no more",
    State.MISSED: "was not sent, since it would have come too late to be of use",
    State.HELD: "may have arrived, so it waits for you to send it again or not",
}


def explain(row: Any, when: Callable[[datetime], str]) -> str:
    """Why a delivery (a row of `views.deliveries_shown`) was sent or not.

    `when` puts an instant in the words of the reader's clock.
    """
    state = State(row.state)
    words = f"{state.value}: it {_MEANS[state]}"
    if row.why:
        words += f" ({row.why})"
    if state in (State.PENDING, State.RETRYING):
        if row.channel_state != "ok":
            words += f"; its channel is {row.channel_state}"
        if row.next != row.due:
            words += f"; next look {when(row.next)}"
    if state is State.SENT and row.sent is not None:
        words += f" {when(row.sent)}"
    return words


def why_no_reminder(release: Any, who: Subscriber) -> str:
    """Why no reminder of a release (a row of `views.listing`) waits for `who`; '' for no news."""
    if release.standing != "active":
        return ""
    if not release.followed:
        return "no reminders: you do not follow it"
    if len(release.date) != 10:
        return "no reminders until its day is known; you will hear when it is"
    if not who.leads:
        return "no reminders: you have set none"
    return "no reminder is left to send"
