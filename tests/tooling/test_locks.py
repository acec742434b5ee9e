"""The locks hold pins and hashes, and nothing of the machine that made them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^([a-z0-9._-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    named = re.findall(r"^([a-z0-9._-]+)==", text, re.M)
    assert len(pins) == len(named) > 10


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_and_no_path_is_named(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if line.startswith("-") or "://" in line] == []


def test_both_locks_agree() -> None:
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", (ROOT / name).read_text(), re.M))

    everything = pins("requirements-dev.lock")
    assert {name: everything.get(name) for name in pins("requirements.lock")} == pins(
        "requirements.lock"
    )
