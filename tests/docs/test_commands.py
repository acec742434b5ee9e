"""The commands of the README and the manual run as they stand."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What needs a person, a network, or runs until it is stopped.
NOT_RUN = ("pip install", "git clone", "make ", "docker", "systemctl", "releases daemon\n")


def commands(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.S)
    lines = [line for block in blocks for line in re.sub(r"\\\n\s*", " ", block).splitlines()]
    return [
        line[2:]
        for line in lines
        if line.startswith("$ ") and not any(word in f"{line}\n" for word in NOT_RUN)
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/manual.md"])
def test_every_command_of_a_page_runs_in_order(page: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith("RELEASES_")},
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TZ": "Europe/London",
    }
    found = commands(page)
    assert len(found) >= 3
    for command in found:
        assert shlex.split(command)[0] == "releases", command
        done = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=env, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        allowed = (0, 1) if "doctor" in command else (0,)
        assert done.returncode in allowed, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
