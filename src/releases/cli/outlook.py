"""What will be sent because of a change, and when, in the words of the person's own clock."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from releases.cli.render import lead_words, moment
from releases.cli.world import now
from releases.model.delivery import LIVE
from releases.model.plan import What
from releases.model.subscriber import Subscriber
from releases.store import people, views
from releases.tracking.explaining import why_no_reminder

if TYPE_CHECKING:
    from releases.store.engine import Connection

NO_CHANNEL = (
    "nothing will be sent: there is no channel yet. Add one: releases channels add URL "
    "(for example mailto://… or ntfy://…; or: releases channels add telegram)"
)
ZONE_UNKNOWN = (
    "times are in UTC, since this machine names no time zone. "
    "Set yours: releases subscribers set --timezone Europe/London"
)
NO_TERRITORY = (
    "you have no territories: you are reminded of what you add yourself, but not of what sources "
    "say. Set them: releases subscribers set --in GB"
)
_NOTICES = {
    What.MOVED: "a notice that the date moved",
    What.DATE_SET: "a notice that the date is set",
    What.POSTPONED: "a notice that there is no day any more",
    What.CANCELLED: "a notice that it is called off",
    What.REVIVED: "a notice that it is on again",
    What.REMOVED: "a notice that it was entered by mistake",
}


def cautions(who: Subscriber, *, elsewhere: bool = False) -> list[str]:
    """What is missing in someone's settings, so that they are told less than they may expect.

    `elsewhere` says that territories were given by the follow itself.
    """
    missing = []
    if who.schedule.zone == "UTC":
        missing.append(ZONE_UNKNOWN)
    if not who.territories and not elsewhere:
        missing.append(NO_TERRITORY)
    return missing


def outlook(connection: "Connection", who: Subscriber, ids: Sequence[int]) -> list[str]:
    """Lines on what will be sent to `who` of these releases, soonest first."""
    if not people.channel_count(connection, who):
        return [NO_CHANNEL]
    waiting = views.deliveries_shown(
        connection, subscriber_id=who.id, states=LIVE, release_ids=ids
    )  # fmt: skip
    shown = {row.id: row for row in views.listing(
        connection, who.id, followed=False, removed=True, ids=ids, count_claims=False
    )}  # fmt: skip
    lines = []
    for key in dict.fromkeys(ids):
        of_this = [row for row in waiting if row.subject == key]
        prefix = f"{shown[key].territory or 'no territory'}: " if len(shown) > 1 else ""
        lines += [prefix + line for line in _of_release(shown[key], of_this, who)]
    return lines


def _of_release(release: Any, waiting: Sequence[Any], who: Subscriber) -> list[str]:
    lines = [
        f"{_NOTICES[What(row.what)]}: {moment(row.due, who.schedule.zone, now())} by {row.channel}"
        + _state(row)
        for row in waiting
        if row.what in _NOTICES
    ]
    reminders: dict[str, list[str]] = {}
    for row in waiting:
        if row.what == What.REMINDER:
            words = f"{moment(row.due, who.schedule.zone, now())} ({lead_words(row.lead)})"
            reminders.setdefault(row.channel + _state(row), []).append(words)
    by_times: dict[str, list[str]] = {}
    for channel, times in reminders.items():
        by_times.setdefault(", ".join(times), []).append(channel)
    lines += [f"reminders: {times} by {', '.join(by)}" for times, by in by_times.items()]
    if not reminders and (why := why_no_reminder(release, who)):
        lines.append(why)
    return lines


def _state(row: Any) -> str:
    return f" ({row.channel_state})" if row.channel_state != "ok" else ""
