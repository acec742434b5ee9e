"""add --from: what an article says is shown, confirmed, and stored with its sentence.

At a terminal each statement is asked about; --yes takes what is sure. Where nobody can be asked
and --yes is not given, nothing is guessed: that is wrong usage.
"""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from releases.cli.adding import overall, report
from releases.cli.asking import at_terminal, choose
from releases.cli.outlook import cautions
from releases.cli.reading import nothing_read, put_statement, understood
from releases.cli.render import count, put_json, say
from releases.cli.world import World, day_in, now
from releases.errors import UsageError

if TYPE_CHECKING:
    from releases.model.release import Statement
    from releases.store.engine import Connection
    from releases.tracking.changes import Done
    from releases.tracking.intake import Found


def take(world: World, args: argparse.Namespace) -> int:
    """Read an article and store what is confirmed; 1 where nothing is found or taken."""
    from releases.tracking import intake

    silent = args.yes or args.dry_run
    if not silent and (args.source == intake.STDIN or not at_terminal()):
        raise UsageError(
            "nobody can be asked which statements to take: this is no terminal",
            "add --yes to take what is sure, or --dry-run to see what that would be",
        )
    found = understood(world, args.source, args.published, args.territories)
    statements = found.named(args.film) if args.film is not None else found.reading.statements
    if not statements:
        if args.film is not None and found.reading.statements:
            _say_films(found, args.film)
            return 1
        if world.json:
            put_json({"result": "nothing", "releases": [], "planned": 0, "not_taken": []})
        raise nothing_read(found)
    possible = intake.takeable(statements)
    if silent:
        taken: Sequence[Statement] = [s for s in possible if s.confidence >= intake.SURE]
    else:
        taken = _asked(possible)
    left = [s for s in statements if s not in taken and not _repeats(s, taken)]
    return _store(world, args, found, taken, left)


def _say_films(found: "Found", wanted: str) -> None:
    titles = ", ".join(dict.fromkeys(repr(s.title) for s in found.reading.statements))
    say(f"{found.source} says nothing of {wanted!r}; it speaks of {titles}")


def _repeats(statement: "Statement", taken: "Sequence[Statement]") -> bool:
    parts = (statement.title, statement.territory, statement.kind, statement.date)
    return any((s.title, s.territory, s.kind, s.date) == parts for s in taken)


def _asked(statements: "Sequence[Statement]") -> "list[Statement]":
    taken = []
    for number, statement in enumerate(statements, 1):
        put_statement(statement, explain=True)
        answer = choose(
            f"take it? ({number} of {len(statements)}; y yes, n no, q no more)",
            "ynq" if statement.confidence >= 0.5 else "nyq",
            without="add --yes to take what is sure",
        )
        if answer == "q":
            break
        if answer == "y":
            taken.append(statement)
    return taken


class _OnlyTried(Exception):
    """Ends the unit of a dry run, so that nothing of it is kept."""


def _store(
    world: World,
    args: argparse.Namespace,
    found: "Found",
    taken: "Sequence[Statement]",
    left: "Sequence[Statement]",
) -> int:
    if taken:
        try:
            with world.unit() as (connection, who):
                today = day_in(who.schedule.zone)
                done = [_add(world, connection, found, s, args) for s in taken]
                if not world.json:
                    for statement in taken if args.yes or args.dry_run else ():
                        put_statement(statement)
                    report(world, connection, who, done)
                else:
                    put_json(_document(world, connection, done, left, dry_run=args.dry_run))
                past = [s for s in taken if s.date and s.date.latest and s.date.latest < today]
                notes = cautions(who)
                if args.dry_run:
                    raise _OnlyTried
        except _OnlyTried:
            say("nothing was stored: this was a dry run")
        if past:
            say(f"{count(len(past), 'past date')} kept; nothing is sent of what is past")
        for note in notes if len(past) < len(taken) else ():
            say(note)
    elif world.json:
        put_json({"result": "nothing", "releases": [], "planned": 0,
                  "not_taken": _not_taken(left)})  # fmt: skip
    if left:
        say(f"not taken: {count(len(left), 'statement')}")
        for statement in left:
            _say_left(statement)
    return 0 if taken else 1


def _add(
    world: World,
    connection: "Connection",
    found: "Found",
    statement: "Statement",
    args: argparse.Namespace,
) -> "Done":
    from releases.tracking import changes, intake

    who = world.who
    return changes.add(
        connection,
        who,
        intake.proposal(found, statement, now()),
        now(),
        follow=intake.wants(who, statement, day_in(who.schedule.zone)),
        rules=world.rules,
    )


def _document(
    world: World,
    connection: "Connection",
    done: "Sequence[Done]",
    left: "Sequence[Statement]",
    *,
    dry_run: bool,
) -> dict[str, Any]:
    from releases.tracking.listing import releases_json

    ids = [each.release.id for each in done]
    document: dict[str, Any] = {
        "result": overall([each.result for each in done]),
        "releases": releases_json(connection, world.who, ids, world.today),
        "planned": sum(each.planned for each in done),
        "not_taken": _not_taken(left),
    }
    return document | {"dry_run": True} if dry_run else document


def _not_taken(left: "Sequence[Statement]") -> list[dict[str, Any]]:
    from releases.tracking.documents import statement_json

    return [statement_json(statement) for statement in left]


def _say_left(statement: "Statement") -> None:
    when = statement.date.words() if statement.date else "no date"
    sentence = " ".join(statement.sentence.split())
    why = "it names no date" if statement.date is None else f"{statement.confidence:.0%} sure"
    say(f"  {statement.title}, {statement.territory or 'no territory'}, {when} ({why})")
    say(f"    “{sentence}”")
