"""Files for parsers, and recorded ones, which a test that wants one is skipped without."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from releases.sources.records import Records, Row, Trouble

FOLDER = Path(__file__).parents[2] / "../shared/research/samples"


def sample(name: str) -> bytes:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the recorded file {name} is not beside the repository")
    return path.read_bytes()


@dataclass(frozen=True)
class Whole:
    """All that a parser gives of a file."""

    total: int
    rows: list[Row]
    rejected: list[Trouble]
    remarks: list[Trouble]


def read(parse: Callable[..., Records], data: bytes, **more: Any) -> Whole:
    """A file, read to its end; what it claims to hold is what there is."""
    records = parse(BytesIO(data), **more)
    rows = list(records.rows)
    assert records.total == len(rows) + len(records.rejected)
    return Whole(records.total, rows, records.rejected, records.remarks)
