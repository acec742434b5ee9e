"""deliveries: what was, is and will be sent, why, and another try for what was given up."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from releases.cli.arguments import json_option
from releases.cli.render import lead_words, mark, moment, put, put_json, put_table, say
from releases.cli.world import World, now
from releases.errors import NotFound, UsageError
from releases.model.delivery import State
from releases.model.film import parse_ref
from releases.store import views
from releases.tracking.documents import delivery_json, instant
from releases.tracking.explaining import explain

if TYPE_CHECKING:
    from releases.store.engine import Connection


def _only(world: World) -> int | None:
    """The subscriber that was named; without a name everyone's deliveries are meant."""
    return world.who.id if world.asked_for is not None else None


def list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state", metavar="STATE", action="append", default=[],
        help="only in this state: " + ", ".join(State),
    )  # fmt: skip
    json_option(parser)


def list_command(world: World, args: argparse.Namespace) -> None:
    states = [_state(word) for value in args.state for word in value.split(",")]
    only = _only(world)
    with world.store.read() as connection:
        rows = views.deliveries_shown(connection, subscriber_id=only, states=states)
    if world.json:
        put_json([delivery_json(row) for row in rows])
        return
    if not rows:
        say("no deliveries" + (f" that are {', '.join(states)}" if states else " yet"))
        return
    several = len({row.subscriber for row in rows}) > 1
    put_table(
        ("ID", "STATE", "DUE", "WHAT", "TITLE", "WHERE", "DATE", "CHANNEL", "WHY"),
        [
            (
                f"d{row.id}",
                row.state,
                moment(row.due, row.zone, now()),
                _what(row),
                row.title or "",
                row.territory or "-",
                row.speaks_of,
                f"{row.subscriber}/{row.channel}" if several else row.channel,
                row.why or "",
            )
            for row in rows
        ],
    )


def _state(word: str) -> str:
    try:
        return State(word.strip().lower()).value
    except ValueError:
        raise UsageError(
            f"{word!r} is not a state of deliveries", "choose of " + ", ".join(State)
        ) from None


def _what(row: Any) -> str:
    return f"{row.what} ({lead_words(row.lead)})" if row.lead >= 0 else str(row.what)


def _chosen(connection: "Connection", only: int | None, words: Sequence[str]) -> list[Any]:
    """The deliveries of these ids, in their order; raise `NotFound` naming those that are not."""
    keys = {word: parse_ref("d", word) for word in words}
    wrong = [word for word, key in keys.items() if key is None]
    if wrong:
        raise UsageError(
            f"{wrong[0][:40]!r} is not the id of a delivery",
            "ids look like d103: releases deliveries",
        )
    found = views.deliveries_shown(
        connection, subscriber_id=only, ids=[key for key in keys.values() if key is not None]
    )
    by_id = {row.id: row for row in found}
    unknown = [word for word, key in keys.items() if key not in by_id]
    if unknown:
        raise NotFound(
            f"there is no delivery {', '.join(unknown)}", "releases deliveries lists what there is"
        )
    return [by_id[key] for key in keys.values() if key is not None]


def retry_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="*", help="deliveries, such as d103")
    parser.add_argument("--dead", action="store_true", help="all that are dead")
    parser.add_argument("--held", action="store_true", help="all that are held")
    json_option(parser)


def retry_command(world: World, args: argparse.Namespace) -> int:
    from releases.store import queue

    wanted = [state for state, asked in ((State.DEAD, args.dead), (State.HELD, args.held)) if asked]
    if bool(args.ids) == bool(wanted):
        raise UsageError(
            "name deliveries, or --dead or --held", "write: releases deliveries retry d103"
        )
    only = _only(world)
    with world.unit() as (connection, _):
        if args.ids:
            chosen = [row.id for row in _chosen(connection, only, args.ids)]
        else:
            chosen = [
                key for state in wanted for key in views.ids_in_state(connection, state, only)
            ]
        again = queue.retry(connection, chosen, now())
        rows = views.deliveries_shown(connection, ids=chosen)
    left = [row for row in rows if row.id not in again]
    if world.json:
        put_json([delivery_json(row) for row in rows])
    for row in rows if not world.json else ():
        if row.id in again:
            put(f"d{row.id}: sent again at the daemon's next look")
    for row in left:
        if row.state in (State.DEAD, State.HELD):
            say(f"d{row.id} cannot be tried again: its channel {row.channel} was removed")
        else:
            say(f"d{row.id} is {row.state}; only what is dead or held can be tried again")
    if not rows:
        say("nothing is " + " or ".join(wanted))
    return 1 if left else 0


def why_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="deliveries, such as d103")
    json_option(parser)


def why_command(world: World, args: argparse.Namespace) -> None:
    only = _only(world)
    with world.store.read() as connection:
        rows = _chosen(connection, only, args.ids)
        tries = {row.id: views.attempts_of(connection, row.id) for row in rows}
    if world.json:
        put_json(
            [
                delivery_json(row)
                | {"why": _why(row), "tries": [_try_json(each) for each in tries[row.id]]}
                for row in rows
            ]
        )
        return
    for row in rows:
        place = f", {row.territory}" if row.territory else ""
        about = f" of {row.title}{place}, {row.speaks_of}" if row.title else f" of {row.speaks_of}"
        put(mark(f"d{row.id}: {_what(row)}{about}", "bold"))
        put(f"  to {row.subscriber} by {row.channel}, due {moment(row.due, row.zone)} ({row.zone})")
        put(f"  {_why(row)}")
        for each in tries[row.id]:
            took = f", {each.took_ms} ms" if each.took_ms is not None else ""
            detail = f": {each.detail}" if each.detail else ""
            outcome = each.outcome or "under way, or its daemon died"
            put(f"  {moment(each.started, row.zone)}  {outcome}{took}{detail}")


def _try_json(each: Any) -> dict[str, Any]:
    return {
        "started": instant(each.started),
        "outcome": each.outcome,
        "detail": each.detail,
        "took_ms": each.took_ms,
        "daemon": each.daemon,
    }


_AGAIN = (State.DEAD, State.HELD)


def _why(row: Any) -> str:
    """Why a delivery was sent or not, in words, and how to send it again."""
    words = explain(row, lambda instant: moment(instant, row.zone))
    again = f"; to send it again: releases deliveries retry d{row.id}"
    return words + (again if row.state in _AGAIN else "")
