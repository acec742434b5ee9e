"""What `make` offers, and that its checks can fail."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()


def make(*words: str) -> subprocess.CompletedProcess[str]:
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(["make", *words], cwd=ROOT, env=env, capture_output=True, text=True)


def test_help_is_what_make_alone_does_and_names_every_target() -> None:
    done = make()
    assert done.returncode == 0
    offered = set(re.findall(r"^  make (\w+)", done.stdout, re.MULTILINE))
    assert offered >= {
        "setup", "demo", "run", "test", "check", "bench", "accuracy", "simulate", "lock",
        "format", "clean", "help",
    }  # fmt: skip
    assert offered <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("target", ["setup", "check", "demo", "bench", "accuracy", "simulate"])
def test_what_a_target_runs_is_there(target: str) -> None:
    done = make("--dry-run", "--always-make", target)
    assert done.returncode == 0
    for path in re.findall(r"\b(?:tests|examples|benchmarks)/\w+(?:/\w+)*\.py", done.stdout):
        assert (ROOT / path).is_file()


def test_no_check_hides_its_exit_code_behind_a_pipe() -> None:
    checks = re.findall(r"^(?:lint|types|imports|test|package): .*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    assert len(checks) == 5
    assert not [line for line in checks if "|" in line]


def test_an_old_python_is_refused_with_a_word_on_what_to_do(tmp_path: Path) -> None:
    done = make("setup", "PYTHON=false", f"VENV={tmp_path / 'venv'}")
    assert done.returncode == 2
    assert "Python 3.11 or newer" in done.stderr
    assert not (tmp_path / "venv").exists()
