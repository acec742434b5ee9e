"""Recorded files that may lie beside the repository; a test that wants one is skipped without."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "../shared/research/samples"


def sample(name: str) -> bytes:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the recorded file {name} is not beside the repository")
    return path.read_bytes()
