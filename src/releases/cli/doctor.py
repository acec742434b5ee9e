"""doctor: every check with what is wrong and what to do. Exit 1 where a check failed."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from releases.cli.arguments import json_option
from releases.cli.outlook import NO_CHANNEL, ZONE_UNKNOWN
from releases.cli.render import ago, count, mark, put, put_json
from releases.cli.world import World, now
from releases.errors import ReleasesError
from releases.store import health, people, views
from releases.tracking.overview import is_alive

if TYPE_CHECKING:
    from releases.store.engine import Connection

OK, WARNING, FAILED = "ok", "warning", "failed"
# The daemon looks every few seconds; what waits longer than this is not being looked at.
OVERDUE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: its state, what it saw, and what to do (empty where all is well)."""

    check: str
    state: str
    what: str
    hint: str = ""


def doctor_options(parser: argparse.ArgumentParser) -> None:
    json_option(parser)


def doctor_command(world: World, args: argparse.Namespace) -> int:
    findings = list(_all(world))
    if world.json:
        put_json([asdict(each) for each in findings])
    else:
        for each in findings:
            _put(each)
    return 1 if any(each.state == FAILED for each in findings) else 0


def _put(each: Finding) -> None:
    colour = {OK: "green", WARNING: "yellow", FAILED: "red"}[each.state]
    put(f"{mark(each.state.ljust(7), colour)}  {each.check}: {each.what}")
    for line in each.hint.splitlines():
        put(f"         {line}")


def _all(world: World) -> Iterator[Finding]:
    """Every check; those that cannot be made since an earlier one failed are left out."""
    try:
        where = world.settings.path
        yield Finding("configuration", OK, str(where) if where else "no file, all defaults")
        store = world.store
    except ReleasesError as error:
        what = "database" if "settings" in vars(world) else "configuration"
        yield Finding(what, FAILED, error.what, error.hint)
        return
    from releases.store.schema import SCHEMA

    yield Finding("database", OK, f"{store.shown}, schema {SCHEMA}")
    try:
        # The default subscriber is made at first use, which also shows that it can be written.
        with world.unit() as (connection, _):
            for check in _CHECKS:
                yield from check(connection, world)
    except ReleasesError as error:
        yield Finding("database", FAILED, error.what, error.hint)


def _daemon(connection: "Connection", world: World) -> Iterator[Finding]:
    found = health.all_daemons(connection)
    every = world.settings.dispatch_every
    alive = [row for row in found if is_alive(row.last_tick, every, now())]
    if alive:
        yield Finding(
            "daemon", OK, f"{count(len(alive), 'daemon')}, ticked {ago(alive[0].last_tick, now())}"
        )
        late = views.overdue(connection, now() - OVERDUE_AFTER)
        if late:
            yield Finding(
                "queue", WARNING, f"{count(late, 'delivery').replace('deliverys', 'deliveries')} "
                "overdue although a daemon runs",
                "see its log; releases deliveries why ID explains each",
            )  # fmt: skip
    else:
        last = f", the last ticked {ago(found[0].last_tick, now())}" if found else ""
        yield Finding(
            "daemon", FAILED, f"none runs{last}: nothing is sent",
            "start one: releases daemon (or enable its service, or docker compose up)",
        )  # fmt: skip


def _people(connection: "Connection", _world: World) -> Iterator[Finding]:
    for who in people.all_subscribers(connection):
        name = f"subscriber {who.name}"
        by = "" if who.name == people.DEFAULT else f"--as {who.name} "
        if who.schedule.zone == "UTC":
            yield Finding(name, WARNING, ZONE_UNKNOWN.split(".")[0],
                          f"releases {by}subscribers set --timezone Europe/London")  # fmt: skip
        if not who.territories:
            yield Finding(
                name, WARNING, "no territories: what sources say is listed and not reminded of",
                f"releases {by}subscribers set --in GB",
            )  # fmt: skip
        if not who.leads:
            yield Finding(name, WARNING, "no leads: no reminders are sent before a release",
                          f"releases {by}subscribers set --leads 7d,1d,0d")  # fmt: skip
        if who.schedule.zone != "UTC" and who.territories and who.leads:
            places = ", ".join(who.territories)
            yield Finding(name, OK, f"{who.schedule.at:%H:%M} {who.schedule.zone}, {places}")


def _channels(connection: "Connection", _world: World) -> Iterator[Finding]:
    found = people.channels_of(connection)
    for who in people.all_subscribers(connection):
        if not any(each.subscriber_id == who.id for each in found):
            yield Finding(f"subscriber {who.name}", FAILED, "no channel: nothing will be sent",
                          NO_CHANNEL.partition(". ")[2])  # fmt: skip
    for each in found:
        name = f"channel {each.name}"
        if each.state == "disabled":
            yield Finding(name, WARNING, "disabled: it is no longer in the configuration file")
        elif each.state == "paused":
            yield Finding(name, WARNING, "paused by hand", f"releases channels resume {each.name}")
        elif trouble := _unusable(each):
            yield Finding(name, FAILED, trouble.what, trouble.hint)
        elif each.state == "failing":
            yield Finding(
                name, FAILED, f"failing: {each.error or 'no reason was given'}",
                f"put it right, then: releases channels test {each.name}",
            )  # fmt: skip
        else:
            sent = f"sent last {ago(each.last_sent, now())}" if each.last_sent else "never used yet"
            yield Finding(name, OK, sent)


def _unusable(channel: people.Channel) -> ReleasesError | None:
    from releases.reminding.channels import check

    try:
        check(channel.url)
    except ReleasesError as error:
        return error
    return None


def _deliveries(connection: "Connection", _world: World) -> Iterator[Finding]:
    states = views.state_counts(connection)
    for state, level, hint in (
        ("dead", FAILED, "releases deliveries why ID tells the reason; retry --dead tries again"),
        ("held", WARNING, "it is not known whether they arrived: releases deliveries retry --held"),
        ("missed", WARNING, "they came too late to be of use: releases deliveries --state missed"),
    ):
        if states.get(state):
            yield Finding("deliveries", level, f"{states[state]} {state}", hint)
    if not any(states.get(name) for name in ("dead", "held", "missed")):
        yield Finding("deliveries", OK, ", ".join(f"{n} {s}" for s, n in states.items()) or "none")


def _conflicts(connection: "Connection", _world: World) -> Iterator[Finding]:
    _, conflicts = views.release_counts(connection)
    if conflicts:
        yield Finding(
            "dates", WARNING, f"{count(conflicts, 'release')} contradicted by a source",
            "releases list --all marks them; releases history RELEASE shows who says what",
        )  # fmt: skip
    else:
        yield Finding("dates", OK, "none contradicted")


def _sources(_connection: "Connection", world: World) -> Iterator[Finding]:
    settings = world.settings
    if settings.wikidata_enabled and not settings.wikidata_contact:
        yield Finding(
            "source wikidata", WARNING, "asked without a contact, which its operators want told",
            "set sources.wikidata.contact to your e-mail or web address",
        )  # fmt: skip


_CHECKS: tuple[Callable[["Connection", World], Iterator[Finding]], ...] = (
    _daemon, _people, _channels, _deliveries, _conflicts, _sources,
)  # fmt: skip
