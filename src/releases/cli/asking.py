"""Questions to the person at the terminal; without a terminal a question is an error (exit 2)."""

import sys
from typing import BinaryIO

from releases.cli.render import say
from releases.errors import UsageError


def at_terminal() -> bool:
    """Whether there is a person to ask."""
    try:
        return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())
    except ValueError:
        return False


def choose(question: str, answers: str, *, without: str) -> str:
    """One of the letters of `answers`, the first where only Enter is pressed.

    Raise `UsageError` where nobody can be asked: `without` says what to do then.
    """
    if not at_terminal():
        raise UsageError(f"{question} (nobody to ask: this is no terminal)", without)
    shown = "/".join([answers[0].upper(), *answers[1:]])
    while True:
        sys.stderr.write(f"{question} [{shown}] ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise UsageError("no answer was given", without)
        letter = line.strip()[:1].lower() or answers[0]
        if letter in answers:
            return letter
        say(f"answer one of {shown}")


def ask_unseen(question: str, *, without: str) -> str:
    """What is typed without showing it; raise `UsageError` where nobody can be asked."""
    if not at_terminal():
        raise UsageError(f"{question} cannot be asked: this is no terminal", without)
    from getpass import getpass

    return getpass(f"{question}: ").strip()


def read_stdin(what: str) -> bytes:
    """All of stdin; raise `UsageError` where it is closed."""
    return stdin_file(what).read()


def stdin_file(what: str) -> BinaryIO:
    """Stdin as bytes; raise `UsageError` where it is closed."""
    if sys.stdin is None:
        raise UsageError(f"{what} was to come from stdin, which is closed", "name a file instead")
    return sys.stdin.buffer
