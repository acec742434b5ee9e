"""A few lives in every test run; `make simulate SEEDS=5000` plays many."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.__main__ import play, scratch, template
from tests.simulation.law import Broken
from tests.simulation.life import Life
from tests.simulation.mutations import MUTATIONS, Mutation

SEEDS = 20
# Enough lives for the rarest of the deliberate bugs to show.
PATIENCE = 60


@pytest.fixture
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(dir=scratch()) as name:
        yield Path(name)


@pytest.mark.usefixtures("quiet")
def test_no_life_breaks_an_invariant(folder: Path) -> None:
    path = template(folder)
    stories = [story for seed in range(1, 1 + SEEDS) if (story := play(seed, path, folder))]
    assert stories == [], stories[0]


@pytest.mark.usefixtures("quiet")
def test_the_same_seed_is_the_same_life(folder: Path) -> None:
    path = template(folder)
    stories = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        life = Life(7, path, folder / name)
        life.live(30)
        stories.append(life.story)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 10


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_deliberate_bug_is_caught(mutation: Mutation, folder: Path) -> None:
    path = template(folder)
    with mutation.applied():
        for seed in range(1, 1 + PATIENCE):
            story = play(seed, path, folder)
            if story is not None:
                assert "invariant" in story, story
                return
    pytest.fail(f"{mutation.about}: not noticed in {PATIENCE} lives")


def test_what_is_broken_cannot_be_swallowed_by_the_program() -> None:
    assert not issubclass(Broken, Exception)
