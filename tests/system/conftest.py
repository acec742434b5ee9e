"""Places to work in, and a wall clock that is set from outside."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.parts.http_sink import HttpSink
from tests.parts.smtp_sink import SmtpSink
from tests.system.kit import QUICK, Place

CLOCK = Path(__file__).parents[2] / "../shared/fakeclock/fakeclock.c"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A SQLite file and an environment of its own."""
    return Place(str(tmp_path / "releases.db"), tmp_path, dict(QUICK))


@pytest.fixture
def server_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A database of a real PostgreSQL."""
    server = request.getfixturevalue("postgres")
    url = server.create()
    yield Place(url, tmp_path, dict(QUICK))
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Place:
    """A place on each engine."""
    name = "place" if request.param == "sqlite" else "server_place"
    found: Place = request.getfixturevalue(name)
    return found


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as sink:
        yield sink


@pytest.fixture
def post() -> Iterator[SmtpSink]:
    """A mail server."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def clock_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not CLOCK.exists():
        pytest.skip("the library that sets a process's wall clock is not beside this repository")
    if shutil.which("gcc") is None:
        pytest.skip("no C compiler")
    made = tmp_path_factory.mktemp("clock") / "fakeclock.so"
    subprocess.run(
        ["gcc", "-O2", "-shared", "-fPIC", "-o", str(made), str(CLOCK), "-ldl"], check=True
    )
    return made


At = Callable[..., dict[str, str]]


@pytest.fixture
def at(clock_library: Path) -> At:
    """The environment of a process whose wall clock begins at a moment (UTC)."""

    def _at(moment: str, rate: float = 1) -> dict[str, str]:
        began = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
        return {
            "LD_PRELOAD": str(clock_library),
            "FAKECLOCK": f"{began:.3f} {time.time():.3f} {rate:g}",
        }

    return _at
