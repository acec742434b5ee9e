"""The entry point itself: help and version are quick, ends are clean, questions need a person."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from releases import __version__
from releases.cli.main import COMMANDS, Command

from .conftest import Run

Spawn = Callable[..., "subprocess.CompletedProcess[str]"]

LEAVES = [
    (name, *verb)
    for name, command in COMMANDS.items()
    for verb in ([()] if isinstance(command, Command) else [(key,) for key in command])
]


@pytest.mark.parametrize("words", LEAVES, ids=[" ".join(words) for words in LEAVES])
def test_every_command_has_help(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words, "--help")
    assert said.out.startswith(f"usage: releases {' '.join(words)}")
    assert "--db" in said.out and said.err == ""


def test_help_lists_every_command_and_verb(run: Run) -> None:
    said = run("--help").out
    for words in LEAVES:
        assert words[-1] in said
    for name, command in COMMANDS.items():
        if not isinstance(command, Command):
            listed = run(name, "--help").out
            assert all(verb in listed for verb in command)


def test_the_version_is_known_before_and_after_the_command(run: Run) -> None:
    assert run("--version").out == f"releases {__version__}\n"
    assert run("list", "--version").out == f"releases {__version__}\n"


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["channels", "--help"]])
def test_help_and_version_import_nothing_heavy(argv: list[str]) -> None:
    code = (
        "import sys; from releases.cli.main import main; main(sys.argv[1:]); "
        "print(sorted({'argparse', 'sqlalchemy', 'apprise', 'platformdirs', 'difflib'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_the_list_of_a_sqlite_file_imports_no_sqlalchemy(run: Run) -> None:
    run("add", "Nosferatu", "--on", "2031-01-01")
    code = (
        "import sys; from releases.cli.main import main; main(['list']); "
        "print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Nosferatu" in done.stdout and done.stdout.endswith("False\n")


def test_a_mistyped_command_is_answered_with_the_nearest(run: Run) -> None:
    assert "releases channels add" in run("channels", "ad", code=2).err
    assert "releases deliveries" in run("delivery", code=2).err


def test_a_closed_pipe_is_silent(run: Run) -> None:
    for number in range(60):
        run("add", f"Film {number}", "--on", "2031-01-01")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "releases", "list"], stdout=writer, stderr=subprocess.PIPE,
        check=False, timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert done.stderr == b""


def test_ctrl_c_ends_with_130(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "releases", "read", "--batch", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b'{"id": 1, "text": "x"}\n')
    process.stdin.flush()
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.parametrize("argv", [
    ["read", "-"], ["add", "--from", "-", "--yes"], ["channels", "add", "-"],
    ["channels", "add"], ["import", "json", "-"], ["read", "--batch", "-"],
])  # fmt: skip
def test_a_closed_stdin_is_answered(home: Path, argv: list[str]) -> None:
    line = 'exec 0<&-; exec "$0" -m releases "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, *argv],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "stdin" in done.stderr or "terminal" in done.stderr
    assert "Traceback" not in done.stderr


def test_closed_stdout_and_stderr_do_no_harm(home: Path) -> None:
    line = 'exec 1>&- 2>&-; exec "$0" -m releases add Nosferatu --on 2031-01-01'
    done = subprocess.run(["/bin/sh", "-c", line, sys.executable], check=False, timeout=60)
    assert done.returncode == 0


def test_a_full_disk_behind_stdout_is_told(home: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "releases", "--help"], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1 and "space" in done.stderr


def test_what_the_terminals_encoding_lacks_is_still_shown(spawn: Spawn) -> None:
    spawn("add", "Amélie 東京", "--on", "2031-01-01")
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = spawn("list", env=environment)
    assert done.returncode == 0 and "Am\\xe9lie" in done.stdout


def test_no_sequence_that_steers_a_terminal_is_printed(run: Run) -> None:
    run("add", "Evil\x1b[2J\u202eTitle", "--on", "2031-01-01", "--note", "\x1b]0;x\x07note")
    for argv in (["list"], ["show", "r1"], ["history", "r1"]):
        said = run(*argv).out
        assert "\x1b" not in said and "\u202e" not in said and "\x07" not in said


def test_a_table_is_bold_at_a_terminal_only_and_not_with_no_color(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "Nosferatu", "--on", "2031-01-01")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    assert b"\x1b[1m" in _at_terminal(["list"])
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b[1m" not in _at_terminal(["list"])


def test_a_question_is_asked_at_a_terminal(home: Path, run: Run) -> None:
    (home / "film.txt").write_text(
        "Nosferatu opens in UK cinemas on 1 January 2031.\n\n"
        "Babygirl opens in UK cinemas on 10 January 2031.\n"
    )
    said = _at_terminal(["add", "--from", "film.txt"], b"n\ny\n")
    assert b"opens in UK cinemas" in said
    assert [row["film"]["title"] for row in run("list", "--json").json] == ["Babygirl"]
    said = _at_terminal(["add", "Later", "--on", "5/6/2031", "--in", "JP"], b"m\n")
    assert run("show", "Later", "--json").json["date"] == "2031-05-06"
    _at_terminal(["remove", "Later"], b"n\n")
    assert run("show", "Later", "--json").json["status"] == "upcoming"
    _at_terminal(["remove", "Later"], b"y\n")
    assert run("show", "r2", "--json").json["status"] == "removed"


def test_a_channels_url_is_asked_unseen(home: Path, run: Run) -> None:
    said = _at_terminal(["channels", "add", "--name", "hook"], b"json://localhost:9/Zq8Secret\n")
    assert b"Zq8Secret" not in said
    assert run("channels", "list", "--json").json[0]["name"] == "hook"


def _at_terminal(argv: list[str], typed: bytes = b"") -> bytes:
    """Run a command at a terminal of its own, type the answers, and give what it showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "releases", *argv])
    shown = b""
    pending = typed.splitlines(keepends=True)
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
        if pending and (chunk.rstrip().endswith((b"]", b":"))):
            # getpass turns the echo off before it prompts, so what is typed now is not shown.
            os.write(terminal, pending.pop(0))
    os.close(terminal)
    os.waitpid(child, 0)
    return shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(run: Run, shell: str) -> None:
    script = run("completion", shell).out
    assert all(word in script for words in LEAVES for word in words)


def test_completion_completes_in_bash(run: Run, home: Path) -> None:
    (home / "completion").write_text(run("completion", "bash").out)
    line = (
        "source ./completion; COMP_WORDS=(releases channels re); COMP_CWORD=2; _releases; "
        'echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=True, cwd=home
    )  # fmt: skip
    assert done.stdout.split() == ["resume", "remove"]
