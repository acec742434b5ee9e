"""The entry point: which command is meant, and what becomes of its errors.

Nothing heavy is imported here: the module of a command is imported when the command is called,
and neither `--help` nor `--version` imports even argparse.
"""

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from releases import __version__
from releases.errors import ReleasesError, UsageError


class Command(NamedTuple):
    """Where a command is: `FUNCTION` and `FUNCTION_options` of a module of this room."""

    module: str
    function: str
    help: str


COMMANDS: dict[str, Command | dict[str, Command]] = {
    "add": Command("adding", "add", "add a release, typed or read from an article"),
    "read": Command("reading", "read", "read an article and show what it says, storing nothing"),
    "list": Command("listing", "list", "list releases, soonest first"),
    "show": Command("showing", "show", "show a release, its reminders and where its date is from"),
    "history": Command("showing", "history", "show every claim about a release, old to new"),
    "move": Command("changing", "move", "give a release another date, or hold the one it has"),
    "cancel": Command("changing", "cancel", "say that a release is called off"),
    "remove": Command("changing", "remove", "take back a release that was entered by mistake"),
    "undo": Command("conflicts", "undo", "take back the last change"),
    "conflicts": {
        "list": Command("conflicts", "list", "list what sources disagree about"),
        "resolve": Command("conflicts", "resolve", "say which date is right"),
    },
    "follow": Command("following", "follow", "be told of films"),
    "unfollow": Command("following", "unfollow", "stop being told of a film"),
    "follows": Command("following", "follows", "list the films that you follow"),
    "rules": {
        "add": Command("rules", "add", "follow a person's films, a collection, or all releases"),
        "list": Command("rules", "list", "list your rules"),
        "remove": Command("rules", "remove", "end a rule"),
    },
    "channels": {
        "add": Command("channels", "add", "add a way to reach you, by its URL, or telegram"),
        "list": Command("channels", "list", "list your channels"),
        "test": Command("channels", "test", "send a test message"),
        "pause": Command("channels", "pause", "send nothing to a channel for now"),
        "resume": Command("channels", "resume", "send to a paused or failing channel again"),
        "remove": Command("channels", "remove", "forget a channel"),
    },
    "subscribers": {
        "add": Command("subscribers", "add", "add a person or group"),
        "list": Command("subscribers", "list", "list the subscribers and their settings"),
        "set": Command("subscribers", "set", "change settings: zone, leads, time, quiet hours …"),
        "invite": Command("entering", "invite", "print a link to choose a password for the web"),
        "password": Command("entering", "password", "set a password for the web"),
    },
    "films": {
        "list": Command("films", "list", "list the films that are known"),
        "show": Command("films", "show", "show a film and its releases"),
        "rename": Command("films", "rename", "correct a film's title or year"),
        "merge": Command("films", "merge", "make two films one"),
    },
    "sources": {
        "add": Command("sources", "add", "watch a feed, a page or a folder of newsletters"),
        "list": Command("sources", "list", "list who is asked for dates, and how that went"),
        "refresh": Command("sources", "refresh", "ask now"),
        "remove": Command("sources", "remove", "ask a source no more"),
    },
    "suggestions": {
        "list": Command("suggestions", "list", "list what was read, or held back, for you"),
        "accept": Command("suggestions", "accept", "take it over"),
        "dismiss": Command("suggestions", "dismiss", "forget it"),
    },
    "import": Command("imports", "import", "take in a watchlist, calendar or table of releases"),
    "export": Command("transfer", "export", "write releases, follows and settings to a file"),
    "daemon": Command("service", "daemon", "send what is due, until stopped"),
    "calendar": Command("keys", "calendar", "print the secret address of your calendar"),
    "token": Command("keys", "token", "print a new token for programs, ending the one before"),
    "serve": Command("serving", "serve", "show the calendar in the browser, until stopped"),
    "rehearse": Command("service", "rehearse", "show what will be sent when, sending nothing"),
    "deliveries": {
        "list": Command("deliveries", "list", "list what was, is and will be sent"),
        "retry": Command("deliveries", "retry", "send again what is dead or held"),
        "why": Command("deliveries", "why", "explain why something was sent or not"),
    },
    "status": Command("status", "status", "show how things stand"),
    "doctor": Command("doctor", "doctor", "check everything and say what to do"),
    "backup": Command("backup", "backup", "copy the database to a file, while it is in use"),
    "restore": Command("backup", "restore", "put a backup in the place of the database"),
    "config": {"show": Command("settings", "show", "show every setting and where it is from")},
    "completion": Command("completion", "completion", "print a completion script for a shell"),
}

# Global options, known before and after the command: whether each takes a value.
GLOBALS = {
    "--db": True,
    "--config": True,
    "--as": True,
    "--json": False,
    "-v": False,
    "-vv": False,
    "--verbose": False,
}

_OPTIONS = """\
options, before or after the command:
  --db URL       the database: a SQLite file, or postgresql://… (RELEASES_DB)
  --config FILE  the configuration file (RELEASES_CONFIG)
  --as NAME      the subscriber who acts (RELEASES_SUBSCRIBER)
  --json         print one JSON document, where a command has one
  -v             say more of what is done; twice for everything
  --version      print the version
  --help         this, or the help of a command: releases COMMAND --help"""


def usage() -> str:
    """The help of the program as a whole."""
    lines = ["usage: releases COMMAND …", "", "Tracks film releases and reminds you in time.", ""]
    for name, command in COMMANDS.items():
        if isinstance(command, Command):
            lines.append(f"  {name:<12} {command.help}")
        else:
            lines.append(f"  {name:<12} {', '.join(command)}")
    return "\n".join([*lines, "", _OPTIONS])


def group_usage(name: str, verbs: dict[str, Command]) -> str:
    lines = [f"usage: releases {name} VERB …", ""]
    lines += [f"  {verb:<8} {command.help}" for verb, command in verbs.items()]
    return "\n".join([*lines, "", f"releases {name} VERB --help tells the options of each."])


def main(argv: Sequence[str]) -> int:
    """Run one command; its exit code. Errors are printed, none is raised."""
    loud = sum(_loudness(word) for word in argv) > 1
    try:
        code = _run(list(argv))
        if sys.stdout:
            sys.stdout.flush()
        return code
    except ReleasesError as error:
        return _fail(error, loud)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _swallow_output()
        return 0
    except UnicodeEncodeError:
        return _fail(UsageError("that text holds bytes that are no text (UTF-8)"), loud)
    except OSError as error:
        from releases.errors import CannotRead

        where = f"{error.filename}: " if error.filename else ""
        return _fail(CannotRead(f"{where}{error.strerror or error}"), loud)
    except Exception as error:
        from releases.logs import redact

        words = redact(f"{type(error).__name__}: {error}")[:300]
        hint = "this is a fault of the program; -v -v shows where"
        return _fail(ReleasesError(f"unexpected: {words}", hint), loud, error)


def _loudness(word: str) -> int:
    return 2 if word == "-vv" else word in ("-v", "--verbose")


def _fail(error: ReleasesError, loud: bool, cause: BaseException | None = None) -> int:
    """Say what went wrong; with -v -v also where, since only then somebody asked for it."""
    if loud and sys.stderr:
        import traceback

        from releases.logs import redact

        sys.stderr.write(redact("".join(traceback.format_exception(cause or error))))
    if sys.stderr:
        from releases.cli.render import visible

        try:
            sys.stderr.write(f"releases: {visible(str(error), keep=chr(10))}\n")
        except OSError:
            return error.exit_code
    return error.exit_code


def _swallow_output() -> None:
    """Let nothing be written to the closed pipe when the interpreter ends."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: list[str]) -> int:
    leading, name, rest = _split(argv)
    if name is None:
        return _without_command(leading)
    if name == "help":
        return _without_command(["--help"])
    command = COMMANDS.get(name)
    if command is None:
        raise UsageError(f"{name!r} is not a command of releases", _suggest(name, COMMANDS))
    words = [*leading, *rest]
    if isinstance(command, Command):
        return _call(name, command, words)
    return _run_group(name, command, words)


def _run_group(name: str, verbs: dict[str, Command], words: list[str]) -> int:
    leading, verb, rest = _split(words)
    if verb is None or rest is None:
        if any(word in ("--help", "-h") for word in words):
            sys.stdout.write(group_usage(name, verbs) + "\n")
            return 0
        default = "list" if "list" in verbs else next(iter(verbs))
        return _call(f"{name} {default}", verbs[default], words)
    if verb not in verbs:
        raise UsageError(f"{verb!r} is nothing that {name} can do", _suggest(verb, verbs, name))
    return _call(f"{name} {verb}", verbs[verb], [*leading, *rest])


def _split(words: list[str]) -> tuple[list[str], str | None, list[str]]:
    """What stands before the command (or verb), that word, and the rest.

    There is none where an option comes first that is no global one.
    """
    at = 0
    while at < len(words):
        word = words[at]
        if not word.startswith("-") or word == "-":
            return words[:at], word, words[at + 1 :]
        name, equals, _ = word.partition("=")
        if name not in GLOBALS:
            break
        at += 2 if GLOBALS[name] and not equals else 1
    return words, None, []


def _without_command(words: list[str]) -> int:
    if "--version" in words:
        sys.stdout.write(f"releases {__version__}\n")
        return 0
    if "--help" in words or "-h" in words:
        sys.stdout.write(usage() + "\n")
        return 0
    unknown = [word for word in words if word.partition("=")[0] not in GLOBALS]
    if unknown and unknown[0].startswith("-"):
        raise UsageError(f"{unknown[0]!r} is not an option of releases", "see releases --help")
    if words and GLOBALS.get(words[-1]):
        raise UsageError(f"{words[-1]} needs a value", "see releases --help")
    sys.stderr.write(usage() + "\n")
    return UsageError.exit_code


def _suggest(word: str, known: dict[str, Command] | dict[str, Command | dict[str, Command]],
             group: str = "") -> str:  # fmt: skip
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    path = f"releases {group} " if group else "releases "
    if close:
        return f"did you mean {path}{close[0]}?"
    return f"{path}--help lists the {'verbs' if group else 'commands'}"


def _call(name: str, command: Command, words: list[str]) -> int:
    from importlib import import_module

    from releases.cli.arguments import parse

    module = import_module(f"releases.cli.{command.module}")
    options = getattr(module, f"{command.function}_options")
    args = parse(name, command.help, options, words)
    if args is None:
        return 0
    from releases.cli.world import World
    from releases.logs import set_up

    # A library's warning may hold an address with a key in it; whatever is logged is redacted.
    set_up(verbosity=args.verbose)
    world = World(args)
    try:
        return getattr(module, f"{command.function}_command")(world, args) or 0
    finally:
        world.close()


def console() -> NoReturn:
    """The console script."""
    _occupy_standard_files()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            # What a terminal's encoding lacks, or bytes that were no text, must not end a command.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = main(sys.argv[1:])
    except BrokenPipeError:
        code = 0
    sys.exit(code)


def _occupy_standard_files() -> None:
    """Put /dev/null where stdin, stdout or stderr was closed.

    Else the next file that is opened, the database say, takes the place, and is written into.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            null = open(os.devnull, mode)  # noqa: SIM115  (it lives as long as the process)
            if name != "stdin":
                setattr(sys, name, null)
            _kept.append(null)


# A file that nobody holds is closed.
_kept: list[object] = []
