"""The command line as a function: `run("add", …)` in this process, `spawn` in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pytest

from releases.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own: nothing of this machine's user is read or written."""
    for name in [name for name in os.environ if name.startswith("RELEASES_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RELEASES_DB", str(tmp_path / "releases.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "Europe/London")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def nothing() -> Iterator[TextIO]:
    """A stdin that is open and empty, and no terminal."""
    with open(os.devnull) as empty:
        yield empty


@pytest.fixture
def run(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, nothing: TextIO
) -> Run:
    """Run a command in this process. Stdin is no terminal, as under cron."""

    monkeypatch.setattr(sys, "stdin", nothing)

    def _run(*argv: str, code: int | None = 0) -> Ran:
        capfd.readouterr()
        exit_code = main(argv)
        out, err = capfd.readouterr()
        if code is not None:
            assert exit_code == code, f"exit {exit_code}\n{out}\n{err}"
        assert "Traceback" not in err
        return Ran(exit_code, out, err)

    return _run


@pytest.fixture
def spawn(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command in a process of its own."""

    def _spawn(*argv: str | bytes, **options: Any) -> subprocess.CompletedProcess[str]:
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [sys.executable, "-m", "releases", *argv],
            capture_output=True, text=True, timeout=60, check=False, **options,
        )  # fmt: skip

    return _spawn
